/** What is encoded: MediaLive channels as deployed, however they were made, and the MediaPackage v2 channels that they write to. */
import {
  bodyOf,
  channelState,
  isObject,
  object,
  objects,
  pipelines,
  templateChannel,
  text,
  texts,
  typedChannel,
  type CloudObject,
  type Properties,
  type Value,
} from "../../cloud/index.ts";
import type { AudioRendition, CaptionRendition, EncoderChannel, FrameRate, VideoRendition } from "../types.ts";

const packageChannel = "aws-native:mediapackagev2:Channel";

export interface StateOptions {
  /** Milliseconds that a channel takes to start or to stop, as the cloud was started with. */
  readonly transition?: number;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

/** The channels that write to a MediaPackage v2 channel of their region, in the order in which they were made. Other channels are left out. */
export function encoderChannels(resources: readonly CloudObject[], options: StateOptions = {}): EncoderChannel[] {
  const places = resources.filter(({ type }) => type === packageChannel);
  return resources
    .filter(({ type }) => type === typedChannel || type === templateChannel)
    .flatMap((found) => encoderChannel(found, places, options) ?? []);
}

function encoderChannel(found: CloudObject, places: readonly CloudObject[], options: StateOptions): EncoderChannel | undefined {
  const body = bodyOf(found.type, found.inputs);
  const destination = packageDestination(body, places, found.region);
  if (destination === undefined) return undefined;
  const { id, place } = destination;
  const group = objects(object(body["encoderSettings"])["outputGroups"]).find((one) => destinationOf(one) === id);
  if (group === undefined) return undefined;
  const settings = object(body["encoderSettings"]);
  const videos = videosOf(settings, group);
  const { rate, gopMs } = timingOf(settings, group);
  const preferred = object(place.inputs["inputSwitchConfiguration"])["preferredInput"];
  return {
    region: found.region,
    channelId: found.id,
    channelGroup: text(place.inputs["channelGroupName"]) ?? "",
    originChannel: text(place.inputs["channelName"]) ?? "",
    pipelines: pipelines(text(body["channelClass"]) ?? "STANDARD") === 1 ? 1 : 2,
    running: channelState(found, options.transition ?? 300, options.now) === "RUNNING",
    epochLocked: epochLocked(settings, place),
    segmentMs: segmentMs(group, rate, gopMs),
    gopMs,
    videos,
    audios: audiosOf(settings, group),
    captions: captionsOf(settings, group),
    qualitySwitching: object(place.inputs["inputSwitchConfiguration"])["mqcsInputSwitching"] === true,
    ...(preferred === 1 || preferred === 2 ? { preferredInput: preferred } : {}),
  };
}

/** Both ends count from the epoch: MediaLive `EPOCH_LOCKING`, MediaPackage `EPOCH_LOCKED`, its default (API, CreateChannel). */
function epochLocked(settings: Properties, place: CloudObject): boolean {
  const encoder = object(settings["globalConfiguration"])["outputLockingMode"] === "EPOCH_LOCKING";
  return encoder && (place.inputs["outputLockingMode"] ?? "EPOCH_LOCKED") === "EPOCH_LOCKED" && place.inputs["inputType"] === "CMAF";
}

/** The destination whose address is an ingest endpoint of a MediaPackage channel of the same region. */
function packageDestination(
  body: Properties,
  places: readonly CloudObject[],
  region: string,
): { id: string; place: CloudObject } | undefined {
  for (const destination of objects(body["destinations"])) {
    const urls = objects(destination["settings"]).flatMap(({ url }) => text(url) ?? []);
    const place = places.find((one) => one.region === region && texts(one.outputs["ingestEndpointUrls"]).some((url) => urls.includes(url)));
    const id = text(destination["id"]);
    if (place !== undefined && id !== undefined) return { id, place };
  }
  return undefined;
}

function groupSettings(group: Properties): Properties {
  const [settings] = Object.values(object(group["outputGroupSettings"])).filter(isObject);
  return settings ?? {};
}

function destinationOf(group: Properties): string | undefined {
  return text(object(groupSettings(group)["destination"])["destinationRefId"]);
}

/** The encodes of a group, each under the name of its output. */
function encodes(group: Properties, list: Value, refer: (output: Properties) => readonly string[]): { name: string; encode: Properties }[] {
  return objects(group["outputs"]).flatMap((output) =>
    refer(output).flatMap((wanted) => {
      const encode = objects(list).find(({ name }) => name === wanted);
      return encode === undefined ? [] : [{ name: text(output["outputName"]) ?? wanted, encode }];
    }),
  );
}

function videoEncodes(settings: Properties, group: Properties): { name: string; encode: Properties }[] {
  return encodes(group, settings["videoDescriptions"], (output) => texts([output["videoDescriptionName"]]));
}

function videosOf(settings: Properties, group: Properties): VideoRendition[] {
  return videoEncodes(settings, group).map(({ name, encode }) => {
    const { codec, values } = codecOf(encode);
    return {
      name,
      codec,
      width: Number(encode["width"]),
      height: Number(encode["height"]),
      // QVBR says how much at the most, CBR and VBR say how much.
      bitrate: Number(values["maxBitrate"] ?? values["bitrate"]),
      frameRate: rateOf(values),
    };
  });
}

function codecOf(encode: Properties): { codec: VideoRendition["codec"]; values: Properties } {
  const settings = object(encode["codecSettings"]);
  for (const codec of ["h264", "h265", "av1"] as const) {
    const values = settings[`${codec}Settings`];
    if (isObject(values)) return { codec, values };
  }
  return { codec: "h264", values: {} };
}

function rateOf(values: Properties): FrameRate {
  return { numerator: Number(values["framerateNumerator"] ?? 30), denominator: Number(values["framerateDenominator"] ?? 1) };
}

/** GOP in milliseconds: `gopSize` is in frames unless the encode says seconds (MediaLive API, H264Settings). */
function timingOf(settings: Properties, group: Properties): { rate: FrameRate; gopMs: number } {
  const [first] = videoEncodes(settings, group);
  const values = first === undefined ? {} : codecOf(first.encode).values;
  const rate = rateOf(values);
  const size = Number(values["gopSize"] ?? 2 * Math.round(rate.numerator / rate.denominator));
  const gopMs = values["gopSizeUnits"] === "SECONDS" ? size * 1000 : (size * rate.denominator * 1000) / rate.numerator;
  return { rate, gopMs };
}

/** A segment ends on a key frame: what is asked for in whole seconds is rounded up to whole GOPs. */
function segmentMs(group: Properties, rate: FrameRate, gopMs: number): number {
  const settings = groupSettings(group);
  const length = Number(settings["segmentLength"] ?? 4);
  const asked = settings["segmentLengthUnits"] === "MILLISECONDS" ? length : length * 1000;
  const halfFrame = (500 * rate.denominator) / rate.numerator;
  return Math.round(Math.max(1, Math.ceil((asked - halfFrame) / gopMs)) * gopMs);
}

function audiosOf(settings: Properties, group: Properties): AudioRendition[] {
  return encodes(group, settings["audioDescriptions"], (output) => texts(output["audioDescriptionNames"])).map(({ name, encode }) => {
    const title = text(encode["streamName"]);
    return {
      name,
      language: text(encode["languageCode"]) ?? "und",
      ...(title === undefined ? {} : { title }),
      bitrate: Number(object(object(encode["codecSettings"])["aacSettings"])["bitrate"] ?? 128_000),
    };
  });
}

function captionsOf(settings: Properties, group: Properties): CaptionRendition[] {
  return encodes(group, settings["captionDescriptions"], (output) => texts(output["captionDescriptionNames"])).map(({ name, encode }) => {
    const title = text(encode["languageDescription"]);
    return { name, language: text(encode["languageCode"]) ?? "und", ...(title === undefined ? {} : { title }) };
  });
}
