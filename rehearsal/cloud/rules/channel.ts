/** MediaLive channels, typed or in a template. Sources: MediaLive User Guide and API reference (checked facts 1, 6, 7). */
import { bodyOf, channels, channelState, inputIds, pipelines, templateChannel, typedChannel } from "../channels.ts";
import { findInput, pushTypes } from "../inputs.ts";
import { canonical, list, object, objects, type Properties, text, texts, type Value, without } from "../values.ts";
import { roleMissing } from "./access.ts";
import type { Case, Rule, Rules } from "./rule.ts";

/** User Guide, "Limits": inputs of one channel, and push inputs among them. */
const inputsPerChannel = 20;
const pushInputsPerChannel = 2;

function body({ token, inputs }: Case): Properties {
  return bodyOf(token, inputs);
}

function classOf(channel: Properties): string {
  return text(channel["channelClass"]) ?? "STANDARD";
}

export const channelRole: Rule = (subject) => roleMissing(subject.cloud, body(subject)["roleArn"]);

export const inputsExist: Rule = (subject) => {
  const missing = inputIds(body(subject)).find((id) => findInput(subject.cloud.store, subject.region, id) === undefined);
  return missing === undefined ? undefined : `UnprocessableEntityException: input ${missing} does not exist in ${subject.region}`;
};

/** User Guide, "Attaching inputs": an input belongs to one channel at a time. */
export const inputsFree: Rule = (subject) => {
  const own = inputIds(body(subject));
  for (const other of channels(subject.cloud.store, subject.region)) {
    const shared = other.id === subject.before?.id ? undefined : own.find((id) => other.inputIds.includes(id));
    if (shared !== undefined) return `ConflictException: InputId ${shared} is already attached to channel ${other.id}`;
  }
  return undefined;
};

/** User Guide, "Input classes": a Standard channel needs inputs of the Standard class. */
export const inputClasses: Rule = (subject) => {
  if (pipelines(classOf(body(subject))) === 1) return undefined;
  const single = inputIds(body(subject)).find(
    (id) => findInput(subject.cloud.store, subject.region, id)?.object.outputs["inputClass"] === "SINGLE_PIPELINE",
  );
  return single === undefined
    ? undefined
    : `UnprocessableEntityException: input ${single} has the class SINGLE_PIPELINE and cannot feed a STANDARD channel`;
};

export const inputCount: Rule = (subject) => {
  const ids = inputIds(body(subject));
  const pushes = ids.filter((id) => pushTypes.includes(findInput(subject.cloud.store, subject.region, id)?.type ?? ""));
  if (ids.length > inputsPerChannel)
    return `UnprocessableEntityException: a channel takes ${String(inputsPerChannel)} inputs, not ${String(ids.length)}`;
  return pushes.length > pushInputsPerChannel
    ? `UnprocessableEntityException: a channel takes ${String(pushInputsPerChannel)} push inputs, not ${String(pushes.length)}`
    : undefined;
};

/** User Guide, "Channel class": a destination has an address for each pipeline. */
export const destinationPerPipeline: Rule = (subject) => {
  const channel = body(subject);
  const wanted = pipelines(classOf(channel));
  for (const destination of objects(channel["destinations"])) {
    const count = list(destination["settings"]).length;
    if (count > 0 && count !== wanted) {
      return `UnprocessableEntityException: destination ${text(destination["id"]) ?? ""} has ${String(count)} settings; a ${classOf(channel)} channel needs ${String(wanted)}`;
    }
  }
  return undefined;
};

/** API reference: every name that an output refers to has to be described in the channel. */
export const outputReferences: Rule = (subject) => {
  const channel = body(subject);
  const settings = object(channel["encoderSettings"]);
  const named = (property: string): Set<string> => new Set(objects(settings[property]).flatMap(({ name }) => text(name) ?? []));
  const described = { video: named("videoDescriptions"), audio: named("audioDescriptions"), captions: named("captionDescriptions") };
  for (const output of objects(settings["outputGroups"]).flatMap((group) => objects(group["outputs"]))) {
    const wanted = [
      { kind: "video description", known: described.video, names: texts([output["videoDescriptionName"]]) },
      { kind: "audio description", known: described.audio, names: texts(output["audioDescriptionNames"]) },
      { kind: "caption description", known: described.captions, names: texts(output["captionDescriptionNames"]) },
    ];
    for (const { kind, known, names } of wanted) {
      const missing = names.find((name) => !known.has(name));
      if (missing !== undefined)
        return `UnprocessableEntityException: output ${text(output["outputName"]) ?? ""} refers to the ${kind} ${missing}, which the channel does not have`;
    }
  }
  return undefined;
};

export const destinationReferences: Rule = (subject) => {
  const channel = body(subject);
  const known = new Set(objects(channel["destinations"]).flatMap(({ id }) => text(id) ?? []));
  const missing = referencesIn(channel["encoderSettings"]).find((id) => !known.has(id));
  return missing === undefined ? undefined : `UnprocessableEntityException: the channel has no destination ${missing}`;
};

function referencesIn(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return Object.entries(object(value)).flatMap(([key, inner]) => (key === "destinationRefId" ? texts([inner]) : referencesIn(inner)));
}

/** User Guide, "Editing and deleting a channel": only while it is idle; tags alone can change at any time. */
export const idleToChange: Rule = (subject) => {
  const { before, cloud } = subject;
  if (before === undefined || onlyTags(subject)) return undefined;
  const state = channelState(before, cloud.transition);
  // The bridged provider stops a running channel by itself before it changes it (terraform-provider-aws, medialive/channel.go).
  if (state === "IDLE" || (state === "RUNNING" && before.type === typedChannel)) return undefined;
  return `ConflictException: channel ${before.id} is ${state}; a channel can be changed only while it is IDLE`;
};

function onlyTags({ before, inputs, token }: Case): boolean {
  const [was, is] = [before?.inputs ?? {}, inputs].map((one) => canonical(without(bodyOf(token, one), "tags")));
  return was === is;
}

export const idleToDelete: Rule = ({ before, cloud }) => {
  if (before === undefined) return undefined;
  const state = channelState(before, cloud.transition);
  if (state === "IDLE" || (state === "RUNNING" && before.type === typedChannel)) return undefined;
  return `ConflictException: Cannot delete a channel that has not been stopped yet (channel ${before.id} is ${state})`;
};

const rules: Rules = {
  save: [channelRole, inputsExist, inputsFree, inputClasses, inputCount, destinationPerPipeline, outputReferences, destinationReferences],
  update: [idleToChange],
  delete: [idleToDelete],
};

export const channel: Record<string, Rules> = { [typedChannel]: rules, [templateChannel]: rules };
