import { shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const subscriptionHttps = resourceRule(
  {
    name: "subscription-https",
    group: "encryption",
    description: "SNS delivers to web endpoints by HTTPS only.",
    severity: "medium",
    remediation: 'Use protocol "https" and an https:// endpoint.',
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
  },
  ["aws:sns/topicSubscription:TopicSubscription"],
  function* ({ props }) {
    const { protocol, endpoint } = props;
    if (protocol === "http" || protocol === UNKNOWN) {
      yield `has protocol ${shown(protocol)}. Use "https", written literally.`;
    }
    if (typeof endpoint === "string" && endpoint.toLowerCase().startsWith("http://")) {
      yield "sends to an http:// address. Use https://.";
    }
  },
);
