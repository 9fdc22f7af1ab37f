import { epochLockingPossible } from "../../../policy/rules/redundancy/epoch-locking-possible.ts";
import { CHANNEL, EPOCH_CHANNEL, TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const at = (path: string, value: unknown) => changed(EPOCH_CHANNEL, `encoderSettings.${path}`, value);
const video = (settings: object) => ({ name: "other", codecSettings: settings });
const h264 = "videoDescriptions.0.codecSettings.h264Settings";
const hlsOutput = {
  outputSettings: { hlsOutputSettings: { hlsSettings: { standardHlsSettings: { m3u8Settings: { scte35Behavior: "PASSTHROUGH" } } } } },
};
const inTemplate = (source: string) =>
  templateStack(
    changed(TEMPLATE, "Resources.Channel.Properties.EncoderSettings", {
      GlobalConfiguration: { OutputLockingMode: "EPOCH_LOCKING", OutputTimingSource: source },
      TimecodeConfig: { Source: "EMBEDDED" },
    }),
  );

describeRule(epochLockingPossible, {
  rows: "S4 L3",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.channel, props: EPOCH_CHANNEL },
  cases: [
    { when: "a channel that locks its pipelines only", props: CHANNEL, expect: [] },
    {
      when: "the system's clock",
      props: at("globalConfiguration.outputTimingSource", "SYSTEM_CLOCK"),
      expect: [/outputTimingSource "SYSTEM_CLOCK". Set it to "INPUT_CLOCK"/],
    },
    {
      when: "a timecode of its own",
      props: at("timecodeConfig.source", "SYSTEMCLOCK"),
      expect: [/timecode "SYSTEMCLOCK".*Set it to "EMBEDDED"/],
    },
    {
      when: "alignment by video",
      props: at("globalConfiguration.outputLockingSettings", { pipelineLockingSettings: { pipelineLockingMethod: "VIDEO_ALIGNMENT" } }),
      expect: [/VIDEO_ALIGNMENT, which works with pipeline locking alone/],
    },
    {
      when: "a frame rate from the source",
      props: at(`${h264}.framerateControl`, "INITIALIZE_FROM_SOURCE"),
      expect: [/frame rate of "1080p" from the input/],
    },
    {
      when: "a frame rate that is not known yet",
      props: at(`${h264}.framerateNumerator`, UNKNOWN_STRING),
      expect: [/frame rate of "1080p"/],
    },
    {
      when: "integer and fractional rates",
      props: at("videoDescriptions.1", video({ av1Settings: { framerateNumerator: 30_000, framerateDenominator: 1001 } })),
      expect: [/mixes integer and fractional frame rates/],
    },
    {
      when: "pictures beside the video",
      props: at("videoDescriptions.1", video({ frameCaptureSettings: { captureInterval: 5 } })),
      expect: [],
    },
    {
      when: "an HLS input",
      props: changed(EPOCH_CHANNEL, "inputAttachments.0.inputSettings", { networkInputSettings: { hlsInputSettings: { bandwidth: 1 } } }),
      expect: [/has an HLS input \("news"\)/],
    },
    {
      when: "segments cut at markers",
      props: at("outputGroups.0.outputGroupSettings.cmafIngestGroupSettings.scte35Type", "SCTE_35_WITH_SEGMENTATION"),
      expect: [/cuts segments at SCTE-35 markers in output group "cmaf"/],
    },
    {
      when: "dates by the system's clock",
      props: at("outputGroups.1.outputGroupSettings.hlsGroupSettings.programDateTimeClock", "SYSTEM_CLOCK"),
      expect: [/programDateTimeClock "SYSTEM_CLOCK" in output group "hls"/],
    },
    { when: "markers in HLS", props: at("outputGroups.1.outputs", [hlsOutput]), expect: [/passes SCTE-35 through in output group "hls"/] },
    {
      when: "a mode that is not known yet",
      props: at("globalConfiguration.outputLockingMode", UNKNOWN_STRING),
      expect: [/Write it literally/],
    },
    {
      when: "settings that are not known yet",
      props: changed(EPOCH_CHANNEL, "encoderSettings", UNKNOWN_OBJECT),
      expect: [/Write it literally/],
    },
    {
      when: "videos that are not known yet",
      props: at("videoDescriptions", UNKNOWN_LIST),
      expect: [/video descriptions that are unknown/],
    },
    { when: "a template", type: TYPES.cloudFormation, props: inTemplate("INPUT_CLOCK"), expect: [] },
    {
      when: "a template with the system's clock",
      type: TYPES.cloudFormation,
      props: inTemplate("SYSTEM_CLOCK"),
      expect: [/\(template resource Channel\) locks to the epoch by/],
    },
  ],
});
