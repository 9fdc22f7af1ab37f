import assert from "node:assert/strict";
import fc from "fast-check";
import {
  alignmentOf,
  channelGroupName,
  encoderRoleName,
  originChannelArn,
  originNames,
  originPlan,
  playbackPaths,
} from "../../components/encode/index.ts";
import { encoderPolicy, encoderTrust, originChannelPolicy } from "../../components/encode/encoderRole.ts";
import { channels } from "../support/arbitraries.ts";
import { ARENA, ROAMING, STUDIO } from "../support/lineups.ts";

const PROD = { environment: "prod", production: true };
const DEV = { environment: "dev", production: false };
const ACCOUNT = "123456789012";

describe("originPlan", () => {
  it("[E3] forces errors on the live endpoint of the preferred region, and only where there is another", () => {
    const forced = (channel: typeof ARENA, region: string): unknown =>
      originPlan(channel, region, PROD).endpoints.map((endpoint) => [endpoint.name, [...endpoint.forcedErrors]]);
    assert.deepEqual(forced(ARENA, "us-east-1"), [
      ["live", ["STALE_MANIFEST", "INCOMPLETE_MANIFEST", "SLATE_INPUT"]],
      ["startover", []],
    ]);
    assert.deepEqual(forced(ARENA, "eu-west-1"), [
      ["live", []],
      ["startover", []],
    ]);
    assert.deepEqual(forced(ROAMING, "eu-west-1"), [["live", ["STALE_MANIFEST", "INCOMPLETE_MANIFEST", "SLATE_INPUT"]]]);
    assert.deepEqual(forced({ ...STUDIO, regions: ["us-east-1"] }, "us-east-1"), [["live", []]]);
  });

  it("[E3] is equal in all regions but for the forced errors, and the names of segments that differ", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const plans = ["us-east-1", "eu-west-1"].map((region) => originPlan(channel, region, PROD));
        const [a, b] = plans.map((plan) => ({
          ...plan,
          endpoints: plan.endpoints.map((endpoint) => ({ ...endpoint, forcedErrors: [], segmentName: "" })),
        }));
        assert.deepEqual(a, b);
        const [here, there] = plans.map(({ endpoints }) => endpoints.map(({ segmentName }) => segmentName));
        if (alignmentOf(channel, PROD).epochLocked) assert.deepEqual(here, there);
        else assert.ok(here?.every((name) => !there?.includes(name)));
      }),
    );
  });

  it("[E3] no edge holds one region's segment under the name of another's, unless they are the same", () => {
    const names = (channel: typeof ARENA, region: string): string[] => [
      ...new Set(originPlan(channel, region, PROD).endpoints.map(({ segmentName }) => segmentName)),
    ];
    assert.deepEqual([names(ARENA, "us-east-1"), names(ARENA, "eu-west-1")], [["segment"], ["segment"]]);
    assert.deepEqual([names(STUDIO, "us-east-1"), names(STUDIO, "eu-west-1")], [["segment-us-east-1"], ["segment-eu-west-1"]]);
  });

  it("[E3] states quality and locking for CMAF, and neither for HLS", () => {
    assert.deepEqual(originPlan(ARENA, "us-east-1", PROD).cmaf, {
      outputLockingMode: "EPOCH_LOCKED",
      mqcsInputSwitching: true,
      publishMqcs: true,
    });
    assert.equal(originPlan(STUDIO, "us-east-1", PROD).cmaf?.outputLockingMode, "NON_EPOCH_LOCKED");
    const dev = originPlan(STUDIO, "us-east-1", DEV);
    assert.deepEqual([dev.inputType, dev.cmaf], ["HLS", undefined]);
  });

  it("[L7] serves HLS, low-latency HLS and DASH live, and startover on an endpoint of its own", () => {
    const [live, startover] = originPlan(ARENA, "us-east-1", PROD).endpoints;
    assert.deepEqual([live?.hls, live?.lowLatencyHls, live?.dash, live?.startoverSeconds], ["index", "ll", "manifest", undefined]);
    assert.deepEqual(
      [startover?.hls, startover?.lowLatencyHls, startover?.dash, startover?.startoverSeconds],
      ["index", undefined, "manifest", 14_400],
    );
    assert.equal(originPlan(STUDIO, "us-east-1", PROD).endpoints.length, 1);
  });

  it("[L7 O1] tells players where the manifests are", () => {
    assert.deepEqual(playbackPaths(originNames("prod", ARENA)), {
      hls: "/out/v1/onair-prod-main/arena/live/index.m3u8",
      lowLatencyHls: "/out/v1/onair-prod-main/arena/live/ll.m3u8",
      dash: "/out/v1/onair-prod-main/arena/live/manifest.mpd",
      startoverHls: "/out/v1/onair-prod-main/arena/startover/index.m3u8",
      startoverDash: "/out/v1/onair-prod-main/arena/startover/manifest.mpd",
    });
    assert.deepEqual(Object.keys(playbackPaths(originNames("prod", STUDIO))), ["hls", "lowLatencyHls", "dash"]);
    assert.equal(channelGroupName("prod", "main"), "onair-prod-main");
  });

  it("[O4] keeps the longest role name within IAM's 64 characters", () => {
    assert.ok(encoderRoleName("e".repeat(12), "c".repeat(24), "ap-southeast-2").length <= 64);
  });
});

