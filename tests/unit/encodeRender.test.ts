import assert from "node:assert/strict";
import * as model from "@aws-sdk/client-medialive";
import fc from "fast-check";
import { cmafTemplate, encoderPlan, hlsChannelArgs, TEMPLATE_LIMIT, type Channel } from "../../components/encode/index.ts";
import { channels } from "../support/arbitraries.ts";
import { ARENA, LADDER, LINEUP, MAINTENANCE, STUDIO } from "../support/lineups.ts";

/** Our template's one resource, in the shape of MediaLive's own API, which CloudFormation follows. */
interface ChannelProperties extends Required<
  Pick<model.CreateChannelRequest, "Name" | "ChannelClass" | "LogLevel" | "Maintenance" | "Tags" | "Destinations" | "InputAttachments">
> {
  readonly EncoderSettings: model.EncoderSettings;
}
interface Template {
  readonly Parameters: unknown;
  readonly Outputs: unknown;
  readonly Resources: { readonly Channel: { readonly Properties: ChannelProperties } };
}
const PROD = { environment: "prod", production: true };

function templateOf(channel: Channel): Template {
  return JSON.parse(cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE).body) as Template;
}
const settingsOf = (channel: Channel): model.EncoderSettings => templateOf(channel).Resources.Channel.Properties.EncoderSettings;
const groupOf = (settings: model.EncoderSettings): model.OutputGroup =>
  only(settings.OutputGroups?.filter(({ Name }) => Name === "origin"));
const cmafGroup = (channel: Channel): model.CmafIngestGroupSettings => {
  const group = groupOf(settingsOf(channel)).OutputGroupSettings?.CmafIngestGroupSettings;
  assert.ok(group);
  return group;
};

function only<T>(items: readonly T[] | undefined): T {
  const [first, ...others] = items ?? [];
  assert.ok(first !== undefined && others.length === 0, "exactly one");
  return first;
}

/** Where MediaLive's model has an enum for a property of ours. */
const ENUMS: Readonly<Record<string, Record<string, string>>> = {
  ChannelClass: model.ChannelClass,
  AbsentInputAudioBehavior: model.M2tsAbsentInputAudioBehavior,
  RateMode: model.M2tsRateMode,
  Scte35Control: model.M2tsScte35Control,
  ServerValidation: model.NetworkInputServerValidation,
  LogLevel: model.LogLevel,
  MaintenanceDay: model.MaintenanceDay,
  Codec: model.InputCodec,
  MaximumBitrate: model.InputMaximumBitrate,
  Resolution: model.InputResolution,
  SourceEndBehavior: model.InputSourceEndBehavior,
  Source: model.TimecodeConfigSource,
  InputEndAction: model.GlobalConfigurationInputEndAction,
  OutputLockingMode: model.GlobalConfigurationOutputLockingMode,
  OutputTimingSource: model.GlobalConfigurationOutputTimingSource,
  SupportLowFramerateInputs: model.GlobalConfigurationLowFramerateInputs,
  PipelineLockingMethod: model.PipelineLockingMethod,
  RespondToAfd: model.VideoDescriptionRespondToAfd,
  ScalingBehavior: model.VideoDescriptionScalingBehavior,
  AdaptiveQuantization: model.H264AdaptiveQuantization,
  AfdSignaling: model.AfdSignaling,
  ColorMetadata: model.H264ColorMetadata,
  EntropyEncoding: model.H264EntropyEncoding,
  FramerateControl: model.H264FramerateControl,
  GopBReference: model.H264GopBReference,
  GopSizeUnits: model.H264GopSizeUnits,
  Level: model.H264Level,
  LookAheadRateControl: model.H264LookAheadRateControl,
  ParControl: model.H264ParControl,
  ScanType: model.H264ScanType,
  SceneChangeDetect: model.H264SceneChangeDetect,
  SubgopLength: model.H264SubGopLength,
  Syntax: model.H264Syntax,
  TimecodeInsertion: model.H264TimecodeInsertionBehavior,
  RateControlMode: { ...model.H264RateControlMode, ...model.AacRateControlMode },
  Profile: { ...model.H264Profile, ...model.AacProfile },
  CodingMode: model.AacCodingMode,
  InputType: model.AacInputType,
  RawFormat: model.AacRawFormat,
  Spec: model.AacSpec,
  AudioTypeControl: model.AudioDescriptionAudioTypeControl,
  LanguageCodeControl: model.AudioDescriptionLanguageCodeControl,
  NielsenId3Behavior: model.CmafNielsenId3Behavior,
  Scte35Type: model.Scte35Type,
  SegmentLengthUnits: model.CmafIngestSegmentLengthUnits,
};

