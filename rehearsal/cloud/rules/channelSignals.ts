/** Failover between inputs, SCTE-35 and pictures of MediaLive channels. Sources: MediaLive User Guide and API reference, named at each rule. */
import { bodyOf, inputIds, templateChannel, typedChannel } from "../channels.ts";
import { findInput, pushTypes } from "../inputs.ts";
import { isObject, object, objects, type Properties, text, type Value } from "../values.ts";
import type { Case, Rule, Rules } from "./rule.ts";

const refused = (why: string): string => `UnprocessableEntityException: ${why}`;

function body({ token, inputs }: Case): Properties {
  return bodyOf(token, inputs);
}

function encoder(subject: Case): Properties {
  return object(body(subject)["encoderSettings"]);
}

interface Pair {
  attachment: Properties;
  settings: Properties;
  first: string;
  second: string;
}

function pairs(subject: Case): Pair[] {
  return objects(body(subject)["inputAttachments"]).flatMap((attachment) => {
    if (attachment["automaticInputFailoverSettings"] === undefined) return [];
    const settings = object(attachment["automaticInputFailoverSettings"]);
    return [{ attachment, settings, first: text(attachment["inputId"]) ?? "", second: text(settings["secondaryInputId"]) ?? "" }];
  });
}

/** User Guide, "Setting up automatic input failover": both inputs are attached to the channel, and only the first names the other. */
export const failoverAttached: Rule = (subject) => {
  const attached = inputIds(body(subject));
  const all = pairs(subject);
  for (const { first, second } of all) {
    if (second === first) return refused(`input ${first} cannot be its own secondary input`);
    if (second !== "" && !attached.includes(second)) return refused(`secondary input ${second} is not attached to the channel`);
  }
  const twice = all.find(({ first }) => all.some(({ second }) => second === first));
  return twice === undefined ? undefined : refused(`input ${twice.first} is primary and secondary of a failover pair`);
};

/** Flows are pushed, by MediaConnect: User Guide, "Setting up automatic input failover with MediaConnect inputs". */
const pairTypes: readonly string[] = [...pushTypes, "MEDIACONNECT"];

/** User Guide, "Limits for inputs": two push inputs, never pull inputs; "Setting up …": of one type. */
export const failoverTypes: Rule = (subject) => {
  for (const { first, second } of pairs(subject)) {
    const types = [first, second].flatMap((id) => findInput(subject.cloud.store, subject.region, id)?.type ?? []);
    const pulled = types.find((type) => !pairTypes.includes(type));
    if (pulled !== undefined) return refused(`an input of type ${pulled} cannot be in a failover pair: it is not pushed`);
    if (new Set(types).size > 1) return refused(`the inputs of a failover pair have different types: ${types.join(" and ")}`);
  }
  return undefined;
};

/** API reference, ranges of FailoverConditionSettings and AutomaticInputFailoverSettings; a condition has one of its three forms. */
const LEAST: Readonly<Record<string, readonly [member: string, least: number]>> = {
  inputLossSettings: ["inputLossThresholdMsec", 100],
  videoBlackSettings: ["videoBlackThresholdMsec", 1000],
  audioSilenceSettings: ["audioSilenceThresholdMsec", 1000],
};

export const failoverConditions: Rule = (subject) => {
  for (const { attachment, settings } of pairs(subject)) {
    const clear = settings["errorClearTimeMsec"];
    if (typeof clear === "number" && clear < 1) return refused(`an error clear time of ${String(clear)} ms is less than 1`);
    const conditions = objects(settings["failoverConditions"]).map((condition) => object(condition["failoverConditionSettings"]));
    for (const condition of conditions) {
      for (const [kind, [member, least]] of Object.entries(LEAST)) {
        const value = object(condition[kind])[member];
        if (typeof value === "number" && value < least) return refused(`${member} of ${String(value)} is less than ${String(least)}`);
      }
      const level = object(condition["videoBlackSettings"])["blackDetectThreshold"];
      if (typeof level === "number" && (level < 0 || level > 1)) return refused(`a black level of ${String(level)} is not within 0 to 1`);
      const wanted = text(object(condition["audioSilenceSettings"])["audioSelectorName"]) ?? "";
      const selectors = objects(object(attachment["inputSettings"])["audioSelectors"]).flatMap(({ name }) => text(name) ?? []);
      // Left blank where the input has no selectors (API reference, AudioSilenceFailoverSettings).
      if (wanted !== "" && !selectors.includes(wanted))
        return refused(`failover listens to the audio selector ${wanted}, which the input does not have`);
    }
  }
  return undefined;
};

