import { at, isSet, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Only symmetric keys whose material KMS holds rotate by themselves. */
const ROTATING_SPEC = "SYMMETRIC_DEFAULT";

export const keyRotated = resourceRule(
  {
    name: "key-rotated",
    group: "encryption",
    description: "Symmetric KMS keys rotate every year and are enabled.",
    severity: "medium",
    remediation: "Set enableKeyRotation true.",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    control: "KMS.4",
  },
  ["aws:kms/key:Key"],
  function* ({ props }) {
    const spec = at(props, "customerMasterKeySpec") ?? ROTATING_SPEC;
    const rotates = (spec === ROTATING_SPEC || spec === UNKNOWN) && !isSet(props["customKeyStoreId"]);
    if (rotates && props["enableKeyRotation"] !== true) {
      yield `has enableKeyRotation ${shown(props["enableKeyRotation"])}. Set it to true.`;
    }
    if (props["isEnabled"] === false) {
      yield "is disabled: what it encrypts cannot be read. Remove isEnabled.";
    }
  },
);
