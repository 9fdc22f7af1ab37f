/** What watches a distribution. Source: CloudFront API reference and Developer Guide, "Use real-time access logs". */
import { distributions, viewOf } from "../distributions.ts";
import { findByArn } from "../lookups.ts";
import { admitsService } from "../policies.ts";
import { object, text, texts } from "../values.ts";
import type { Rule, Rules } from "./rule.ts";

export const realtimeLogType = "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig";
const subscriptionType = "aws:cloudfront/monitoringSubscription:MonitoringSubscription";

/** CreateMonitoringSubscription: NoSuchDistribution, MonitoringSubscriptionAlreadyExists. */
export const subscribedDistribution: Rule = ({ cloud, inputs, before }) => {
  const id = text(inputs["distributionId"]) ?? "";
  if (!distributions(cloud.store).some((one) => one.id === id))
    return `NoSuchDistribution: The specified distribution does not exist: ${id}`;
  return before === undefined && cloud.store.find(subscriptionType, (one) => one.id === id) !== undefined
    ? `MonitoringSubscriptionAlreadyExists: ${id}`
    : undefined;
};

/** Developer Guide: one to a hundred per cent, at most 40 fields, each once. */
export const realtimeLogForm: Rule = ({ inputs }) => {
  const { samplingRate } = inputs;
  if (typeof samplingRate === "number" && (!Number.isInteger(samplingRate) || samplingRate < 1 || samplingRate > 100))
    return `InvalidArgument: sampling rate ${String(samplingRate)} is not a whole number of 1 to 100`;
  const fields = texts(inputs["fields"]);
  if (fields.length === 0 || fields.length > 40 || new Set(fields).size !== fields.length)
    return `InvalidArgument: a real-time log has 1 to 40 different fields, not ${String(fields.length)}`;
  return undefined;
};

/** The stream exists, and CloudFront may take the role. */
export const realtimeLogEnds: Rule = ({ cloud, inputs }) => {
  const { streamArn, roleArn } = object(object(inputs["endpoint"])["kinesisStreamConfig"]);
  if (findByArn(cloud.store, "aws:kinesis/stream:Stream", streamArn) === undefined)
    return `InvalidArgument: stream ${text(streamArn) ?? ""} does not exist`;
  const role = findByArn(cloud.store, "aws:iam/role:Role", roleArn);
  return admitsService(role?.inputs["assumeRolePolicy"], "cloudfront.amazonaws.com", "sts:AssumeRole")
    ? undefined
    : `AccessDenied: cloudfront.amazonaws.com cannot assume the role ${text(roleArn) ?? ""}`;
};

export const realtimeLogUnused: Rule = ({ cloud, before }) => {
  const user = distributions(cloud.store).find((one) =>
    viewOf(one).behaviours.some(({ realtimeLogConfigArn }) => realtimeLogConfigArn === before?.id),
  );
  return user === undefined ? undefined : `RealtimeLogConfigInUse: ${before?.id ?? ""} is in use by distribution ${user.id}`;
};

export const edgeWatch: Record<string, Rules> = {
  [subscriptionType]: { save: [subscribedDistribution] },
  [realtimeLogType]: { save: [realtimeLogForm, realtimeLogEnds], delete: [realtimeLogUnused] },
};
