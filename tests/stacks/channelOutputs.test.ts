import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Channel, ChannelOutput, Passphrases } from "../../components/encode/index.ts";
import { ARENA, STUDIO } from "../support/lineups.ts";
import { MOCK_ACCOUNT } from "../support/cloudOutputs.ts";
import { countByType, ofType, only, type RecordedResource } from "../support/mocks.ts";
import { readRegion, recordRegion } from "../support/region.ts";
import type { EncodeRegionContract } from "../../stacks/index.ts";
import { asStacks, recordStack, ROOT, shippedSettings, type StackRecord } from "../support/shipped.ts";

const STACK = "aws:cloudformation/stack:Stack";
const FLOW = "aws-native:mediaconnect:Flow";

const TUBE: ChannelOutput = {
  type: "rtmp",
  regions: "preferred",
  urls: ["rtmps://a.tv/live", "rtmps://b.tv/live"],
  streamKeys: "shared",
  keyVersion: 1,
  authentication: "common",
  verifyCertificate: true,
  username: "onair",
  passwordParam: "/onair/tube",
};
const PICTURES: ChannelOutput = { type: "frame-capture", regions: "all", everySeconds: 10, height: 360, retentionDays: 7 };
const CLUB: ChannelOutput = {
  type: "mediaconnect",
  regions: "preferred",
  subscribers: ["000000000001", "210987654321"],
  senders: { "us-east-1": ["198.51.100.7/32", "198.51.100.8/32"] },
  latencyMilliseconds: 2000,
  keyVersion: 1,
};
const FULL: Channel = { ...STUDIO, outputs: { tube: TUBE, pictures: PICTURES, club: CLUB } };
const PASSPHRASE = `arn:aws:secretsmanager:us-east-1:${MOCK_ACCOUNT}:secret:onair/prod/studio/outputs/club/passphrase-1-AbCdEf`;
const passphrases: Passphrases = { "onair/prod/studio/outputs/club/passphrase-1": { arn: PASSPHRASE } };
const HERE = { passphrases, availabilityZones: ["us-east-1a", "us-east-1b"] };

/** What `more` has that `less` has not, by type. */
function added(more: readonly RecordedResource[], less: readonly RecordedResource[]): Record<string, number> {
  const before = countByType(less);
  const extra = Object.entries(countByType(more)).map(([type, count]) => [type, count - (before[type] ?? 0)] as const);
  return Object.fromEntries(extra.filter(([, count]) => count !== 0));
}

function statements(resources: readonly RecordedResource[], role: string): { Sid: string; Action: unknown; Resource: unknown }[] {
  const policy = String(only(resources, "aws:iam/rolePolicy:RolePolicy", role).inputs["policy"]);
  return (JSON.parse(policy) as { Statement: { Sid: string; Action: unknown; Resource: unknown }[] }).Statement;
}