/** Strings that are ours to choose: names and references. */
const FREE = new Set([
  "Name",
  "InputAttachmentName",
  "Id",
  "DestinationRefId",
  "AudioSelectorName",
  "OutputName",
  "NameModifier",
  "Extension",
  "VideoDescriptionName",
  "MaintenanceStartTime",
  "Ref",
  "onair:channel",
  "onair:environment",
]);

function checkStrings(value: unknown, key: string, seen: Set<string>): void {
  if (Array.isArray(value))
    value.forEach((item) => {
      checkStrings(item, key, seen);
    });
  else if (typeof value === "object" && value !== null) for (const [name, item] of Object.entries(value)) checkStrings(item, name, seen);
  else if (typeof value === "string" && !FREE.has(key) && key !== "AudioDescriptionNames") {
    const allowed = ENUMS[key];
    assert.ok(allowed, `${key} is neither an enum of MediaLive nor a name of ours`);
    assert.ok(Object.values(allowed).includes(value), `${key}: ${value} is not one of ${Object.values(allowed).join(", ")}`);
    seen.add(key);
  }
}

describe("cmafTemplate", () => {
  it("[L3] uses only values that MediaLive's own model has", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(channels, (channel) => {
        checkStrings(templateOf(channel).Resources.Channel.Properties, "", seen);
      }),
    );
    assert.deepEqual([...seen].sort(), Object.keys(ENUMS).sort(), "every enum was met");
  });

  it("[L3] depends on the plan alone: what AWS makes up are parameters, one string each", () => {
    const { parameters } = cmafTemplate(encoderPlan(STUDIO, PROD), MAINTENANCE);
    const template = templateOf(STUDIO);
    assert.deepEqual(parameters, ["IngestUrlA", "IngestUrlB", "InputId", "RoleArn"]);
    assert.deepEqual(template.Parameters, Object.fromEntries(parameters.map((name) => [name, { Type: "String" }])));
    assert.deepEqual(template.Resources.Channel.Properties.Destinations, [
      { Id: "origin", Settings: [{ Url: { Ref: "IngestUrlA" } }, { Url: { Ref: "IngestUrlB" } }] },
    ]);
    assert.deepEqual(template.Outputs, { ChannelArn: { Value: { "Fn::GetAtt": ["Channel", "Arn"] } } });
  });

  it("[L3] is the same text for the same channel, keys sorted, within CloudFormation's limit", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const { body } = cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE);
        assert.equal(body, cmafTemplate(encoderPlan(structuredClone(channel), PROD), { ...MAINTENANCE }).body);
        assert.ok(Buffer.byteLength(body) <= TEMPLATE_LIMIT, `${String(Buffer.byteLength(body))} bytes`);
        assert.doesNotMatch(body, /undefined|\[object|"\s/);
        assertSorted(JSON.parse(body));
      }),
    );
  });

  it("[L3] refuses a body that CloudFormation would not take", () => {
    const plan = encoderPlan(STUDIO, PROD);
    const [video] = plan.videos;
    assert.ok(video);
    assert.throws(
      () => cmafTemplate({ ...plan, videos: Array.from({ length: 90 }, () => video) }, MAINTENANCE),
      /channel studio has \d+ bytes, and CloudFormation takes 51200/,
    );
  });

  it("[L6] passes markers through without cutting a segment", () => {
    assert.equal(cmafGroup(ARENA).Scte35Type, "SCTE_35_WITHOUT_SEGMENTATION");
  });

  it("[L4] states the segment in milliseconds where seconds are not exact", () => {
    const fractional: Channel = { ...STUDIO, ladder: { ...LADDER, frameRate: { numerator: 30_000, denominator: 1001 } } };
    assert.deepEqual([cmafGroup(fractional).SegmentLength, cmafGroup(fractional).SegmentLengthUnits], [4004, "MILLISECONDS"]);
    assert.deepEqual([cmafGroup(STUDIO).SegmentLength, cmafGroup(STUDIO).SegmentLengthUnits], [4, "SECONDS"]);
  });

  it("[E3] gives a locking method to pipeline locking only", () => {
    assert.equal(settingsOf(ARENA).GlobalConfiguration?.OutputLockingSettings, undefined);
    assert.deepEqual(settingsOf(STUDIO).GlobalConfiguration?.OutputLockingSettings, {
      PipelineLockingSettings: { PipelineLockingMethod: "VIDEO_ALIGNMENT" },
    });
  });

  it("[L4] names each encode once and carries one in each output", () => {
    for (const channel of LINEUP) {
      const settings = settingsOf(channel);
      const encodes = [...(settings.VideoDescriptions ?? []), ...(settings.AudioDescriptions ?? [])].map((encode) => encode.Name);
      const carried = groupOf(settings).Outputs?.map((output) =>
        [output.VideoDescriptionName, ...(output.AudioDescriptionNames ?? [])].filter((name) => name !== undefined),
      );
      assert.deepEqual(
        carried,
        encodes.map((name) => [name]),
      );
    }
  });
});

