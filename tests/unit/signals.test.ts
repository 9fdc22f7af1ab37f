import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { encoderPolicy } from "../../components/encode/encoderRole.ts";
import { cmafTemplate, encoderPlan, hlsChannelArgs, originPlan, type Channel, type Scte35 } from "../../components/encode/index.ts";
import { originNames } from "../../components/encode/names.ts";
import { endpointArgs } from "../../components/encode/originArgs.ts";
import { slateFiles, slateObjects } from "../../components/encode/signalPlan.ts";
import { pictureUrls } from "../../components/encode/slateStore.ts";
import { digestOf } from "../../components/storage/index.ts";
import { pictureOf, pictureTextProblem } from "../../stacks/pictureText.ts";
import { signalProblems } from "../../stacks/signalRules.ts";
import { buildScte35, scte35Schema } from "../../stacks/signalSchema.ts";
import { pictureFault, slateProblems } from "../../stacks/slateFiles.ts";
import { channels } from "../support/arbitraries.ts";
import { ARENA, DEMO, LINEUP, MAINTENANCE, STUDIO } from "../support/lineups.ts";
import { recordRegion } from "../support/region.ts";
import { bmp, png } from "../support/slates.ts";

const PROD = { environment: "prod", production: true };
const DEV = { environment: "dev", production: false };
const marked = (written: unknown): Scte35 => buildScte35(scte35Schema.parse(written));
const NETWORK = "10.5239/8BE5-E3F6-0000-0000-0000-A";

interface Encoder {
  GlobalConfiguration: Record<string, unknown>;
  AvailConfiguration?: unknown;
  AvailBlanking?: unknown;
  BlackoutSlate?: unknown;
  OutputGroups: { OutputGroupSettings: { CmafIngestGroupSettings?: { Scte35Type: string } } }[];
}

function templateOf(channel: Channel): {
  encoder: Encoder;
  attachments: { InputSettings: { Scte35Pid?: number } }[];
  parameters: readonly string[];
} {
  const { body, parameters } = cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE);
  const { Properties } = (JSON.parse(body) as { Resources: { Channel: { Properties: Record<string, unknown> } } }).Resources.Channel;
  return {
    encoder: Properties["EncoderSettings"] as Encoder,
    attachments: Properties["InputAttachments"] as { InputSettings: { Scte35Pid?: number } }[],
    parameters,
  };
}

const passing = ({ OutputGroups }: Encoder): string | undefined => OutputGroups[0]?.OutputGroupSettings.CmafIngestGroupSettings?.Scte35Type;

function endpointsOf(channel: Channel): ReturnType<typeof endpointArgs>[] {
  const plan = originPlan(channel, "us-east-1", PROD);
  return plan.endpoints.map((endpoint) => endpointArgs(plan.names, endpoint));
}

describe("a channel that says nothing of signals", () => {
  it("[L6] has the template and the endpoints that it had before there was anything to say, to the byte", () => {
    const told = LINEUP.map((channel) => {
      const kept: Channel = { ...channel, moreInputs: { backup: channel.source }, archive: { retentionDays: 9, rolloverSeconds: 300 } };
      const bodies = [channel, kept].map((one) => digestOf(cmafTemplate(encoderPlan(one, PROD), MAINTENANCE)).slice(0, 16));
      return [channel.name, ...bodies, digestOf(endpointsOf(channel)).slice(0, 16)].join(" ");
    });
    assert.deepEqual(told, [
      "arena e6bef777d8de7e4a 08bcd05596a90763 cd63d7351c9805a0",
      "demo 5721bcf33972c6c1 e5faac08a54deaca 49d44a4fcc058e64",
      "roaming 7f4fd1fc77796149 65466458c1b1df6e 3f0ceb1f379721ef",
      "studio 71c74a89c89b661a 248d9376ecf735db ed3de9d46d1e3ec1",
    ]);
  });

  it("[L6] lets markers pass to MediaPackage, and no manifest tells of them", () => {
    assert.equal(passing(templateOf(ARENA).encoder), "SCTE_35_WITHOUT_SEGMENTATION");
    assert.doesNotMatch(JSON.stringify(endpointsOf(ARENA)), /scte|periodTriggers/i);
  });
});

