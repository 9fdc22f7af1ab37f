import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { samples } from "./samples/index.ts";
import { choicesOf, closeOracles, judge, oraclesReady, UNKNOWN, type RecordedResource } from "./index.ts";

const run = promisify(execFile);
const endpoint = (channelName: string, more: Record<string, unknown> = {}): RecordedResource => ({
  type: "aws-native:mediapackagev2:OriginEndpoint",
  name: `${channelName}-hls`,
  region: "us-east-1",
  inputs: { channelGroupName: "main", channelName, originEndpointName: "hls", containerType: "CMAF", ...more },
});
const role = (assumeRolePolicy: unknown): RecordedResource => ({
  type: "aws:iam/role:Role",
  name: "r",
  region: "us-east-1",
  inputs: { assumeRolePolicy },
});

describe("oracles: what a report says", function () {
  this.timeout(60_000);
  before(async function () {
    if (!(await oraclesReady())) this.skip();
  });
  after(closeOracles);

  it("counts what was judged, by which oracle, and what nobody knows", async () => {
    const report = await judge([endpoint("a"), endpoint("b"), { type: "aws:ec2/vpc:Vpc", name: "v", region: "us-east-1", inputs: {} }]);
    assert.deepEqual(report.judged, { "aws-native:mediapackagev2:OriginEndpoint": { oracle: ["cfn-lint", "botocore"], count: 2 } });
    assert.deepEqual(report.unjudged, { "aws:ec2/vpc:Vpc": 1 });
  });

  it("sends equal bodies once and complains under every resource's own name", async () => {
    const wrong = { startoverWindowSeconds: -1 };
    const report = await judge([endpoint("a", wrong), { ...endpoint("a", wrong), name: "again" }]);
    assert.equal(report.distinct, 1);
    assert.deepEqual([...new Set(report.complaints.map((complaint) => complaint.resource))], ["a-hls", "again"]);
  });

  it("judges the longest and the shortest of bodies that differ in names alone, and all when one is wrong", async () => {
    const names = ["news", "sport", "documentary", "x".repeat(257)];
    const good = await judge(
      names.slice(0, 3).map((name) => endpoint(name)),
      { names },
    );
    assert.deepEqual([good.distinct, good.complaints.length], [2, 0]);
    const bad = await judge(
      names.map((name) => endpoint(name)),
      { names },
    );
    assert.deepEqual(
      [...new Set(bad.complaints.map((complaint) => `${complaint.path} of ${complaint.resource.length}`))],
      ["channelName of 261"],
    );
  });

  it("takes regions for one only where they offer the same", async () => {
    const group = (region: string): RecordedResource => ({
      type: "aws-native:mediapackagev2:ChannelGroup",
      name: region,
      region,
      inputs: { channelGroupName: "main" },
    });
    const report = await judge(["us-east-1", "eu-west-1", "eu-south-1", "us-west-2"].map(group), { names: ["main"] });
    assert.deepEqual([...new Set(report.complaints.map((complaint) => complaint.resource))], ["eu-south-1"]);
    assert.equal(report.distinct, 2);
  });

  it("lets an unknown stand wherever a value may, and judges what is known beside it", async () => {
    const unknown = endpoint(UNKNOWN, { containerType: UNKNOWN, segment: UNKNOWN, hlsManifests: UNKNOWN, startoverWindowSeconds: UNKNOWN });
    const mixed = endpoint("news", { hlsManifests: [{ manifestName: UNKNOWN, manifestWindowSeconds: 5 }] });
    const topic = { type: "aws:sns/topicPolicy:TopicPolicy", name: "t", region: "us-east-1", inputs: { arn: UNKNOWN, policy: UNKNOWN } };
    const alarm = {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      name: "m",
      region: "us-east-1",
      inputs: {
        comparisonOperator: UNKNOWN,
        metricName: UNKNOWN,
        namespace: UNKNOWN,
        statistic: UNKNOWN,
        period: UNKNOWN,
        threshold: UNKNOWN,
        evaluationPeriods: UNKNOWN,
        dimensions: { ChannelId: UNKNOWN },
        alarmActions: [UNKNOWN],
      },
    };
    const report = await judge([unknown, mixed, topic, alarm]);
    assert.deepEqual(
      [...new Set(report.complaints.map((complaint) => `${complaint.resource} ${complaint.path}`))],
      ["news-hls hlsManifests[0].manifestWindowSeconds"],
    );
  });

  it("draws no conclusion about what is known from what is not", async () => {
    const sample = samples.find(({ type }) => type === "aws:cloudfront/distribution:Distribution");
    assert.ok(sample);
    const origin = {
      domainName: "a.example.com",
      customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
    };
    const inputs = { ...sample.inputs, originGroups: [], orderedCacheBehaviors: [], origins: [{ ...origin, originId: UNKNOWN }] };
    const known = { ...inputs, origins: [{ ...origin, originId: "other" }] };
    const report = await judge(
      [inputs, known].map((each, index) => ({ type: sample.type, name: `d${index}`, region: "us-east-1", inputs: each })),
    );
    assert.deepEqual(
      [...new Set(report.complaints.map((complaint) => `${complaint.resource} ${complaint.path}`))],
      ["d1 defaultCacheBehavior.targetOriginId"],
    );
  });

  it("judges what a secret holds", async () => {
    const secret = (value: string): unknown => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
    const report = await judge([endpoint("a", { description: secret("fine") }), endpoint("b", { uriSeparator: secret("DOT") })]);
    assert.deepEqual([...new Set(report.complaints.map((complaint) => `${complaint.resource} ${complaint.path}`))], ["b-hls uriSeparator"]);
  });

  it("leaves the keys of free-form documents as they are", async () => {
    const policy = (principal: string): unknown => ({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", [principal]: { Service: "medialive.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    const paths = (await judge([role(policy("Principal")), role(policy("principal"))])).complaints.map(
      (complaint) => `${complaint.oracle} ${complaint.path}`,
    );
    assert.ok(paths.includes("policy_sentry assumeRolePolicy.Statement[0].principal"), paths.join("\n"));
    assert.ok(
      paths.some((line) => line.startsWith("cfn-lint assumeRolePolicy")),
      paths.join("\n"),
    );
  });

  it("measures which choices were used, by the oracles' own paths", async () => {
    const wanted = [
      { path: "mediapackagev2.CreateOriginEndpoint ContainerType", values: ["CMAF", "TS"] },
      { path: "mediapackagev2.CreateOriginEndpoint", values: ["HlsManifests", "DashManifests"] },
    ];
    const report = await judge([endpoint("a", { hlsManifests: [{ manifestName: "index" }] })], { wanted });
    assert.deepEqual(
      report.coverage.rows.map(({ hit, missed }) => [hit, missed]),
      [
        [["CMAF"], ["TS"]],
        [["HlsManifests"], ["DashManifests"]],
      ],
    );
    assert.equal(report.coverage.percent, 50);
  });

  it("lists every choice of a request", async () => {
    const choices = new Map((await choicesOf("medialive.CreateChannel")).map(({ path: place, values }) => [place, values]));
    assert.deepEqual(choices.get("medialive.CreateChannel ChannelClass"), ["STANDARD", "SINGLE_PIPELINE"]);
    assert.ok(
      choices
        .get("medialive.CreateChannel EncoderSettings.VideoDescriptions[].CodecSettings.H264Settings.RateControlMode")
        ?.includes("QVBR"),
    );
    assert.ok(choices.size > 200);
  });

  it("judges a file from the command line and tells by its exit", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "oracles-"));
    try {
      const file = path.join(folder, "resources.json");
      const script = path.join(import.meta.dirname, "judgeFile.ts");
      await writeFile(file, JSON.stringify([endpoint("a")]));
      assert.match((await run(process.execPath, [script, file])).stdout, /1 resource.* no complaint/);
      await writeFile(file, JSON.stringify([endpoint("a", { containerType: "MP4" })]));
      await assert.rejects(run(process.execPath, [script, file]), (error: { code: number; stdout: string }) => {
        assert.equal(error.code, 1);
        assert.match(error.stdout, /a-hls +aws-native:mediapackagev2:OriginEndpoint +cfn-lint +containerType +E3030 'MP4' is not one of/);
        return true;
      });
      await writeFile(file, "{");
      await assert.rejects(run(process.execPath, [script, file]), (error: { code: number; stderr: string }) => {
        assert.deepEqual([error.code, error.stderr.includes("    at ")], [2, false]);
        return true;
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