describe("both renderers", () => {
  const bindings = {
    ingestUrls: ["https://a.example/index", "https://b.example/index"],
    inputIds: { primary: "1", backup: "2", film: "3" },
    roleArn: "arn:aws:iam::123456789012:role/x",
    archiveUrls: ["s3ssl://archive/x/a/x", "s3ssl://archive/x/b/x"],
  };

  it("[L4 L1] agree on every encode, the clock and the source", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const cmaf = templateOf(channel).Resources.Channel.Properties;
        const hls = pascal(hlsChannelArgs(encoderPlan(channel, PROD), bindings, MAINTENANCE)) as ChannelProperties;
        for (const part of ["VideoDescriptions", "AudioDescriptions", "TimecodeConfig"] as const) {
          assert.deepEqual(hls.EncoderSettings[part], cmaf.EncoderSettings[part], part);
        }
        const names = ({ EncoderSettings }: ChannelProperties): unknown =>
          groupOf(EncoderSettings).Outputs?.map((output) => [output.OutputName, output.VideoDescriptionName, output.AudioDescriptionNames]);
        assert.deepEqual(names(hls), names(cmaf));
        const inputs = ({ InputAttachments }: ChannelProperties): unknown =>
          InputAttachments?.map(({ InputAttachmentName, InputSettings }) => [InputAttachmentName, InputSettings]);
        assert.deepEqual(inputs(hls), inputs(cmaf));
        for (const part of ["Name", "LogLevel", "Maintenance", "Tags", "ChannelClass"] as const)
          assert.deepEqual(hls[part], cmaf[part], part);
      }),
    );
  });

  it("[L3] a development channel has one pipeline, one destination and never starts by itself", () => {
    const args = hlsChannelArgs(encoderPlan(STUDIO, { environment: "dev", production: false }), bindings, MAINTENANCE);
    assert.equal(args.channelClass, "SINGLE_PIPELINE");
    assert.equal(args.startChannel, false);
    assert.deepEqual(args.destinations, [{ id: "origin", settings: [{ url: "https://a.example/index" }] }]);
    const group = groupOf((pascal(args) as ChannelProperties).EncoderSettings).OutputGroupSettings?.HlsGroupSettings;
    // The resource takes the CDN settings as a list of one.
    assert.deepEqual(Object.keys(only(group?.HlsCdnSettings as unknown as model.HlsCdnSettings[])), ["HlsBasicPutSettings"]);
    assert.equal(group?.SegmentLength, 4);
  });
});

/** Keys as MediaLive spells them. */
function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.includes(":") ? key : `${key.charAt(0).toUpperCase()}${key.slice(1)}`, pascal(item)]),
  );
}

function assertSorted(value: unknown): void {
  if (Array.isArray(value)) value.forEach(assertSorted);
  else if (typeof value === "object" && value !== null) {
    assert.deepEqual(Object.keys(value), Object.keys(value).sort());
    Object.values(value).forEach(assertSorted);
  }
}
