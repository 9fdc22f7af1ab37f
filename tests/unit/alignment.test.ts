import assert from "node:assert/strict";
import fc from "fast-check";
import { distributionPlan } from "../../components/edge/index.ts";
import {
  alignmentConditions,
  alignmentFacts,
  alignmentOf,
  cmafTemplate,
  encoderPlan,
  originPlan,
  sourcesOf,
  verdictOn,
  type AlignmentFacts,
  type Channel,
  type FrameRate,
  type InputFacts,
} from "../../components/encode/index.ts";
import { allSettings } from "../support/environmentFolder.ts";
import { environmentFiles } from "../support/lineupArbitrary/index.ts";
import { ARENA, DEMO, MAINTENANCE, ROAMING, STUDIO } from "../support/lineups.ts";

const PROD = { environment: "prod", production: true };
const LIVE: InputFacts = { which: "The source", kind: "live", timecode: true };
const rate = (numerator: number, denominator = 1): FrameRate => ({ numerator, denominator });

/** Everything as it must be. */
const ALIGNED: AlignmentFacts = {
  regions: 2,
  uplink: "both",
  inputs: [LIVE, { ...LIVE, which: "Input backup" }],
  frameRates: [rate(60), rate(30)],
  wholeSegments: true,
  timing: "INPUT_CLOCK",
  ingest: "cmaf",
  markersCut: false,
};

/** One thing wrong at a time, and the condition that must say so first. */
const FLIPS: readonly (readonly [id: string, wrong: string, facts: Partial<AlignmentFacts>])[] = [
  ["regions", "one region", { regions: 1 }],
  ["uplink", "one uplink", { uplink: "single" }],
  ["file", "a file among the inputs", { inputs: [LIVE, { which: "Input film", kind: "file", timecode: false }] }],
  ["playlist", "HLS among the inputs", { inputs: [LIVE, { which: "Input backup", kind: "playlist", timecode: false }] }],
  ["timecode", "a source without timecode", { inputs: [{ ...LIVE, timecode: false }] }],
  ["timecode", "a backup without timecode", { inputs: [LIVE, { ...LIVE, which: "Input backup", timecode: false }] }],
  ["first-input", "no input at all", { inputs: [] }],
  ["frame-rates", "30 and 29.97", { frameRates: [rate(30), rate(30_000, 1001)] }],
  ["frame-rates", "25 and 12.5", { frameRates: [rate(25), rate(25, 2)] }],
  ["frame-rates", "50 and 30", { frameRates: [rate(50), rate(30)] }],
  ["frame-rates", "no rendition", { frameRates: [] }],
  ["segments", "segments of broken length", { wholeSegments: false }],
  ["clock", "the encoder's own clock", { timing: "SYSTEM_CLOCK" }],
  ["ingest", "HLS ingest", { ingest: "hls" }],
  ["markers", "markers that cut", { markersCut: true }],
];

const verdict = (facts: AlignmentFacts) => verdictOn(alignmentConditions(facts));
const firstUnmet = (facts: AlignmentFacts): string | undefined => alignmentConditions(facts).find(({ met }) => !met)?.id;

