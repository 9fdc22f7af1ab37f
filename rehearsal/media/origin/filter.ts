/** `aws.manifestfilter`: which tracks a manifest names (MediaPackage v2 User Guide, "Manifest filtering query parameters"). */
import type { TrackInfo } from "../types.ts";
import { parameters, Refusal } from "./query.ts";

type Test = (track: TrackInfo) => boolean;

interface Parameter {
  readonly kind: TrackInfo["kind"];
  readonly read: (name: string, value: string) => Test;
}

/** The largest number of a range. */
const INT_MAX = 2_147_483_647;

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  audio_bitrate: numbers("audio", ({ bandwidth }) => bandwidth, 0, INT_MAX),
  audio_channels: numbers("audio", ({ channels }) => channels, 1, 32_767),
  audio_codec: words("audio", ["aacl", "aach", "ac-3", "ec-3"], ({ codec }) => audioCodec(codec)),
  audio_language: words("audio", undefined, ({ language }) => language),
  audio_sample_rate: numbers("audio", ({ sampleRate }) => sampleRate, 0, INT_MAX),
  subtitle_language: words("captions", undefined, ({ language }) => language),
  video_bitrate: numbers("video", ({ bandwidth }) => bandwidth, 0, INT_MAX),
  video_codec: words("video", ["h264", "h265", "av1"], ({ codec }) => videoCodec(codec)),
  video_dynamic_range: words("video", ["hdr10", "hlg", "sdr"], () => "sdr"),
  video_framerate: numbers(
    "video",
    ({ frameRate }) => (frameRate === undefined ? undefined : frameRate.numerator / frameRate.denominator),
    1,
    999.999,
  ),
  video_height: numbers("video", ({ height }) => height, 1, 32_767),
};

/** The tracks that a filter leaves. @throws Refusal 400 where it is malformed or leaves nothing */
export function filteredTracks(tracks: readonly TrackInfo[], filter: string | undefined): TrackInfo[] {
  if (filter === undefined) return [...tracks];
  const given = parameters("aws.manifestfilter", filter, Object.keys(PARAMETERS));
  const tests = [...given].flatMap(([name, value]) => {
    const parameter = PARAMETERS[name];
    return parameter === undefined ? [] : [{ kind: parameter.kind, test: parameter.read(name, value) }];
  });
  const left = tracks.filter((track) => tests.every(({ kind, test }) => track.kind !== kind || test(track)));
  if (left.length === 0) throw new Refusal(400, "aws.manifestfilter leaves nothing of the manifest");
  return left;
}

/** Ranges such as `240-360,720`, inclusive; a track that has no such number passes. */
function numbers(kind: TrackInfo["kind"], of: (track: TrackInfo) => number | undefined, least: number, most: number): Parameter {
  const read = (name: string, value: string): Test => {
    const ranges = value.split(",").map((range) => {
      const [, from, to = from] = /^(\d+(?:\.\d{1,3})?)(?:-(\d+(?:\.\d{1,3})?))?$/.exec(range) ?? [];
      const [low, high] = [Number(from), Number(to)];
      if (from === undefined || low > high || low < least || high > most) {
        throw new Refusal(400, `aws.manifestfilter: ${name}:${range} is no range between ${String(least)} and ${String(most)}`);
      }
      return { low, high };
    });
    return (track) => {
      const number = of(track);
      return number === undefined || ranges.some(({ low, high }) => number >= low && number <= high);
    };
  };
  return { kind, read };
}

/** A list of words; of those that are not free, an unknown one is refused. */
function words(kind: TrackInfo["kind"], known: readonly string[] | undefined, of: (track: TrackInfo) => string | undefined): Parameter {
  const read = (name: string, value: string): Test => {
    const list = value.split(",").map((word) => word.trim());
    const odd = known === undefined ? list.find((word) => word === "" || word.includes(":")) : list.find((word) => !known.includes(word));
    if (odd !== undefined) throw new Refusal(400, `aws.manifestfilter: ${name}:${odd} is not known`);
    return (track) => list.includes(of(track)?.toLowerCase() ?? "");
  };
  return { kind, read };
}

function audioCodec(codec: string): string {
  if (codec === "mp4a.40.2") return "aacl";
  return codec.startsWith("mp4a") ? "aach" : codec;
}

function videoCodec(codec: string): string {
  if (codec.startsWith("avc")) return "h264";
  return codec.startsWith("av01") ? "av1" : "h265";
}
