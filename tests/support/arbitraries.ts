/** Generated ladders and channels, all of them valid. */
import fc from "fast-check";
import type { Archive, Channel, FrameRate, Ladder, Rung, Source } from "../../components/encode/index.ts";

const FRAME_RATES: readonly FrameRate[] = [
  [24, 1],
  [25, 1],
  [30, 1],
  [50, 1],
  [60, 1],
  [24_000, 1001],
  [30_000, 1001],
  [60_000, 1001],
].map(([numerator = 0, denominator = 1]) => ({ numerator, denominator }));

const AUDIO_RATES = [64_000, 96_000, 128_000, 160_000, 192_000, 256_000];

/** Whole GOPs per segment, so that the pair is valid by construction. */
const timing = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .map(([gopSeconds, gops]) => ({ gopSeconds, segmentSeconds: gopSeconds * gops }));

const rungs = (most: number): fc.Arbitrary<Rung[]> =>
  fc
    .uniqueArray(fc.integer({ min: 4, max: 60 }), { minLength: 1, maxLength: most })
    .map((sizes) =>
      [...sizes]
        .sort((a, b) => b - a)
        .map((size) => ({ name: `${String(size * 18)}p`, width: size * 32, height: size * 18, bitrate: size * 100_000 })),
    );

/** A ladder of at most `tracks` tracks. */
export function ladders(tracks = 10): fc.Arbitrary<Ladder> {
  return fc
    .record({
      frameRate: fc.constantFrom(...FRAME_RATES),
      rateControl: fc.constantFrom("qvbr" as const, "cbr" as const),
      timing,
      audio: fc.uniqueArray(fc.constantFrom(...AUDIO_RATES), { minLength: 1, maxLength: 2 }),
    })
    .chain(({ timing: { gopSeconds, segmentSeconds }, audio, ...rest }) =>
      rungs(tracks - audio.length).map((made) => ({
        name: "made",
        codec: "h264" as const,
        ...rest,
        gopSeconds,
        segmentSeconds,
        rungs: made,
        audioBitrates: [...audio].sort((a, b) => b - a),
      })),
    );
}

const names = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6})?$/);
const timecode = fc.constantFrom("embedded" as const, "none" as const);

function sources(name: string): fc.Arbitrary<Source> {
  return fc.oneof(
    timecode.map((code) => ({ type: "rtp-push" as const, timecode: code })),
    timecode.map((code) => ({ type: "rtmp-push" as const, timecode: code, application: name, instances: ["a", "b"] as const })),
    fc.constant({ type: "mp4-demo" as const, timecode: "none" as const }),
    timecode.map((code) => ({
      type: "srt-listener" as const,
      timecode: code,
      latencyMilliseconds: 1000,
      encryption: "aes256" as const,
    })),
    timecode.map((code) => ({
      type: "srt-caller" as const,
      timecode: code,
      latencyMilliseconds: 120,
      streamId: name,
      addresses: ["a", "b"].map((host) => ({ host: `${host}.feed.example`, port: 9000 })),
    })),
    pulled("rtmp://feed.example:1935/live/").chain((at) => timecode.map((code) => ({ type: "rtmp-pull" as const, timecode: code, ...at }))),
    pulled("https://feed.example/").map((at) => ({ type: "hls-pull" as const, timecode: "none" as const, bufferSegments: 3, ...at })),
  );
}

/** Two addresses, with or without a login. */
function pulled(base: string): fc.Arbitrary<{ urls: readonly string[]; username?: string; passwordParam?: string }> {
  return fc.boolean().map((login) => ({
    urls: [`${base}a.m3u8`, `${base}b.m3u8`],
    ...(login ? { username: "onair", passwordParam: "feed-password" } : {}),
  }));
}

/** Up to two further inputs, so that no more than two are pushed. */
const moreInputs = fc.dictionary(fc.constantFrom("backup", "film"), sources("more"), { maxKeys: 2 });

const archive: fc.Arbitrary<Archive | undefined> = fc.constantFrom(
  undefined,
  { retentionDays: 7, rolloverSeconds: 300 },
  { retentionDays: 400, rolloverSeconds: 3600, infrequentAccessDays: 30, glacierDays: 90 },
);

export const channels: fc.Arbitrary<Channel> = names
  .chain((name) =>
    fc.record({
      name: fc.constant(name),
      title: fc.constant(name),
      group: fc.constantFrom("main", "sport"),
      regions: fc.constantFrom<Channel["regions"]>(["us-east-1", "eu-west-1"], ["eu-west-1", "us-east-1"], ["us-east-1"]),
      ladder: ladders(),
      source: sources(name),
      uplink: fc.constantFrom("both" as const, "single" as const),
      liveWindowSeconds: fc.integer({ min: 36, max: 900 }),
      startoverSeconds: fc.constantFrom(0, 60, 1_209_600),
      logLevel: fc.constantFrom("ERROR" as const, "WARNING" as const, "INFO" as const, "DEBUG" as const, "DISABLED" as const),
      moreInputs,
      archive,
    }),
  )
  .map(({ archive: kept, ...channel }) => (kept === undefined ? channel : { ...channel, archive: kept }));

/** Several channels with names of their own. */
export function lineups(most = 6): fc.Arbitrary<Channel[]> {
  return fc.uniqueArray(channels, { minLength: 1, maxLength: most, selector: (channel) => channel.name });
}
