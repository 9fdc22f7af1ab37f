/** MediaLive inputs and security groups. Sources: MediaLive User Guide; MediaLive API reference. */
import { channels } from "../channels.ts";
import { inputBody, inputsOf, pushTypes, templateInput, typedInput } from "../inputs.ts";
import { list, objects, text, texts } from "../values.ts";
import { roleExists } from "./access.ts";
import type { Rule, Rules } from "./rule.ts";
import { callersFit, linkFits, secretExists, settingsFit } from "./srt.ts";

export const groupType = "aws:medialive/inputSecurityGroup:InputSecurityGroup";
export const inputType = typedInput;

/** MediaLive User Guide, "Limits: input security groups": rules of one group. */
const rulesPerGroup = 10;

/** User Guide, "Purpose of an input security group": push inputs outside a VPC need one. */
export const pushNeedsSecurityGroup: Rule = ({ inputs }) =>
  pushTypes.includes(text(inputs["type"]) ?? "") && inputs["vpc"] === undefined && list(inputs["inputSecurityGroups"]).length === 0
    ? `BadRequestException: a ${text(inputs["type"]) ?? ""} input needs an input security group`
    : undefined;

export const securityGroupsExist: Rule = ({ cloud, inputs, region }) => {
  const missing = texts(inputs["inputSecurityGroups"]).find((id) => cloud.store.get(groupType, region, id) === undefined);
  return missing === undefined ? undefined : `BadRequestException: input security group ${missing} does not exist in ${region}`;
};

/** User Guide, "Creating an RTMP push input": one destination a pipeline, each with its stream name. */
export const rtmpDestinations: Rule = ({ inputs }) => {
  if (inputs["type"] !== "RTMP_PUSH") return undefined;
  const names = objects(inputs["destinations"]).map(({ streamName }) => text(streamName) ?? "");
  if (names.length < 1 || names.length > 2)
    return `BadRequestException: an RTMP_PUSH input has one or two destinations, not ${String(names.length)}`;
  return names.every((name) => /^[^/]+\/[^/]+$/.test(name))
    ? undefined
    : "BadRequestException: a stream name has the form <application>/<instance>";
};

/** User Guide, "Creating a pull input": an address a pipeline. */
export const pullSources: Rule = ({ inputs }) => {
  const type = text(inputs["type"]) ?? "";
  if (!["URL_PULL", "RTMP_PULL", "MP4_FILE", "TS_FILE"].includes(type)) return undefined;
  const count = list(inputs["sources"]).length;
  return count === 1 || count === 2 ? undefined : `BadRequestException: a ${type} input has one or two sources, not ${String(count)}`;
};

/** User Guide, "Deleting an input": not while it is attached to a channel. */
export const inputNotAttached: Rule = ({ cloud, region, before }) => {
  const channel = channels(cloud.store, region).find(({ inputIds }) => inputIds.includes(before?.id ?? ""));
  return channel === undefined
    ? undefined
    : `ConflictException: input ${before?.id ?? ""} cannot be deleted: it is attached to channel ${channel.id}`;
};

export const groupRules: Rule = ({ inputs }) => {
  const rules = list(inputs["whitelistRules"]).length;
  return rules <= rulesPerGroup
    ? undefined
    : `BadRequestException: an input security group takes ${String(rulesPerGroup)} rules, not ${String(rules)}`;
};

export const groupCidrs: Rule = ({ inputs }) => {
  const wrong = objects(inputs["whitelistRules"])
    .map(({ cidr }) => text(cidr) ?? "")
    .find((cidr) => !isCidr(cidr));
  return wrong === undefined ? undefined : `BadRequestException: ${JSON.stringify(wrong)} is not an IPv4 CIDR block`;
};

function isCidr(value: string): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(value);
  return match !== null && match.slice(1, 5).every((part) => Number(part) <= 255) && Number(match[5]) <= 32;
}

/** User Guide, "Deleting an input security group": not while an input uses it. */
export const groupNotInUse: Rule = ({ cloud, region, before }) => {
  const input = inputsOf(cloud.store, region).find(({ body }) => texts(body["inputSecurityGroups"]).includes(before?.id ?? ""));
  return input === undefined ? undefined : `ConflictException: input security group ${before?.id ?? ""} is in use by input ${input.id}`;
};

/** The rule over an input however it was made: it reads the typed resource's spelling. */
export function overInputs(rule: Rule): Rule {
  const either: Rule = (subject) => rule({ ...subject, inputs: inputBody(subject.token, subject.inputs) });
  return Object.defineProperty(either, "name", { value: rule.name });
}

const inputRules: Rules = {
  save: [
    ...[pushNeedsSecurityGroup, securityGroupsExist, rtmpDestinations, pullSources, roleExists("roleArn")],
    ...[settingsFit, linkFits, callersFit, secretExists],
  ].map(overInputs),
  delete: [inputNotAttached],
};

export const live: Record<string, Rules> = {
  [typedInput]: inputRules,
  [templateInput]: inputRules,
  [groupType]: { save: [groupRules, groupCidrs], delete: [groupNotInUse] },
};
