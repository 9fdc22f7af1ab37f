/** Sound and captions of MediaLive channels. Sources: MediaLive User Guide and API reference, named at each rule. */
import { bodyOf, templateChannel, typedChannel } from "../channels.ts";
import { object, objects, type Properties, text, texts } from "../values.ts";
import type { Case, Rule, Rules } from "./rule.ts";

/** User Guide, "Input settings - Audio selectors". */
const audioSelectorLimit = 20;
/** User Guide, "Create captions selectors in the inputs": embedded captions have four channels, and three languages of pictures are read. */
const embeddedLimit = 4;
const pictureLimit = 3;

interface Selectors {
  attachment: string;
  audio: Properties[];
  captions: Properties[];
}

function selectorsOf({ token, inputs }: Case): Selectors[] {
  return objects(bodyOf(token, inputs)["inputAttachments"]).map((attachment) => {
    const settings = object(attachment["inputSettings"]);
    return {
      attachment: text(attachment["inputAttachmentName"]) ?? "",
      audio: objects(settings["audioSelectors"]),
      captions: objects(settings["captionSelectors"]),
    };
  });
}

function encoder({ token, inputs }: Case): Properties {
  return object(bodyOf(token, inputs)["encoderSettings"]);
}

function namesOf(items: readonly Properties[]): string[] {
  return items.flatMap(({ name }) => text(name) ?? []);
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}

const refused = (why: string): string => `UnprocessableEntityException: ${why}`;

/** API reference, AudioSelector.Name and CaptionSelector.Name. */
export const selectorNamesUnique: Rule = (subject) => {
  for (const { attachment, audio, captions } of selectorsOf(subject)) {
    const name = repeated(namesOf(audio)) ?? repeated(namesOf(captions));
    if (name !== undefined) return refused(`input attachment ${attachment} has two selectors named ${name}`);
  }
  return undefined;
};

/** API reference, AudioDescription.Name and CaptionDescription.Name. */
export const descriptionNamesUnique: Rule = (subject) => {
  const settings = encoder(subject);
  for (const property of ["audioDescriptions", "captionDescriptions"]) {
    const name = repeated(namesOf(objects(settings[property])));
    if (name !== undefined) return refused(`the channel has two ${property} named ${name}`);
  }
  return undefined;
};

/**
 * User Guide, "Input settings - Audio selectors": a selector of the same name in every input. An attachment without any
 * selector takes its first audio, whatever the description asks for.
 */
export const audioSelectorExists: Rule = (subject) => {
  for (const description of objects(encoder(subject)["audioDescriptions"])) {
    const wanted = text(description["audioSelectorName"]) ?? "";
    const without = selectorsOf(subject).find(({ audio }) => audio.length > 0 && !namesOf(audio).includes(wanted));
    if (without !== undefined)
      return refused(
        `audio description ${text(description["name"]) ?? ""} refers to the audio selector ${wanted}, which input attachment ${without.attachment} does not have`,
      );
  }
  return undefined;
};

/** API reference, CaptionDescription.CaptionSelectorName. */
export const captionSelectorExists: Rule = (subject) => {
  const known = selectorsOf(subject).flatMap(({ captions }) => namesOf(captions));
  for (const description of objects(encoder(subject)["captionDescriptions"])) {
    const wanted = text(description["captionSelectorName"]) ?? "";
    if (!known.includes(wanted))
      return refused(
        `caption description ${text(description["name"]) ?? ""} refers to the caption selector ${wanted}, which no input attachment has`,
      );
  }
  return undefined;
};

export const audioSelectorCount: Rule = (subject) => {
  const crowded = selectorsOf(subject).find(({ audio }) => audio.length > audioSelectorLimit);
  return crowded === undefined
    ? undefined
    : refused(`a channel takes ${String(audioSelectorLimit)} audio selectors, not ${String(crowded.audio.length)}`);
};

/** Captions that become another format: what the User Guide asks of their selectors in "Create captions selectors in the inputs". */
function converted(subject: Case): { selector: Properties; source: Properties }[] {
  const wanted = objects(encoder(subject)["captionDescriptions"])
    .filter(({ destinationSettings }) => object(destinationSettings)["webvttDestinationSettings"] !== undefined)
    .flatMap(({ captionSelectorName }) => text(captionSelectorName) ?? []);
  return selectorsOf(subject)
    .flatMap(({ captions }) => captions)
    .filter(({ name }) => wanted.includes(text(name) ?? ""))
    .map((selector) => ({ selector, source: object(selector["selectorSettings"]) }));
}