describe("SCTE-35 markers", () => {
  it("[L6] reach every manifest of every endpoint: date ranges in HLS, whole messages in DASH", () => {
    const [live, startover] = endpointsOf({ ...ARENA, scte35: marked({}) });
    const hls = { scteHls: { adMarkerHls: "DATERANGE", scteInManifests: "ALL" } };
    for (const endpoint of [live, startover]) {
      assert.partialDeepStrictEqual(endpoint?.hlsManifests, [hls]);
      assert.partialDeepStrictEqual(endpoint?.dashManifests, [{ scteDash: { adMarkerDash: "BINARY", scteInManifests: "ALL" } }]);
      assert.deepEqual((endpoint?.segment as { scte: unknown }).scte, { scteInSegments: "NONE" });
    }
    assert.partialDeepStrictEqual(live?.lowLatencyHlsManifests, [hls]);
    // DATERANGE needs it (MediaPackage v2 API, ScteHls).
    for (const manifest of [...(live?.hlsManifests as { programDateTimeIntervalSeconds: number }[])])
      assert.ok(manifest.programDateTimeIntervalSeconds >= 1);
  });

  it("[L6] as CUE tags, XML, periods, of chosen types, in the segments too", () => {
    const scte35 = marked({
      hls: "enhanced",
      dash: "xml",
      periods: true,
      filter: ["splice-insert", "provider-overlay-placement-opportunity"],
      manifests: "filtered",
      segments: "filtered",
    });
    const [live] = endpointsOf({ ...ARENA, scte35 });
    assert.partialDeepStrictEqual(live, {
      segment: { scte: { scteFilter: ["SPLICE_INSERT", "PROVIDER_OVERLAY_PLACEMENT_OPPORTUNITY"], scteInSegments: "MATCHES_FILTER" } },
      hlsManifests: [{ scteHls: { adMarkerHls: "SCTE35_ENHANCED", scteInManifests: "MATCHES_FILTER" } }],
      dashManifests: [{ scteDash: { adMarkerDash: "XML", scteInManifests: "MATCHES_FILTER" }, periodTriggers: ["AVAILS"] }],
    });
    const [bare] = endpointsOf({ ...ARENA, scte35: marked({ hls: "none", dash: "none" }) });
    assert.doesNotMatch(JSON.stringify([bare?.hlsManifests, bare?.dashManifests]), /scte/i);
  });

  it("[L6] are equal in both regions, and never segment in the encoder: the one way epoch locking allows", () => {
    fc.assert(
      fc.property(channels, fc.constantFrom("passthrough", "none"), (channel, mode) => {
        const one: Channel = { ...channel, scte35: marked({ mode }) };
        const [here, there] = ["us-east-1", "eu-west-1"].map((region) =>
          originPlan(one, region, PROD).endpoints.map(({ markers }) => markers),
        );
        assert.deepEqual(here, there);
        assert.equal(passing(templateOf(one).encoder), mode === "none" ? "NONE" : "SCTE_35_WITHOUT_SEGMENTATION");
      }),
    );
  });

  it("[L6] are read as the mode, the offset and the restrictions say", () => {
    const of = (written: unknown): unknown => templateOf({ ...ARENA, scte35: marked(written) }).encoder.AvailConfiguration;
    const follow = { NoRegionalBlackoutFlag: "FOLLOW", WebDeliveryAllowedFlag: "FOLLOW" };
    const scope = { Scte35SegmentationScope: "SCTE35_ENABLED_OUTPUT_GROUPS" };
    assert.deepEqual(of({}), { AvailSettings: { Scte35SpliceInsert: follow }, ...scope });
    assert.deepEqual(of({ avails: "time-signal", offsetMilliseconds: -400, ignore: ["web-delivery"] }), {
      AvailSettings: { Scte35TimeSignalApos: { ...follow, AdAvailOffset: -400, WebDeliveryAllowedFlag: "IGNORE" } },
      ...scope,
    });
    assert.deepEqual(of({ ignore: ["regional-blackout"] }), {
      AvailSettings: { Scte35SpliceInsert: { ...follow, NoRegionalBlackoutFlag: "IGNORE" } },
      ...scope,
    });
  });

  it("[L6] come from the PID that is written for an input", () => {
    const channel: Channel = { ...ARENA, moreInputs: { backup: ARENA.source }, scte35: marked({ pids: { backup: 501 } }) };
    assert.deepEqual(
      templateOf(channel).attachments.map(({ InputSettings }) => InputSettings.Scte35Pid),
      [undefined, 501],
    );
    assert.deepEqual(signalProblems("c", channel, true), []);
    const problems = signalProblems("c", { ...STUDIO, scte35: marked({ pids: { primary: 500 } }) }, true);
    assert.deepEqual(
      problems.map(({ path }) => path),
      ["c.scte35.pids.primary"],
    );
  });

  it("[L6 L8] that end in the encoder reach neither the archive nor a feed, and pass to both otherwise", () => {
    const club = {
      type: "mediaconnect",
      regions: "preferred",
      subscribers: ["210987654321"],
      keyVersion: 1,
      latencyMilliseconds: 2000,
    } as const;
    const sent: Channel = {
      ...ARENA,
      archive: { retentionDays: 9, rolloverSeconds: 300 },
      outputs: { club: { ...club, senders: { "us-east-1": ["198.51.100.7/32", "198.51.100.8/32"] } } },
    };
    const streams = (channel: Channel): unknown[] =>
      [...JSON.stringify(templateOf(channel).encoder).matchAll(/"Scte35Control":"(\w+)"/g)].map(([, control]) => control);
    assert.deepEqual(streams({ ...sent, scte35: marked({ mode: "none" }) }), ["NONE", "NONE"]);
    const passed = ["SCTE_35_WITHOUT_IDR", "SCTE_35_WITHOUT_IDR"];
    assert.deepEqual(
      [streams(sent), streams({ ...sent, scte35: marked({}) }), streams({ ...sent, blackout: {} })],
      [passed, passed, passed],
    );
  });

  it("[L6] that end in the encoder cannot be shown", () => {
    const wanted = {
      mode: "none",
      hls: "daterange",
      dash: "xml",
      periods: true,
      filter: ["break"],
      manifests: "filtered",
      segments: "all",
    };
    assert.deepEqual(
      signalProblems("c", { ...ARENA, scte35: marked(wanted) }, true).map(({ path }) => path),
      ["hls", "dash", "periods", "filter", "manifests", "segments"].map((field) => `c.scte35.${field}`),
    );
    assert.deepEqual(signalProblems("c", { ...ARENA, scte35: marked({ mode: "none" }) }, true), []);
    assert.doesNotMatch(JSON.stringify(endpointsOf({ ...ARENA, scte35: marked({ mode: "none" }) })), /scte/i);
  });
});

