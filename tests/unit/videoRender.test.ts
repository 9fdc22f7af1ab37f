import assert from "node:assert/strict";
import * as model from "@aws-sdk/client-medialive";
import fc from "fast-check";
import {
  cmafTemplate,
  encoderPlan,
  gopFrames,
  hlsChannelArgs,
  inexpressible,
  inputSpecification,
  pictureFacts,
  segmentMilliseconds,
  videoEncodes,
  type Channel,
  type Ladder,
  type VideoEncode,
} from "../../components/encode/index.ts";
import { menus } from "../../stacks/menuContract.ts";
import { ARENA, DEMO, LADDER, MAINTENANCE, STUDIO } from "../support/lineups.ts";
import { ladderOf, videoLadders } from "../support/videoLadders.ts";

const PROD = { environment: "prod", production: true };
const HDR = ladderOf({ codec: "h265", dynamicRange: "hdr10", frameRate: 50, rungs: ["2160p", "1080p"] });
const AV1 = ladderOf({ codec: "av1", frameRate: 25, rungs: ["1080p"] });

interface Properties {
  readonly EncoderSettings: model.EncoderSettings;
  readonly InputAttachments: readonly model.InputAttachment[];
  readonly InputSpecification: model.InputSpecification;
}

function propertiesOf(channel: Channel): Properties {
  const { body } = cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE);
  return (JSON.parse(body) as { Resources: { Channel: { Properties: Properties } } }).Resources.Channel.Properties;
}

const descriptions = (ladder: Ladder, channel = ARENA): model.VideoDescription[] =>
  propertiesOf({ ...channel, ladder }).EncoderSettings.VideoDescriptions ?? [];

/** The one codec that a description has settings of. */
function codecOf({ CodecSettings }: model.VideoDescription): [string, Record<string, unknown>] {
  const [entry, ...others] = Object.entries(CodecSettings ?? {});
  assert.ok(entry !== undefined && others.length === 0, "one codec");
  return entry as [string, Record<string, unknown>];
}

