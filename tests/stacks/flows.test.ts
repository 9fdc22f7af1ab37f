import assert from "node:assert/strict";
import { passphraseName, type Channel, type Passphrases, type Source } from "../../components/encode/index.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/index.ts";
import { readAccount } from "../../rehearsal/cloud/account.ts";
import { invoke } from "../../rehearsal/cloud/provider/invokes.ts";
import { encodeRegionContract } from "../../stacks/plain.ts";
import type { EnvironmentFiles } from "../support/lineupArbitrary/index.ts";
import { recordEnvironment } from "../support/environmentFolder.ts";
import { MOCK_ACCOUNT } from "../support/cloudValues.ts";
import { deploy } from "../support/cloudProgram.ts";
import { accountFile, World } from "../support/cloudWorld.ts";
import { ARENA, STUDIO } from "../support/lineups.ts";
import { ofType, only, UNKNOWN, type RecordedResource } from "../support/mocks.ts";
import { TEST_PUBLIC_KEY } from "../support/testKey.ts";
import { makeRegion, recordRegion, type RegionOverrides } from "../support/region.ts";

const FLOW = "aws-native:mediaconnect:Flow";
const SECOND = "aws-native:mediaconnect:FlowSource";
const OUTPUT = "aws-native:mediaconnect:FlowOutput";
const ENTITLEMENT = "aws-native:mediaconnect:FlowEntitlement";
const INPUT = "aws:medialive/input:Input";
const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const RECORD = "aws:route53/record:Record";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const SRT: Source = {
  type: "mediaconnect",
  timecode: "embedded",
  feed: { protocol: "srt-listener", port: 5000, admit: "203.0.113.0/24", latencyMilliseconds: 1000 },
};
const FEED: Channel = { ...ARENA, name: "feed", source: SRT };
const secret = (name: string): string => `arn:aws:secretsmanager:us-east-1:${MOCK_ACCOUNT}:secret:${name}-AbCdEf`;
const PASSPHRASE = passphraseName("prod", "feed", "primary");
const SECRETS: Passphrases = Object.fromEntries(
  [PASSPHRASE, "onair/partner", "onair/monitor"].map((name) => [name, { arn: secret(name) }]),
);
const HERE: RegionOverrides = { passphrases: SECRETS, availabilityZones: ["us-east-1a", "us-east-1c"] };

const statements = (
  resources: readonly RecordedResource[],
  name: string,
): { Sid?: string; Action: string | string[]; Resource: string | string[] }[] =>
  (JSON.parse(String(only(resources, POLICY, name).inputs["policy"])) as { Statement: [] }).Statement;

