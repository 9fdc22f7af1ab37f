/** RTMP, frame capture and SRT outputs of MediaLive channels. Sources: MediaLive User Guide and API reference, named at each rule. */
import { bodyOf, pipelines, templateChannel, typedChannel } from "../channels.ts";
import { findSecret } from "../secrets.ts";
import { object, objects, type Properties, text, texts, type Value } from "../values.ts";
import type { Case, Rule, Rules } from "./rule.ts";

interface Output {
  readonly name: string;
  readonly video: string | undefined;
  readonly audios: readonly string[];
  /** Of the destination: one entry per pipeline. */
  readonly entries: readonly Properties[];
}

function encoder({ token, inputs }: Case): Properties {
  return object(bodyOf(token, inputs)["encoderSettings"]);
}

const refused = (why: string): string => `UnprocessableEntityException: ${why}`;

/** Outputs of one kind with where they send; a kind names its destination in the group (frame capture) or in the output. */
function outputsOf(subject: Case, kind: "rtmp" | "frameCapture" | "srt"): Output[] {
  const destinations = objects(bodyOf(subject.token, subject.inputs)["destinations"]);
  return objects(encoder(subject)["outputGroups"]).flatMap((group) => {
    const settings = object(group["outputGroupSettings"])[`${kind}GroupSettings`];
    if (settings === undefined) return [];
    return objects(group["outputs"]).map((output) => {
      const own = object(object(output["outputSettings"])[`${kind}OutputSettings`]);
      const id = text(object(object(settings)["destination"] ?? own["destination"])["destinationRefId"]);
      const destination = destinations.find((one) => one["id"] === id);
      return {
        name: text(output["outputName"]) ?? "",
        video: text(output["videoDescriptionName"]),
        audios: texts(output["audioDescriptionNames"]),
        entries: objects(destination?.[kind === "srt" ? "srtSettings" : "settings"]),
      };
    });
  });
}

/** Codec by the name of its description: `h264Settings`, `frameCaptureSettings`. */
function codecs(subject: Case): ReadonlyMap<string, string> {
  return new Map(
    objects(encoder(subject)["videoDescriptions"]).map((description) => {
      const [codec = ""] = Object.entries(object(description["codecSettings"])).flatMap(([name, value]) =>
        value === undefined ? [] : [name],
      );
      return [text(description["name"]) ?? "", codec];
    }),
  );
}

