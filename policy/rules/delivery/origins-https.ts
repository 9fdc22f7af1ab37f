import { DISTRIBUTIONS, readDistribution, unreadable } from "../../lib/distribution.ts";
import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const originsHttps = resourceRule(
  {
    name: "origins-https",
    group: "delivery",
    description: "CloudFront reaches custom origins by HTTPS with TLS 1.2 only.",
    severity: "high",
    remediation: "Set originProtocolPolicy https-only and originSslProtocols [TLSv1.2] in customOriginConfig.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
    control: "CloudFront.9",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const distribution = readDistribution(subject);
    yield* unreadable(distribution, "origins");
    for (const origin of distribution.origins.filter(({ isCustom }) => isCustom)) {
      if (origin.protocolPolicy !== "https-only") {
        yield `has originProtocolPolicy ${shown(origin.protocolPolicy)} on origin ${shown(origin.id)}. Set it to "https-only".`;
      }
      if (origin.tlsVersions.length === 0 || origin.tlsVersions.some((version) => version !== "TLSv1.2")) {
        yield `has originSslProtocols ${origin.tlsVersions.map(shown).join(", ") || "nothing"} on origin ${shown(origin.id)}. Set it to ["TLSv1.2"].`;
      }
    }
  },
);
