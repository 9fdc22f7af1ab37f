/** Video of MediaLive channels. Sources: MediaLive API reference and User Guide, named at each rule. */
import { bodyOf, channels, templateChannel, typedChannel } from "../channels.ts";
import { isUnknown, object, objects, type Properties, text, type Value } from "../values.ts";
import type { Case, Rule, Rules } from "./rule.ts";

interface Encode {
  name: string;
  width: Value;
  height: Value;
  /** `h264Settings`, `h265Settings`, `av1Settings`. */
  codec: string;
  settings: Properties;
}

function encoder({ token, inputs }: Case): Properties {
  return object(bodyOf(token, inputs)["encoderSettings"]);
}

function encodesOf(subject: Case): Encode[] {
  return encodesIn(encoder(subject));
}

function encodesIn(settings: Properties): Encode[] {
  return objects(settings["videoDescriptions"]).flatMap((description) => {
    const codecs = Object.entries(object(description["codecSettings"])).filter(([, settings]) => settings !== undefined);
    const { width, height } = description;
    return codecs.map(([codec, settings]) => ({ name: text(description["name"]) ?? "", width, height, codec, settings: object(settings) }));
  });
}

const refused = (why: string): string => `UnprocessableEntityException: ${why}`;

/** The first complaint about any encode of the channel. */
function each(complaint: (encode: Encode) => string | undefined): (subject: Case) => string | undefined {
  return (subject) => {
    for (const encode of encodesOf(subject)) {
      const why = complaint(encode);
      if (why !== undefined) return refused(`video description ${encode.name}: ${why}`);
    }
    return undefined;
  };
}

type Range = readonly [lowest: number, highest: number];

/** API reference: the ranges of the numbers that are set here. */
const ranges: Readonly<Record<string, Readonly<Record<string, Range>>>> = {
  h264Settings: { bitrate: [1_000, Infinity], maxBitrate: [1_000, Infinity], qvbrQualityLevel: [1, 10], gopNumBFrames: [0, 7] },
  h265Settings: {
    bitrate: [100_000, 40_000_000],
    maxBitrate: [100_000, 40_000_000],
    bufSize: [100_000, 80_000_000],
    framerateDenominator: [1, 3_003],
    qvbrQualityLevel: [1, 10],
    gopNumBFrames: [0, 3],
  },
  av1Settings: {
    bitrate: [50_000, 12_000_000],
    maxBitrate: [50_000, 12_000_000],
    bufSize: [50_000, 24_000_000],
    framerateDenominator: [1, 3_003],
    qvbrQualityLevel: [1, 10],
  },
};

export const encodeRanges: Rule = each(({ codec, settings }) => {
  for (const [name, [lowest, highest]] of Object.entries(ranges[codec] ?? {})) {
    const value = settings[name];
    if (typeof value === "number" && (value < lowest || value > highest))
      return `${codec}.${name} is ${String(value)}, and must be ${String(lowest)} to ${String(highest)}`;
  }
  return undefined;
});

/** API reference, VideoDescription: height and width must be even. */
export const evenPicture: Rule = each(({ width, height }) => {
  const odd = [width, height].filter((side) => typeof side === "number").find((side) => side % 2 !== 0);
  return odd === undefined ? undefined : `${String(odd)} pixels is not an even number`;
});

/** API reference, Bitrate: "Required when the rate control mode is VBR or CBR", which CBR is when none is named. */
export const rateForControl: Rule = each(({ codec, settings }) => {
  const mode = text(settings["rateControlMode"]);
  if (!(codec in ranges) || (mode !== "CBR" && mode !== "VBR") || settings["bitrate"] !== undefined) return undefined;
  return `${mode} needs a bitrate`;
});

/** API reference, H264Settings.EntropyEncoding: CABAC needs main or high profile. */
export const entropyOfProfile: Rule = each(({ codec, settings }) =>
  codec === "h264Settings" && settings["profile"] === "BASELINE" && settings["entropyEncoding"] === "CABAC"
    ? "CABAC is not available in the profile BASELINE"
    : undefined,
);