/** User Guide, "Creating output groups": every output of a channel has a name of its own. */
export const outputNamesDiffer: Rule = (subject) => {
  const names = objects(encoder(subject)["outputGroups"]).flatMap(({ outputs }) =>
    objects(outputs).flatMap(({ outputName }) => text(outputName) ?? []),
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? undefined : refused(`two outputs of the channel are named ${twice}`);
};

/** User Guide, "Summary of encode rules for output groups" and "Supported codecs by output type". */
export const rtmpCarriage: Rule = (subject) => {
  const known = codecs(subject);
  for (const { name, video, audios } of outputsOf(subject, "rtmp")) {
    const codec = known.get(video ?? "");
    if (codec !== "h264Settings") return refused(`RTMP output ${name} carries ${codec ?? "no video"}; it takes H.264`);
    if (audios.length > 1) return refused(`RTMP output ${name} carries ${String(audios.length)} audio encodes; it takes one at most`);
  }
  return undefined;
};

/** User Guide, "Fields for the output destination" of RTMP: protocol, host and application in one field, the stream's name in another. */
export const rtmpAddresses: Rule = (subject) => {
  for (const { name, entries } of outputsOf(subject, "rtmp")) {
    const wrong = entries.find(({ url }) => !/^rtmps?:\/\/[^/]+\/[^/]+$/.test(text(url) ?? ""));
    if (wrong !== undefined)
      return refused(`RTMP output ${name} sends to ${text(wrong["url"]) ?? ""}, which is no rtmp://<host>/<application>`);
    if (entries.some(({ streamName }) => (text(streamName) ?? "") === "")) return refused(`RTMP output ${name} has no stream name`);
  }
  return undefined;
};

/** User Guide, "Organize encodes in a Frame capture output group": one JPEG encode, and JPEG nowhere else. */
export const frameCarriage: Rule = (subject) => {
  const known = codecs(subject);
  const captures = outputsOf(subject, "frameCapture");
  for (const { name, video, audios } of captures) {
    if (known.get(video ?? "") !== "frameCaptureSettings") return refused(`frame capture output ${name} carries no JPEG encode`);
    if (audios.length > 0) return refused(`frame capture output ${name} carries audio`);
  }
  const names = captures.map(({ name }) => name);
  const stray = objects(encoder(subject)["outputGroups"])
    .flatMap(({ outputs }) => objects(outputs))
    .find(
      ({ outputName, videoDescriptionName }) =>
        !names.includes(text(outputName) ?? "") && known.get(text(videoDescriptionName) ?? "") === "frameCaptureSettings",
    );
  return stray === undefined ? undefined : refused(`output ${text(stray["outputName"]) ?? ""} carries JPEG, which only frame capture does`);
};

/** API reference, VideoDescription: "For the Frame Capture codec, height and width are required." */
export const frameSize: Rule = (subject) => {
  const without = objects(encoder(subject)["videoDescriptions"]).find(
    ({ codecSettings, width, height }) =>
      object(codecSettings)["frameCaptureSettings"] !== undefined && (width === undefined || height === undefined),
  );
  return without === undefined
    ? undefined
    : refused(`video description ${text(without["name"]) ?? ""} captures frames and needs width and height`);
};

/** User Guide, "Frame capture destination": s3ssl, a bucket without dots, a file name, two different paths. */
export const frameAddresses: Rule = (subject) => {
  for (const { name, entries } of outputsOf(subject, "frameCapture")) {
    const urls = entries.map(({ url }) => text(url) ?? "");
    const wrong = urls.find((url) => !/^s3ssl:\/\/[a-z0-9-]+\/.*[^/]$/.test(url));
    if (wrong !== undefined)
      return refused(`${wrong} is no frame capture destination: s3ssl://<bucket without dots>/<folders>/<file name>`);
    if (new Set(urls).size !== urls.length) return refused(`both pipelines of output ${name} capture to ${urls[0] ?? ""}`);
    // MediaLive itself only fails once the channel runs; a bucket that is not there is a mistake in the program all the same.
    const bucket = urls.map((url) => url.split("/")[2] ?? "").find((one) => !bucketExists(subject, one));
    if (bucket !== undefined) return `NoSuchBucket: the bucket ${bucket} of output ${name} does not exist`;
  }
  return undefined;
};

function bucketExists({ cloud }: Case, bucket: string): boolean {
  return cloud.store.find("aws:s3/bucket:Bucket", ({ id }) => id === bucket) !== undefined;
}

/** User Guide, "Summary of encode rules for output groups" and "Supported codecs by output type": H.264 or H.265, and sound. */
export const srtCarriage: Rule = (subject) => {
  const known = codecs(subject);
  for (const { name, video, audios } of outputsOf(subject, "srt")) {
    const codec = known.get(video ?? "") ?? "no video";
    if (!["h264Settings", "h265Settings"].includes(codec)) return refused(`SRT output ${name} carries ${codec}; it takes H.264 or H.265`);
    if (audios.length === 0) return refused(`SRT output ${name} carries no audio; it takes one or more`);
  }
  return undefined;
};

/** User Guide, "Coordinate with the downstream system" of SRT: an address for each pipeline, and a passphrase, for content is always encrypted. */
export const srtAddresses: Rule = (subject) => {
  const wanted = pipelines(text(bodyOf(subject.token, subject.inputs)["channelClass"]) ?? "STANDARD");
  for (const { name, entries } of outputsOf(subject, "srt")) {
    if (entries.length !== wanted)
      return refused(`SRT output ${name} has ${String(entries.length)} destinations and needs ${String(wanted)}`);
    const wrong = entries.find(({ url }) => !/^srt:\/\/[^/:]+:\d{1,5}$/.test(text(url) ?? ""));
    if (wrong !== undefined) return refused(`SRT output ${name} sends to ${text(wrong["url"]) ?? ""}, which is no srt://<host>:<port>`);
    const [, , , region] = (text(entries[0]?.["encryptionPassphraseSecretArn"]) ?? "").split(":");
    const arns = entries.map(({ encryptionPassphraseSecretArn: arn }) => text(arn) ?? "");
    const missing = arns.find(
      (arn) => arn === "" || region !== subject.region || findSecret(subject.cloud.store, subject.region, arn) === undefined,
    );
    if (missing !== undefined) return refused(`SRT output ${name} names no passphrase of ${subject.region} (${missing || "none"})`);
  }
  return undefined;
};

/** CloudFormation User Guide, "Get values stored in other services using dynamic references": so many of them in a template. */
const referencesPerTemplate = 60;

/**
 * CloudFormation User Guide, "Get a secret or secret value from Secrets Manager" (good in all properties; the secret is
 * in the stack's Region) and "Resources that support dynamic parameter patterns for secure strings" (no MediaLive among them).
 */
export const dynamicReferences: Rule = (subject) => {
  const references = [...textsIn(subject.inputs)].flatMap((value) =>
    [...value.matchAll(/\{\{resolve:([^}]*)\}\}/g)].map(([, inner = ""]) => inner),
  );
  if (references.length > referencesPerTemplate)
    return `ValidationError: Template has ${String(references.length)} dynamic references; it may have ${String(referencesPerTemplate)}`;
  for (const reference of references) {
    const [service = "", secret = ""] = reference.split(":");
    if (service === "ssm-secure") return "ValidationError: SSM Secure reference is not supported in: [AWS::MediaLive::Channel]";
    if (service !== "secretsmanager") return `ValidationError: the rehearsal's CloudFormation does not resolve ${service} references`;
    if (findSecret(subject.cloud.store, subject.region, secret) === undefined)
      return `Secrets Manager can't find the specified secret. (${secret} in ${subject.region})`;
  }
  return undefined;
};

function* textsIn(value: Value): Iterable<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else for (const inner of Object.values(object(value))) yield* textsIn(inner);
}

const rules: Rules = {
  save: [outputNamesDiffer, rtmpCarriage, rtmpAddresses, frameCarriage, frameSize, frameAddresses, srtCarriage, srtAddresses],
};

export const channelOutputs: Record<string, Rules> = {
  [typedChannel]: rules,
  [templateChannel]: { save: [...(rules.save ?? []), dynamicReferences] },
};