describe("outputs of a channel", () => {
  it("[L8] to a social platform make no resource, and keep the stream key out of everything that is registered", async () => {
    const plain = await recordRegion([STUDIO]);
    const resources = await recordRegion([{ ...STUDIO, outputs: { tube: TUBE } }]);
    assert.deepEqual(added(resources, plain), {});
    const { parameters, templateBody } = only(resources, STACK, "studio").inputs as { parameters: object; templateBody: string };
    assert.deepEqual(Object.keys(parameters).sort(), Object.keys(only(plain, STACK, "studio").inputs["parameters"] as object).sort());
    assert.equal(
      templateBody.split('"StreamName":"{{resolve:secretsmanager:onair/prod/studio/outputs/tube/stream-key-1:SecretString}}"').length,
      3,
    );
    const read = statements(resources, "studio").find(({ Sid }) => Sid === "ReadPasswords");
    assert.deepEqual(read?.Resource, [`arn:aws:ssm:us-east-1:${MOCK_ACCOUNT}:parameter/onair/tube`]);
    // CloudFormation resolves the stream key with the deployer's rights: the channel's role has no business with it.
    assert.ok(!statements(resources, "studio").some(({ Action }) => JSON.stringify(Action).includes("secretsmanager")));
  });

  it("[L8] of pictures share one bucket of the region, encrypted and protected, a folder for each output", async () => {
    const plain = await recordRegion([STUDIO, ARENA]);
    const resources = await recordRegion([
      { ...STUDIO, outputs: { pictures: PICTURES } },
      { ...ARENA, outputs: { big: { ...PICTURES, height: 720, retentionDays: 1 } } },
    ]);
    const extra = added(resources, plain);
    assert.equal(extra["aws:s3/bucket:Bucket"], 1);
    assert.equal(extra["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"], 1);
    assert.equal(extra["onair:encode:FrameStore"], 1);
    const bucket = only(resources, "aws:s3/bucket:Bucket");
    const name = `onair-prod-frames-${MOCK_ACCOUNT}-us-east-1`;
    assert.deepEqual([bucket.inputs["bucket"], bucket.protect], [name, true]);
    const rules = only(resources, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"] as {
      id: string;
      expiration?: { days: number };
    }[];
    assert.deepEqual(
      rules.filter(({ id }) => id.startsWith("keep-")).map(({ id, expiration }) => [id, expiration?.days]),
      [
        ["keep-arena/big", 1],
        ["keep-studio/pictures", 7],
      ],
    );
    const stack = only(resources, STACK, "studio");
    const { parameters } = stack.inputs as { parameters: Record<string, string> };
    assert.deepEqual(
      [parameters["FrameUrlpicturesA"], parameters["FrameUrlpicturesB"]],
      ["a", "b"].map((pipeline) => `s3ssl://${name}/studio/pictures/${pipeline}/studio`),
    );
    assert.ok(stack.dependencies.some((urn) => urn.includes("BucketServerSideEncryptionConfiguration::prod-frames")));
    const own = statements(resources, "arena").find(({ Sid }) => Sid === "WriteFrames");
    assert.deepEqual(own?.Resource, [`arn:aws:s3:::${name}/arena/big/*`]);
  });

  it("[L8] to a broadcaster go through an encrypted flow for each pipeline, in two zones, to the accounts that are named", async () => {
    const resources = await recordRegion([FULL], HERE);
    const flows = ofType(resources, FLOW).map(({ name, inputs, protect }) => ({ name, inputs, protect }));
    assert.deepEqual(
      flows.map(({ name, inputs, protect }) => [name, inputs["availabilityZone"], protect]),
      [
        ["studio.out-club-a", "us-east-1a", true],
        ["studio.out-club-b", "us-east-1b", true],
      ],
    );
    const sources = flows.map(({ inputs }) => inputs["source"] as Record<string, unknown>);
    assert.deepEqual(
      sources.map(({ protocol, whitelistCidr, minLatency }) => [protocol, whitelistCidr, minLatency]),
      [
        ["srt-listener", "198.51.100.7/32", 2000],
        ["srt-listener", "198.51.100.8/32", 2000],
      ],
    );
    assert.ok(sources.every(({ decryption }) => (decryption as { secretArn: string }).secretArn === PASSPHRASE));
    const entitlements = ofType(resources, "aws-native:mediaconnect:FlowEntitlement").map(({ inputs }) => inputs["subscribers"]);
    assert.deepEqual(
      entitlements,
      [CLUB, CLUB].map(({ subscribers }) => subscribers),
    );
    const { parameters } = only(resources, STACK, "studio").inputs as { parameters: Record<string, string> };
    for (const pipeline of ["A", "B"]) assert.match(parameters[`FlowUrlclub${pipeline}`] ?? "", /^srt:\/\/\d+\.\d+\.\d+\.\d+:5000$/);
    assert.equal(parameters["FlowPassphraseclub"], PASSPHRASE);
    assert.deepEqual(statements(resources, "studio").find(({ Sid }) => Sid === "ReadPassphrases")?.Resource, [PASSPHRASE]);
  });

  it("[L8] leave the second region alone, but for those of all regions, and encode what viewers get alike", async () => {
    const elsewhere = await recordRegion([FULL], { region: "eu-west-1" });
    assert.deepEqual(ofType(elsewhere, FLOW), []);
    const body = String(only(elsewhere, STACK, "studio").inputs["templateBody"]);
    assert.ok(!body.includes("out-tube") && !body.includes("out-club") && body.includes("out-pictures"));
    const hash = async (region: string): Promise<unknown> =>
      readRegion([FULL], ({ channels }) => channels["studio"]?.encodeHash, { ...HERE, region });
    assert.equal(await hash("eu-west-1"), await hash("us-east-1"));
  });

  it("[O1] are told to whoever reads the region, by the names of their secrets", async () => {
    const outputs = await readRegion([FULL], ({ channels }) => channels["studio"]?.outputs, HERE);
    assert.deepEqual(outputs?.["tube"], {
      type: "rtmp",
      regions: "preferred",
      sentHere: true,
      urls: ["rtmps://a.tv/live", "rtmps://b.tv/live"],
      secrets: ["onair/prod/studio/outputs/tube/stream-key-1"],
    });
    assert.equal(outputs["pictures"]?.bucket, `onair-prod-frames-${MOCK_ACCOUNT}-us-east-1`);
    const flows = await readRegion([FULL], ({ channels }) => Object.keys(channels["studio"]?.flows ?? {}), HERE);
    assert.deepEqual(flows, ["out-club"]);
  });

  it("[L3] of pictures work in development", async () => {
    const dev = { environment: "dev", production: false };
    const resources = await recordRegion([{ ...STUDIO, regions: ["us-east-1"], outputs: { pictures: PICTURES } }], dev);
    const { destinations } = only(resources, "aws:medialive/channel:Channel").inputs as {
      destinations: { id: string; settings: { url: string }[] }[];
    };
    assert.deepEqual(destinations.at(-1), {
      id: "out-pictures",
      settings: [{ url: `s3ssl://onair-dev-frames-${MOCK_ACCOUNT}-us-east-1/studio/pictures/a/studio` }],
    });
    assert.equal(only(resources, "aws:s3/bucket:Bucket").protect, false);
  });
});