/** API reference, H265Settings: what it must say above 1080p. */
export const framesAbove1080: Rule = each(({ codec, height, settings }) => {
  if (codec !== "h265Settings" || typeof height !== "number" || height <= 1080) return undefined;
  if (settings["gopBReference"] !== "DISABLED") return "gopBReference must be DISABLED above 1080p";
  if (settings["gopNumBFrames"] !== 2) return "gopNumBFrames must be 2 above 1080p";
  return settings["subgopLength"] === "FIXED" ? undefined : "subgopLength must be FIXED above 1080p";
});

/** User Guide, "Resolutions supported in video outputs": AV1 is SD or HD. */
export const av1Picture: Rule = each(({ codec, height }) =>
  codec === "av1Settings" && typeof height === "number" && height > 1080 ? `AV1 is not available at ${String(height)} lines` : undefined,
);

/** User Guide, "Supported codecs by output type": of the groups used here, only CMAF ingest takes AV1. */
export const av1Carriage: Rule = (subject) => {
  const av1 = new Set(encodesOf(subject).flatMap(({ name, codec }) => (codec === "av1Settings" ? [name] : [])));
  for (const group of objects(encoder(subject)["outputGroups"])) {
    if (object(group["outputGroupSettings"])["cmafIngestGroupSettings"] !== undefined) continue;
    const carried = objects(group["outputs"]).find((output) => av1.has(text(output["videoDescriptionName"]) ?? ""));
    if (carried !== undefined)
      return refused(`output ${text(carried["outputName"]) ?? ""} cannot carry AV1: its output group does not support it`);
  }
  return undefined;
};

/**
 * User Guide, "Pipeline locking": epoch locking needs frame rates that are specified; MediaPackage aligns regions only
 * when all are whole or all are fractional (MediaPackage v2 User Guide, "Cross-region failover").
 */
export const epochFrameRates: Rule = (subject) => {
  if (object(encoder(subject)["globalConfiguration"])["outputLockingMode"] !== "EPOCH_LOCKING") return undefined;
  const encodes = encodesOf(subject).filter(({ codec }) => codec in ranges);
  const unspecified = encodes.find(
    ({ codec, settings }) =>
      (codec === "h264Settings" && settings["framerateControl"] !== "SPECIFIED") || settings["framerateNumerator"] === undefined,
  );
  if (unspecified !== undefined) return refused(`video description ${unspecified.name}: epoch locking needs a specified frame rate`);
  const denominators = encodes.map(({ settings }) => settings["framerateDenominator"]).filter((value) => !isUnknown(value));
  const fractional = denominators.map((value) => typeof value === "number" && value % 1_001 === 0);
  return fractional.includes(true) && fractional.includes(false)
    ? refused("epoch locking needs frame rates that are all whole or all fractional")
    : undefined;
};

const isHevc = ({ codec }: Encode): boolean => codec === "h265Settings";
const isUhd = ({ height }: Encode): boolean => typeof height === "number" && height > 1080;

/** User Guide, "Quotas": channels with outputs of H.265, and of UHD, in a region. */
export const pictureQuotas: Rule = (subject) => {
  const { cloud, region, before } = subject;
  const others = channels(cloud.store, region).filter(({ id }) => id !== before?.id);
  for (const [quota, counts] of [
    ["medialive/hevcChannels", isHevc],
    ["medialive/uhdChannels", isUhd],
  ] as const) {
    if (!encodesOf(subject).some(counts)) continue;
    const existing = others.filter(({ body }) => encodesIn(object(body["encoderSettings"])).some(counts)).length;
    const limit = cloud.account.quota(quota);
    if (existing >= limit) return `LimitExceededException: the quota ${quota} of ${String(limit)} in ${region} is used up`;
  }
  return undefined;
};

const rules: Rules = {
  save: [
    pictureQuotas,
    encodeRanges,
    evenPicture,
    rateForControl,
    entropyOfProfile,
    framesAbove1080,
    av1Picture,
    av1Carriage,
    epochFrameRates,
  ],
};

export const channelVideo: Record<string, Rules> = { [typedChannel]: rules, [templateChannel]: rules };
