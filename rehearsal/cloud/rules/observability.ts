/** CloudWatch, EventBridge, logs, SNS and CloudTrail. Sources: their API references; CloudTrail User Guide. */
import { findByArn, findKey } from "../lookups.ts";
import { admitsService, statements } from "../policies.ts";
import { distributionArn, distributions } from "../distributions.ts";
import { document, list, object, text } from "../values.ts";
import { keyExists, roleExists } from "./access.ts";
import type { Case, Rule, Rules } from "./rule.ts";

const topicType = "aws:sns/topic:Topic";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const sourceType = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
const destinationType = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";
const deliveryType = "aws:cloudwatch/logDelivery:LogDelivery";
const bucketPolicyType = "aws:s3/bucketPolicy:BucketPolicy";

/** CloudWatch API reference, PutMetricAlarm. */
export const alarmForm: Rule = ({ inputs }) => {
  if (inputs["evaluationCriteria"] !== undefined) return undefined;
  const needed = ["comparisonOperator", "evaluationPeriods"].find((name) => inputs[name] === undefined);
  if (needed !== undefined) return `ValidationError: ${needed} is required`;
  const math = list(inputs["metricQueries"]).length > 0;
  if (math === (inputs["metricName"] !== undefined)) return "ValidationError: an alarm watches either a metric or metric queries";
  if (!math && (inputs["statistic"] === undefined) === (inputs["extendedStatistic"] === undefined))
    return "ValidationError: either statistic or extendedStatistic has to be set";
  if (!math && inputs["namespace"] === undefined) return "ValidationError: namespace is required";
  if (inputs["threshold"] === undefined && inputs["thresholdMetricId"] === undefined) return "ValidationError: threshold is required";
  const [points, periods] = [inputs["datapointsToAlarm"], inputs["evaluationPeriods"]];
  return typeof points === "number" && typeof periods === "number" && points > periods
    ? "ValidationError: datapointsToAlarm exceeds evaluationPeriods"
    : undefined;
};

/** Periods of 10, 20, 30 seconds or a multiple of 60; at most seven days are looked back on, one if the period is under an hour. */
export const alarmPeriod: Rule = ({ inputs }) => {
  const period = inputs["period"];
  if (typeof period !== "number") return inputs["metricName"] === undefined ? undefined : "ValidationError: period is required";
  if (![10, 20, 30].includes(period) && (period % 60 !== 0 || period === 0))
    return `ValidationError: period of ${String(period)} seconds is not 10, 20, 30 or a multiple of 60`;
  const span = period * Number(inputs["evaluationPeriods"] ?? 1);
  return span > (period < 3600 ? 86_400 : 604_800) ? "ValidationError: the evaluation range is too long for this period" : undefined;
};

export const targetRule: Rule = ({ cloud, inputs, region }) =>
  cloud.store.get(ruleType, region, text(inputs["rule"]) ?? "") === undefined
    ? `ResourceNotFoundException: Rule ${text(inputs["rule"]) ?? ""} does not exist on EventBus default.`
    : undefined;

/** A topic, queue or log group that a rule sends to has to exist; others are not looked at. */
export const targetExists: Rule = ({ cloud, inputs }) => {
  const arn = text(inputs["arn"]) ?? "";
  const type = { sns: topicType, sqs: "aws:sqs/queue:Queue", logs: "aws:cloudwatch/logGroup:LogGroup" }[arn.split(":")[2] ?? ""];
  return type === undefined || findByArn(cloud.store, type, arn.replace(/:\*$/, "")) !== undefined
    ? undefined
    : `ValidationException: target ${arn} does not exist`;
};

/** EventBridge API reference, PutRule: a pattern or a schedule. */
export const ruleForm: Rule = ({ inputs }) =>
  inputs["eventPattern"] === undefined && inputs["scheduleExpression"] === undefined
    ? "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified."
    : undefined;

/** EventBridge API reference, DeleteRule: targets go first. */
export const ruleWithoutTargets: Rule = ({ cloud, region, before }) => {
  const target = cloud.store.all("aws:cloudwatch/eventTarget:EventTarget", region).find(({ inputs }) => inputs["rule"] === before?.id);
  return target === undefined || before?.inputs["forceDestroy"] === true
    ? undefined
    : `ValidationException: Rule can't be deleted since it has targets: ${target.id}`;
};