describe("the conditions of alignment", () => {
  it("[E3] are all met by a channel that is aligned, and each names AWS's page", () => {
    const conditions = alignmentConditions(ALIGNED);
    assert.deepEqual(
      conditions.filter(({ met }) => !met),
      [],
    );
    for (const { id, text, source } of conditions) {
      assert.match(text, /^[A-Z].*\.$/, id);
      assert.match(source, /User Guide, /, id);
    }
    assert.equal(new Set(conditions.map(({ id }) => id)).size, conditions.length);
    assert.deepEqual([verdict(ALIGNED).failover, verdict(ALIGNED).epochLocked], ["seamless", true]);
  });

  for (const [id, title, wrong] of FLIPS) {
    it(`[E3] turn the verdict: ${title} (${id})`, () => {
      const { failover, epochLocked, reason, conditions = [] } = verdict({ ...ALIGNED, ...wrong });
      assert.deepEqual([failover, epochLocked], ["visible", false]);
      const unmet = conditions.find(({ met }) => !met);
      assert.deepEqual([unmet?.id, unmet?.text], [id, reason]);
      assert.notEqual(reason, alignmentConditions(ALIGNED).find((one) => one.id === id)?.text, "the sentence changes too");
    });
  }

  it("[E3] leave none that cannot turn the verdict", () => {
    assert.deepEqual(
      alignmentConditions(ALIGNED)
        .map(({ id }) => id)
        .filter((id) => !FLIPS.some(([flipped]) => flipped === id)),
      [],
    );
  });

  it("[E3] decide together: seamless exactly when nothing of the facts is wrong", () => {
    /** What is right nine times in ten, so that everything is often enough. */
    const mostly = <T>(right: T, ...wrong: readonly T[]): fc.Arbitrary<T> =>
      fc.oneof({ weight: 9, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });
    const input = fc.record({
      which: fc.constantFrom("The source", "Input backup"),
      kind: mostly<InputFacts["kind"]>("live", "file", "playlist"),
      timecode: mostly(true, false),
    });
    const facts: fc.Arbitrary<AlignmentFacts> = fc.record({
      regions: mostly(2, 1, 3),
      uplink: mostly<AlignmentFacts["uplink"]>("both", "single"),
      inputs: fc.array(input, { minLength: 1, maxLength: 3 }),
      frameRates: mostly([rate(60), rate(30)], [rate(60_000, 1001), rate(30_000, 1001)], [rate(60), rate(30_000, 1001)]),
      wholeSegments: mostly(true, false),
      timing: mostly<AlignmentFacts["timing"]>("INPUT_CLOCK", "SYSTEM_CLOCK"),
      ingest: mostly<AlignmentFacts["ingest"]>("cmaf", "hls"),
      markersCut: mostly(false, true),
    });
    let seamless = 0;
    fc.assert(
      fc.property(facts, (given) => {
        const fractional = given.frameRates.map(({ denominator }) => denominator !== 1);
        const right =
          given.regions > 1 &&
          given.uplink === "both" &&
          given.inputs.every(({ kind, timecode }) => kind === "live" && timecode) &&
          new Set(fractional).size === 1 &&
          given.wholeSegments &&
          given.timing === "INPUT_CLOCK" &&
          given.ingest === "cmaf" &&
          !given.markersCut;
        assert.equal(verdict(given).failover, right ? "seamless" : "visible");
        if (right) seamless += 1;
      }),
      { numRuns: 2000 },
    );
    assert.ok(seamless > 100, `only ${String(seamless)} of the generated facts were right`);
  });

  it("[E3] name the input that is in the way, and nothing but the channel's own words", () => {
    const backed = (source: Channel["source"]): Channel => ({ ...ARENA, moreInputs: { backup: source } });
    assert.match(alignmentOf(backed(DEMO.source)).reason, /^Input backup is a file/);
    assert.match(alignmentOf(backed(STUDIO.source)).reason, /^Input backup carries no timecode/);
    assert.match(alignmentOf(DEMO).reason, /^Each region loops the file/);
    assert.equal(firstUnmet(alignmentFacts(ROAMING, PROD)), "uplink");
  });

  it("[E3 L1] count the input that MediaLive itself turns to", () => {
    const paired = (timecode: "embedded" | "none"): Channel => ({
      ...ARENA,
      moreInputs: { backup: { type: "rtp-push", timecode } },
      inputFailover: { to: "backup", prefer: "primary", clearMilliseconds: 30_000, inputLossMilliseconds: 1000 },
    });
    assert.equal(alignmentOf(paired("embedded")).failover, "seamless");
    assert.match(alignmentOf(paired("none")).reason, /^Input backup carries no timecode/);
    assert.equal(encoderPlan(paired("none"), PROD).locking.mode, "PIPELINE_LOCKING");
  });

  it("[E3 L1 L9] know of SRT and MediaConnect that they are live, and may carry timecode or not", () => {
    const live = (timecode: "embedded" | "none"): Channel["source"][] => [
      { type: "srt-listener", timecode, latencyMilliseconds: 1000, encryption: "aes256" },
      { type: "srt-caller", timecode, latencyMilliseconds: 1000, addresses: [{ host: "203.0.113.9", port: 9000 }] },
      { type: "mediaconnect", timecode, feed: { protocol: "rtp", port: 5000 } },
    ];
    for (const source of live("embedded")) assert.equal(alignmentOf({ ...ARENA, source }).failover, "seamless", source.type);
    for (const source of live("none")) {
      assert.equal(firstUnmet(alignmentFacts({ ...ARENA, source }, PROD)), "timecode", source.type);
      assert.equal(encoderPlan({ ...ARENA, source }, PROD).locking.method, "VIDEO_ALIGNMENT", source.type);
    }
  });

  it("[E3] hold for production's CMAF ingest alone: HLS into MediaPackage is never called aligned", () => {
    assert.equal(alignmentOf(ARENA, { production: true }).failover, "seamless");
    const { failover, reason } = alignmentOf(ARENA, { production: false });
    assert.deepEqual([failover, reason.includes("HLS ingest")], ["visible", true]);
    assert.equal(encoderPlan(ARENA, { environment: "dev", production: false }).locking.mode, "PIPELINE_LOCKING");
  });
});

/** The parts of a template that alignment rests on. */
interface EncoderSettings {
  readonly TimecodeConfig: { readonly Source: string };
  readonly GlobalConfiguration: {
    readonly OutputLockingMode: string;
    readonly OutputTimingSource: string;
    readonly OutputLockingSettings?: unknown;
  };
  readonly VideoDescriptions: readonly {
    readonly Name: string;
    readonly CodecSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }[];
  readonly OutputGroups: readonly {
    readonly OutputGroupSettings: { readonly CmafIngestGroupSettings?: { readonly Scte35Type?: string } };
  }[];
}

function settingsOf(channel: Channel): EncoderSettings {
  const { body } = cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE);
  const template = JSON.parse(body) as { Resources: { Channel: { Properties: { EncoderSettings: EncoderSettings } } } };
  return template.Resources.Channel.Properties.EncoderSettings;
}

