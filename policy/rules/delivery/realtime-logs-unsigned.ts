import { itemsAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Fields that carry a signature or a cookie; in real-time logs the stem holds the query too (CloudFront guide, "Real-time logs", fields). */
const SIGNED_FIELDS = ["cs-uri-stem", "cs-uri-query", "cs-cookie", "cs-headers", "cs-referer"];

export const realtimeLogsUnsigned = resourceRule(
  {
    name: "realtime-logs-unsigned",
    group: "delivery",
    description: "Real-time logs hold no field with which their reader could watch: no query string, cookie, header or referrer.",
    severity: "high",
    remediation: `Leave ${SIGNED_FIELDS.join(", ")} out of fields.`,
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html",
  },
  ["aws:cloudfront/realtimeLogConfig:RealtimeLogConfig"],
  function* ({ props }) {
    const fields = itemsAt(props, "fields");
    const signed = fields.filter((field) => typeof field === "string" && SIGNED_FIELDS.includes(field));
    if (signed.length > 0) {
      yield `writes down ${signed.map(shown).join(", ")}, with which anybody could watch. Leave out of fields.`;
    }
    if (fields.length === 0 || fields.includes(UNKNOWN)) {
      yield "has fields that cannot be read before the deployment. Write the list literally.";
    }
  },
);
