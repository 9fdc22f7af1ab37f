import fc from "fast-check";
import { written } from "./parts.ts";

type Document = Record<string, unknown>;

const audio = fc.constantFrom<string[] | undefined>(
  undefined,
  ["64k"],
  ["96k"],
  ["128k"],
  ["160k"],
  ["192k"],
  ["256k"],
  ["128k", "64k"],
  ["192k", "96k"],
  ["256k", "160k"],
);

const ownRungs = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 150, max: 900 }), fc.boolean()).map(([count, base, asText]) =>
  Array.from({ length: count }, (_, index) => {
    const bitrate = (base + 300 * (count - index)) * 1000;
    return {
      name: `own-${index}`,
      width: 320 + 160 * (count - index),
      height: 180 + 90 * (count - index),
      bitrate: asText ? `${bitrate / 1000}k` : bitrate,
    };
  }),
);

/** Rates alone, falling, each either a text or a number. */
const rates = fc
  .uniqueArray(fc.integer({ min: 1, max: 95 }), { minLength: 1, maxLength: 5 })
  .map((tenths) => [...tenths].sort((a, b) => b - a).map((tenth) => (tenth % 2 === 0 ? `${tenth / 10}M` : tenth * 100_000)));

/** Up to 1080 lines: every codec, every environment. */
const hdRungs = fc.oneof<fc.Arbitrary<unknown[]>[]>(
  fc.subarray(["1080p", "720p", "480p", "360p"], { minLength: 1 }),
  ownRungs,
  ownRungs.map((own) => ["1080p", ...own]),
  rates,
  fc.constant(["1080p", { name: "720p", bitrate: "2M" }, { name: "phone", bitrate: 700_000 }]),
);

const uhdRungs = fc.constantFrom<unknown[]>(
  ["2160p", "1080p", "480p"],
  ["1440p", "3M"],
  [{ name: "2160p", bitrate: "14M" }, "1440p", "720p"],
);

/** What is particular to a codec. Levels are high enough for every rung above. */
const h264 = fc.record({
  codec: fc.constantFrom("h264", undefined),
  profile: fc.constantFrom("auto", "baseline", "main", "high", undefined),
  level: fc.constantFrom("auto", "5.2", 5.2, undefined),
  dynamicRange: fc.constantFrom("sdr", undefined),
  rateControl: fc.constantFrom("qvbr", "cbr", undefined),
});

const h265 = fc
  .record({
    codec: fc.constant("h265"),
    profile: fc.constantFrom("auto", "main", "main10", undefined),
    level: fc.constantFrom("auto", "6.0", 5.2, undefined),
    tier: fc.constantFrom("main", "high", undefined),
    dynamicRange: fc.constantFrom("sdr", "hdr10", "hdr10", undefined),
    lightLevels: fc.constantFrom({ maxCll: 1000, maxFall: 400 }, undefined),
    rateControl: fc.constantFrom("qvbr", "cbr", undefined),
  })
  .map(({ profile, lightLevels, ...rest }) =>
    rest.dynamicRange === "hdr10" ? { ...rest, lightLevels, profile: profile === "main" ? undefined : profile } : { ...rest, profile },
  );

/** A codec for everybody, and another for those who can show it; what is of one codec is not said. */
const mixed = fc
  .record({
    codecs: fc.constantFrom<{ codec?: string; other: string }>(
      { other: "h265" },
      { codec: "h264", other: "h265" },
      { codec: "h264", other: "av1" },
      { codec: "h265", other: "h264" },
    ),
    rateControl: fc.constantFrom("qvbr", "cbr", undefined),
    tier: fc.constantFrom("main", "high", undefined),
    more: fc.constantFrom([1], [1, 2]),
  })
  .map(({ codecs: { codec, other }, rateControl, tier, more }) => ({
    codec,
    rateControl,
    ...([codec, other].includes("h265") ? { tier } : {}),
    rungs: [
      "1080p",
      "720p",
      "480p",
      ...more.map((step) => ({
        name: `also-${String(step)}`,
        codec: other,
        width: 1920 / step,
        height: 1080 / step,
        bitrate: `${String(3 / step)}M`,
      })),
    ],
  }));

