import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { passphraseName, type Channel, type Passphrases, type Source } from "../../components/encode/index.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/index.ts";
import { configOf } from "../../policy/ruleTable.ts";
import { rules } from "../../policy/rules/index.ts";
import { judgeStack } from "../policy/harness.ts";
import { graphOf } from "../policy/shippedGraph.ts";
import { MOCK_ACCOUNT } from "../support/cloudValues.ts";
import { ARENA, STUDIO } from "../support/lineups.ts";
import { ofType, only, UNKNOWN, type RecordedResource } from "../support/mocks.ts";
import { readRegion, recordRegion } from "../support/region.ts";
import { asStacks, recordStack, ROOT, shippedSettings, type StackRecord } from "../support/shipped.ts";

const STACK = "aws:cloudformation/stack:Stack";
const INPUT = "aws:medialive/input:Input";
const POLICY = "aws:iam/rolePolicy:RolePolicy";

const LISTENER: Source = { type: "srt-listener", timecode: "embedded", latencyMilliseconds: 1000, encryption: "aes256" };
const CALLER: Source = {
  type: "srt-caller",
  timecode: "embedded",
  latencyMilliseconds: 1000,
  encryption: "aes128",
  addresses: ["a", "b"].map((host) => ({ host: `${host}.feed.tv`, port: 9000 })),
};
const FEED: Channel = { ...ARENA, name: "feed", source: LISTENER };
const SECRET = `arn:aws:secretsmanager:us-east-1:${MOCK_ACCOUNT}:secret:onair/prod/feed/srt-AbCdEf`;
const SECRETS: Passphrases = {
  [passphraseName("prod", "feed", "primary")]: { arn: SECRET },
  [passphraseName("prod", "feed", "backup")]: { arn: SECRET.replace("feed", "feed-backup") },
};

interface StackInputs {
  readonly name: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly policyBody?: string;
  readonly onFailure: string;
}

function srtStack(resources: readonly RecordedResource[], name = "feed--srt"): RecordedResource & { readonly stack: StackInputs } {
  const found = only(resources, STACK, name);
  return { ...found, stack: found.inputs as unknown as StackInputs };
}

