import { hostKind } from "../../lib/distribution.ts";
import { RECORDS, readRecord } from "../../lib/record.ts";
import { resourceRule } from "../../lib/rule.ts";

const ORIGIN_KINDS = ["mediapackage", "mediapackage-v1", "s3"];

export const recordsBehindEdge = resourceRule(
  {
    name: "records-behind-edge",
    group: "delivery",
    description: "A name given to viewers leads to the edge, never past it to an origin.",
    severity: "high",
    remediation: "Point the record at the distribution; origins are reached by CloudFront alone.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-mediapackage.html",
  },
  RECORDS,
  function* (subject) {
    const { values, aliasName } = readRecord(subject);
    for (const value of [...values, aliasName]) {
      if (typeof value === "string" && ORIGIN_KINDS.includes(hostKind(value))) {
        yield `leads to the origin ${value}. Point it at the distribution.`;
      }
    }
  },
);