/** MediaLive's own words for what we set, and the ranges of its numbers (API model), by codec. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  H264Settings: {
    Profile: model.H264Profile,
    Level: model.H264Level,
    EntropyEncoding: model.H264EntropyEncoding,
    GopBReference: model.H264GopBReference,
  },
  H265Settings: {
    AdaptiveQuantization: model.H265AdaptiveQuantization,
    AfdSignaling: model.AfdSignaling,
    AlternativeTransferFunction: model.H265AlternativeTransferFunction,
    ColorMetadata: model.H265ColorMetadata,
    GopBReference: model.H265GopBReference,
    GopSizeUnits: model.H265GopSizeUnits,
    Level: model.H265Level,
    LookAheadRateControl: model.H265LookAheadRateControl,
    Profile: model.H265Profile,
    RateControlMode: model.H265RateControlMode,
    ScanType: model.H265ScanType,
    SceneChangeDetect: model.H265SceneChangeDetect,
    SubgopLength: model.H265SubGopLength,
    Tier: model.H265Tier,
    TimecodeInsertion: model.H265TimecodeInsertionBehavior,
  },
  Av1Settings: {
    AfdSignaling: model.AfdSignaling,
    BitDepth: model.Av1BitDepth,
    GopSizeUnits: model.Av1GopSizeUnits,
    Level: model.Av1Level,
    LookAheadRateControl: model.Av1LookAheadRateControl,
    RateControlMode: model.Av1RateControlMode,
    SceneChangeDetect: model.Av1SceneChangeDetect,
    TimecodeInsertion: model.Av1TimecodeInsertionBehavior,
  },
};
const RANGES: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  H264Settings: { Bitrate: [1000, Infinity], MaxBitrate: [1000, Infinity], QvbrQualityLevel: [1, 10], GopNumBFrames: [0, 7] },
  H265Settings: {
    Bitrate: [100_000, 40_000_000],
    MaxBitrate: [100_000, 40_000_000],
    BufSize: [100_000, 80_000_000],
    FramerateDenominator: [1, 3003],
    QvbrQualityLevel: [1, 10],
    GopNumBFrames: [0, 3],
  },
  Av1Settings: {
    Bitrate: [50_000, 12_000_000],
    MaxBitrate: [50_000, 12_000_000],
    BufSize: [50_000, 24_000_000],
    FramerateDenominator: [1, 3003],
    QvbrQualityLevel: [1, 10],
  },
};

describe("video encodes", () => {
  it("[L4] cut key frames at the same moments in every rung, at half the rate too", () => {
    fc.assert(
      fc.property(videoLadders(), (ladder) => {
        const lengths = videoEncodes(ladder).map(({ gopFrames: frames, frameRate: rate }) => {
          assert.ok(Number.isInteger(frames) && frames > 0);
          // In whole units of 1/120120000 s, so that equal means equal.
          return (frames * rate.denominator * 120_120_000) / rate.numerator;
        });
        assert.equal(new Set(lengths).size, 1);
        const segment = segmentMilliseconds(ladder) * 120_120;
        assert.equal((segment / (lengths[0] ?? 1)) % 1, 0, "whole GOPs in a segment");
      }),
    );
  });

  it("[L4] run at the ladder's rate or exactly half of it, fractional or whole alike", () => {
    fc.assert(
      fc.property(videoLadders(), (ladder) => {
        for (const [index, { frameRate }] of videoEncodes(ladder).entries()) {
          const share = (ladder.frameRate.numerator * frameRate.denominator) / (ladder.frameRate.denominator * frameRate.numerator);
          assert.equal(share, ladder.rungs[index]?.frameRate === "half" ? 2 : 1);
          assert.equal(frameRate.denominator % 1001, ladder.frameRate.denominator % 1001);
        }
      }),
    );
    const half = ladderOf({ frameRate: 59.94, rungs: ["720p", { name: "360p", frameRate: "half" }] });
    assert.deepEqual(videoEncodes(half)[1]?.frameRate, { numerator: 30_000, denominator: 1001 });
    assert.equal(gopFrames({ gopSeconds: 2, frameRate: { numerator: 30_000, denominator: 1001 } }), 60);
  });

  it("[L4] state a quality for QVBR by the size of the picture, unless the rung says its own", () => {
    const rungs = ["2160p", "1080p", "720p", { name: "480p", quality: 9 }, "360p"];
    const qualities = (rateControl: string): unknown[] =>
      videoEncodes(ladderOf({ rateControl, frameRate: 25, rungs: rateControl === "cbr" ? ["1080p"] : rungs })).map(
        ({ qvbrQuality }) => qvbrQuality,
      );
    assert.deepEqual(qualities("qvbr"), [8, 8, 7, 9, 6]);
    assert.deepEqual(qualities("cbr"), [undefined]);
  });

  it("buffer two seconds of their rate unless told otherwise", () => {
    const [one] = videoEncodes(ladderOf({ frameRate: 25, rungs: ["3M"] }));
    const [other] = videoEncodes(ladderOf({ frameRate: 25, bufferSeconds: 1.5, rungs: ["3M"] }));
    assert.deepEqual([one?.bufferSize, other?.bufferSize], [6_000_000, 4_500_000]);
  });

  it("choose the profile by codec, size and dynamic range, and take the one asked for", () => {
    const profiles = (file: Record<string, unknown>): unknown[] =>
      videoEncodes(ladderOf({ frameRate: 25, rungs: ["720p", "480p"], ...file })).map((video) =>
        "profile" in video ? video.profile : undefined,
      );
    assert.deepEqual(profiles({}), ["HIGH", "MAIN"]);
    assert.deepEqual(profiles({ profile: "baseline" }), ["BASELINE", "BASELINE"]);
    assert.deepEqual(profiles({ codec: "h265" }), ["MAIN", "MAIN"]);
    assert.deepEqual(profiles({ codec: "h265", profile: "main10" }), ["MAIN_10BIT", "MAIN_10BIT"]);
    assert.deepEqual(profiles({ codec: "h265", dynamicRange: "hdr10" }), ["MAIN_10BIT", "MAIN_10BIT"]);
    assert.deepEqual(profiles({ codec: "av1" }), [undefined, undefined]);
  });
});

describe("the contribution", () => {
  it("[L4] is declared UHD above 1080 lines, HEVC for HDR10, and never beyond what AWS has classes for", () => {
    assert.deepEqual(inputSpecification({ ...ARENA, ladder: HDR }), { codec: "HEVC", resolution: "UHD", maximumBitrate: "MAX_50_MBPS" });
    assert.deepEqual(inputSpecification(ARENA), { codec: "AVC", resolution: "HD", maximumBitrate: "MAX_20_MBPS" });
    assert.deepEqual(inputSpecification({ ...DEMO, ladder: HDR }), { codec: "AVC", resolution: "HD", maximumBitrate: "MAX_10_MBPS" });
    assert.deepEqual(propertiesOf({ ...ARENA, ladder: HDR }).InputSpecification, {
      Codec: "HEVC",
      Resolution: "UHD",
      MaximumBitrate: "MAX_50_MBPS",
    });
  });

  it("[L4] of HDR10 is read as HDR10 where it does not say so itself, the demo apart", () => {
    const selectors = (channel: Channel): unknown[] =>
      propertiesOf(channel).InputAttachments.map(({ InputSettings }) => InputSettings?.VideoSelector);
    assert.deepEqual(selectors({ ...ARENA, ladder: HDR }), [{ ColorSpace: "HDR10", ColorSpaceUsage: "FALLBACK" }]);
    assert.deepEqual(selectors({ ...DEMO, ladder: HDR }), [undefined]);
    assert.deepEqual(selectors(ARENA), [undefined]);
  });
});

describe("video in the template", () => {
  it("[L4] uses only words and numbers that MediaLive's model has", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(videoLadders(), fc.constantFrom(ARENA, { ...ARENA, uplink: "single" as const }, STUDIO), (ladder, channel) => {
        for (const [codec, settings] of descriptions(ladder, channel).map(codecOf)) {
          for (const [key, value] of Object.entries(settings)) {
            const range = RANGES[codec]?.[key];
            if (range !== undefined) assert.ok(Number(value) >= range[0] && Number(value) <= range[1], `${codec}.${key} ${String(value)}`);
            const choices = CHOICES[codec]?.[key];
            if (choices === undefined) {
              assert.ok(typeof value !== "string" || codec === "H264Settings", `${codec}.${key} is no choice of MediaLive`);
              continue;
            }
            assert.ok(Object.values(choices).includes(value), `${codec}.${key} ${String(value)}`);
            seen.add(`${codec}.${key}`);
          }
        }
      }),
      { numRuns: 300 },
    );
    const all = Object.entries(CHOICES).flatMap(([codec, keys]) => Object.keys(keys).map((key) => `${codec}.${key}`));
    assert.deepEqual([...seen].sort(), all.sort(), "every choice was met");
  });

  it("[L4] names one rate, by the mode of control, and always the frame rate that H.265 and AV1 demand", () => {
    fc.assert(
      fc.property(videoLadders(), (ladder) => {
        for (const [index, [, settings]] of descriptions(ladder).map(codecOf).entries()) {
          const { bitrate } = ladder.rungs[index] ?? {};
          assert.equal(settings[ladder.rateControl === "cbr" ? "Bitrate" : "MaxBitrate"], bitrate);
          assert.ok(!((ladder.rateControl === "cbr" ? "MaxBitrate" : "Bitrate") in settings));
          assert.equal("QvbrQualityLevel" in settings, ladder.rateControl === "qvbr");
          assert.ok(Number(settings["FramerateNumerator"]) > 0 && Number(settings["FramerateDenominator"]) > 0);
          assert.ok(Number(settings["BufSize"]) >= (bitrate ?? 0));
        }
      }),
    );
  });

  it("lays out B-frames as H.265 above 1080 lines must, and leaves them alone below", () => {
    const [uhd, hd] = descriptions(HDR).map((description) => codecOf(description)[1]);
    assert.deepEqual([uhd?.["GopBReference"], uhd?.["GopNumBFrames"], uhd?.["SubgopLength"]], ["DISABLED", 2, "FIXED"]);
    assert.deepEqual([hd?.["GopBReference"], hd?.["GopNumBFrames"], hd?.["SubgopLength"]], [undefined, undefined, undefined]);
  });

  it("[L4] passes HDR10 through, with light levels where they are known", () => {
    const colour = (ladder: Ladder): unknown => codecOf(descriptions(ladder)[0] ?? { Name: "" })[1]["ColorSpaceSettings"];
    assert.deepEqual(colour(HDR), { Hdr10Settings: {} });
    assert.deepEqual(colour({ ...HDR, lightLevels: { maxCll: 1000, maxFall: 400 } }), { Hdr10Settings: { MaxCll: 1000, MaxFall: 400 } });
    assert.equal(colour(ladderOf({ codec: "h265", frameRate: 50, rungs: ["2160p"] })), undefined);
  });

  it("gives baseline neither CABAC nor B-frames", () => {
    const [settings] = descriptions({ ...LADDER, profile: "baseline" }).map((description) => codecOf(description)[1]);
    assert.deepEqual([settings?.["EntropyEncoding"], settings?.["GopNumBFrames"], settings?.["GopBReference"]], ["CAVLC", 0, "DISABLED"]);
  });

  it("carries timecode in AV1's own way", () => {
    const insertion = (channel: Channel): unknown => codecOf(descriptions(AV1, channel)[0] ?? { Name: "" })[1]["TimecodeInsertion"];
    assert.deepEqual([insertion(ARENA), insertion(STUDIO)], ["METADATA_OBU", "DISABLED"]);
  });
});

describe("video in a development channel", () => {
  const bindings = { ingestUrls: ["https://a.example/index"], inputIds: { primary: "1" }, roleArn: "arn:aws:iam::123456789012:role/x" };
  const typed = (channel: Channel): unknown[] =>
    (hlsChannelArgs(encoderPlan(channel, PROD), bindings, MAINTENANCE) as { encoderSettings: { videoDescriptions: unknown[] } })
      .encoderSettings.videoDescriptions;

  it("[L4] says the same as the template of all that it can say", () => {
    fc.assert(
      fc.property(videoLadders(false), fc.constantFrom(ARENA, STUDIO), (ladder, channel) => {
        assert.deepEqual(typed({ ...channel, ladder }).map(pascal), descriptions(ladder, channel));
      }),
    );
  });

  it("[L4] refuses AV1, H.265 with QVBR and H.265 above 1080 lines, and nothing else", () => {
    const refused = (codec: VideoEncode["codec"], rateControl: "qvbr" | "cbr", height: number): boolean =>
      inexpressible({ codec, rateControl, height }) !== undefined;
    assert.deepEqual(
      [
        refused("av1", "cbr", 360),
        refused("h265", "qvbr", 720),
        refused("h265", "cbr", 2160),
        refused("h265", "cbr", 1080),
        refused("h264", "qvbr", 2160),
      ],
      [true, true, true, false, false],
    );
    const unlit = { codec: "h265", rateControl: "cbr", height: 720, hdr10: {} } as const;
    assert.match(inexpressible(unlit) ?? "", /lightLevels/);
    assert.equal(inexpressible({ ...unlit, hdr10: { maxCll: 1000, maxFall: 400 } }), undefined);
    for (const ladder of [AV1, HDR]) assert.throws(() => typed({ ...ARENA, ladder }), /needs CMAF ingest|by CMAF ingest only/);
  });
});

describe("pictureFacts", () => {
  it("[L4] tell other teams what a player must be able to show", () => {
    assert.deepEqual(pictureFacts(HDR), {
      codec: "h265",
      dynamicRange: "hdr10",
      rungs: [
        { name: "2160p", width: 3840, height: 2160, bitrate: 12_000_000, framesPerSecond: 50 },
        { name: "1080p", width: 1920, height: 1080, bitrate: 4_000_000, framesPerSecond: 50 },
      ],
    });
    const half = ladderOf({ frameRate: 59.94, rungs: ["720p", { name: "360p", frameRate: "half" }] });
    assert.deepEqual(
      pictureFacts(half).rungs.map(({ framesPerSecond }) => framesPerSecond),
      [59.94, 29.97],
    );
  });

  it("[L4] pass the contract as they are", () => {
    fc.assert(
      fc.property(videoLadders(), (ladder) => {
        const facts = pictureFacts(ladder);
        assert.deepEqual(menus.picture.parse(facts), facts);
      }),
    );
  });
});

/** Keys as MediaLive spells them. */
function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [`${key.charAt(0).toUpperCase()}${key.slice(1)}`, pascal(item)]));
}
