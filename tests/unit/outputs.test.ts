import assert from "node:assert/strict";
import fc from "fast-check";
import {
  cmafTemplate,
  encodeHash,
  encoderPlan,
  encodingOf,
  frameLives,
  frameUrl,
  hlsChannelArgs,
  originNames,
  originPlan,
  outputSecrets,
  type Channel,
  type ChannelOutput,
  type MediaConnectOutput,
  type RtmpOutput,
} from "../../components/encode/index.ts";
import { encoderPolicy } from "../../components/encode/encoderRole.ts";
import { frameWidth } from "../../components/encode/plan.ts";
import { outputFacts } from "../../components/encode/outputFacts.ts";
import { lifecycleRule } from "../../components/storage/index.ts";
import { outputProblems } from "../../stacks/outputRules.ts";
import { pushUrlProblem } from "../../stacks/pushUrl.ts";
import { inputNameProblems } from "../../stacks/sourceRules.ts";
import { channels } from "../support/arbitraries.ts";
import { ARENA, DEMO, LADDER, MAINTENANCE, STUDIO } from "../support/lineups.ts";

const PROD = { environment: "prod", production: true };
const DEV = { environment: "dev", production: false };

const RTMP: RtmpOutput = {
  type: "rtmp",
  regions: "preferred",
  urls: ["rtmps://a.rtmps.youtube.com:443/live2", "rtmps://b.rtmps.youtube.com:443/live2?backup=1"],
  streamKeys: "shared",
  keyVersion: 1,
  authentication: "common",
  verifyCertificate: true,
};
const FRAMES: ChannelOutput = { type: "frame-capture", regions: "all", everySeconds: 10, height: 360, retentionDays: 7 };
const FEED: MediaConnectOutput = {
  type: "mediaconnect",
  regions: "preferred",
  subscribers: ["210987654321"],
  senders: { "us-east-1": ["198.51.100.7/32", "198.51.100.8/32"] },
  latencyMilliseconds: 2000,
  keyVersion: 1,
};
const ALL: Channel = { ...STUDIO, outputs: { tube: RTMP, pictures: FRAMES, club: FEED } };

interface Group {
  Name: string;
  OutputGroupSettings: Record<string, unknown>;
  Outputs: { OutputName: string; VideoDescriptionName?: string; AudioDescriptionNames?: string[]; OutputSettings: unknown }[];
}
interface Properties {
  Destinations: { Id: string; Settings?: Record<string, unknown>[]; SrtSettings?: Record<string, unknown>[] }[];
  EncoderSettings: { VideoDescriptions: { Name: string; CodecSettings: unknown }[]; AudioDescriptions: unknown[]; OutputGroups: Group[] };
}

function propertiesOf(channel: Channel, region?: string): Properties {
  const context = region === undefined ? PROD : { ...PROD, region };
  const body = JSON.parse(cmafTemplate(encoderPlan(channel, context), MAINTENANCE).body) as {
    Resources: { Channel: { Properties: Properties } };
  };
  return body.Resources.Channel.Properties;
}

function groupOf(channel: Channel, key: string): Group {
  const found = propertiesOf(channel).EncoderSettings.OutputGroups.find(({ Name }) => Name === `out-${key}`);
  assert.ok(found, key);
  return found;
}