describe("a channel fed by MediaConnect", () => {
  it("[L1 L9] has two protected flows in two zones, and one input that takes from both", async () => {
    const resources = await recordRegion([FEED], HERE);
    const flows = ofType(resources, FLOW);
    assert.deepEqual(
      flows.map(({ name, inputs, protect, region }) => [name, inputs["name"], inputs["availabilityZone"], protect, region]),
      [
        ["feed-a", "onair-prod-feed-a", "us-east-1a", true, "us-east-1"],
        ["feed-b", "onair-prod-feed-b", "us-east-1c", true, "us-east-1"],
      ],
    );
    const input = only(resources, INPUT, "feed");
    assert.equal(input.inputs["type"], "MEDIACONNECT");
    const arns = (input.inputs["mediaConnectFlows"] as { flowArn: string }[]).map(({ flowArn }) => flowArn.split(":").at(-1));
    assert.deepEqual(arns, ["onair-prod-feed-a", "onair-prod-feed-b"]);
    assert.match(String(input.inputs["roleArn"]), /role\/onair-prod-feed-us-east-1$/);
    assert.ok(
      input.dependencies.some((urn) => urn.endsWith("RolePolicy::feed")),
      "its role may reach the flows before it is made",
    );
    assert.deepEqual(
      ofType(resources, "aws:medialive/inputSecurityGroup:InputSecurityGroup"),
      [],
      "MediaLive itself is pushed to by nobody",
    );
  });

  it("[L9] is off where no channel says so", async () => {
    const resources = await recordRegion([STUDIO, ARENA], HERE);
    assert.deepEqual(
      resources.filter(({ type }) => type.includes("mediaconnect") || type === "onair:contribution:Contribution"),
      [],
    );
    assert.doesNotMatch(JSON.stringify(resources.map(({ inputs }) => inputs)), /mediaconnect:/);
  });

  it("[L2 O4 L9] keeps its passphrase from everybody but the role of the flows", async () => {
    const resources = await recordRegion([FEED], HERE);
    const role = only(resources, ROLE, "feed-flows");
    assert.equal(role.inputs["name"], "onair-prod-feed-us-east-1-flows");
    const source = only(resources, FLOW, "feed-a").inputs["source"] as {
      decryption: { keyType: string; secretArn: string; roleArn: string };
    };
    assert.deepEqual([source.decryption.keyType, source.decryption.secretArn], ["srt-password", secret(PASSPHRASE)]);
    assert.match(source.decryption.roleArn, /-flows$/);
    assert.ok(statements(resources, "feed-flows").every(({ Resource }) => String(Resource) === secret(PASSPHRASE)));
    const encoder = statements(resources, "feed");
    assert.doesNotMatch(JSON.stringify(encoder), /secretsmanager/);
    const reach = encoder.find(({ Sid }) => Sid === "FeedFromFlows");
    assert.deepEqual(
      (reach?.Resource as string[]).filter((arn) => arn.includes(":flow:")),
      ["a", "b"].map((pipeline) => `arn:aws:mediaconnect:us-east-1:${MOCK_ACCOUNT}:flow:*:onair-prod-feed-${pipeline}`),
    );
  });

  it("[L9] shares what it takes in with accounts by name, and has no second way in unless asked", async () => {
    const plain = await recordRegion([FEED], HERE);
    assert.deepEqual(
      [SECOND, OUTPUT, ENTITLEMENT].flatMap((type) => ofType(plain, type)),
      [],
    );
    const source: Source = {
      ...SRT,
      secondFeed: { protocol: "srt-listener", port: 5010, admit: "198.51.100.7/32", latencyMilliseconds: 1000 },
      failover: { mode: "failover", primary: "feed" },
      share: {
        partner: { accounts: ["210987654321"], dataTransferFeePercent: 0, encryption: { algorithm: "aes256", keySecret: "onair/partner" } },
      },
      outputs: {
        monitor: {
          protocol: "srt-listener",
          port: 6000,
          admit: ["192.0.2.7/32"],
          latencyMilliseconds: 300,
          passphraseSecret: "onair/monitor",
        },
      },
    };
    const resources = await recordRegion([{ ...FEED, source }], HERE);
    const flow = only(resources, FLOW, "feed-b").inputs;
    assert.deepEqual(flow["sourceFailoverConfig"], {
      state: "ENABLED",
      failoverMode: "FAILOVER",
      sourcePriority: { primarySource: "first" },
    });
    assert.deepEqual(
      ofType(resources, SECOND).map(({ name, inputs, protect }) => [name, inputs["whitelistCidr"], inputs["ingestPort"], protect]),
      ["a", "b"].map((pipeline) => [`feed-${pipeline}-second`, "198.51.100.7/32", 5010, true]),
    );
    assert.deepEqual(
      ofType(resources, ENTITLEMENT).map(({ name, inputs }) => [
        name,
        inputs["subscribers"],
        (inputs["encryption"] as { secretArn: string }).secretArn,
      ]),
      ["a", "b"].map((pipeline) => [`feed-${pipeline}-partner`, ["210987654321"], secret("onair/partner")]),
    );
    assert.deepEqual(
      ofType(resources, OUTPUT).map(({ name, inputs }) => [name, inputs["cidrAllowList"]]),
      ["a", "b"].map((pipeline) => [`feed-${pipeline}-monitor`, ["192.0.2.7/32"]]),
    );
    assert.equal(ofType(resources, ROLE).filter(({ name }) => name === "feed-flows").length, 1);
  });

  it("[L9] in development has one flow, one pipeline and nothing protected", async () => {
    const resources = await recordRegion([FEED], { ...HERE, production: false });
    assert.deepEqual(
      ofType(resources, FLOW).map(({ name, protect }) => [name, protect]),
      [["feed-a", false]],
    );
    assert.equal((only(resources, INPUT, "feed").inputs["mediaConnectFlows"] as unknown[]).length, 1);
  });

  it("[L9] is known at preview but for what AWS makes up", async () => {
    const resources = await recordRegion([FEED], HERE, { preview: true });
    const flow = only(resources, FLOW, "feed-a").inputs;
    const source = flow["source"] as { whitelistCidr: string; decryption: { secretArn: string; roleArn: string } };
    assert.deepEqual(
      [flow["availabilityZone"], source.whitelistCidr, source.decryption.secretArn],
      ["us-east-1a", "203.0.113.0/24", secret(PASSPHRASE)],
    );
    assert.equal(source.decryption.roleArn, UNKNOWN);
  });

  it("[O2 L9] has an alarm by each flow's ARN", async () => {
    const resources = await recordRegion([FEED], HERE);
    const dimensions = ["a", "b"].map(
      (pipeline) => only(resources, ALARM, `feed-flow-${pipeline}`).inputs["dimensions"] as { FlowARN: string },
    );
    assert.deepEqual(
      dimensions.map(({ FlowARN }) => FlowARN.split(":").at(-1)),
      ["onair-prod-feed-a", "onair-prod-feed-b"],
    );
  });
});

