import { trailEncrypted } from "../../../policy/rules/encryption/trail-encrypted.ts";
import { KEY_ARN, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const good = { s3BucketName: UNKNOWN_STRING, kmsKeyId: KEY_ARN, enableLogFileValidation: true };

describeRule(trailEncrypted, {
  rows: "S4 O4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.trail, props: good },
  cases: [
    { when: "no key", props: changed(good, "kmsKeyId", undefined), expect: [/has no kmsKeyId.*Set kmsKeyId/] },
    {
      when: "no validation",
      props: changed(good, "enableLogFileValidation", false),
      expect: [/enableLogFileValidation false.*Set it to true/],
    },
    {
      when: "validation that is not known yet",
      props: changed(good, "enableLogFileValidation", UNKNOWN_STRING),
      expect: [/Set it to true/],
    },
    { when: "a key that is not known yet", props: changed(good, "kmsKeyId", UNKNOWN_STRING), expect: [] },
  ],
});
