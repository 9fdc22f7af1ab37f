import { at, isList, isSet } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const NATIVE = "aws-native:cloudfront:KeyGroup";

export const keyGroupFilled = resourceRule(
  {
    name: "key-group-filled",
    group: "delivery",
    description: "A key group holds at least one public key, or nobody can sign for it.",
    severity: "high",
    remediation: "Set items to the ids of the public keys in use, as a literal list.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
    control: "CloudFront.17",
  },
  ["aws:cloudfront/keyGroup:KeyGroup", NATIVE],
  function* ({ type, props }) {
    const items = type === NATIVE ? at(props, "keyGroupConfig", "items") : props["items"];
    if (!isList(items) || !items.some(isSet)) {
      yield "holds no public key that can be seen. Set items to a literal list of public key ids.";
    }
  },
);
