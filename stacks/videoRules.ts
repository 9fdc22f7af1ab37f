import type { Channel } from "../components/encode/index.ts";
import { inexpressible, inputSpecification, rungCodec, sourcesOf } from "../components/encode/plan.ts";
import { shownRate } from "./bitrates.ts";
import type { Problem } from "./problems.ts";

/** Bits per second of MediaLive's classes of contribution (API, InputMaximumBitrate). */
const CLASS_BITRATES = { MAX_10_MBPS: 10_000_000, MAX_20_MBPS: 20_000_000, MAX_50_MBPS: 50_000_000 } as const;

/** Sources that bring H.264 alone, which no HDR10 comes in (MediaLive User Guide, "Supported codecs by input type"). */
const H264_SOURCES: readonly string[] = ["rtmp-push", "rtmp-pull", "hls-pull"];

/** Whether a channel's ladder can be made of its sources, and sent where its environment sends it. */
export function videoProblems(path: string, channel: Channel, production: boolean): Problem[] {
  return [
    ...(production ? [] : developmentProblems(path, channel)),
    ...enlargementProblems(path, channel),
    ...rateProblems(path, channel),
    ...hdrProblems(path, channel),
    ...archiveProblems(path, channel),
  ];
}

function developmentProblems(path: string, { ladder }: Channel): Problem[] {
  const { rateControl, dynamicRange, lightLevels } = ladder;
  const hdr10 = dynamicRange === "hdr10" ? { hdr10: lightLevels ?? {} } : {};
  const unsaid = ladder.rungs
    .map((rung) => inexpressible({ codec: rungCodec(ladder, rung), rateControl, height: rung.height, ...hdr10 }))
    .find((sentence) => sentence !== undefined);
  if (unsaid === undefined) return [];
  return [
    {
      path: `${path}.ladder`,
      what: `is not for a development environment, which sends HLS: ${unsaid}`,
      given: ladder.name,
      remedy: "use H.264, or H.265 with rateControl cbr up to 1080 lines (HDR10 with lightLevels), or a production environment",
    },
  ];
}

function enlargementProblems(path: string, channel: Channel): Problem[] {
  const { ladder } = channel;
  const tallest = Math.max(0, ...ladder.rungs.map(({ height }) => height));
  if (tallest <= 1080 || !sourcesOf(channel).every(({ source }) => source.type === "mp4-demo")) return [];
  return [
    {
      path: `${path}.ladder`,
      what: `enlarges the demo, a small picture, to ${tallest} lines at the price of UHD`,
      given: ladder.name,
      remedy: "use a ladder of at most 1080 lines",
    },
  ];
}

function rateProblems(path: string, channel: Channel): Problem[] {
  const { ladder } = channel;
  const highest = Math.max(0, ...ladder.rungs.map(({ bitrate }) => bitrate));
  const most = CLASS_BITRATES[inputSpecification(channel).maximumBitrate];
  if (highest <= most) return [];
  return [
    {
      path: `${path}.ladder`,
      what: `has a rung of ${shownRate(highest)}, and its contribution is declared to bring ${shownRate(most)} at most`,
      given: ladder.name,
      remedy: `use rungs of ${shownRate(most)} or less: no encode is better than what arrives`,
    },
  ];
}

function hdrProblems(path: string, channel: Channel): Problem[] {
  if (channel.ladder.dynamicRange !== "hdr10") return [];
  const poor = sourcesOf(channel).find(({ source }) => H264_SOURCES.includes(source.type));
  if (poor === undefined) return [];
  return [
    {
      path: `${path}.ladder`,
      what: `is HDR10, and ${poor.source.type} brings H.264, which carries none`,
      given: channel.ladder.name,
      remedy: "feed the channel by rtp-push with H.265, or use a ladder with dynamicRange sdr",
    },
  ];
}

/** MediaLive User Guide, "Supported codecs by output type": Archive takes H.264 and H.265. */
function archiveProblems(path: string, { archive, ladder }: Channel): Problem[] {
  if (archive === undefined || ladder.codec !== "av1") return [];
  return [
    {
      path: `${path}.archive`,
      what: "records AV1, which MediaLive does not",
      given: ladder.name,
      remedy: "leave it out, or use H.264 or H.265",
    },
  ];
}