const av1 = fc.record({
  codec: fc.constant("av1"),
  level: fc.constantFrom("auto", 5.1, undefined),
  rateControl: fc.constantFrom("qvbr", "cbr", undefined),
});

const timing = fc
  .record({ gop: fc.constantFrom(1, 2, 3, 4), gops: fc.constantFrom(1, 2, 3), defaults: fc.boolean() })
  .map(({ gop, gops, defaults }) => (defaults ? {} : { gopSeconds: gop, segmentSeconds: gop * gops }));

/** A ladder file that Onair must accept in an environment of that kind. */
export const ladderFile = (production: boolean): fc.Arbitrary<Document> =>
  fc
    .oneof(
      { weight: 4, arbitrary: pictures(h264, production ? fc.oneof({ weight: 4, arbitrary: hdRungs }, uhdRungs) : hdRungs) },
      { weight: 2, arbitrary: pictures(production ? h265 : h265.map(cbr), production ? fc.oneof(hdRungs, uhdRungs) : hdRungs) },
      ...(production
        ? [
            { weight: 1, arbitrary: pictures(av1, hdRungs) },
            { weight: 1, arbitrary: mixed },
          ]
        : []),
    )
    .chain((picture) =>
      fc
        .record({
          frameRate: fc.constantFrom<string | number>(24, 25, 30, 50, 60, 23.976, "29.97", "59.94"),
          bufferSeconds: fc.constantFrom(1, 1.5, 2, undefined),
          audioBitrates: audio,
          last: fc.constantFrom("as written", "half", "quality"),
          timing,
        })
        .map(({ timing: times, last, ...rest }) => written(changed(last, { ...picture, ...rest, ...times }))),
    );

function pictures(codec: fc.Arbitrary<Document>, rungs: fc.Arbitrary<unknown[]>): fc.Arbitrary<Document> {
  return fc.tuple(codec, rungs).map(([settings, list]) => ({ ...settings, rungs: list }));
}

/** H.265 in a development environment holds its rate and knows its light. */
function cbr(settings: Document): Document {
  const lightLevels = settings["dynamicRange"] === "hdr10" ? { lightLevels: { maxCll: 1000, maxFall: 400 } } : {};
  return { ...settings, rateControl: "cbr", ...lightLevels };
}

/** Makes the last rung one of the user's own, at half the rate or with a quality, where the ladder allows it. */
function changed(last: string, ladder: Document): Document {
  const rungs = ladder["rungs"] as unknown[];
  const rung = rungs.at(-1);
  const own = typeof rung === "string" && /p$/.test(rung) ? { name: rung } : typeof rung === "object" ? { ...rung } : undefined;
  if (own === undefined) return ladder;
  if (last === "half" && rungs.length > 1 && Number(ladder["frameRate"]) > 48) {
    return { ...ladder, rungs: [...rungs.slice(0, -1), { ...own, frameRate: "half" }] };
  }
  if (last !== "quality" || ladder["rateControl"] === "cbr") return ladder;
  return { ...ladder, rungs: [...rungs.slice(0, -1), { ...own, quality: 7 }] };
}

/** Sources of H.264 alone, in which no HDR10 arrives. */
const H264_SOURCES = ["rtmp-push", "rtmp-pull", "hls-pull"];

/** Whether a channel's sources and archive go with its ladder, as its settings must. */
export function pictureFits(channel: Document, ladder: Document): boolean {
  const sources = [channel["source"], ...Object.values((channel["moreInputs"] ?? {}) as Document)] as { type: string }[];
  const demo = sources.every(({ type }) => type === "mp4-demo");
  if (isUhd(ladder) && demo) return false;
  if (ladder["codec"] === "av1" && channel["archive"] !== undefined) return false;
  return ladder["dynamicRange"] !== "hdr10" || !sources.some(({ type }) => H264_SOURCES.includes(type));
}

/** Whether a ladder has a picture above 1080 lines. */
export function isUhd(ladder: Document): boolean {
  return (ladder["rungs"] as (string | { name?: string })[]).some((rung) =>
    ["2160p", "1440p"].includes(String(typeof rung === "object" ? rung.name : rung)),
  );
}