describe("SRT inputs of a channel", () => {
  it("[L1 L2] are a stack of their own, protected, which CloudFormation may change and never replace", async () => {
    const resources = await recordRegion([FEED], { passphrases: SECRETS });
    assert.deepEqual(ofType(resources, INPUT), []);
    const { stack, protect } = srtStack(resources);
    assert.deepEqual([stack.name, stack.onFailure, protect], ["onair-prod-feed--srt", "DELETE", true]);
    assert.deepEqual(JSON.parse(stack.policyBody ?? ""), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "Update:Modify", Resource: "*" }],
    });
    assert.deepEqual(Object.keys(stack.parameters).sort(), ["PassphraseArn", "SecurityGroupId"]);
    assert.equal(stack.parameters["PassphraseArn"], SECRET);
    assert.match(stack.parameters["SecurityGroupId"] ?? "", /^\d+$/);
    const channel = srtStack(resources, "feed");
    assert.match(channel.stack.parameters["InputId"] ?? "", /^\d+$/, "and the channel is given the input's id");
  });

  it("[L1] are known at preview but for the security group's id", async () => {
    const resources = await recordRegion([FEED], { passphrases: SECRETS }, { preview: true });
    const { stack } = srtStack(resources);
    assert.equal(stack.parameters["SecurityGroupId"], UNKNOWN);
    assert.equal(stack.parameters["PassphraseArn"], SECRET);
    assert.match(stack.templateBody, /"Type":"SRT_LISTENER"/);
    const [statement] = readers(resources);
    assert.deepEqual(statement, { Sid: "ReadPassphrases", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [SECRET] });
  });

  it("[L1] feed a development channel as well, which its owner may replace", async () => {
    const resources = await recordRegion([FEED], { passphrases: SECRETS, production: false });
    const { stack, protect } = srtStack(resources);
    assert.deepEqual([protect, stack.policyBody], [false, undefined]);
    const attachments = only(resources, "aws:medialive/channel:Channel", "feed").inputs["inputAttachments"] as { inputId: string }[];
    assert.match(attachments[0]?.inputId ?? "", /^\d+$/);
  });

  it("[O1 L2] tell where to push, with all an encoder needs but the passphrase", async () => {
    const read = (production: boolean): Promise<readonly { pipeline: string; url: string; port: number; scheme: string }[]> =>
      readRegion([FEED], ({ channels: { feed } }) => feed?.ingest ?? [], { passphrases: SECRETS, production });
    const addresses = await read(true);
    assert.deepEqual(
      addresses.map(({ pipeline, scheme, port }) => [pipeline, scheme, port]),
      [
        ["a", "srt", 5050],
        ["b", "srt", 5050],
      ],
    );
    for (const { url } of addresses) assert.match(url, /^srt:\/\/[\d.]+:5050\?mode=caller&pbkeylen=32$/);
    assert.notEqual(addresses[0]?.url, addresses[1]?.url);
    assert.equal((await read(false)).length, 1);
  });

  it("[L2] stand in a VPC where the region has one, behind its security groups", async () => {
    const vpc = { subnetIds: ["subnet-0a", "subnet-0b"], securityGroupIds: ["sg-0a"] };
    const resources = await recordRegion([FEED], { passphrases: SECRETS, vpc, encoderCidrs: [] });
    const { stack } = srtStack(resources);
    assert.deepEqual(Object.keys(stack.parameters).sort(), ["PassphraseArn", "RoleArn"]);
    assert.match(stack.templateBody, /"Vpc":\{"SecurityGroupIds":\["sg-0a"\],"SubnetIds":\["subnet-0a","subnet-0b"\]\}/);
    assert.deepEqual(ofType(resources, "aws:medialive/inputSecurityGroup:InputSecurityGroup"), []);
  });

  it("[L1 L2] call out without a security group, beside another input, each with a passphrase of its own", async () => {
    const resources = await recordRegion([{ ...FEED, moreInputs: { backup: CALLER } }], { passphrases: SECRETS });
    const { stack } = srtStack(resources, "feed-backup--srt");
    assert.deepEqual(stack.parameters, { PassphraseArn: SECRET.replace("feed", "feed-backup") });
    const [statement, more] = readers(resources);
    assert.equal(more, undefined);
    assert.deepEqual(statement?.["Resource"], [SECRET.replace("feed", "feed-backup"), SECRET]);
    const plain: Source = { type: "srt-caller", timecode: "none", latencyMilliseconds: 1000, addresses: CALLER.addresses };
    const open = await recordRegion([{ ...STUDIO, source: plain }]);
    assert.deepEqual(srtStack(open, "studio--srt").stack.parameters, {});
    assert.deepEqual(readers(open, "studio"), []);
  });

  it("[L2 E5] write no passphrase anywhere, for none is ever read", async () => {
    const resources = await recordRegion([FEED], { passphrases: SECRETS });
    assert.doesNotMatch(JSON.stringify(resources), /SecretString|aws:secretsmanager\/(secretVersion|getSecretVersion)/);
  });
});

/** What the channel's role may read of passphrases. */
function readers(resources: readonly RecordedResource[], channel = "feed"): Record<string, unknown>[] {
  const { Statement } = JSON.parse(String(only(resources, POLICY, channel).inputs["policy"])) as { Statement: Record<string, unknown>[] };
  return Statement.filter(({ Sid }) => /Passphrases/.test(String(Sid)));
}

