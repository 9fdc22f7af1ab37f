/** S3, tables, queues and streams. */
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { accountId, allow, policy } from "../cloudExamples/index.ts";
import { breach, type Breach } from "./breach.ts";

const foreignRole = `arn:aws:iam::${accountId}:role/nobody`;

const readable = (Principal: Properties | string): Properties => ({
  Effect: "Allow",
  Principal,
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::onair-player/*",
});

/** A life of objects: its steps, and the day of their end. */
const lifecycle = (transitions: { days: number; storageClass: string }[], days?: number): Properties => ({
  rules: [{ id: "old", status: "Enabled", transitions, ...(days === undefined ? {} : { expiration: { days } }) }],
});

export const storage: Breach[] = [
  breach("bucketName", "a bucket name in capitals", /InvalidBucketName/, (world) => world.make("bucket", { bucket: "Onair" }, "x")),
  breach("bucketExists", "a part of no bucket", /NoSuchBucket/, (world) => world.make("bucketVersioning", { bucket: "nothing" }, "x")),
  ...["encryption", "bucketPolicy", "playerBucketPolicy", "bucketLifecycleConfiguration", "demo"].map((name) =>
    breach("bucketExists", `${name} of no bucket`, /NoSuchBucket/, (world) => world.make(name, { bucket: "nothing" }, "x")),
  ),
  breach("bucketExists", "a part in another region than its bucket", /PermanentRedirect/, (world) =>
    world.make("bucketVersioning", { bucket: "onair-logs" }, "x"),
  ),
  breach("bucketEmpty", "deleting a bucket that is not empty", /BucketNotEmpty/, (world) => world.remove("bucket")),
  breach("bucketEmpty", "deleting a bucket that somebody wrote to", /BucketNotEmpty/, (world) => {
    world.cloud.objects.put("onair-player", "player/index.html", { bytes: Buffer.from("x") });
    return world.remove("playerBucket");
  }),
  breach("onePolicy", "a second policy of a bucket", /a second one would overwrite it/, (world) => world.make("bucketPolicy", {}, "x")),
  breach("onePolicy", "a second policy by the other provider", /a second one would overwrite it/, (world) =>
    world.make("playerBucketPolicy", { bucket: "onair-archive" }, "x"),
  ),
  breach("policyResources", "a document about another bucket", /Policy has invalid resource/, (world) =>
    world.update("playerBucketPolicy", {
      policyDocument: { Statement: [allow("cloudfront.amazonaws.com", ["s3:GetObject"], "arn:aws:s3:::onair-archive/*")] },
    }),
  ),
  breach("policyResources", "a policy about another bucket", /Policy has invalid resource/, (world) =>
    world.update("bucketPolicy", { policy: policy(allow("medialive.amazonaws.com", ["s3:PutObject"], "arn:aws:::onair-archive/*")) }),
  ),
  breach("policyPrincipals", "a document for a role that does not exist", /Invalid principal in policy/, (world) =>
    world.update("playerBucketPolicy", { policyDocument: { Statement: [readable({ AWS: foreignRole })] } }),
  ),
  breach("policyNotPublic", "a public document on a blocked bucket", /AccessDenied/, async (world) => {
    await world.make("bucketPublicAccessBlock", { bucket: "onair-player" }, "x");
    return world.update("playerBucketPolicy", { policyDocument: { Statement: [readable("*")] } });
  }),
  breach("policyPrincipals", "a policy for a role that does not exist", /Invalid principal in policy/, (world) =>
    world.update("bucketPolicy", {
      policy: policy({
        Effect: "Allow",
        Principal: { AWS: foreignRole },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::onair-archive/*",
      }),
    }),
  ),
  breach("policyNotPublic", "a public policy on a blocked bucket", /AccessDenied/, (world) =>
    world.update("bucketPolicy", {
      policy: policy({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::onair-archive/*" }),
    }),
  ),
  breach("encryptionKey", "encryption with a key that does not exist", /KMS.NotFoundException/, (world) =>
    world.update("encryption", { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "nothing" } }] }),
  ),
  breach("lifecycleSteps", "Standard-IA after a week", /greater than or equal to 30 for storageClass 'STANDARD_IA'/, (world) =>
    world.update("bucketLifecycleConfiguration", lifecycle([{ days: 7, storageClass: "STANDARD_IA" }])),
  ),
  breach("lifecycleSteps", "steps upside down", /do not follow one another/, (world) =>
    world.update(
      "bucketLifecycleConfiguration",
      lifecycle([
        { days: 60, storageClass: "STANDARD_IA" },
        { days: 60, storageClass: "GLACIER_IR" },
      ]),
    ),
  ),
  breach("lifecycleSteps", "deletion before a step", /must be greater than 'Days' in its Transition actions/, (world) =>
    world.update("bucketLifecycleConfiguration", lifecycle([{ days: 30, storageClass: "STANDARD_IA" }], 30)),
  ),
  breach("lifecycleIds", "two rules of one id", /Rule ID must be unique/, (world) =>
    world.update("bucketLifecycleConfiguration", {
      rules: [
        { id: "one", status: "Enabled" },
        { id: "one", status: "Enabled" },
      ],
    }),
  ),
  breach("tableKeys", "a table key that is no attribute", /key user is not among the attributes/, (world) =>
    world.make("table", { name: "x", rangeKey: "user" }, "x"),
  ),
  breach("tableCapacity", "a provisioned table without capacity", /need read and write capacity/, (world) =>
    world.make("table", { name: "x", billingMode: "PROVISIONED" }, "x"),
  ),
  breach("queueExists", "a policy of no queue", /NonExistentQueue/, (world) =>
    world.make("queuePolicy", { queueUrl: "https://nowhere" }, "x"),
  ),
  breach("streamShards", "a provisioned stream without shards", /needs a shard count/, (world) =>
    world.make("stream", { name: "x", streamModeDetails: undefined }, "x"),
  ),
];
