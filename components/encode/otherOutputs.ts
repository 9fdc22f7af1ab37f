import type { AudioEncode } from "./audioPlan.ts";
import type { VideoEncode } from "./encodes.ts";
import type { ChannelOutput, FrameCaptureOutput, MediaConnectOutput, RtmpOutput } from "./outputTypes.ts";
import type { Channel, Pipeline, Region } from "./types.ts";

/** What every further output has. It shares the encodes that viewers get (MediaLive User Guide, "Sharing encodes among outputs"). */
interface Planned {
  /** Key of the output in the lineup. */
  readonly key: string;
  /** Name of the output group, of its one output, and id of its destination. */
  readonly name: string;
}

/** One video, one audio at most: what an RTMP output takes (MediaLive User Guide, "Organize encodes in an RTMP output group"). */
export interface RtmpPlan extends Planned {
  readonly type: "rtmp";
  readonly video: string;
  readonly audio?: string;
  /** One per pipeline. `secret` is the name of the secret that is the stream key. */
  readonly destinations: readonly { readonly pipeline: Pipeline; readonly url: string; readonly secret: string }[];
  readonly login?: { readonly username: string; readonly passwordParam: string };
  readonly authentication: "COMMON" | "AKAMAI";
  readonly certificate: "VERIFY_AUTHENTICITY" | "SELF_SIGNED";
}

/** One JPEG encode of its own: nothing of it is shared (MediaLive User Guide, "Organize encodes in a Frame capture output group"). */
export interface FrameCapturePlan extends Planned {
  readonly type: "frame-capture";
  readonly encode: { readonly name: string; readonly width: number; readonly height: number; readonly everySeconds: number };
}

/** One video with all audio of the highest rate, in MPEG-TS by SRT. */
export interface MediaConnectPlan extends Planned {
  readonly type: "mediaconnect";
  readonly video: string;
  readonly audios: readonly string[];
  readonly latencyMilliseconds: number;
  /** Name of the secret that holds the passphrase of both pipelines. */
  readonly secret: string;
}

export type OtherOutputPlan = RtmpPlan | FrameCapturePlan | MediaConnectPlan;

