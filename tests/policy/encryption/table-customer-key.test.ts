import { tableCustomerKey } from "../../../policy/rules/encryption/table-customer-key.ts";
import { KEY_ARN, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const good = {
  hashKey: "viewer",
  serverSideEncryption: { enabled: true, kmsKeyArn: KEY_ARN },
  replicas: [{ regionName: "eu-west-1", kmsKeyArn: UNKNOWN_STRING }],
};

describeRule(tableCustomerKey, {
  rows: "S4 O4",
  elsewhere: TYPES.queue,
  compliant: { type: "aws:dynamodb/table:Table", props: good },
  cases: [
    {
      when: "no encryption setting",
      props: changed(good, "serverSideEncryption", undefined),
      expect: [/Set it to true/, /has no serverSideEncryption.kmsKeyArn/],
    },
    {
      when: "encryption turned off",
      props: changed(good, "serverSideEncryption.enabled", false),
      expect: [/enabled false. Set it to true/],
    },
    {
      when: "no key",
      props: changed(good, "serverSideEncryption.kmsKeyArn", undefined),
      expect: [/has no serverSideEncryption.kmsKeyArn.*Set/],
    },
    {
      when: "a replica without a key",
      props: changed(good, "replicas.0.kmsKeyArn", undefined),
      expect: [/has no replicas\[0\].kmsKeyArn.*Set/],
    },
    {
      when: "a setting that is not known yet",
      props: changed(good, "serverSideEncryption.enabled", UNKNOWN_STRING),
      expect: [/Set it to true/],
    },
  ],
});
