import assert from "node:assert/strict";
import { pictureFacts } from "../../components/encode/index.ts";
import { encodeRegionContract, globalEdgeContract, standaloneContract } from "../../stacks/contract.ts";
import { recordEnvironment } from "../support/environmentFolder.ts";
import type { EnvironmentFiles } from "../support/lineupArbitrary/index.ts";
import { TEST_PUBLIC_KEY } from "../support/testKey.ts";
import { ladderOf } from "../support/videoLadders.ts";

const UHD = { codec: "h265", dynamicRange: "hdr10", frameRate: 50, rungs: ["2160p", "1080p", { name: "360p", frameRate: "half" }] };
const HEVC = { codec: "h265", rateControl: "cbr", frameRate: 25, rungs: ["3M", "1M"] };
const ENCODE = { environment: "prod", encoderCidrs: ["203.0.113.7/32"] };

const PRODUCTION: EnvironmentFiles = {
  environment: "prod",
  production: true,
  lineup: {
    environment: "prod",
    production: true,
    channels: {
      arena: { title: "Arena", regions: ["us-east-1", "eu-west-1"], ladder: "uhd", source: { type: "rtp-push", timecode: "embedded" } },
    },
  },
  ladders: { uhd: UHD },
  stacks: {
    "prod-us-east-1": { region: "us-east-1", settings: { role: "encode-region", ...ENCODE } },
    "prod-eu-west-1": { region: "eu-west-1", settings: { role: "encode-region", ...ENCODE } },
    "prod-global": {
      region: "us-east-1",
      settings: {
        role: "global-edge",
        environment: "prod",
        playbackKeys: { first: TEST_PUBLIC_KEY },
        domain: "live.broadcaster.tv",
        zoneId: "Z0123456789ABCDEFGHI",
      },
    },
  },
};

const DEVELOPMENT: EnvironmentFiles = {
  environment: "dev",
  production: false,
  lineup: {
    environment: "dev",
    production: false,
    channels: { test: { title: "Test", regions: ["us-east-1"], ladder: "hevc", source: { type: "rtmp-push" } } },
  },
  ladders: { hevc: HEVC },
  stacks: {
    dev: { region: "us-east-1", settings: { role: "standalone", ...ENCODE, environment: "dev", playbackKeys: { first: TEST_PUBLIC_KEY } } },
  },
};

describe("pictures in the stacks", () => {
  it("[L4] a UHD channel in HDR10 is one template in both regions, and both contracts say what a player must show", async () => {
    const records = await recordEnvironment(PRODUCTION);
    const [body = "", other = ""] = ["prod-us-east-1", "prod-eu-west-1"].flatMap((stack) =>
      (records[stack]?.resources ?? []).flatMap(({ type, inputs }) =>
        type === "aws:cloudformation/stack:Stack" ? String(inputs["templateBody"]) : [],
      ),
    );
    for (const part of ['"Hdr10Settings"', '"MAIN_10BIT"', '"Resolution":"UHD"', '"Codec":"HEVC"', '"ColorSpaceUsage":"FALLBACK"'])
      assert.ok(body.includes(part), part);
    // The regions differ in their maintenance windows alone.
    const withoutWindow = (text: string): string => text.replace(/"Maintenance":\{[^}]*\},/, "");
    assert.ok(withoutWindow(body) === withoutWindow(other) && body.length > withoutWindow(body).length);
    const picture = pictureFacts(ladderOf(UHD));
    const region = encodeRegionContract.parse(records["prod-us-east-1"]?.outputs["contract"]);
    const edge = globalEdgeContract.parse(records["prod-global"]?.outputs["contract"]);
    assert.deepEqual([region.channels["arena"]?.picture, edge.channels["arena"]?.picture], [picture, picture]);
  });

  it("[L4] a development channel in H.265 is the typed resource, and its contract says so", async () => {
    const records = await recordEnvironment(DEVELOPMENT);
    const channels = (records["dev"]?.resources ?? []).filter(({ type }) => type === "aws:medialive/channel:Channel");
    assert.equal(channels.length, 1);
    assert.match(JSON.stringify(channels[0]?.inputs), /"h265Settings":\{[^}]*"bitrate":3000000/);
    const { encodeRegion, globalEdge } = standaloneContract.parse(records["dev"]?.outputs["contract"]);
    const picture = pictureFacts(ladderOf(HEVC));
    assert.deepEqual([encodeRegion.channels["test"]?.picture, globalEdge.channels["test"]?.picture], [picture, picture]);
  });
});