describe("stacks with a channel of several outputs", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "onair-outputs-"));
    for (const part of ["lineups", "ladders", "Pulumi.prod-us-east-1.yaml", "Pulumi.prod-eu-west-1.yaml", "Pulumi.prod-global.yaml"])
      cpSync(join(ROOT, part), join(directory, part), { recursive: true });
  });
  after(() => rmSync(directory, { recursive: true }));

  /** The shipped lineup with outputs of the channel studio. */
  function lineup(outputs: Readonly<Record<string, object>>): void {
    const text = readFileSync(join(ROOT, "lineups", "prod.yaml"), "utf8");
    const changed = text.replace(/^ {2}studio:\n/m, (head) => `${head}    outputs: ${JSON.stringify(outputs)}\n`);
    assert.notEqual(changed, text);
    writeFileSync(join(directory, "lineups", "prod.yaml"), changed);
  }
  const record = (stack: "prod-us-east-1" | "prod-eu-west-1"): Promise<StackRecord> => recordStack(shippedSettings(stack, {}, directory));
  const rtmp = { type: "rtmp", urls: ["rtmps://a.tv/live", "rtmps://b.tv/live"] };

  it("[L8 E3] tell of them by region, and the edge takes regions that differ in them", async () => {
    lineup({ tube: rtmp, pictures: { type: "frame-capture" } });
    const regions = { "prod-us-east-1": await record("prod-us-east-1"), "prod-eu-west-1": await record("prod-eu-west-1") };
    const told = Object.values(regions).map(({ outputs }) => (outputs["contract"] as EncodeRegionContract).channels["studio"]?.outputs);
    assert.deepEqual(
      told.map((outputs) => [outputs?.["tube"]?.sentHere, outputs?.["pictures"]?.sentHere]),
      [
        [true, true],
        [false, true],
      ],
    );
    await recordStack(shippedSettings("prod-global", {}, directory), { stacks: asStacks(regions) });
  });

  it("[L8 S3] are refused before anything is registered when a stream key is missing, where it is sent from and nowhere else", async () => {
    lineup({ missing: rtmp });
    await assert.rejects(record("prod-us-east-1"), (error: Error) => {
      assert.match(error.message, /lineups\/prod\.yaml channels\.studio\.outputs\.missing/);
      assert.match(error.message, /none is found in us-east-1 \(given: onair\/prod\/studio\/outputs\/missing\/stream-key-1\)/);
      assert.match(error.message, /npx onair secret studio missing --env prod/);
      return true;
    });
    await record("prod-eu-west-1");
  });

  it("[L8 S3] are refused with what AWS said when it could not look, and nobody is told to keep a secret", async () => {
    lineup({ busy: rtmp });
    await assert.rejects(record("prod-us-east-1"), (error: Error) => {
      assert.match(
        error.message,
        /it cannot be looked up in us-east-1 \(reading Secrets Manager Secret .*: ThrottlingException: Rate exceeded\)/,
      );
      assert.doesNotMatch(error.message, /none is found|npx onair secret/);
      return true;
    });
  });
});