describe("pictures that stand in for others", () => {
  const BLANKED: Channel = {
    ...ARENA,
    availBlanking: { image: { file: "slates/break.png" } },
    blackout: {
      image: { url: "s3ssl://broadcaster-slates/a/dark.png" },
      networkEnd: { networkId: NETWORK, image: { file: "slates/night.bmp" } },
    },
    inputLossSlate: { image: { file: "slates/break.png" }, repeatMilliseconds: 1000, blackMilliseconds: 0 },
  };

  it("[L6] are named by parameters, for the bucket differs between regions and the template does not", () => {
    const { encoder, parameters } = templateOf(BLANKED);
    const uri = (Ref: string): unknown => ({ Uri: { Ref } });
    assert.deepEqual(parameters.slice(-4), ["AvailImageUrl", "BlackoutImageUrl", "NetworkEndImageUrl", "InputLossImageUrl"]);
    assert.deepEqual(encoder.AvailBlanking, { State: "ENABLED", AvailBlankingImage: uri("AvailImageUrl") });
    assert.deepEqual(encoder.BlackoutSlate, {
      State: "ENABLED",
      BlackoutSlateImage: uri("BlackoutImageUrl"),
      NetworkEndBlackout: "ENABLED",
      NetworkId: NETWORK,
      NetworkEndBlackoutImage: uri("NetworkEndImageUrl"),
    });
    assert.deepEqual(encoder.GlobalConfiguration["InputLossBehavior"], {
      BlackFrameMsec: 0,
      InputLossImageSlate: uri("InputLossImageUrl"),
      InputLossImageType: "SLATE",
      RepeatFrameMsec: 1000,
    });
    assert.deepEqual(pictureUrls(BLANKED, { bucket: "onair-prod-slates-1-eu-west-1", key: "alias/onair-prod" }), {
      avail: "s3ssl://onair-prod-slates-1-eu-west-1/break.png",
      blackout: "s3ssl://broadcaster-slates/a/dark.png",
      networkEnd: "s3ssl://onair-prod-slates-1-eu-west-1/night.bmp",
      inputLoss: "s3ssl://onair-prod-slates-1-eu-west-1/break.png",
    });
    assert.throws(() => pictureUrls(BLANKED, undefined), /has no bucket to lie in/);
  });

  it("[L6] without an image are black, and ask what an avail is all the same", () => {
    const { encoder, parameters } = templateOf({ ...ARENA, availBlanking: {}, blackout: {} });
    assert.deepEqual(
      [encoder.AvailBlanking, encoder.BlackoutSlate],
      [{ State: "ENABLED" }, { State: "ENABLED", NetworkEndBlackout: "DISABLED" }],
    );
    assert.ok(encoder.AvailConfiguration !== undefined);
    assert.ok(!parameters.some((name) => name.includes("Image")));
    assert.equal(
      templateOf({ ...ARENA, inputLossSlate: BLANKED.inputLossSlate as NonNullable<Channel["inputLossSlate"]> }).encoder.AvailConfiguration,
      undefined,
    );
  });

  it("[L6] the typed channel shows a slate for a lost input, and no more", () => {
    const { inputLossSlate } = BLANKED;
    assert.ok(inputLossSlate !== undefined);
    const one: Channel = { ...DEMO, regions: ["us-east-1"], inputLossSlate };
    const bindings = { ingestUrls: ["https://a.example/index"], inputIds: { primary: "1" }, roleArn: "arn" };
    const url = "s3ssl://onair-dev-slates-1-us-east-1/break.png";
    const args = (of: Channel, more = {}): { encoderSettings: { globalConfiguration: { inputLossBehavior?: unknown } } } =>
      hlsChannelArgs(encoderPlan(of, DEV), { ...bindings, ...more }, MAINTENANCE) as never;
    assert.deepEqual(args(one, { pictureUrls: { inputLoss: url } }).encoderSettings.globalConfiguration.inputLossBehavior, {
      blackFrameMsec: 0,
      inputLossImageSlate: { uri: url },
      inputLossImageType: "SLATE",
      repeatFrameMsec: 1000,
    });
    assert.throws(() => args(one), /no address/);
    assert.throws(() => args({ ...one, availBlanking: {} }, { pictureUrls: { inputLoss: url } }), /cannot be told what an ad avail is/);
    const problems = signalProblems("c", { ...one, availBlanking: {}, blackout: {}, scte35: marked({}) }, false);
    assert.deepEqual(
      problems.map(({ path }) => path),
      ["c.scte35", "c.availBlanking", "c.blackout"],
    );
  });

  it("[L6 O4] lie in a private, versioned, encrypted bucket of the region; the role reads exactly its channel's", async () => {
    const directory = mkdtempSync(join(tmpdir(), "onair-slates-"));
    try {
      mkdirSync(join(directory, "slates"));
      for (const name of ["break.png", "night.bmp", "other.png"]) writeFileSync(join(directory, "slates", name), png(16, 9));
      const other: Channel = {
        ...STUDIO,
        inputLossSlate: { image: { file: "slates/other.png" }, repeatMilliseconds: 0, blackMilliseconds: 0 },
      };
      const resources = await recordRegion([BLANKED, other, DEMO], { projectFolder: directory });
      const bucket = "onair-prod-slates-123456789012-us-east-1";
      const of = (type: string): typeof resources =>
        resources.filter((one) => one.type === type && JSON.stringify(one.inputs).includes(bucket));
      assert.deepEqual(
        of("aws:s3/bucketObjectv2:BucketObjectv2").map(({ name, inputs }) => [name, inputs["key"]]),
        [
          ["break.png", "break.png"],
          ["night.bmp", "night.bmp"],
          ["other.png", "other.png"],
        ],
      );
      const guards = [
        "bucketPublicAccessBlock:BucketPublicAccessBlock",
        "bucketVersioning:BucketVersioning",
        "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      ];
      for (const guard of guards) assert.equal(of(`aws:s3/${guard}`).length, 1, guard);
      const stack = resources.find(({ type, name }) => type === "aws:cloudformation/stack:Stack" && name === "arena");
      assert.equal((stack?.inputs["parameters"] as Record<string, unknown>)["AvailImageUrl"], `s3ssl://${bucket}/break.png`);
      assert.ok(stack?.dependencies.some((urn) => urn.endsWith("BucketObjectv2::break.png")));
      const read = (name: string): unknown => {
        const policy = resources.find(({ type, name: own }) => type === "aws:iam/rolePolicy:RolePolicy" && own === name)?.inputs["policy"];
        const { Statement } = JSON.parse(String(policy)) as { Statement: { Sid?: string; Action: unknown; Resource: unknown }[] };
        return Statement.find(({ Sid }) => Sid === "ReadSlates")?.Resource;
      };
      const arn = (object: string): string => `arn:aws:s3:::${object}`;
      assert.deepEqual(read("arena"), [arn(`${bucket}/break.png`), arn(`${bucket}/night.bmp`), arn("broadcaster-slates/a/dark.png")]);
      assert.deepEqual(read("studio"), [arn(`${bucket}/other.png`)]);
      assert.equal(read("demo"), undefined);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it("[L6] cost a region nothing where no channel shows a file, and say where files are where one does", async () => {
    const address: Channel = { ...ARENA, availBlanking: { image: { url: "https://cdn.broadcaster.tv/a.png" } } };
    const resources = await recordRegion([address]);
    assert.ok(!resources.some(({ type }) => type === "onair:encode:SlateStore"));
    await assert.rejects(recordRegion([BLANKED]), /projectFolder does not say/);
    assert.deepEqual(
      [slateFiles(BLANKED), slateObjects(BLANKED)],
      [["slates/break.png", "slates/night.bmp"], ["broadcaster-slates/a/dark.png"]],
    );
    const scope = { accountId: "1", region: "us-east-1", origin: originNames("prod", ARENA) };
    assert.equal(encoderPolicy({ ...scope, slates: { files: [], objects: [] } }), encoderPolicy(scope));
  });
});

describe("what a lineup may write for a picture", () => {
  it("[L6] a file under slates/, an object or a public address, PNG or BMP", () => {
    const good = [
      "slates/break.png",
      "slates/a-1_b.bmp",
      "s3://our-slates/a/b c.png".replace(" ", "-"),
      "https://cdn.broadcaster.tv/x/y.bmp",
    ];
    assert.deepEqual(
      good.map(pictureTextProblem),
      good.map(() => undefined),
    );
    assert.deepEqual(good.slice(0, 3).map(pictureOf), [
      { file: "slates/break.png" },
      { file: "slates/a-1_b.bmp" },
      { url: "s3ssl://our-slates/a/b-c.png" },
    ]);
    const bad = [
      "slates/../x.png",
      "slates/Break.PNG",
      "break.png",
      "/etc/x.png",
      "s3://a.b/c.png",
      "http://a.tv/x.png",
      "https://127.0.0.1/x.png",
      "",
    ];
    for (const text of bad) assert.ok(pictureTextProblem(text) !== undefined, text);
  });

  it("[L6] nothing that leads out of slates/, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b", ".", "/", "\\", "-", "_", " ", "p", "n", "g", "%"), maxLength: 30 }),
        (text) => {
          if (pictureTextProblem(`slates/${text}`) === undefined) assert.match(text, /^[a-z0-9][a-z0-9_-]*\.(png|bmp)$/);
        },
      ),
    );
  });

  it("[L6] is judged by its first bytes, not by its name", () => {
    assert.equal(pictureFault(png(1920, 1080), "PNG"), undefined);
    assert.equal(pictureFault(bmp(3840, -2160), "BMP"), undefined);
    assert.match(pictureFault(bmp(16, 9), "PNG")?.what ?? "", /not a PNG by its first bytes/);
    assert.match(pictureFault(png(16, 9), "BMP")?.what ?? "", /not a BMP/);
    assert.match(pictureFault(png(16, 9).subarray(0, 20), "PNG")?.what ?? "", /not a PNG/);
    assert.match(pictureFault(png(0, 9), "PNG")?.what ?? "", /no size/);
    assert.match(pictureFault(png(3842, 2160), "PNG")?.what ?? "", /larger than any picture/);
  });

  it("[L6] every missing and broken file is told at its place, before anything is made", () => {
    const directory = mkdtempSync(join(tmpdir(), "onair-slates-"));
    try {
      mkdirSync(join(directory, "slates", "folder.png"), { recursive: true });
      writeFileSync(join(directory, "slates", "break.png"), "GIF89a");
      const shown: Channel = {
        ...ARENA,
        availBlanking: { image: { file: "slates/break.png" } },
        blackout: { image: { file: "slates/brake.png" }, networkEnd: { networkId: NETWORK, image: { file: "slates/folder.png" } } },
      };
      const problems = slateProblems(directory, (name) => `channels.${name}`, { arena: shown });
      assert.deepEqual(
        problems.map(({ path, what }) => `${path} ${what}`),
        [
          "channels.arena.availBlanking.image is not a PNG by its first bytes",
          "channels.arena.blackout.image cannot be read: there is no such file",
          "channels.arena.blackout.networkEnd.image is not an ordinary file",
        ],
      );
      assert.match(problems[1]?.remedy ?? "", /did you mean slates\/break\.png/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
