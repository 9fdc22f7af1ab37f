import aws from "@pulumi/aws";
import awsNative from "@pulumi/aws-native";
import awsx from "@pulumi/awsx";
import { LocalWorkspace, PulumiCommand, type EngineEvent, type Stack } from "@pulumi/pulumi/automation/index.js";
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ensurePulumi, pulumiEnvironment, silent } from "../../cli/toolchain/index.ts";
import { startCloud, type RunningCloud } from "../../rehearsal/cloud/index.ts";
import { channelTemplate } from "../support/cloudChannel.ts";
import { accountFile } from "../support/cloudWorld.ts";

/** Everything that the engine does with a provider: two regions, a template, a function call, a remote component. */
function program(logLevel: string) {
  return (): Promise<Record<string, unknown>> => {
    const region = "eu-west-1";
    const role = new aws.iam.Role("encoder", {
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "medialive.amazonaws.com" }),
    });
    const ireland = new awsNative.Provider("ireland", { region, defaultTags: { tags: { system: "onair" } } });
    const group = new awsNative.mediapackagev2.ChannelGroup("main", { channelGroupName: "main" }, { provider: ireland });
    const origin = new awsNative.mediapackagev2.Channel(
      "news",
      { channelGroupName: "main", channelName: "news", inputType: "CMAF" },
      { provider: ireland, dependsOn: group },
    );
    const admitted = new aws.medialive.InputSecurityGroup("studio", { region, whitelistRules: [{ cidr: "203.0.113.0/24" }] });
    const input = new aws.medialive.Input("news", { region, type: "RTP_PUSH", inputSecurityGroups: [admitted.id] });
    const addresses = aws.medialive.getInputOutput({ id: input.id, region }).destinations.apply((all) => all.map(({ url }) => url));
    const urls = origin.ingestEndpointUrls;
    const stack = new aws.cloudformation.Stack("news", {
      region,
      onFailure: "DELETE",
      templateBody: channelTemplate("STANDARD").replace("WARNING", logLevel),
      parameters: {
        IngestA: urls.apply((all) => all[0] ?? ""),
        IngestB: urls.apply((all) => all[1] ?? ""),
        InputId: input.id,
        RoleArn: role.arn,
      },
    });
    const bucket = new aws.s3.Bucket("audit", {});
    const trail = new awsx.cloudtrail.Trail("audit", { s3Bucket: { existing: { arn: bucket.arn } } });
    return Promise.resolve({
      addresses,
      channel: stack.outputs.apply((outputs) => outputs["ChannelArn"]),
      trail: trail.trail.arn,
      zone: aws.route53.getZoneOutput({ name: "onair.test.example" }).zoneId,
    });
  };
}

describe("the simulated AWS under the real Pulumi CLI", function () {
  this.timeout(180_000);
  let folder: string;
  let cloud: RunningCloud;
  let stack: Stack;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "onair-cli-"));
    for (const name of ["state", "work"]) mkdirSync(join(folder, name));
    const toolchain = await ensurePulumi({ screen: silent });
    cloud = await startCloud({ accountFile, stateFile: join(folder, "cloud.json") });
    stack = await LocalWorkspace.createOrSelectStack(
      { stackName: "dev", projectName: "cloud", program: program("WARNING") },
      {
        workDir: join(folder, "work"),
        pulumiCommand: await PulumiCommand.get({ root: dirname(dirname(toolchain.command)) }),
        stackSettings: { dev: { config: { "aws:region": "us-east-1" } } },
        envVars: {
          ...pulumiEnvironment(toolchain, {}),
          PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
          PULUMI_CONFIG_PASSPHRASE: "rehearsal",
          PULUMI_HOME: join(folder, "home"),
          PULUMI_SKIP_UPDATE_CHECK: "true",
          PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
          PULUMI_DEBUG_PROVIDERS: cloud.providers,
        },
      },
    );
  });
  after(async () => {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is previewed with nothing made", async () => {
    const events: EngineEvent[] = [];
    const { changeSummary } = await stack.preview({ onEvent: (event) => events.push(event) });
    assert.deepEqual(changeSummary, { create: 12 });
    const created = events.flatMap(({ resourcePreEvent }) =>
      resourcePreEvent?.metadata.op === "create" ? [resourcePreEvent.metadata] : [],
    );
    const template = created.find(({ type }) => type === "aws:cloudformation/stack:Stack")?.new?.inputs as Record<string, unknown>;
    assert.match(String(template["templateBody"]), /AWS::MediaLive::Channel/, "the template is known at preview");
    assert.deepEqual(cloud.resources(), []);
  });

  it("fails where AWS fails, and goes on from there", async () => {
    cloud.faults.fail("aws:medialive/input:Input@eu-west-1", "InternalServerError: on request", { once: true });
    await assert.rejects(stack.up(), /InternalServerError: on request/);
    // A child of a remote component: the construction is broken off.
    cloud.faults.fail("aws:cloudtrail/trail:Trail", "ThrottlingException: on request", { once: true });
    await assert.rejects(stack.up(), /ThrottlingException: on request/);
    const { outputs, summary } = await stack.up();
    assert.equal(summary.result, "succeeded");
    assert.match(String(outputs["channel"]?.value), /^arn:aws:medialive:eu-west-1:123456789012:channel:\d+$/);
    assert.match(String(outputs["trail"]?.value), /^arn:aws:cloudtrail:us-east-1:/);
    assert.equal((outputs["addresses"]?.value as string[]).length, 2);
    assert.equal(outputs["zone"]?.value, "Z0EXAMPLE0ONAIR00001");
    const group = cloud.resources().find(({ type }) => type === "aws-native:mediapackagev2:ChannelGroup");
    assert.deepEqual(group?.inputs["tags"], [{ key: "system", value: "onair" }]);
  });

  it("is the same at the second look, and after a refresh", async () => {
    assert.deepEqual((await stack.preview()).changeSummary, { same: 12 });
    assert.deepEqual((await stack.refresh()).summary.resourceChanges, { same: 12 });
  });

  it("changes what changed, and nothing beside it", async () => {
    const channel = (): unknown => cloud.resources().find(({ type }) => type === "AWS::MediaLive::Channel");
    const before = channel() as { id: string };
    const { summary } = await stack.up({ program: program("DEBUG") });
    assert.deepEqual(summary.resourceChanges, { same: 11, update: 1 });
    const after = channel() as { id: string; inputs: Record<string, unknown> };
    assert.deepEqual([after.id, after.inputs["LogLevel"]], [before.id, "DEBUG"]);
  });

  it("is refused at preview what the provider does not take", async () => {
    await assert.rejects(
      stack.preview({
        program: () => {
          new aws.sqs.Queue("q", { visibilityTimeoutSeconds: "long" as never });
          return Promise.resolve({});
        },
      }),
      /expected "visibilityTimeoutSeconds" to be a number, got "long"/,
    );
  });

  it("leaves nothing behind", async () => {
    await stack.destroy();
    assert.deepEqual(cloud.resources(), []);
  });
});
