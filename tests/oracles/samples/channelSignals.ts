import type { Spoil } from "../spoil.ts";

/** A pair of inputs with every condition, and the slate for a lost input, as the typed channel spells them. */
export const failoverSettings = {
  secondaryInputId: "7654321",
  inputPreference: "PRIMARY_INPUT_PREFERRED",
  errorClearTimeMsec: 30_000,
  failoverConditions: [
    { failoverConditionSettings: { inputLossSettings: { inputLossThresholdMsec: 1000 } } },
    { failoverConditionSettings: { videoBlackSettings: { blackDetectThreshold: 0.1, videoBlackThresholdMsec: 3000 } } },
    { failoverConditionSettings: { audioSilenceSettings: { audioSelectorName: "default", audioSilenceThresholdMsec: 5000 } } },
  ],
};

export const inputLossBehavior = {
  blackFrameMsec: 1000,
  inputLossImageSlate: { uri: "s3ssl://onair-slates/off.png" },
  inputLossImageType: "SLATE",
  repeatFrameMsec: 1000,
};

const pair = "inputAttachments[0].automaticInputFailoverSettings";
const condition = (index: number): string => `${pair}.failoverConditions[${String(index)}].failoverConditionSettings`;
const loss = "encoderSettings.globalConfiguration.inputLossBehavior";

export const signalSpoils: Spoil[] = [
  { what: "enum", set: [`${pair}.inputPreference`, "PRIMARY_INPUT_PREFERENCE"], at: `${pair}.inputPreference`, by: "botocore" },
  { what: "range", set: [`${pair}.errorClearTimeMsec`, 0], at: `${pair}.errorClearTimeMsec`, by: "botocore" },
  {
    what: "range",
    set: [`${condition(0)}.inputLossSettings.inputLossThresholdMsec`, 99],
    at: `${condition(0)}.inputLossSettings.inputLossThresholdMsec`,
    by: "botocore",
  },
  {
    what: "range",
    set: [`${condition(1)}.videoBlackSettings.blackDetectThreshold`, 1.5],
    at: `${condition(1)}.videoBlackSettings.blackDetectThreshold`,
    by: "botocore",
  },
  {
    what: "range",
    set: [`${condition(2)}.audioSilenceSettings.audioSilenceThresholdMsec`, 999],
    at: `${condition(2)}.audioSilenceSettings.audioSilenceThresholdMsec`,
    by: "botocore",
  },
  { what: "missing", drop: `${pair}.secondaryInputId`, at: `${pair}.SecondaryInputId`, by: "botocore" },
  { what: "enum", set: [`${loss}.inputLossImageType`, "IMAGE"], at: `${loss}.inputLossImageType`, by: "botocore" },
  { what: "range", set: [`${loss}.repeatFrameMsec`, 1_000_001], at: `${loss}.repeatFrameMsec`, by: "botocore" },
  { what: "missing", drop: `${loss}.inputLossImageSlate.uri`, at: `${loss}.inputLossImageSlate.Uri`, by: "botocore" },
];

/** Members of `EncoderSettings` that only a template can say. */
export const templateSignals = {
  AvailConfiguration: {
    AvailSettings: { Scte35SpliceInsert: { AdAvailOffset: -400, NoRegionalBlackoutFlag: "FOLLOW", WebDeliveryAllowedFlag: "IGNORE" } },
    Scte35SegmentationScope: "SCTE35_ENABLED_OUTPUT_GROUPS",
  },
  AvailBlanking: { State: "ENABLED", AvailBlankingImage: { Uri: "s3ssl://onair-slates/break.png" } },
  BlackoutSlate: {
    State: "ENABLED",
    BlackoutSlateImage: { Uri: "s3ssl://onair-slates/dark.png" },
    NetworkEndBlackout: "ENABLED",
    NetworkEndBlackoutImage: { Uri: "s3ssl://onair-slates/night.png" },
    NetworkId: "10.5239/8BE5-E3F6-0000-0000-0000-A",
  },
};

type Members = typeof templateSignals;

/** What is broken in them: a change, and the place of the complaint under `EncoderSettings`. */
export const templateSignalSpoils: readonly {
  readonly what: Spoil["what"];
  readonly at: string;
  readonly change: (members: Members) => void;
}[] = [
  {
    what: "range",
    at: "AvailConfiguration.AvailSettings.Scte35SpliceInsert.AdAvailOffset",
    change: ({ AvailConfiguration }) => (AvailConfiguration.AvailSettings.Scte35SpliceInsert.AdAvailOffset = -1001),
  },
  {
    what: "enum",
    at: "AvailConfiguration.AvailSettings.Scte35SpliceInsert.WebDeliveryAllowedFlag",
    change: ({ AvailConfiguration }) => (AvailConfiguration.AvailSettings.Scte35SpliceInsert.WebDeliveryAllowedFlag = "YES"),
  },
  { what: "enum", at: "AvailBlanking.State", change: ({ AvailBlanking }) => (AvailBlanking.State = "ON") },
  { what: "length", at: "BlackoutSlate.NetworkId", change: ({ BlackoutSlate }) => (BlackoutSlate.NetworkId = "10.5239/8BE5") },
  {
    what: "missing",
    at: "BlackoutSlate.BlackoutSlateImage.Uri",
    change: ({ BlackoutSlate }) => Reflect.deleteProperty(BlackoutSlate.BlackoutSlateImage, "Uri"),
  },
];