describe("an RTMP output", () => {
  it("[L8] is an output group of its own with one rung and one audio, from the encodes viewers get", () => {
    const plain = propertiesOf(STUDIO).EncoderSettings;
    const channel = { ...STUDIO, outputs: { tube: RTMP } };
    const { EncoderSettings } = propertiesOf(channel);
    assert.deepEqual(EncoderSettings.VideoDescriptions, plain.VideoDescriptions);
    assert.deepEqual(EncoderSettings.AudioDescriptions, plain.AudioDescriptions);
    assert.deepEqual(EncoderSettings.OutputGroups.slice(0, -1), plain.OutputGroups);
    assert.deepEqual(groupOf(channel, "tube"), {
      Name: "out-tube",
      OutputGroupSettings: {
        RtmpGroupSettings: {
          AuthenticationScheme: "COMMON",
          CacheFullBehavior: "DISCONNECT_IMMEDIATELY",
          CacheLength: 30,
          CaptionData: "ALL",
          InputLossAction: "EMIT_OUTPUT",
          RestartDelay: 15,
        },
      },
      Outputs: [
        {
          OutputName: "out-tube",
          VideoDescriptionName: "v1-1080p",
          AudioDescriptionNames: ["a1-128k"],
          OutputSettings: {
            RtmpOutputSettings: {
              CertificateMode: "VERIFY_AUTHENTICITY",
              ConnectionRetryInterval: 5,
              Destination: { DestinationRefId: "out-tube" },
              NumRetries: 17_280,
            },
          },
        },
      ],
    });
  });

  it("[L8] names its stream key by a dynamic reference, never by its value, and takes no parameter", () => {
    const channel = { ...STUDIO, outputs: { tube: RTMP } };
    const template = cmafTemplate(encoderPlan(channel, PROD), MAINTENANCE);
    assert.deepEqual(template.parameters, cmafTemplate(encoderPlan(STUDIO, PROD), MAINTENANCE).parameters);
    const secret = "{{resolve:secretsmanager:onair/prod/studio/outputs/tube/stream-key-1:SecretString}}";
    assert.deepEqual(propertiesOf(channel).Destinations.at(-1), {
      Id: "out-tube",
      Settings: RTMP.urls.map((Url) => ({ Url, StreamName: secret })),
    });
  });

  it("[L8] has another key for each pipeline, and new ones when the number goes up", () => {
    const of = { environment: "prod", channel: "studio", key: "tube" };
    assert.deepEqual(outputSecrets(of, { ...RTMP, streamKeys: "each", keyVersion: 3 }), [
      "onair/prod/studio/outputs/tube/stream-key-3-a",
      "onair/prod/studio/outputs/tube/stream-key-3-b",
    ]);
    const names = (output: RtmpOutput): unknown[] =>
      propertiesOf({ ...STUDIO, outputs: { tube: output } })
        .Destinations.at(-1)
        ?.Settings?.map(({ StreamName }) => StreamName) ?? [];
    assert.equal(new Set(names({ ...RTMP, streamKeys: "each" })).size, 2);
    assert.notDeepEqual(names({ ...RTMP, keyVersion: 2 }), names(RTMP));
  });

  it("[L8] sends the rung and the track that are named, with a login where one is asked for", () => {
    const tracks = [
      { name: "english", language: "eng", title: "English", role: "main", isDefault: true },
      { name: "spanish", language: "spa", title: "Español", role: "main", isDefault: false },
    ] as const;
    const login = { username: "onair", passwordParam: "/onair/tube" };
    const output = { ...RTMP, rung: "360p", audio: "spanish", authentication: "akamai", verifyCertificate: false, ...login } as const;
    const channel: Channel = { ...ARENA, audio: { loudness: "none", tracks }, outputs: { tube: output } };
    const [sent] = groupOf(channel, "tube").Outputs;
    assert.deepEqual([sent?.VideoDescriptionName, sent?.AudioDescriptionNames], ["v3-360p", ["a2-spanish-1-128k"]]);
    assert.match(JSON.stringify(groupOf(channel, "tube")), /"AKAMAI".*"SELF_SIGNED"/);
    const settings = propertiesOf(channel).Destinations.at(-1)?.Settings ?? [];
    assert.ok(settings.every((one) => one["Username"] === "onair" && one["PasswordParam"] === "/onair/tube"));
  });
});