/** Each of what AWS asks of an aligned channel that its template and its origin do not have. */
function missing(channel: Channel): string[] {
  const { TimecodeConfig, GlobalConfiguration, VideoDescriptions, OutputGroups } = settingsOf(channel);
  const found: [string, boolean][] = [
    ["EPOCH_LOCKING", GlobalConfiguration.OutputLockingMode === "EPOCH_LOCKING"],
    ["INPUT_CLOCK", GlobalConfiguration.OutputTimingSource === "INPUT_CLOCK"],
    ["no locking method", GlobalConfiguration.OutputLockingSettings === undefined],
    ["EMBEDDED", TimecodeConfig.Source === "EMBEDDED"],
    ["CMAF ingest", OutputGroups.some(({ OutputGroupSettings: { CmafIngestGroupSettings: cmaf } }) => cmaf !== undefined)],
    [
      "markers that cut nothing",
      OutputGroups.every(({ OutputGroupSettings: { CmafIngestGroupSettings: cmaf } }) =>
        [undefined, "NONE", "SCTE_35_WITHOUT_SEGMENTATION"].includes(cmaf?.Scte35Type),
      ),
    ],
    ...VideoDescriptions.flatMap(({ Name, CodecSettings }): [string, boolean][] =>
      Object.entries(CodecSettings)
        .filter(([codec]) => codec !== "FrameCaptureSettings")
        .flatMap(([codec, settings]): [string, boolean][] => [
          [`${Name} timecode`, settings["TimecodeInsertion"] === (codec === "Av1Settings" ? "METADATA_OBU" : "PIC_TIMING_SEI")],
          [
            `${Name} frame rate`,
            typeof settings["FramerateNumerator"] === "number" && typeof settings["FramerateDenominator"] === "number",
          ],
          [`${Name} rate control`, codec !== "H264Settings" || settings["FramerateControl"] === "SPECIFIED"],
        ]),
    ),
    ...channel.regions.map((region): [string, boolean] => [
      `EPOCH_LOCKED in ${region}`,
      originPlan(channel, region, PROD).cmaf?.outputLockingMode === "EPOCH_LOCKED",
    ]),
  ];
  return found.flatMap(([what, there]) => (there ? [] : [what]));
}

describe("alignment over generated lineups", function () {
  this.timeout(120_000);
  /** Production channels as the program reads them, of lineups that a user may write. */
  let channels: readonly Channel[];

  before(() => {
    channels = fc
      .sample(environmentFiles, { numRuns: 300, seed: 20261121 })
      .filter(({ production }) => production)
      .flatMap((files) => allSettings(files)[0]?.lineup.channels ?? []);
  });

  it("[E3] calls a channel without timecode in every source seamless nowhere in what it says", () => {
    let untimed = 0;
    for (const channel of channels) {
      const alignment = alignmentOf(channel, PROD);
      if (sourcesOf(channel).every(({ source }) => source.timecode === "embedded")) continue;
      untimed += 1;
      assert.equal(alignment.failover, "visible", channel.name);
      assert.doesNotMatch(JSON.stringify(alignment), /seamless/i);
    }
    assert.ok(untimed > 50, `${String(untimed)} channels without timecode`);
  });

  it("[E3] gives a seamless channel everything that AWS asks of it, in the template and at the origin, and a visible one no epoch", () => {
    let seamless = 0;
    for (const channel of channels) {
      const { failover } = alignmentOf(channel, PROD);
      const lacks = missing(channel);
      if (failover === "seamless") {
        seamless += 1;
        assert.deepEqual(lacks, [], channel.name);
      } else {
        assert.ok(lacks.includes("EPOCH_LOCKING"), channel.name);
        for (const region of channel.regions) assert.ok(lacks.includes(`EPOCH_LOCKED in ${region}`), channel.name);
      }
    }
    assert.ok(seamless > 10 && seamless < channels.length, `${String(seamless)} of ${String(channels.length)} are seamless`);
  });

  it("[E3] lets media quality choose the region of a channel only where nobody sees the choice", () => {
    let chosen = 0;
    for (const files of fc.sample(environmentFiles, { numRuns: 90, seed: 5 }).filter(({ production }) => production)) {
      const [settings] = allSettings(files);
      const all = settings?.lineup.channels ?? [];
      const plan = distributionPlan({
        environment: "prod",
        domainName: "live.broadcaster.tv",
        priceClass: "PriceClass_100",
        channels: all.map((channel) => ({
          name: channel.name,
          channelGroup: channel.group,
          originChannel: channel.name,
          regions: channel.regions,
          segmentSeconds: channel.ladder.segmentSeconds,
          alignment: alignmentOf(channel, PROD),
        })),
      });
      for (const { channel: name, targetOriginId } of plan.behaviours) {
        const group = plan.originGroups.find(({ id }) => id === targetOriginId);
        const channel = all.find((one) => one.name === name);
        assert.ok(channel);
        if (group?.selection !== "media-quality-based") continue;
        chosen += 1;
        assert.equal(alignmentOf(channel, PROD).failover, "seamless", name);
      }
    }
    assert.ok(chosen > 0, "no generated channel is chosen by media quality");
  });
});