/** CloudWatch Logs User Guide, "Encrypt log data": the key's policy lets the service of the region in. */
export const logKeyAdmits: Rule = ({ cloud, inputs, region }) => {
  const key = findKey(cloud.store, region, inputs["kmsKeyId"]);
  if (key === undefined) return undefined;
  const service = `logs.${region}.amazonaws.com`;
  return admitsService(key.inputs["policy"], service, "kms:GenerateDataKey")
    ? undefined
    : `InvalidParameterException: the key policy does not let ${service} use the key`;
};

/** CloudWatch Logs API reference, PutRetentionPolicy: days. */
const retentions = [0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export const retention: Rule = ({ inputs }) =>
  typeof inputs["retentionInDays"] !== "number" || retentions.includes(inputs["retentionInDays"])
    ? undefined
    : `InvalidParameterException: logs cannot be kept for ${String(inputs["retentionInDays"])} days; one of ${retentions.join(", ")}`;

/** CloudWatch Logs API reference, PutDeliverySource; CloudFront Developer Guide, "Standard logging (v2)": in us-east-1. */
export const sourceResource: Rule = ({ cloud, inputs, region }) => {
  const arn = text(inputs["resourceArn"]) ?? "";
  if (arn.split(":")[2] !== "cloudfront") return undefined;
  if (region !== "us-east-1") return "ValidationException: log delivery of CloudFront is set up in us-east-1";
  if (inputs["logType"] !== "ACCESS_LOGS") return "ValidationException: CloudFront delivers ACCESS_LOGS";
  const found = distributions(cloud.store).some(({ id }) => distributionArn(cloud.account.accountId, id) === arn);
  return found ? undefined : `ResourceNotFoundException: ${arn} does not exist`;
};

export const destinationResource: Rule = ({ cloud, inputs }) => {
  const arn = text(object(inputs["deliveryDestinationConfiguration"])["destinationResourceArn"]) ?? "";
  if (arn.split(":")[2] !== "s3") return undefined;
  return bucketOf({ cloud }, arn) === undefined ? `ResourceNotFoundException: bucket ${arn} does not exist` : undefined;
};

function bucketOf({ cloud }: Pick<Case, "cloud">, arn: string): string | undefined {
  const name = arn.split(":").at(-1)?.split("/")[0] ?? "";
  return cloud.store.find("aws:s3/bucket:Bucket", ({ id }) => id === name)?.id ?? broughtBucket({ cloud }, name)?.name;
}

/** A bucket that was there before. */
function broughtBucket({ cloud }: Pick<Case, "cloud">, name: string | undefined): { name: string; policy: string } | undefined {
  return cloud.account.buckets.find((bucket) => bucket.name === name);
}

export const deliveryEnds: Rule = ({ cloud, inputs, region }) => {
  const source = text(inputs["deliverySourceName"]) ?? "";
  if (cloud.store.get(sourceType, region, source) === undefined)
    return `ResourceNotFoundException: delivery source ${source} does not exist in ${region}`;
  const destination = text(inputs["deliveryDestinationArn"]) ?? "";
  return findByArn(cloud.store, destinationType, destination) === undefined
    ? `ResourceNotFoundException: delivery destination ${destination} does not exist`
    : undefined;
};

export const deliveryFree: Rule = ({ cloud, inputs, region, before }) => {
  const twin = cloud.store
    .all(deliveryType, region)
    .find(
      (one) => one.id !== before?.id && ["deliverySourceName", "deliveryDestinationArn"].every((name) => one.inputs[name] === inputs[name]),
    );
  return twin === undefined ? undefined : `ConflictException: delivery ${twin.id} joins the same source and destination`;
};

/**
 * CloudWatch Logs User Guide, "Logs sent to Amazon S3": without a bucket policy that admits the service it writes one itself,
 * over what is there; so the policy has to come first.
 */
export const deliveryAdmitted: Rule = ({ cloud, inputs }) => {
  const destination = findByArn(cloud.store, destinationType, inputs["deliveryDestinationArn"]);
  const arn = text(object(destination?.inputs["deliveryDestinationConfiguration"])["destinationResourceArn"]) ?? "";
  if (arn.split(":")[2] !== "s3") return undefined;
  const bucket = bucketOf({ cloud }, arn);
  const policy =
    cloud.store.find(bucketPolicyType, ({ id }) => id === bucket)?.inputs["policy"] ?? broughtBucket({ cloud }, bucket)?.policy;
  return admitsService(policy, "delivery.logs.amazonaws.com", "s3:PutObject")
    ? undefined
    : `AccessDeniedException: no policy of bucket ${arn} lets delivery.logs.amazonaws.com put objects; the service would write its own`;
};

function withoutDeliveries(error: string, property: string, of: (subject: Case) => string): Rule {
  return (subject) => {
    const user = subject.cloud.store.all(deliveryType).find(({ inputs }) => inputs[property] === of(subject));
    return user === undefined ? undefined : `${error}: delivery ${user.id} uses ${subject.before?.id ?? ""}`;
  };
}

export const sourceUnused = withoutDeliveries("ConflictException", "deliverySourceName", ({ before }) => before?.id ?? "");
export const destinationUnused = withoutDeliveries(
  "ConflictException",
  "deliveryDestinationArn",
  ({ before }) => text(before?.outputs["arn"]) ?? "",
);

/** SNS API reference, SetTopicAttributes. */
export const topicExists: Rule = ({ cloud, inputs }) => {
  const arn = text(inputs["arn"] ?? inputs["topic"]) ?? "";
  return findByArn(cloud.store, topicType, arn) === undefined ? `NotFound: Topic does not exist: ${arn}` : undefined;
};

export const topicPolicyResource: Rule = ({ inputs }) => {
  const arn = text(inputs["arn"]) ?? "";
  const all = statements(inputs["policy"]);
  const wrong = all.flatMap(({ resources }) => resources).find((resource) => resource !== arn);
  if (all.length === 0) return "InvalidParameter: Invalid parameter: Policy statement missing";
  return wrong === undefined ? undefined : `InvalidParameter: Invalid parameter: Policy statement resource ${wrong} is not the topic`;
};

/** CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail": InsufficientS3BucketPolicyException. */
export const trailBucket: Rule = ({ cloud, inputs }) => {
  const name = text(inputs["s3BucketName"]) ?? "";
  if (cloud.store.find("aws:s3/bucket:Bucket", ({ id }) => id === name) === undefined) return `S3BucketDoesNotExistException: ${name}`;
  const policy = cloud.store.find(bucketPolicyType, ({ id }) => id === name)?.inputs["policy"];
  const allowed = ["s3:GetBucketAcl", "s3:PutObject"].every((action) => admitsService(policy, "cloudtrail.amazonaws.com", action));
  return allowed ? undefined : `InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket: ${name}`;
};

/** CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail": InsufficientEncryptionPolicyException. */
export const trailKey: Rule = (subject) => {
  const missing = keyExists((inputs) => inputs["kmsKeyId"])(subject);
  if (missing !== undefined || subject.inputs["kmsKeyId"] === undefined) return missing;
  const named = text(subject.inputs["kmsKeyId"]) ?? "";
  const key = findKey(subject.cloud.store, named.startsWith("arn:") ? (named.split(":")[3] ?? subject.region) : subject.region, named);
  return key === undefined || admitsService(key.inputs["policy"], "cloudtrail.amazonaws.com", "kms:GenerateDataKey")
    ? undefined
    : "InsufficientEncryptionPolicyException: the key policy does not let cloudtrail.amazonaws.com encrypt";
};

export const dashboardBody: Rule = ({ inputs }) =>
  Array.isArray(object(document(inputs["dashboardBody"]))["widgets"])
    ? undefined
    : "InvalidParameterInput: The dashboard body is invalid: it has no list of widgets";

export const observability: Record<string, Rules> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": { save: [alarmForm, alarmPeriod] },
  "aws:cloudwatch/dashboard:Dashboard": { save: [dashboardBody] },
  [ruleType]: { save: [ruleForm], delete: [ruleWithoutTargets] },
  "aws:cloudwatch/eventTarget:EventTarget": { save: [targetRule, targetExists, roleExists("roleArn")] },
  "aws:cloudwatch/logGroup:LogGroup": { save: [keyExists((inputs) => inputs["kmsKeyId"]), logKeyAdmits, retention] },
  [sourceType]: { save: [sourceResource], delete: [sourceUnused] },
  [destinationType]: { save: [destinationResource], delete: [destinationUnused] },
  [deliveryType]: { save: [deliveryEnds, deliveryFree, deliveryAdmitted] },
  [topicType]: { save: [keyExists((inputs) => inputs["kmsMasterKeyId"])] },
  "aws:sns/topicPolicy:TopicPolicy": { save: [topicExists, topicPolicyResource] },
  "aws:sns/topicSubscription:TopicSubscription": { save: [topicExists] },
  "aws:cloudtrail/trail:Trail": { save: [trailBucket, trailKey] },
};
