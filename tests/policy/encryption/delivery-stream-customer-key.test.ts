import { deliveryStreamCustomerKey } from "../../../policy/rules/encryption/delivery-stream-customer-key.ts";
import { KEY_ARN, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const STREAM = { destination: "extended_s3", serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: KEY_ARN } };
const encryption = (key: string, value: unknown) => changed(STREAM, `serverSideEncryption.${key}`, value);

describeRule(deliveryStreamCustomerKey, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", props: STREAM },
  cases: [
    { when: "no encryption", props: encryption("enabled", false), expect: [/serverSideEncryption.enabled false/] },
    { when: "a key of AWS", props: encryption("keyType", "AWS_OWNED_CMK"), expect: [/keyType "AWS_OWNED_CMK"/] },
    { when: "no key", props: encryption("keyArn", undefined), expect: [/has no serverSideEncryption.keyArn/] },
    { when: "a key that is not known yet", props: encryption("keyArn", UNKNOWN_STRING), expect: [] },
    { when: "a setting that is not known yet", props: encryption("enabled", UNKNOWN_STRING), expect: [/Set it to true/] },
    {
      when: "a reader of a Kinesis stream",
      props: { destination: "extended_s3", kinesisSourceConfiguration: { roleArn: UNKNOWN_STRING } },
      expect: [],
    },
  ],
});