describe("flows in the simulated AWS", () => {
  const account = { ...readAccount(accountFile) };
  const everything: Source = {
    ...SRT,
    secondFeed: { protocol: "srt-listener", port: 5010, admit: "198.51.100.7/32", latencyMilliseconds: 1000 },
    failover: { mode: "failover" },
    share: { partner: { accounts: ["210987654321"], dataTransferFeePercent: 0 } },
    outputs: {
      monitor: {
        protocol: "srt-listener",
        port: 6000,
        admit: ["192.0.2.7/32"],
        latencyMilliseconds: 300,
        passphraseSecret: "onair/monitor",
      },
    },
  };
  const merged: Source = {
    type: "mediaconnect",
    timecode: "none",
    feed: { protocol: "rtp-fec", port: 5000, admit: "203.0.113.0/24", unencrypted: "allowed" },
    secondFeed: { protocol: "rtp", port: 5010, admit: "203.0.113.0/24", unencrypted: "allowed" },
    failover: { mode: "merge", recoveryWindowMilliseconds: 200 },
  };

  for (const [title, source] of Object.entries({ "SRT with all that can hang on it": everything, "RTP merged": merged })) {
    it(`[L9] are made and taken away again without a refusal: ${title}`, async () => {
      const deployed = await deploy(() => makeRegion([{ ...FEED, source }], HERE), account, []);
      assert.equal(deployed.tokens.filter((token) => token === FLOW).length, 2);
      await deployed.destroy();
      assert.deepEqual(deployed.store.everything(), []);
    });
  }

  it("[L9] find zones of their region, in no order of theirs", () => {
    const { names } = invoke(new World().cloud, "aws:index/getAvailabilityZones:getAvailabilityZones", "eu-west-1", { state: "available" });
    assert.deepEqual([...(names as string[])].sort(), ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
  });

  it("[L9] in a zone of another region are refused there", async () => {
    const twins = { ...HERE, availabilityZones: ["us-east-1a", "eu-west-1a"] };
    await assert.rejects(
      deploy(() => makeRegion([FEED], twins), account, []),
      /eu-west-1a is not an Availability Zone of us-east-1/,
    );
  });
});

/** An environment of one channel as given. */
function environment(source: object, settings: object = {}): EnvironmentFiles {
  const [preferred, other] = ["us-east-1", "eu-west-1"];
  const encode = (region: string): Record<string, unknown> => ({
    role: "encode-region",
    environment: "prod",
    encoderCidrs: ["203.0.113.7/32"],
    availabilityZones: [`${region}a`, `${region}b`],
    alertEmail: "ops@broadcaster.tv",
    ...settings,
  });
  return {
    environment: "prod",
    production: true,
    lineup: {
      environment: "prod",
      production: true,
      channels: {
        feed: {
          title: "Feed",
          regions: [preferred, other],
          ladder: "hd",
          source: { type: "mediaconnect", timecode: "embedded", ...source },
        },
      },
    },
    ladders: {
      hd: {
        codec: "h264",
        frameRate: 30,
        rateControl: "qvbr",
        gopSeconds: 2,
        segmentSeconds: 4,
        rungs: ["1080p", "720p"],
        audioBitrates: ["128k"],
      },
    },
    stacks: {
      "prod-us-east-1": { region: "us-east-1", settings: encode("us-east-1") },
      "prod-eu-west-1": { region: "eu-west-1", settings: encode("eu-west-1") },
    },
  };
}

const contractOf = (outputs: unknown): EncodeRegionContract => (outputs as { contract: EncodeRegionContract }).contract;

describe("stacks with MediaConnect flows", () => {
  const feed = { protocol: "srt-listener" };
  const two = { feed, secondFeed: { protocol: "srt-listener" }, share: { partner: { accounts: ["210987654321"] } } };

  it("[O1 L9] tell in the contract where both encoders send, which flows there are, and what is shared", async () => {
    const records = await recordEnvironment(environment(two));
    const contract = encodeRegionContract.parse(contractOf(records["prod-us-east-1"]?.outputs));
    const { ingest, flows, source } = contract.channels["feed"] ?? assert.fail("no channel");
    assert.equal(source, "mediaconnect");
    assert.deepEqual(
      ingest.map(({ pipeline, scheme, port, url, ip }) => [pipeline, scheme, port, url === `srt://${ip}:5000?mode=caller`]),
      [
        ["a", "srt", 5000, true],
        ["b", "srt", 5000, true],
      ],
    );
    const made = flows?.["primary"] ?? [];
    assert.deepEqual(
      made.map(({ pipeline, name, availabilityZone, secondIngest }) => [pipeline, name, availabilityZone, secondIngest?.port]),
      [
        ["a", "onair-prod-feed-a", "us-east-1a", 5010],
        ["b", "onair-prod-feed-b", "us-east-1b", 5010],
      ],
    );
    for (const { arn, entitlements, egressIp } of made) {
      assert.match(arn, /^arn:aws:mediaconnect:us-east-1:\d{12}:flow:1-/);
      assert.match(entitlements?.["partner"] ?? "", /:entitlement:1-.*:partner$/);
      assert.match(egressIp, /^198\.19\./);
    }
    const pushed = (records["prod-us-east-1"]?.outputs as { ingest: Record<string, Record<string, string>> }).ingest["feed"] ?? {};
    assert.deepEqual(Object.keys(pushed), ["a", "b", "a2", "b2"]);
  });

  it("[L9] take the zones that the stack file names, in its order, and ask AWS for none then", async () => {
    const { "prod-us-east-1": record } = await recordEnvironment({
      ...environment({ feed }),
      stacks: {
        "prod-us-east-1": {
          region: "us-east-1",
          settings: { ...environment({}).stacks["prod-us-east-1"]?.settings, availabilityZones: ["us-east-1d", "us-east-1a"] },
        },
      },
    });
    const zones = ofType(record?.resources ?? [], FLOW).map(({ inputs }) => inputs["availabilityZone"]);
    assert.deepEqual(zones, ["us-east-1d", "us-east-1a"]);
  });

  it("[L9] refuse production without zones, and name two that there are", async () => {
    await assert.rejects(
      recordEnvironment(environment({ feed }, { availabilityZones: undefined })),
      /prod-us-east-1\.yaml onair:availabilityZones\s+is not set, and a MediaConnect flow cannot move[\s\S]*write \[us-east-1a, us-east-1b\]/,
    );
  });

  it("[L9] ask nobody for zones where no channel has flows", async () => {
    const files = environment({}, { availabilityZones: undefined });
    const channels = files.lineup["channels"] as Record<string, Record<string, unknown>>;
    const lineup = { ...files.lineup, channels: { feed: { ...channels["feed"], source: { type: "rtmp-push" } } } };
    await recordEnvironment({ ...files, lineup });
  });

  it("[L9] refuse a secret that is in no Secrets Manager, naming it and what asks for it", async () => {
    const share = { partner: { accounts: ["210987654321"], encryption: { keySecret: "onair/missing" } } };
    await assert.rejects(
      recordEnvironment(environment({ feed, share })),
      /channels\.feed\.source\.share\.partner\.encryption\.keySecret[\s\S]*onair\/missing/,
    );
  });
});

describe("an edge before MediaConnect flows", () => {
  it("[E4 L9] gives each encoder a name: pipeline, region, and a 2 for the second one", async () => {
    const files = environment({ feed: { protocol: "srt-listener" }, secondFeed: { protocol: "srt-listener" } });
    const zone = { domain: "live.broadcaster.tv", zoneId: "Z0123456789ABCDEFGHI" };
    const edge = {
      role: "global-edge",
      environment: "prod",
      ...zone,
      alertEmail: "ops@broadcaster.tv",
      playbackKeys: { first: TEST_PUBLIC_KEY },
    };
    const records = await recordEnvironment({
      ...files,
      stacks: { ...files.stacks, "prod-global": { region: "us-east-1", settings: edge } },
    });
    const global = records["prod-global"];
    const names = ofType(global?.resources ?? [], RECORD)
      .map(({ inputs }) => String(inputs["name"]))
      .filter((name) => name.includes(".ingest."));
    const labels = ["a", "a2", "b", "b2"];
    assert.deepEqual(
      [...names].sort(),
      labels.flatMap((label) => ["eu-west-1", "us-east-1"].map((region) => `feed-${label}.${region}.ingest.live.broadcaster.tv`)).sort(),
    );
    const { contract } = global?.outputs as { contract: GlobalEdgeContract };
    assert.equal(
      contract.channels["feed"]?.ingest["eu-west-1"]?.["b2"],
      "srt://feed-b2.eu-west-1.ingest.live.broadcaster.tv:5010?mode=caller",
    );
  });
});