describe("stacks with an SRT channel", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "onair-srt-"));
    for (const part of ["lineups", "ladders", "Pulumi.prod-us-east-1.yaml", "Pulumi.prod-eu-west-1.yaml", "Pulumi.prod-global.yaml"])
      cpSync(join(ROOT, part), join(directory, part), { recursive: true });
  });
  after(() => rmSync(directory, { recursive: true }));

  /** The shipped lineup with a channel called arena, or by another name, that is fed by SRT. */
  function lineup(change: (text: string) => string): void {
    const text = readFileSync(join(ROOT, "lineups", "prod.yaml"), "utf8");
    const fed = text.replace(
      "source: { type: rtp-push, timecode: embedded }",
      "source: { type: srt-listener, timecode: embedded, streamId: arena }",
    );
    assert.notEqual(fed, text);
    writeFileSync(join(directory, "lineups", "prod.yaml"), change(fed));
  }
  const record = (stack: "prod-us-east-1" | "prod-eu-west-1"): Promise<StackRecord> => recordStack(shippedSettings(stack, {}, directory));

  it("[O1 L1] give encoders names at the edge, and the same query", async () => {
    lineup((text) => text);
    const regions = { "prod-us-east-1": await record("prod-us-east-1"), "prod-eu-west-1": await record("prod-eu-west-1") };
    const edge = await recordStack(shippedSettings("prod-global", {}, directory), { stacks: asStacks(regions) });
    const region = regions["prod-eu-west-1"].outputs["contract"] as EncodeRegionContract;
    assert.equal(region.channels["arena"]?.source, "srt-listener");
    assert.equal(region.channels["arena"].alignment.failover, "seamless");
    const { ingest } = (edge.outputs["contract"] as GlobalEdgeContract).channels["arena"] ?? {};
    assert.match(
      ingest?.["eu-west-1"]?.["a"] ?? "",
      /^srt:\/\/arena-a\.eu-west-1\.ingest\.live\.broadcaster\.tv:5050\?mode=caller&pbkeylen=32&streamid=arena$/,
    );
    const names = ofType(edge.resources, "aws:route53/record:Record").map(({ inputs }) => String(inputs["name"]));
    assert.equal(names.filter((name) => /^arena-[ab]\.(us-east-1|eu-west-1)\.ingest\./.test(name)).length, 4);
  });

  it("[L2 S3] are refused before anything is registered when a passphrase is missing, with the command that makes it", async () => {
    lineup((text) => text.replace("  arena:", "  missing-one:"));
    await assert.rejects(record("prod-eu-west-1"), (error: Error) => {
      assert.match(error.message, /lineups\/prod\.yaml channels\.missing-one\.source/);
      assert.match(error.message, /no secret with its passphrase is found in eu-west-1 \(given: onair\/prod\/missing-one\/srt\)/);
      assert.match(error.message, /npx onair passphrase missing-one --env prod/);
      return true;
    });
  });

  it("[L2 S3] are refused with what AWS said when it could not look, and nobody is told to make a passphrase", async () => {
    lineup((text) => text.replace("  arena:", "  busy-one:"));
    await assert.rejects(record("prod-eu-west-1"), (error: Error) => {
      assert.match(error.message, /channels\.busy-one\.source/);
      assert.match(
        error.message,
        /cannot be looked up in eu-west-1 \(reading Secrets Manager Secret .*: ThrottlingException: Rate exceeded\)/,
      );
      assert.doesNotMatch(error.message, /npx onair passphrase|no secret/);
      return true;
    });
  });

  it("[L2 S4] pass the pack, and are refused without encryption, without a guard and without protection", async () => {
    lineup((text) => text);
    const { resources } = await record("prod-us-east-1");
    const judged = async (change: (stack: RecordedResource) => Partial<RecordedResource>): Promise<string[]> => {
      const changed = resources.map((one) => (one.name === "arena--srt" ? { ...one, ...change(one) } : one));
      const findings = await judgeStack(rules, graphOf(changed), configOf("prod"));
      return [...new Set(findings.filter(({ resource }) => resource.endsWith("arena--srt")).map(({ rule }) => rule))];
    };
    const without = (part: RegExp) => (stack: RecordedResource) => {
      const templateBody = String(stack.inputs["templateBody"]);
      assert.match(templateBody, part);
      return { inputs: { ...stack.inputs, templateBody: templateBody.replace(part, "") } };
    };
    assert.deepEqual(await judged(() => ({})), []);
    assert.deepEqual(await judged(without(/"Decryption":\{[^}]*\{[^}]*\}\},?/)), ["srt-input-encrypted"]);
    assert.deepEqual(await judged(without(/"InputSecurityGroups":\[[^\]]*\],/)), ["push-input-guarded"]);
    assert.deepEqual(await judged(() => ({ protect: false })), ["stateful-protected"]);
  });

  it("[L2 S4] let the role decrypt where the secret has a key of the customer's", async () => {
    lineup((text) => text.replace("  arena:", "  own-key:"));
    const { resources } = await record("prod-us-east-1");
    const [, decrypt] = readers(resources, "own-key");
    assert.deepEqual(
      [decrypt?.["Action"], decrypt?.["Resource"]],
      ["kms:Decrypt", `arn:aws:kms:us-east-1:${MOCK_ACCOUNT}:key/11111111-2222-3333-4444-555555555555`],
    );
  });

  it("[L2 S4] let the role decrypt with a key that the secret names by its alias's ARN, which a policy's Resource never matches", async () => {
    lineup((text) => text.replace("  arena:", "  own-alias:"));
    const { resources } = await record("prod-us-east-1");
    const [, decrypt] = readers(resources, "own-alias");
    assert.equal(decrypt?.["Resource"], `arn:aws:kms:us-east-1:${MOCK_ACCOUNT}:key/*`);
    assert.deepEqual((decrypt["Condition"] as Record<string, unknown>)["ForAnyValue:StringEquals"], {
      "kms:ResourceAliases": "alias/mine",
    });
  });
});