/** "If you leave this field blank, …": a page has to be named unless teletext is passed through. */
export const teletextPage: Rule = (subject) => {
  const found = converted(subject).find(
    ({ source }) => source["teletextSourceSettings"] !== undefined && object(source["teletextSourceSettings"])["pageNumber"] === undefined,
  );
  return found === undefined
    ? undefined
    : refused(`caption selector ${text(found.selector["name"]) ?? ""} converts teletext and needs a page number`);
};

function pictures(source: Properties): Properties | undefined {
  const settings = source["dvbSubSourceSettings"] ?? source["scte27SourceSettings"];
  return settings === undefined ? undefined : object(settings);
}

/** User Guide, "Information for DVB-Sub or SCTE-27": PID, language or both. */
export const picturesLocated: Rule = (subject) => {
  const found = converted(subject).find(({ selector, source }) => {
    const settings = pictures(source);
    return settings !== undefined && settings["pid"] === undefined && selector["languageCode"] === undefined;
  });
  return found === undefined
    ? undefined
    : refused(`caption selector ${text(found.selector["name"]) ?? ""} needs a PID or a language to find its captions`);
};

/** API reference, DvbSubSourceSettings.OcrLanguage and Scte27SourceSettings.OcrLanguage. */
export const picturesReadable: Rule = (subject) => {
  const read = converted(subject).flatMap(({ selector, source }) => {
    const settings = pictures(source);
    return settings === undefined ? [] : [{ selector, settings }];
  });
  const without = read.find(({ settings }) => settings["ocrLanguage"] === undefined);
  if (without !== undefined)
    return refused(`caption selector ${text(without.selector["name"]) ?? ""} needs an OCR language to become WebVTT`);
  return read.length <= pictureLimit
    ? undefined
    : refused(`a channel reads pictures of text in ${String(pictureLimit)} languages, not ${String(read.length)}`);
};

export const embeddedCount: Rule = (subject) => {
  const count = converted(subject).filter(({ source }) => source["embeddedSourceSettings"] !== undefined).length;
  return count <= embeddedLimit
    ? undefined
    : refused(`a channel converts ${String(embeddedLimit)} embedded captions, not ${String(count)}`);
};

/**
 * User Guide, "Organize encodes in a CMAF Ingest output group": every encode has an output of its own; captions that lie
 * in the picture (embedded, burnt in) go with it and are no encode of their own.
 */
export const cmafOneEncode: Rule = (subject) => {
  const settings = encoder(subject);
  const inPicture = new Set(
    objects(settings["captionDescriptions"]).flatMap(({ name, destinationSettings }) => {
      const destination = object(destinationSettings);
      const inside = destination["embeddedDestinationSettings"] ?? destination["burnInDestinationSettings"];
      return inside === undefined ? [] : (text(name) ?? []);
    }),
  );
  for (const group of objects(settings["outputGroups"])) {
    if (object(group["outputGroupSettings"])["cmafIngestGroupSettings"] === undefined) continue;
    for (const output of objects(group["outputs"])) {
      const encodes = [
        ...texts([output["videoDescriptionName"]]),
        ...texts(output["audioDescriptionNames"]),
        ...texts(output["captionDescriptionNames"]).filter((name) => !inPicture.has(name)),
      ];
      if (encodes.length !== 1)
        return refused(
          `output ${text(output["outputName"]) ?? ""} of a CMAF ingest group carries ${String(encodes.length)} encodes (${encodes.join(", ")}); it takes one`,
        );
    }
  }
  return undefined;
};

/** API reference, CmafIngestOutputSettings.NameModifier: outputs of the same kind differ by it. */
export const cmafModifiersDiffer: Rule = (subject) => {
  const kinds = { video: "videoDescriptionName", audio: "audioDescriptionNames", captions: "captionDescriptionNames" };
  for (const group of objects(encoder(subject)["outputGroups"])) {
    if (object(group["outputGroupSettings"])["cmafIngestGroupSettings"] === undefined) continue;
    for (const [kind, property] of Object.entries(kinds)) {
      const same = objects(group["outputs"]).filter((output) => output[property] !== undefined);
      const modifiers = same.map(
        ({ outputSettings }) => text(object(object(outputSettings)["cmafIngestOutputSettings"])["nameModifier"]) ?? "",
      );
      const twice = repeated(modifiers);
      if (twice !== undefined) return refused(`two ${kind} outputs of a CMAF ingest group have the name modifier ${JSON.stringify(twice)}`);
    }
  }
  return undefined;
};

const rules: Rules = {
  save: [
    selectorNamesUnique,
    descriptionNamesUnique,
    audioSelectorExists,
    captionSelectorExists,
    audioSelectorCount,
    teletextPage,
    picturesLocated,
    picturesReadable,
    embeddedCount,
    cmafOneEncode,
    cmafModifiersDiffer,
  ],
};

export const channelSound: Record<string, Rules> = { [typedChannel]: rules, [templateChannel]: rules };