/** User Guide, "Pipeline locking" (epoch locking and SCTE-35): saving a channel with markers in an HLS group is a validation error. */
export const epochHlsMarkers: Rule = (subject) => {
  const settings = encoder(subject);
  if (object(settings["globalConfiguration"])["outputLockingMode"] !== "EPOCH_LOCKING") return undefined;
  const marked = objects(settings["outputGroups"]).find((group) => {
    const hls = object(group["outputGroupSettings"])["hlsGroupSettings"];
    if (hls === undefined) return false;
    return (object(hls)["adMarkers"] as Value[] | undefined)?.length !== undefined || objects(group["outputs"]).some(passesMarkers);
  });
  return marked === undefined ? undefined : refused("an HLS output group cannot pass SCTE-35 in a channel with epoch locking");
};

function passesMarkers({ outputSettings }: Properties): boolean {
  const hls = object(object(object(outputSettings)["hlsOutputSettings"])["hlsSettings"]);
  return object(object(hls["standardHlsSettings"])["m3u8Settings"])["scte35Behavior"] === "PASSTHROUGH";
}

/** The images of a channel that stand in for its picture. */
function images(subject: Case): string[] {
  const { availBlanking, blackoutSlate, globalConfiguration } = encoder(subject);
  const loss = object(object(globalConfiguration)["inputLossBehavior"]);
  const found: Value[] = [
    object(availBlanking)["availBlankingImage"],
    object(blackoutSlate)["blackoutSlateImage"],
    object(blackoutSlate)["networkEndBlackoutImage"],
    loss["inputLossImageSlate"],
  ];
  return found.flatMap((image) => (isObject(image) ? (text(image["uri"]) ?? []) : []));
}

/** API reference, AvailBlanking and BlackoutSlate: bmp and png; User Guide, "Enabling blackout": no bucket with dots. */
export const imageAddresses: Rule = (subject) => {
  for (const uri of images(subject)) {
    if (!/\.(png|bmp)$/.test(uri)) return refused(`${uri} is no image that MediaLive shows: only bmp and png are supported`);
    if (/^s3(ssl)?:\/\/[^/]*\./.test(uri)) return refused(`${uri} is in a bucket with dots in its name`);
  }
  return undefined;
};

/** MediaLive itself only fails once the image is needed; one that is not in our own bucket is a mistake in the program all the same. */
export const imagesExist: Rule = ({ cloud, ...subject }) => {
  for (const uri of images({ cloud, ...subject })) {
    const [, bucket, key] = /^s3ssl:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
    if (bucket === undefined || cloud.store.find("aws:s3/bucket:Bucket", ({ id }) => id === bucket) === undefined) continue;
    const there = cloud.store.find(
      "aws:s3/bucketObjectv2:BucketObjectv2",
      ({ inputs }) => inputs["bucket"] === bucket && inputs["key"] === key,
    );
    if (there === undefined) return `NoSuchKey: the image ${uri} does not exist`;
  }
  return undefined;
};

/** API reference, ranges: BlackoutSlate.NetworkId (34 characters), InputSettings.Scte35Pid, AdAvailOffset, InputLossBehavior. */
export const signalRanges: Rule = (subject) => {
  const { availConfiguration, blackoutSlate, globalConfiguration } = encoder(subject);
  const id = text(object(blackoutSlate)["networkId"]);
  if (id !== undefined && id.length !== 34) return refused(`network id ${id} has ${String(id.length)} characters, not 34`);
  const avails = object(object(availConfiguration)["availSettings"]);
  const loss = object(object(globalConfiguration)["inputLossBehavior"]);
  const pids = objects(body(subject)["inputAttachments"]).map(({ inputSettings }) => object(inputSettings)["scte35Pid"]);
  const checks: [what: string, value: Value, least: number, most: number][] = [
    ...Object.values(avails).map((mode): [string, Value, number, number] => [
      "an avail offset",
      object(mode)["adAvailOffset"],
      -1000,
      1000,
    ]),
    ...pids.map((pid): [string, Value, number, number] => ["a SCTE-35 PID", pid, 32, 8191]),
    ["a black time", loss["blackFrameMsec"], 0, 1_000_000],
    ["a repeat time", loss["repeatFrameMsec"], 0, 1_000_000],
  ];
  for (const [what, value, least, most] of checks) {
    if (typeof value === "number" && (value < least || value > most))
      return refused(`${what} of ${String(value)} is not within ${String(least)} to ${String(most)}`);
  }
  return undefined;
};

const rules: Rules = {
  save: [failoverAttached, failoverTypes, failoverConditions, epochHlsMarkers, imageAddresses, imagesExist, signalRanges],
};

export const channelSignals: Record<string, Rules> = { [typedChannel]: rules, [templateChannel]: rules };
