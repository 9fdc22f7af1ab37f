/** S3, DynamoDB, Kinesis and SQS. Sources: S3 User Guide and API reference; DynamoDB, Kinesis and SQS API references. */
import { statements, type Statement } from "../policies.ts";
import { object, objects, text, type Properties } from "../values.ts";
import { keyExists } from "./access.ts";
import type { Rule, Rules } from "./rule.ts";

const bucketType = "aws:s3/bucket:Bucket";
/** Whichever provider wrote it. */
const policyTypes = ["aws:s3/bucketPolicy:BucketPolicy", "aws-native:s3:BucketPolicy"];
const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

/** S3 User Guide, "General purpose bucket naming rules". */
export const bucketName: Rule = ({ inputs }) => {
  const name = text(inputs["bucket"]) ?? "";
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes("..")
    ? undefined
    : `InvalidBucketName: ${JSON.stringify(name)} is no bucket name`;
};

/** A part of a bucket is set where the bucket is: NoSuchBucket, or PermanentRedirect for one in another region. */
export const bucketExists: Rule = ({ cloud, inputs, region }) => {
  const name = text(inputs["bucket"]) ?? "";
  const bucket = cloud.store.find(bucketType, ({ id }) => id === name);
  if (bucket === undefined) return `NoSuchBucket: The specified bucket does not exist: ${name}`;
  return bucket.region === region ? undefined : `PermanentRedirect: bucket ${name} is in ${bucket.region}, not in ${region}`;
};

/** S3 User Guide, "Deleting a general purpose bucket": not while it holds objects or their old versions. */
export const bucketEmpty: Rule = ({ cloud, before }) => {
  if (before?.inputs["forceDestroy"] === true) return undefined;
  const object = cloud.store.find("aws:s3/bucketObjectv2:BucketObjectv2", ({ inputs }) => inputs["bucket"] === before?.id);
  const empty = object === undefined && !cloud.objects.used(before?.id ?? "");
  return empty ? undefined : `BucketNotEmpty: The bucket you tried to delete is not empty: ${before?.id ?? ""}`;
};

/** S3 keeps one policy a bucket, and the last one written wins; two resources for it would undo each other at every deployment. */
export const onePolicy: Rule = ({ cloud, inputs, before }) => {
  const [other] =
    before === undefined ? policyTypes.flatMap((type) => cloud.store.find(type, ({ id }) => id === inputs["bucket"]) ?? []) : [];
  return other === undefined
    ? undefined
    : `bucket ${other.id} has a policy already (${other.owner.split("::").slice(2).join("::")}); a second one would overwrite it`;
};

function policyOf({ policy, policyDocument }: Properties): Statement[] {
  return statements(policy ?? policyDocument);
}

/** S3 API reference, PutBucketPolicy: MalformedPolicy. */
export const policyResources: Rule = ({ cloud, inputs }) => {
  const arn = `arn:${cloud.account.partition}:s3:::${text(inputs["bucket"]) ?? ""}`;
  const all = policyOf(inputs);
  if (all.length === 0) return "MalformedPolicy: Missing required field Statement";
  const wrong = all
    .flatMap(({ resources }) => (resources.length === 0 ? ["(none)"] : resources))
    .find((resource) => resource !== arn && !resource.startsWith(`${arn}/`));
  return wrong === undefined ? undefined : `MalformedPolicy: Policy has invalid resource: ${wrong}`;
};

/** MalformedPolicy: principals of the account have to exist. */
export const policyPrincipals: Rule = ({ cloud, inputs }) => {
  const roles = cloud.store.all("aws:iam/role:Role").map(({ outputs }) => outputs["arn"]);
  const wrong = policyOf(inputs)
    .flatMap(({ principals }) => principals)
    .find(
      (principal) =>
        principal.startsWith(`arn:${cloud.account.partition}:iam::${cloud.account.accountId}:role/`) && !roles.includes(principal),
    );
  return wrong === undefined ? undefined : `MalformedPolicy: Invalid principal in policy: ${wrong}`;
};

/** S3 User Guide, "Blocking public access": BlockPublicPolicy refuses a policy that lets everybody in. */
export const policyNotPublic: Rule = ({ cloud, inputs, region }) => {
  const block = cloud.store.get(blockType, region, text(inputs["bucket"]) ?? "");
  const open = policyOf(inputs).some(
    ({ effect, principals, conditions }) => effect === "Allow" && principals.includes("*") && Object.keys(conditions).length === 0,
  );
  return open && block?.inputs["blockPublicPolicy"] === true
    ? "AccessDenied: public policies are blocked by the BlockPublicPolicy setting of the bucket"
    : undefined;
};

export const encryptionKey: Rule = (subject) =>
  keyExists((inputs) => object(objects(inputs["rules"])[0]?.["applyServerSideEncryptionByDefault"])["kmsMasterKeyId"])(subject);

