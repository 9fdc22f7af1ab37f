import assert from "node:assert/strict";
import {
  cmafTemplate,
  encoderPlan,
  pictureFacts,
  TEMPLATE_LIMIT,
  TRACK_LIMIT,
  trackSum,
  type Channel,
  type Ladder,
  type Rung,
} from "../../components/encode/index.ts";
import { buildLadder, ladderSchema } from "../../stacks/ladder.ts";
import { ladderProblems } from "../../stacks/ladderRules.ts";
import { channelProblems } from "../../stacks/lineupRules.ts";
import { buildScte35, scte35Schema } from "../../stacks/signalSchema.ts";
import { ARENA, MAINTENANCE } from "../support/lineups.ts";

const PROD = { environment: "prod", production: true };

/** Four rungs of H.264 for everybody, two of H.265 for those who can show it. */
const LADDER = buildLadder(
  "two-codecs",
  ladderSchema.parse({
    frameRate: 50,
    rungs: [
      "1080p",
      "720p",
      "480p",
      "360p",
      { name: "1080p-h265", codec: "h265", width: 1920, height: 1080, bitrate: "2800k" },
      { name: "720p-h265", codec: "h265", width: 1280, height: 720, bitrate: "1600k" },
    ],
    audioBitrates: ["128k", "64k"],
  }),
);

const captions = ["deutsch", "english"].map((name, index) => ({
  name,
  title: name,
  language: ["deu", "eng"][index] ?? "",
  role: "subtitle" as const,
  source: { type: "embedded" as const, channel: index + 1 },
}));
const image = { file: "slates/break.png" };

/** Everything that a channel may be at once: six rungs of two codecs, two audio rates, two captions, ads, a pair, slates and an archive. */
const LARGEST: Channel = {
  ...ARENA,
  name: "a-channel-of-24-letters-x",
  ladder: LADDER.ladder,
  captions,
  audio: { loudness: "ebu-r128", tracks: [] },
  moreInputs: {
    backup: ARENA.source,
    ...Object.fromEntries(
      Array.from({ length: 18 }, (_, index) => [`file${String(index)}`, { type: "mp4-demo", timecode: "none" } as const]),
    ),
  },
  inputFailover: {
    to: "backup",
    prefer: "primary",
    clearMilliseconds: 30_000,
    inputLossMilliseconds: 1000,
    videoBlack: { milliseconds: 5000, level: 0.1 },
    audioSilence: { milliseconds: 5000 },
  },
  thumbnails: true,
  scte35: buildScte35(scte35Schema.parse({ periods: true, segments: "all", pids: { primary: 500, backup: 500 } })),
  availBlanking: { image },
  blackout: { image, networkEnd: { networkId: "10.5239/8BE5-E3F6-0000-0000-0000-A", image } },
  inputLossSlate: { image, repeatMilliseconds: 1000, blackMilliseconds: 0 },
  archive: { retentionDays: 9, rolloverSeconds: 300 },
};

describe("a ladder of two codecs", () => {
  it("[L4] encodes each rung by its own codec, its profile with it, and cuts all of them alike", () => {
    assert.deepEqual(LADDER.problems, []);
    const { videos } = encoderPlan(LARGEST, PROD);
    assert.deepEqual(
      videos.map((video) => [video.name, video.codec, video.codec === "av1" ? "" : video.profile]),
      [
        ["v1-1080p", "h264", "HIGH"],
        ["v2-720p", "h264", "HIGH"],
        ["v3-480p", "h264", "MAIN"],
        ["v4-360p", "h264", "MAIN"],
        ["v5-1080p-h265", "h265", "MAIN"],
        ["v6-720p-h265", "h265", "MAIN"],
      ],
    );
    assert.equal(new Set(videos.map(({ gopFrames }) => gopFrames)).size, 1);
    const codecs = cmafTemplate(encoderPlan(LARGEST, PROD), MAINTENANCE).body.match(/"H26[45]Settings"/g);
    assert.deepEqual(codecs?.sort(), [
      '"H264Settings"',
      '"H264Settings"',
      '"H264Settings"',
      '"H264Settings"',
      '"H265Settings"',
      '"H265Settings"',
    ]);
  });

  it("[L4] tells players which rungs are of which codec", () => {
    const { codec, rungs } = pictureFacts(LADDER.ladder);
    assert.deepEqual([codec, ...rungs.map((rung) => rung.codec)], ["h264", undefined, undefined, undefined, undefined, "h265", "h265"]);
  });

  it("[L4] falls within each codec, not from one to the other", () => {
    const rung = (name: string, bitrate: number, codec?: "h265"): Rung => ({
      name,
      width: 1280,
      height: 720,
      bitrate,
      ...(codec === undefined ? {} : { codec }),
    });
    const of = (...rungs: Rung[]): string[] => ladderProblems("l", { ...LADDER.ladder, rungs } satisfies Ladder).map(({ path }) => path);
    assert.deepEqual(of(rung("a", 2_000_000), rung("b", 1_000_000), rung("c", 1_500_000, "h265")), []);
    assert.deepEqual(of(rung("a", 2_000_000), rung("c", 1_500_000, "h265"), rung("b", 1_000_000)), []);
    assert.deepEqual(of(rung("a", 2_000_000), rung("c", 1_000_000, "h265"), rung("d", 1_000_000, "h265")), ["l rungs[2]"]);
  });

  it("[L4] is the ladder of one codec where every rung says the ladder's own", () => {
    const written = { frameRate: 25, rungs: ["720p", { name: "360p" }] };
    const said = { ...written, rungs: ["720p", { name: "360p", codec: "h264" }] };
    assert.deepEqual(buildLadder("l", ladderSchema.parse(said)), buildLadder("l", ladderSchema.parse(written)));
  });
});

describe("the largest channel", () => {
  it("[L4 L6] six rungs of two codecs, two audio rates, captions, ads, a pair of twenty inputs, slates and an archive: ten tracks, one template", () => {
    assert.deepEqual(channelProblems("c", LARGEST, true), []);
    const { total, spelled } = trackSum(LARGEST);
    assert.equal(total, TRACK_LIMIT);
    assert.equal(spelled, "6 video + 1 audio track x 2 rates + 2 captions");
    const plan = encoderPlan(LARGEST, PROD);
    assert.equal(plan.tracks, TRACK_LIMIT);
    const bytes = Buffer.byteLength(cmafTemplate(plan, MAINTENANCE).body);
    assert.ok(bytes < TEMPLATE_LIMIT, `${String(bytes)} bytes`);
    console.log(`      ${String(bytes)} of ${String(TEMPLATE_LIMIT)} bytes`);
  });

  it("[L4 L6] one track more is refused, by the settings and by the plan", () => {
    const more: readonly [string, Partial<Channel>][] = [
      [
        "a rung",
        {
          ladder: {
            ...LADDER.ladder,
            rungs: [...LADDER.ladder.rungs, { name: "240p-h265", codec: "h265", width: 427, height: 240, bitrate: 300_000 }],
          },
        },
      ],
      [
        "a language of captions",
        {
          captions: [
            ...captions,
            { name: "third", title: "Third", language: "fra", role: "subtitle", source: { type: "embedded", channel: 3 } },
          ],
        },
      ],
    ];
    for (const [title, change] of more) {
      const channel = { ...LARGEST, ...change };
      const problem = channelProblems("c", channel, true).find(({ what }) => what.includes("11 tracks"));
      assert.equal(problem?.path, "c.ladder", title);
      assert.throws(() => encoderPlan(channel, PROD), /makes 11 tracks/, title);
    }
  });
});