describe("a frame capture output", () => {
  it("[L8] has a JPEG encode of its own, in the proportions of the ladder, and two folders", () => {
    const channel = { ...STUDIO, outputs: { pictures: FRAMES } };
    const { EncoderSettings, Destinations } = propertiesOf(channel);
    assert.deepEqual(EncoderSettings.VideoDescriptions.at(-1), {
      Name: "out-pictures",
      Width: 640,
      Height: 360,
      RespondToAfd: "NONE",
      ScalingBehavior: "DEFAULT",
      Sharpness: 50,
      CodecSettings: { FrameCaptureSettings: { CaptureInterval: 10, CaptureIntervalUnits: "SECONDS" } },
    });
    assert.deepEqual(EncoderSettings.OutputGroups.at(-1), {
      Name: "out-pictures",
      OutputGroupSettings: { FrameCaptureGroupSettings: { Destination: { DestinationRefId: "out-pictures" } } },
      Outputs: [{ OutputName: "out-pictures", VideoDescriptionName: "out-pictures", OutputSettings: { FrameCaptureOutputSettings: {} } }],
    });
    assert.deepEqual(Destinations.at(-1), {
      Id: "out-pictures",
      Settings: [{ Url: { Ref: "FrameUrlpicturesA" } }, { Url: { Ref: "FrameUrlpicturesB" } }],
    });
    assert.equal(frameUrl("onair-prod-frames-1-eu", "studio", "pictures", "b"), "s3ssl://onair-prod-frames-1-eu/studio/pictures/b/studio");
  });

  it("[L8] is the same in a development channel, with one address", () => {
    const plan = encoderPlan({ ...DEMO, regions: ["us-east-1"], outputs: { pictures: FRAMES } }, DEV);
    const bindings = { ingestUrls: ["https://a.example/index"], inputIds: { primary: "1" }, roleArn: "arn" };
    const args = hlsChannelArgs(plan, { ...bindings, outputs: { pictures: { urls: ["s3ssl://b/demo/pictures/a/demo"] } } }, MAINTENANCE);
    assert.deepEqual((args.destinations as unknown[])[1], { id: "out-pictures", settings: [{ url: "s3ssl://b/demo/pictures/a/demo" }] });
    const { videoDescriptions, outputGroups } = args.encoderSettings as { videoDescriptions: unknown[]; outputGroups: unknown[] };
    assert.deepEqual(videoDescriptions.at(-1), {
      name: "out-pictures",
      width: 640,
      height: 360,
      respondToAfd: "NONE",
      scalingBehavior: "DEFAULT",
      sharpness: 50,
      codecSettings: { frameCaptureSettings: { captureInterval: 10, captureIntervalUnits: "SECONDS" } },
    });
    assert.deepEqual(outputGroups.at(-1), {
      name: "out-pictures",
      outputGroupSettings: { frameCaptureGroupSettings: { destination: { destinationRefId: "out-pictures" } } },
      outputs: [{ outputName: "out-pictures", videoDescriptionName: "out-pictures", outputSettings: { frameCaptureOutputSettings: {} } }],
    });
    assert.throws(() => hlsChannelArgs(plan, bindings, MAINTENANCE), /has output pictures, and 0 of its pipelines have an address/);
  });

  it("[L8] keeps its pictures apart, each output as long as it says", () => {
    const lives = frameLives(
      [ARENA, { ...STUDIO, outputs: { tube: RTMP, pictures: FRAMES, more: { ...FRAMES, retentionDays: 1 } } }],
      "us-east-1",
    );
    assert.deepEqual(lives.map(lifecycleRule), [
      { id: "keep-studio/more", status: "Enabled", filter: { prefix: "studio/more/" }, expiration: { days: 1 } },
      { id: "keep-studio/pictures", status: "Enabled", filter: { prefix: "studio/pictures/" }, expiration: { days: 7 } },
    ]);
    const elsewhere = { ...STUDIO, outputs: { pictures: { ...FRAMES, regions: "preferred" } } } as const;
    assert.deepEqual(frameLives([elsewhere], "eu-west-1"), []);
  });

  it("[O4] may be written by the channel's role, in the output's folder alone", () => {
    const location = { bucket: "onair-prod-frames-x", key: "alias/onair-prod" };
    const scope = {
      accountId: "123456789012",
      region: "eu-west-1",
      origin: originNames("prod", STUDIO),
      frames: { location, keys: ["pictures"] },
    };
    const { Statement: all } = JSON.parse(encoderPolicy(scope)) as { Statement: { Sid: string; Action: unknown; Resource: unknown }[] };
    const of = (sid: string): unknown => all.find(({ Sid }) => Sid === sid)?.Resource;
    assert.deepEqual(of("WriteFrames"), ["arn:aws:s3:::onair-prod-frames-x/studio/pictures/*"]);
    assert.equal(of("ListFrames"), "arn:aws:s3:::onair-prod-frames-x");
    assert.deepEqual(all.find(({ Sid }) => Sid === "UseKey")?.Action, ["kms:Decrypt", "kms:GenerateDataKey"]);
    assert.ok(!JSON.stringify(all).includes("s3:Delete"));
  });

  it("has an even width for any ladder", () => {
    const rungs = fc.record({ width: fc.integer({ min: 32, max: 3840 }), height: fc.integer({ min: 32, max: 2160 }) });
    fc.assert(
      fc.property(rungs, fc.integer({ min: 32, max: 540 }), ({ width, height }, half) => {
        const wide = frameWidth({ rungs: [{ name: "x", width, height, bitrate: 1 }] }, half * 2);
        assert.equal(wide % 2, 0);
        assert.ok(Math.abs(wide - (half * 2 * width) / height) <= 1);
      }),
    );
  });
});

