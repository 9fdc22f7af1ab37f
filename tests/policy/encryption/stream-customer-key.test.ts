import { streamCustomerKey } from "../../../policy/rules/encryption/stream-customer-key.ts";
import { KEY_ARN, TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

const video = "aws:kinesis/videoStream:VideoStream";

describeRule(streamCustomerKey, {
  rows: "S4 O4 B2",
  elsewhere: TYPES.queue,
  compliant: { type: "aws:kinesis/stream:Stream", props: { encryptionType: "KMS", kmsKeyId: KEY_ARN } },
  cases: [
    { when: "no encryption", props: {}, expect: [/has encryptionType nothing. Set it to "KMS"/, /has no kmsKeyId/] },
    { when: "encryption turned off", props: { encryptionType: "NONE", kmsKeyId: KEY_ARN }, expect: [/encryptionType "NONE". Set it/] },
    {
      when: "the key of AWS",
      props: { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" },
      expect: [/key that AWS manages.*Set kmsKeyId/],
    },
    { when: "a key that is not known yet", props: { encryptionType: "KMS", kmsKeyId: UNKNOWN_STRING }, expect: [] },
    { when: "a video stream without a key", type: video, props: {}, expect: [/^VideoStream "subject" has no kmsKeyId/] },
    { when: "a video stream with a key", type: video, props: { kmsKeyId: KEY_ARN }, expect: [] },
  ],
});
