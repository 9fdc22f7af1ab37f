import { bucketDefaultEncryption } from "../../../policy/rules/encryption/bucket-default-encryption.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const good = {
  bucket: UNKNOWN_STRING,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN_STRING }, bucketKeyEnabled: true }],
};
const encryption = "rules.0.applyServerSideEncryptionByDefault";

describeRule(bucketDefaultEncryption, {
  rows: "S4 O4",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.bucketEncryption, props: good },
  cases: [
    {
      when: "AES256",
      props: changed(good, `${encryption}.sseAlgorithm`, "AES256"),
      expect: [/encrypts with "AES256".*Set sseAlgorithm to aws:kms/],
    },
    {
      when: "an algorithm that is not known yet",
      props: changed(good, `${encryption}.sseAlgorithm`, UNKNOWN_STRING),
      expect: [/Set sseAlgorithm/],
    },
    {
      when: "no key",
      props: changed(good, `${encryption}.kmsMasterKeyId`, undefined),
      expect: [/names no customer key.*Set kmsMasterKeyId/],
    },
    { when: "the key of AWS", props: changed(good, `${encryption}.kmsMasterKeyId`, "alias/aws/s3"), expect: [/names no customer key/] },
    { when: "no bucket key", props: changed(good, "rules.0.bucketKeyEnabled", undefined), expect: [/Set bucketKeyEnabled to true/] },
    { when: "dual-layer encryption", props: changed(good, `${encryption}.sseAlgorithm`, "aws:kms:dsse"), expect: [] },
    { when: "no rules", props: changed(good, "rules", []), expect: [/Write the list of rules literally/] },
    { when: "rules that are not known yet", props: changed(good, "rules", UNKNOWN_LIST), expect: [/Write the list of rules literally/] },
    {
      when: "a rule that is not known yet",
      props: changed(good, "rules.0", UNKNOWN_OBJECT),
      expect: [/Write the list of rules literally/],
    },
  ],
});