describe("a feed to a broadcaster", () => {
  it("[L8] is MPEG-TS by encrypted SRT, the highest rung with every audio at its highest rate", () => {
    const channel = { ...STUDIO, outputs: { club: FEED } };
    assert.deepEqual(groupOf(channel, "club"), {
      Name: "out-club",
      OutputGroupSettings: { SrtGroupSettings: { InputLossAction: "EMIT_PROGRAM" } },
      Outputs: [
        {
          OutputName: "out-club",
          VideoDescriptionName: "v1-1080p",
          AudioDescriptionNames: ["a1-128k"],
          OutputSettings: {
            SrtOutputSettings: {
              ContainerSettings: {
                M2tsSettings: { AbsentInputAudioBehavior: "ENCODE_SILENCE", RateMode: "VBR", Scte35Control: "SCTE_35_WITHOUT_IDR" },
              },
              Destination: { DestinationRefId: "out-club" },
              EncryptionType: "AES256",
              Latency: 2000,
            },
          },
        },
      ],
    });
    assert.deepEqual(propertiesOf(channel).Destinations.at(-1), {
      Id: "out-club",
      SrtSettings: ["A", "B"].map((pipeline) => ({
        Url: { Ref: `FlowUrlclub${pipeline}` },
        EncryptionPassphraseSecretArn: { Ref: "FlowPassphraseclub" },
      })),
    });
  });
});