/** S3 keeps an object in Standard for so many days before it may go to one of the infrequent-access classes. */
const standardDays: Record<string, number> = { STANDARD_IA: 30, ONEZONE_IA: 30 };

/** S3 API reference, Transition; S3 User Guide, "Examples of Amazon S3 Lifecycle configurations": steps follow one another, deletion last. */
export const lifecycleSteps: Rule = ({ inputs }) => {
  for (const rule of objects(inputs["rules"])) {
    const steps = objects(rule["transitions"]).map(({ days, storageClass }) => ({ days: Number(days ?? 0), to: text(storageClass) ?? "" }));
    const early = steps.find(({ days, to }) => days < (standardDays[to] ?? 0));
    if (early !== undefined)
      return `InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass '${early.to}'`;
    if (steps.some(({ days }, index) => index > 0 && days <= (steps[index - 1]?.days ?? 0)))
      return `InvalidArgument: the transitions of rule ${text(rule["id"]) ?? ""} do not follow one another`;
    const end = object(rule["expiration"])["days"];
    if (typeof end === "number" && steps.some(({ days }) => days >= end))
      return `InvalidArgument: 'Days' in the Expiration action of rule ${text(rule["id"]) ?? ""} must be greater than 'Days' in its Transition actions`;
  }
  return undefined;
};

/** S3 API reference, LifecycleRule: an id is unique in its configuration. */
export const lifecycleIds: Rule = ({ inputs }) => {
  const ids = objects(inputs["rules"]).flatMap(({ id }) => text(id) ?? []);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  return repeated === undefined ? undefined : `InvalidArgument: Rule ID must be unique. Found same ID for more than one rule: ${repeated}`;
};

/** DynamoDB API reference, CreateTable: keys are declared attributes, every attribute is a key, capacity goes with its billing mode. */
export const tableKeys: Rule = ({ inputs }) => {
  const declared = objects(inputs["attributes"]).map(({ name }) => text(name) ?? "");
  const indexes = [...objects(inputs["globalSecondaryIndexes"]), ...objects(inputs["localSecondaryIndexes"])];
  const keys = [inputs, ...indexes].flatMap((one) => [text(one["hashKey"]), text(one["rangeKey"])]).filter((key) => key !== undefined);
  const undeclared = keys.find((key) => !declared.includes(key));
  if (text(inputs["hashKey"]) === undefined) return "ValidationException: a table needs a hash key";
  if (undeclared !== undefined) return `ValidationException: key ${undeclared} is not among the attributes`;
  const idle = declared.find((name) => !keys.includes(name));
  return idle === undefined ? undefined : `ValidationException: attribute ${idle} is no key of the table or of an index`;
};

export const tableCapacity: Rule = ({ inputs }) => {
  const provisioned = inputs["billingMode"] !== "PAY_PER_REQUEST";
  const stated = typeof inputs["readCapacity"] === "number" && typeof inputs["writeCapacity"] === "number";
  return provisioned && !stated ? "ValidationException: provisioned tables need read and write capacity" : undefined;
};

export const queueExists: Rule = ({ cloud, inputs, region }) =>
  cloud.store.get("aws:sqs/queue:Queue", region, text(inputs["queueUrl"]) ?? "") === undefined
    ? `AWS.SimpleQueueService.NonExistentQueue: ${text(inputs["queueUrl"]) ?? ""}`
    : undefined;

export const streamShards: Rule = ({ inputs }: { inputs: Properties }) => {
  const onDemand = object(inputs["streamModeDetails"])["streamMode"] === "ON_DEMAND";
  return !onDemand && typeof inputs["shardCount"] !== "number"
    ? "ValidationException: a provisioned stream needs a shard count"
    : undefined;
};

const part: Rules = { save: [bucketExists] };

export const storage: Record<string, Rules> = {
  [bucketType]: { save: [bucketName], delete: [bucketEmpty] },
  "aws:s3/bucketVersioning:BucketVersioning": part,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": { save: [bucketExists, encryptionKey] },
  [blockType]: part,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": part,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { save: [bucketExists, lifecycleSteps, lifecycleIds] },
  ...Object.fromEntries(
    policyTypes.map((type) => [type, { save: [bucketExists, onePolicy, policyResources, policyPrincipals, policyNotPublic] }]),
  ),
  "aws:s3/bucketObjectv2:BucketObjectv2": { save: [bucketExists, keyExists((inputs) => inputs["kmsKeyId"])] },
  "aws:dynamodb/table:Table": {
    save: [tableKeys, tableCapacity, keyExists((inputs) => object(inputs["serverSideEncryption"])["kmsKeyArn"])],
  },
  "aws:kinesis/stream:Stream": { save: [streamShards, keyExists((inputs) => inputs["kmsKeyId"])] },
  "aws:sqs/queue:Queue": { save: [keyExists((inputs) => inputs["kmsMasterKeyId"])] },
  "aws:sqs/queuePolicy:QueuePolicy": { save: [queueExists] },
};
