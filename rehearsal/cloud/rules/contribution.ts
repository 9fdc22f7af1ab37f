/** MediaLive inputs: addresses, VPCs, quotas. Sources: MediaLive User Guide and API reference, named at each rule. */
import { channels } from "../channels.ts";
import type { Quota } from "../quotas.ts";
import { list, object, objects, type Properties, text, texts } from "../values.ts";
import { inputsOf, templateInput, typedInput } from "../inputs.ts";
import { groupType, overInputs } from "./live.ts";
import type { Case, Rule, Rules } from "./rule.ts";

const pushTypes: readonly string[] = ["RTMP_PUSH", "RTP_PUSH", "UDP_PUSH", "SRT_LISTENER", "AWS_CDI", "MEDIACONNECT"];
const pullTypes: readonly string[] = ["RTMP_PULL", "URL_PULL", "MP4_FILE", "TS_FILE", "SRT_CALLER"];

/**
 * User Guide, "Support for setup as a VPC input": UDP is not in its table. SRT listeners stand in a VPC by "Network locations for
 * SRT Listener inputs".
 */
const vpcTypes: readonly string[] = ["RTMP_PUSH", "RTP_PUSH", "AWS_CDI", "SRT_LISTENER"];

/** User Guide, "Supported input formats and protocols": how the address of each type of pull input begins. RTMPS is not supported. */
const schemes: Record<string, readonly string[]> = {
  RTMP_PULL: ["rtmp"],
  URL_PULL: ["http", "https", "s3ssl", "mediastoressl"],
  MP4_FILE: ["http", "https", "s3ssl", "mediastoressl"],
  TS_FILE: ["http", "https", "s3ssl", "mediastoressl"],
};

export const pullAddresses: Rule = ({ inputs }) => {
  const type = text(inputs["type"]) ?? "";
  const allowed = schemes[type];
  if (allowed === undefined) return undefined;
  const wrong = objects(inputs["sources"])
    .map(({ url }) => text(url) ?? "")
    .find((url) => !allowed.some((scheme) => url.startsWith(`${scheme}://`)));
  return wrong === undefined
    ? undefined
    : `BadRequestException: the address of a ${type} input begins with ${allowed.map((scheme) => `${scheme}://`).join(" or ")}`;
};

/** User Guide, "Destination for Amazon S3", and the same for sources: a bucket's name without dots. */
export const sourceBuckets: Rule = ({ inputs }) => {
  const dotted = objects(inputs["sources"])
    .map(({ url }) => /^s3ssl:\/\/([^/]*)/.exec(text(url) ?? "")?.[1] ?? "")
    .find((bucket) => bucket.includes("."));
  return dotted === undefined ? undefined : `BadRequestException: the bucket name ${dotted} uses dot notation`;
};

/** API reference, InputVpcRequest: for push inputs, with a role, and not with an input security group. */
export const vpcSettings: Rule = ({ inputs }) => {
  if (inputs["vpc"] === undefined) return undefined;
  const type = text(inputs["type"]) ?? "";
  if (!vpcTypes.includes(type)) return `BadRequestException: a ${type} input cannot be set up in a VPC`;
  if (list(inputs["inputSecurityGroups"]).length > 0)
    return "BadRequestException: an input in a VPC takes no input security group; its VPC security groups decide";
  return (text(inputs["roleArn"]) ?? "") === "" ? "BadRequestException: an input in a VPC needs a roleArn" : undefined;
};

/** API reference, InputVpcRequest: two subnets of one VPC in two Availability Zones. */
export const vpcSubnets: Rule = ({ cloud, inputs, region }) => {
  if (inputs["vpc"] === undefined) return undefined;
  const ids = texts(object(inputs["vpc"])["subnetIds"]);
  if (ids.length !== 2) return `BadRequestException: an input in a VPC stands in 2 subnets, not ${String(ids.length)}`;
  const found = ids.map((id) => cloud.account.subnets.find((subnet) => subnet.id === id && subnet.region === region));
  const missing = ids.find((_id, index) => found[index] === undefined);
  if (missing !== undefined) return `BadRequestException: The subnet ID '${missing}' does not exist`;
  const distinct = (of: "vpcId" | "availabilityZone"): number => new Set(found.map((subnet) => subnet?.[of])).size;
  if (distinct("vpcId") !== 1) return "BadRequestException: the subnets are of different VPCs";
  return distinct("availabilityZone") === 2 ? undefined : "BadRequestException: the subnets must be in two Availability Zones";
};

/** API reference, InputVpcRequest: up to five security groups, of the same VPC. */
export const vpcSecurityGroups: Rule = ({ cloud, inputs, region }) => {
  const { subnetIds, securityGroupIds } = object(inputs["vpc"]);
  const ids = texts(securityGroupIds);
  if (ids.length > 5) return `BadRequestException: an input takes 5 VPC security groups, not ${String(ids.length)}`;
  const vpc = cloud.account.subnets.find(({ id }) => texts(subnetIds).includes(id))?.vpcId;
  const missing = ids.find(
    (id) => !cloud.account.securityGroups.some((group) => group.id === id && group.region === region && group.vpcId === vpc),
  );
  return missing === undefined ? undefined : `BadRequestException: The security group '${missing}' does not exist in the subnets' VPC`;
};

/** User Guide, "Quotas": push inputs in and outside a VPC, and pull inputs, are counted apart, each region for itself. */
export const inputQuota: Rule = (subject) => {
  const quota = quotaOf(subject.inputs);
  if (quota === undefined) return undefined;
  const others = inputsOf(subject.cloud.store, subject.region).filter(({ body }) => quotaOf(body) === quota);
  return over(subject, quota, others.length);
};

function quotaOf(inputs: Properties): Quota | undefined {
  const type = text(inputs["type"]) ?? "";
  if (pushTypes.includes(type)) return inputs["vpc"] === undefined ? "medialive/pushInputs" : "medialive/vpcPushInputs";
  return pullTypes.includes(type) ? "medialive/pullInputs" : undefined;
}

export const groupQuota: Rule = (subject) =>
  over(subject, "medialive/inputSecurityGroups", subject.cloud.store.all(groupType, subject.region).length);

export const channelQuota: Rule = (subject) => over(subject, "medialive/channels", channels(subject.cloud.store, subject.region).length);

function over({ cloud, region }: Case, quota: Quota, existing: number): string | undefined {
  const limit = cloud.account.quota(quota);
  return existing < limit ? undefined : `LimitExceededException: the quota ${quota} of ${String(limit)} in ${region} is used up`;
}

const inputRules: Rules = {
  create: [overInputs(inputQuota)],
  save: [pullAddresses, sourceBuckets, vpcSettings, vpcSubnets, vpcSecurityGroups].map(overInputs),
};

export const contribution: Record<string, Rules> = {
  [typedInput]: inputRules,
  [templateInput]: inputRules,
  [groupType]: { create: [groupQuota] },
};
