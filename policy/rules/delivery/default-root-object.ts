import { DISTRIBUTIONS, originsOf, readDistribution } from "../../lib/distribution.ts";
import { isSet } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const defaultRootObject = resourceRule(
  {
    name: "default-root-object",
    group: "delivery",
    description: "A distribution whose default behaviour shows a bucket has a root object, so that nobody sees the bucket's list.",
    severity: "medium",
    remediation: "Set defaultRootObject, for example to index.html.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
    control: "CloudFront.1",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const distribution = readDistribution(subject);
    const first = distribution.behaviours.find(({ isDefault }) => isDefault);
    const origins = first === undefined ? [] : (originsOf(distribution, first) ?? []);
    if (origins.some(({ kind }) => kind === "s3") && !isSet(distribution.rootObject)) {
      yield "shows a bucket at its root without a root object. Set defaultRootObject.";
    }
  },
);