describe("the outputs of a channel", () => {
  it("[L8] are sent from the first region alone unless they say otherwise", () => {
    const groups = (region: string): string[] => propertiesOf(ALL, region).EncoderSettings.OutputGroups.map(({ Name }) => Name);
    assert.deepEqual(groups("us-east-1"), ["origin", "out-club", "out-pictures", "out-tube"]);
    assert.deepEqual(groups("eu-west-1"), ["origin", "out-pictures"]);
    const both = { ...STUDIO, outputs: { tube: { ...RTMP, regions: "all" } } } as const;
    assert.deepEqual(propertiesOf(both, "eu-west-1"), propertiesOf(both, "us-east-1"));
  });

  it("[L8] change nothing of what viewers get, in any channel: encodes, tracks and hash stay", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const [top] = channel.ladder.rungs;
        if (channel.ladder.codec !== "h264" || top === undefined) return;
        const plain = encoderPlan(channel, PROD);
        const more = encoderPlan({ ...channel, outputs: { tube: RTMP, pictures: FRAMES } }, PROD);
        const { others, ...rest } = more;
        assert.equal(others?.length, 2);
        assert.deepEqual(rest, plain);
        const hash = (plan: typeof plain): string => encodeHash(encodingOf(plan, originPlan(channel, "us-east-1", PROD)));
        assert.equal(hash(more), hash(plain));
      }),
    );
  });

  it("[L8] come in the order of their keys, whatever order they were written in", () => {
    const turned = { ...STUDIO, outputs: { club: FEED, tube: RTMP, pictures: FRAMES } };
    assert.deepEqual(cmafTemplate(encoderPlan(turned, PROD), MAINTENANCE), cmafTemplate(encoderPlan(ALL, PROD), MAINTENANCE));
  });

  it("[O1] are told with the names of their secrets, and without the secrets", () => {
    const told = outputFacts(ALL, { environment: "prod", region: "eu-west-1", frameBucket: "frames" });
    assert.deepEqual(told, {
      club: {
        type: "mediaconnect",
        regions: "preferred",
        sentHere: false,
        secrets: ["onair/prod/studio/outputs/club/passphrase-1"],
        subscribers: ["210987654321"],
      },
      pictures: { type: "frame-capture", regions: "all", sentHere: true, bucket: "frames", prefix: "studio/pictures/" },
      tube: {
        type: "rtmp",
        regions: "preferred",
        sentHere: false,
        urls: RTMP.urls,
        secrets: ["onair/prod/studio/outputs/tube/stream-key-1"],
      },
    });
    assert.equal(outputFacts(STUDIO, { environment: "prod", region: "eu-west-1" }), undefined);
  });

  it("[L8] are refused where their flows would be named like those of a channel or an input", () => {
    const sends: Channel = { ...STUDIO, name: "x", outputs: { club: FEED, tube: RTMP } };
    const paths = (channels: readonly Channel[]): string[] => inputNameProblems("l", channels).map(({ path, what }) => `${path} ${what}`);
    assert.deepEqual(paths([sends, { ...ARENA, name: "x-out-tube" }, { ...ARENA, name: "x-club" }]), []);
    assert.match(
      paths([sends, { ...ARENA, name: "x-out-club" }]).join(),
      /^l channels\.x\.outputs\.club .*x-out-club, which is a channel's/,
    );
    const further: Channel = { ...ARENA, name: "x-out", moreInputs: { club: ARENA.source } };
    assert.match(paths([sends, further]).join(), /^l channels\.x\.outputs\.club .*x-out-club, which is an input's/);
  });

  it("[L8] are refused where the channel or the environment cannot give them", () => {
    const told = (output: ChannelOutput, change: Partial<Channel> = {}, production = true): string[] =>
      outputProblems("channels.x", { ...STUDIO, ...change, outputs: { one: output } }, production).map(
        ({ path, what }) => `${path}: ${what}`,
      );
    const is = (found: string[], expected: RegExp): void => {
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", expected);
    };
    assert.deepEqual(
      [RTMP, FRAMES, FEED].flatMap((output) => told(output)),
      [],
    );
    is(told(RTMP, {}, false), /one\.type: needs a production environment.*stream key in the stack's state/);
    is(told(FEED, {}, false), /cannot send by SRT/);
    assert.deepEqual(told(FRAMES, {}, false), []);
    is(told({ ...RTMP, urls: RTMP.urls.slice(0, 1) }), /urls: names one address/);
    is(told(RTMP, { ladder: { ...LADDER, codec: "h265" } }), /sends h265, which RTMP does not carry/);
    assert.deepEqual(told(FEED, { ladder: { ...LADDER, codec: "h265" } }), []);
    is(told(FEED, { ladder: { ...LADDER, codec: "av1" } }), /sends av1, which SRT does not carry/);
    is(told({ ...RTMP, rung: "1081p" }), /one\.rung: is not a rung/);
    is(told({ ...RTMP, audio: "klingon" }), /one\.audio: is not an audio track/);
    is(told({ ...FRAMES, height: 1082 }), /one\.height: is above the highest rung/);
    is(told({ ...FEED, senders: {} }), /senders\.us-east-1: does not name/);
    is(told({ ...FEED, regions: "all" }), /senders\.eu-west-1: does not name/);
    is(
      told({ ...FEED, senders: { ...FEED.senders, "eu-west-1": ["198.51.100.9/32", "198.51.100.10/32"] } }),
      /eu-west-1: is a region that does not send/,
    );
  });
});

describe("the address of an RTMP output", () => {
  for (const good of [
    "rtmps://a.rtmps.youtube.com:443/live2",
    "rtmps://b.rtmps.youtube.com:443/live2?backup=1",
    "rtmps://live-api-s.facebook.com:443/rtmp/",
    "rtmp://live.twitch.tv/app",
    "rtmp://203.0.113.28:80/xyz",
  ]) {
    it(`[L8] may be ${good}`, () => {
      assert.equal(pushUrlProblem(good), undefined);
    });
  }

  for (const [bad, what] of [
    ["rtmps://a.rtmps.youtube.com/live2/abcd-efgh-ijkl-mnop", /that is the stream key/],
    ["rtmps://a.rtmps.youtube.com/live2?key=abcd", /a key may be/],
    ["rtmps://a.rtmps.youtube.com/live2?x=abcdefghijklmnop", /a key may be/],
    ["rtmps://me:word@a.rtmps.youtube.com/live2", /holds a login/],
    ["https://a.rtmps.youtube.com/live2", /does not begin with rtmps/],
    ["rtmps://a.rtmps.youtube.com", /names no application/],
    ["rtmps://10.0.0.1/live2", /private network/],
    ["rtmps://a b/live2", /blank/],
  ] as const) {
    it(`[L8] may not be ${bad}`, () => {
      const problem = pushUrlProblem(bad);
      assert.match(problem?.what ?? "", what);
      assert.doesNotMatch(JSON.stringify(problem), /abcd|word@/);
    });
  }
});
