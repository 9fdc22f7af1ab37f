import type { Spoil } from "../spoil.ts";

/** Sound and captions of the small development channel. */
export const soundSelectors = {
  audioSelectors: [
    { name: "english", selectorSettings: { audioPidSelection: { pid: 482 } } },
    { name: "german", selectorSettings: { audioLanguageSelection: { languageCode: "deu", languageSelectionPolicy: "STRICT" } } },
  ],
  captionSelectors: [
    { name: "cc", selectorSettings: { embeddedSourceSettings: { convert608To708: "DISABLED", source608ChannelNumber: 1 } } },
    { name: "dvb", languageCode: "deu", selectorSettings: { dvbSubSourceSettings: { ocrLanguage: "DEU" } } },
  ],
};

export const captionDescriptions = [
  {
    name: "cc",
    captionSelectorName: "cc",
    languageCode: "eng",
    languageDescription: "English CC",
    accessibility: "IMPLEMENTS_ACCESSIBILITY_FEATURES",
    destinationSettings: { webvttDestinationSettings: { styleControl: "PASSTHROUGH" } },
  },
];

const selectors = "inputAttachments[0].inputSettings";
const pid = `${selectors}.audioSelectors[0].selectorSettings.audioPidSelection.pid`;
const policy = `${selectors}.audioSelectors[1].selectorSettings.audioLanguageSelection.languageSelectionPolicy`;
const channel = `${selectors}.captionSelectors[0].selectorSettings.embeddedSourceSettings.source608ChannelNumber`;
const ocr = `${selectors}.captionSelectors[1].selectorSettings.dvbSubSourceSettings.ocrLanguage`;
const caption = "encoderSettings.captionDescriptions[0]";
const style = `${caption}.destinationSettings.webvttDestinationSettings.styleControl`;

export const soundSpoils: readonly Spoil[] = [
  { what: "range", set: [pid, 8192], at: pid, by: "botocore" },
  { what: "enum", set: [policy, "FIRM"], at: policy, by: "botocore" },
  { what: "range", set: [channel, 5], at: channel, by: "botocore" },
  { what: "enum", set: [ocr, "SWE"], at: ocr, by: "botocore" },
  { what: "enum", set: [style, "KEEP"], at: style, by: "botocore" },
  { what: "enum", set: [`${caption}.accessibility`, "YES"], at: `${caption}.accessibility`, by: "botocore" },
  { what: "missing", drop: `${caption}.captionSelectorName`, at: `${caption}.CaptionSelectorName`, by: "botocore" },
  { what: "enum", set: [`${caption}.captionDashRoles`, ["SIGN"]], at: `${caption}.captionDashRoles[0]`, by: "botocore" },
  { what: "unknown property", set: [`${caption}.captionRole`, "CAPTION"], at: `${caption}.captionRole`, by: "botocore" },
];
