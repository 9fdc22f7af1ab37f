import { BUCKETS } from "../../lib/bucket.ts";
import { keysOf, ofTypes, targets } from "../../lib/links.ts";
import type { StackSubject } from "../../lib/rule.ts";
import { stackRule } from "../../lib/rule.ts";

type Stack = readonly StackSubject[];

const KEYS = ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"];
const OBJECTS = ["aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject"];
const ENCRYPTION = ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"];

/** What holds data under a key, and the property that names the key. Topics and queues hold nothing that outlives a day. */
const HOLDERS: Readonly<Record<string, string>> = {
  "aws:dynamodb/table:Table": "serverSideEncryption",
  "aws:kinesis/videoStream:VideoStream": "kmsKeyId",
  "aws:secretsmanager/secret:Secret": "kmsKeyId",
};

export const dataProtected = stackRule(
  {
    name: "data-protected",
    group: "governance",
    description: "Buckets with data of their own are protected, and so are the keys without which stored data cannot be read.",
    severity: "high",
    remediation:
      "Set the resource option protect: true. A bucket whose objects this program writes itself can be made again and needs no protection.",
    source: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  },
  [...BUCKETS, ...KEYS],
  function* (stack) {
    const ownCopies = new Set(ofTypes(stack, OBJECTS).flatMap((object) => targets(stack, object, "bucket", BUCKETS)));
    const kept = ofTypes(stack, BUCKETS).filter((bucket) => !ownCopies.has(bucket));
    for (const bucket of kept.filter(({ isProtected }) => !isProtected)) {
      yield [bucket, "can be deleted by one wrong change, with all that is in it. Set the option protect: true."];
    }
    for (const [key, holder] of keysInNeed(stack, kept)) {
      yield [key, `can be deleted by one wrong change, and "${holder.name}" cannot be read without it. Set the option protect: true.`];
    }
  },
);

function keysInNeed(stack: Stack, kept: readonly StackSubject[]): ReadonlyMap<StackSubject, StackSubject> {
  const found = new Map<StackSubject, StackSubject>();
  for (const setting of ofTypes(stack, ENCRYPTION)) {
    const bucket = targets(stack, setting, "bucket", BUCKETS).find((candidate) => kept.includes(candidate));
    for (const key of bucket === undefined ? [] : keysOf(stack, setting, "rules")) {
      found.set(key, bucket ?? setting);
    }
  }
  for (const holder of ofTypes(stack, Object.keys(HOLDERS))) {
    for (const key of keysOf(stack, holder, HOLDERS[holder.type] ?? "kmsKeyId")) {
      found.set(key, holder);
    }
  }
  return new Map([...found].filter(([key]) => !key.isProtected));
}