describe("the encoder's role", () => {
  const scope = { accountId: ACCOUNT, region: "eu-west-1", origin: originNames("prod", STUDIO) };
  const statements = (document: string): Record<string, unknown>[] =>
    (JSON.parse(document) as { Statement: Record<string, unknown>[] }).Statement;

  it("[O4] can be taken by MediaLive for this account and region alone", () => {
    assert.deepEqual(statements(encoderTrust(scope))[0]?.Condition, {
      StringEquals: { "aws:SourceAccount": ACCOUNT },
      ArnLike: { "aws:SourceArn": `arn:aws:medialive:eu-west-1:${ACCOUNT}:*` },
    });
  });

  it("[O4] writes to its own origin only; listing log groups is all it may do to every name", () => {
    const all = statements(encoderPolicy(scope));
    assert.equal(all.find((statement) => statement.Sid === "WriteOrigin")?.Resource, originChannelArn(ACCOUNT, "eu-west-1", scope.origin));
    assert.deepEqual(
      all.filter((statement) => statement.Resource === "*").map((statement) => statement.Action),
      ["logs:DescribeLogGroups"],
    );
    assert.equal(
      all.some((statement) => String(statement.Action).includes("s3")),
      false,
    );
  });

  it("[O4] reads the demo's objects, and their key only through S3", () => {
    const demo = { bucket: "onair-prod-demo-x", keys: ["demo-a.mp4", "demo-b.mp4"], key: "alias/onair-prod" };
    const all = statements(encoderPolicy({ ...scope, demo }));
    assert.deepEqual(all.find((statement) => statement.Sid === "ReadDemo")?.Resource, [
      "arn:aws:s3:::onair-prod-demo-x/demo-a.mp4",
      "arn:aws:s3:::onair-prod-demo-x/demo-b.mp4",
    ]);
    assert.deepEqual(all.find((statement) => statement.Sid === "UseKey")?.Condition, {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/onair-prod" },
      StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
    });
  });

  it("[O4] is the one principal of the origin's policy", () => {
    assert.deepEqual(originChannelPolicy(scope, "onair-prod-studio-eu-west-1"), {
      Sid: "EncoderWrites",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/onair-prod-studio-eu-west-1` },
      Action: "mediapackagev2:PutObject",
      Resource: `arn:aws:mediapackagev2:eu-west-1:${ACCOUNT}:channelGroup/onair-prod-main/channel/studio`,
    });
  });
});
