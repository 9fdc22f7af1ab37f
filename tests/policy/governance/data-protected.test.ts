import { dataProtected } from "../../../policy/rules/governance/data-protected.ts";
import { replaced, TYPES } from "../fixtures.ts";
import type { TestResource } from "../harness.ts";
import { describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const stack = [
  { ...resource(TYPES.bucket, "archive", {}), protect: true },
  { ...resource(TYPES.key, "key", {}), protect: true },
  resource(TYPES.bucketEncryption, "encryption", { bucket: UNKNOWN_STRING, rules: [{}] }, { bucket: ["archive"], rules: ["key"] }),
];
const open = (name: string): readonly TestResource[] => stack.map((one) => (one.name === name ? { ...one, protect: false } : one));
const demo = resource("aws:s3/bucketObjectv2:BucketObjectv2", "demo.mp4", { bucket: UNKNOWN_STRING }, { bucket: ["archive"] });

describeRule(dataProtected, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.bucket, stack },
  cases: [
    { when: "a bucket that anybody may delete", stack: open("archive"), expect: [/^Bucket "archive" can be deleted.*protect: true/] },
    { when: "the key of a bucket", stack: open("key"), expect: [/^Key "key" .*"archive" cannot be read without it/] },
    {
      when: "a bucket whose objects the program writes, and its key",
      stack: [...open("archive").filter(({ name }) => name !== "key"), { ...resource(TYPES.key, "key", {}) }, demo],
      expect: [],
    },
    {
      when: "the key of a table",
      stack: [
        resource(TYPES.key, "key", {}),
        resource(TYPES.table, "sessions", { serverSideEncryption: { kmsKeyArn: UNKNOWN_STRING } }, { serverSideEncryption: ["key"] }),
      ],
      expect: [/^Key "key" .*"sessions" cannot be read/],
    },
    {
      when: "a key that only a topic uses",
      stack: [
        resource(TYPES.key, "key", {}),
        resource(TYPES.topic, "alerts", { kmsMasterKeyId: UNKNOWN_STRING }, { kmsMasterKeyId: ["key"] }),
      ],
      expect: [],
    },
    {
      when: "a key by its alias",
      stack: [
        ...replaced(
          open("key"),
          "encryption",
          { bucket: UNKNOWN_STRING, rules: UNKNOWN_STRING },
          { bucket: ["archive"], rules: ["alias"] },
        ),
        resource(TYPES.alias, "alias", { targetKeyId: UNKNOWN_STRING }, { targetKeyId: ["key"] }),
      ],
      expect: [/^Key "key"/],
    },
  ],
});
