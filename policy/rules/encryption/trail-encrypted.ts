import { customerKey } from "../../lib/key.ts";
import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const trailEncrypted = resourceRule(
  {
    name: "trail-encrypted",
    group: "encryption",
    description: "CloudTrail trails are encrypted with a customer key and can be validated.",
    severity: "high",
    remediation: "Set kmsKeyId to a customer key whose policy admits cloudtrail.amazonaws.com, and enableLogFileValidation true.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    control: "CloudTrail.2",
  },
  ["aws:cloudtrail/trail:Trail"],
  function* ({ props }) {
    yield* customerKey("kmsKeyId", props["kmsKeyId"], "who may read the audit trail is then not the key's to say.");
    if (props["enableLogFileValidation"] !== true) {
      yield `has enableLogFileValidation ${shown(props["enableLogFileValidation"])}: a changed log file would not be noticed. Set it to true.`;
    }
  },
);