/** A channel's outputs by key, in alphabetical order whatever order they were written in. */
export function outputsOf({ outputs = {} }: Pick<Channel, "outputs">): readonly (readonly [key: string, output: ChannelOutput])[] {
  return Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether a region of the channel runs the output: the first one alone, unless it is to run in all. */
export function runsIn(output: Pick<ChannelOutput, "regions">, { regions }: Pick<Channel, "regions">, region: Region): boolean {
  return output.regions === "all" || regions[0] === region;
}

/** Name of an output's group, output and destination; at most 32 characters (MediaLive API, OutputGroup.Name). */
export function outputName(key: string): string {
  return `out-${key}`;
}

/** Name of a secret of an output, equal in all regions, for it to be part of a template that is. */
export function outputSecret(of: { readonly environment: string; readonly channel: string; readonly key: string }, part: string): string {
  return `onair/${of.environment}/${of.channel}/outputs/${of.key}/${part}`;
}

/** The secrets of an output in the order of the pipelines, each once: what has to hold a value before a deployment. */
export function outputSecrets(
  of: { readonly environment: string; readonly channel: string; readonly key: string },
  output: ChannelOutput,
): readonly string[] {
  switch (output.type) {
    case "rtmp":
      return output.streamKeys === "shared"
        ? [outputSecret(of, `stream-key-${String(output.keyVersion)}`)]
        : (["a", "b"] as const)
            .slice(0, output.urls.length)
            .map((pipeline) => outputSecret(of, `stream-key-${String(output.keyVersion)}-${pipeline}`));
    case "mediaconnect":
      return [outputSecret(of, `passphrase-${String(output.keyVersion)}`)];
    case "frame-capture":
      return [];
  }
}

/** What the plan of the other outputs is made from. */
export interface OtherOutputsContext {
  readonly environment: string;
  /** Left out: the channel's first region. */
  readonly region?: Region;
  readonly pipelines: readonly Pipeline[];
  readonly videos: readonly VideoEncode[];
  readonly audios: readonly AudioEncode[];
}

/**
 * The outputs of a channel besides its origin and archive, as far as this region runs them. None of them is a track of
 * MediaPackage's ingest stream.
 * @throws RangeError when an output names a rung or a track that the channel has not; settings refuse it before
 */
export function otherOutputs(channel: Channel, context: OtherOutputsContext): OtherOutputPlan[] {
  const { region = channel.regions[0] } = context;
  return outputsOf(channel)
    .filter(([, output]) => runsIn(output, channel, region))
    .map(([key, output]) => {
      switch (output.type) {
        case "rtmp":
          return rtmpPlan(key, output, channel, context);
        case "frame-capture":
          return frameCapturePlan(key, output, channel);
        case "mediaconnect":
          return mediaConnectPlan(key, output, channel, context);
      }
    });
}

function rtmpPlan(key: string, output: RtmpOutput, channel: Channel, context: OtherOutputsContext): RtmpPlan {
  const secrets = outputSecrets({ environment: context.environment, channel: channel.name, key }, output);
  const audio = audioOf(key, context.audios, output.audio);
  const { username, passwordParam } = output;
  return {
    type: "rtmp",
    key,
    name: outputName(key),
    video: videoOf(key, channel, context.videos, output.rung),
    ...(audio === undefined ? {} : { audio }),
    destinations: context.pipelines.map((pipeline, index) => {
      const [url, secret] = [output.urls[index], secrets[index] ?? secrets[0]];
      if (url === undefined || secret === undefined) throw new RangeError(`output ${key} has no address for pipeline ${pipeline}`);
      return { pipeline, url, secret };
    }),
    ...(username === undefined || passwordParam === undefined ? {} : { login: { username, passwordParam } }),
    authentication: output.authentication === "akamai" ? "AKAMAI" : "COMMON",
    certificate: output.verifyCertificate ? "VERIFY_AUTHENTICITY" : "SELF_SIGNED",
  };
}

function frameCapturePlan(key: string, { height, everySeconds }: FrameCaptureOutput, { ladder }: Channel): FrameCapturePlan {
  const name = outputName(key);
  return { type: "frame-capture", key, name, encode: { name, width: frameWidth(ladder, height), height, everySeconds } };
}

/** Pixels of a picture of so many lines in the proportions of the highest rung; even, as MediaLive wants it (API, VideoDescription.Width). */
export function frameWidth({ rungs }: Pick<Channel["ladder"], "rungs">, height: number): number {
  const [top] = rungs;
  return 2 * Math.round((height * (top === undefined ? 16 / 9 : top.width / top.height)) / 2);
}

function mediaConnectPlan(key: string, output: MediaConnectOutput, channel: Channel, context: OtherOutputsContext): MediaConnectPlan {
  const [secret = ""] = outputSecrets({ environment: context.environment, channel: channel.name, key }, output);
  return {
    type: "mediaconnect",
    key,
    name: outputName(key),
    video: videoOf(key, channel, context.videos, output.rung),
    audios: context.audios.filter(({ rank }) => rank === 1).map(({ name }) => name),
    latencyMilliseconds: output.latencyMilliseconds,
    secret,
  };
}

/** Encodes are made in the order of the rungs. */
function videoOf(key: string, { ladder }: Channel, videos: readonly VideoEncode[], rung: string | undefined): string {
  const index = rung === undefined ? 0 : ladder.rungs.findIndex(({ name }) => name === rung);
  const video = videos[index];
  if (video === undefined)
    throw new RangeError(`output ${key} sends ${rung === undefined ? "the highest rung" : `rung ${rung}`}, and the ladder has none`);
  return video.name;
}

/** The highest rate of the track: default tracks come first. */
function audioOf(key: string, audios: readonly AudioEncode[], track: string | undefined): string | undefined {
  const found = track === undefined ? audios[0] : audios.find((audio) => audio.track?.name === track && audio.rank === 1);
  if (track !== undefined && found === undefined)
    throw new RangeError(`output ${key} sends audio track ${track}, and the channel has none`);
  return found?.name;
}

/** SSM parameters that hold the passwords of outputs that a region sends. */
export function outputPasswordParams(channel: Pick<Channel, "regions" | "outputs">, region: Region): readonly string[] {
  return outputsOf(channel).flatMap(([, output]) =>
    output.type === "rtmp" && output.passwordParam !== undefined && runsIn(output, channel, region) ? [output.passwordParam] : [],
  );
}
