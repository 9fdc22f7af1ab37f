import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyPolicy, topicPolicy } from "../../components/storage/index.ts";
import { admitsCaller } from "../../rehearsal/cloud/admission.ts";
import { Mailbox } from "../../rehearsal/cloud/mailbox.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { undeliverable } from "../../rehearsal/cloud/undeliverable.ts";
import type { Properties } from "../../rehearsal/cloud/values.ts";
import { variants } from "../../rehearsal/weakened/variants.ts";
import { accountId } from "../support/cloudExamples/index.ts";
import { World } from "../support/cloudWorld.ts";

const REGION = "eu-west-1";
const PUBLISHER = {
  service: "cloudwatch.amazonaws.com",
  conditioned: true,
  sourceArn: `arn:aws:cloudwatch:${REGION}:${accountId}:alarm:*`,
};
const OUR_KEY = keyPolicy({ accountId, publishers: [PUBLISHER, { service: "events.amazonaws.com", conditioned: false }] });

describe("alarms of the simulated AWS, and whom they reach", () => {
  let world: World;
  let endpoint: SdkEndpoint;
  let client: CloudWatchClient;

  beforeEach(async () => {
    world = await World.full();
    endpoint = await serveSdk(world.cloud, () => undefined);
    client = new CloudWatchClient({
      region: REGION,
      endpoint: endpoint.url,
      credentials: { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" },
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await endpoint.close();
  });

  const set = (AlarmName: string, StateValue: "ALARM" | "OK"): Promise<unknown> =>
    client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "a test" }));
  const state = async (name: string): Promise<string | undefined> => {
    const found = await client.send(new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ["CompositeAlarm", "MetricAlarm"] }));
    return [...(found.CompositeAlarms ?? []), ...(found.MetricAlarms ?? [])][0]?.StateValue;
  };
  /** A topic with our own policies that a page goes to, and a composite alarm on the example's. */
  const page = async (changed: { key?: string; topic?: string } = {}, more: Properties = {}): Promise<void> => {
    await world.make("key", { policy: changed.key ?? OUR_KEY }, "pageKey");
    await world.make("topic", { name: "page", kmsMasterKeyId: world.output("pageKey", "arn") }, "page");
    await world.make(
      "topicPolicy",
      { arn: world.id("page"), policy: changed.topic ?? topicPolicy({ name: "page", accountId, region: REGION }) },
      "pagePolicy",
    );
    await world.make("subscription", { topic: world.id("page"), protocol: "email", endpoint: "ops@broadcaster.tv" }, "pageTo");
    await world.make("composite", { alarmName: "page", alarmActions: [world.id("page")], alarmDescription: "OFF AIR", ...more }, "pager");
  };

  it("[O2] delivers a page through an encrypted topic to whoever subscribed", async () => {
    await page();
    await set("page", "ALARM");
    const [message, ...others] = world.cloud.mailbox.messages();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [message?.to, message?.subject, message?.text],
      ["email ops@broadcaster.tv", `ALARM: "page" in ${REGION}`, "OFF AIR\na test"],
    );
    await set("page", "ALARM");
    await set("page", "OK");
    assert.equal(world.cloud.mailbox.messages().length, 1, "a change is told once, and an end wakes nobody");
    assert.equal(await state("page"), "OK");
  });

  it("[O2] drops it without a word when the key keeps CloudWatch out, as the weakened variant does", async () => {
    const weak = variants["dropped-alerts"].weaken({ policy: OUR_KEY })?.["policy"];
    assert.equal(typeof weak, "string");
    await page({ key: String(weak) });
    await set("page", "ALARM");
    assert.deepEqual(world.cloud.mailbox.messages(), []);
    assert.equal(await state("page"), "ALARM", "the alarm itself is none the wiser");
    assert.ok(
      undeliverable(world.store).some(({ from }) => from === "alarm page"),
      "and the rehearsal refuses to end",
    );
  });

  it("[O2] drops it when the topic's policy is for another account's alarms, or the key's for another region's", async () => {
    await page({
      topic: topicPolicy({ name: "page", accountId: "999999999999", region: REGION }).replaceAll(
        `:sns:${REGION}:999999999999`,
        `:sns:${REGION}:${accountId}`,
      ),
    });
    await set("page", "ALARM");
    assert.deepEqual(world.cloud.mailbox.messages(), []);
  });

  it("[O2] weighs conditions and denials as AWS does", () => {
    const caller = {
      service: "cloudwatch.amazonaws.com",
      context: {
        "aws:SourceAccount": accountId,
        "aws:SourceArn": `arn:aws:cloudwatch:${REGION}:${accountId}:alarm:x`,
        "aws:SecureTransport": "true",
      },
    };
    const ours = topicPolicy({ name: "page", accountId, region: REGION });
    assert.equal(admitsCaller(ours, caller, "sns:Publish"), true);
    assert.equal(
      admitsCaller(ours, { ...caller, context: { ...caller.context, "aws:SecureTransport": "false" } }, "sns:Publish"),
      false,
      "a denial wins",
    );
    assert.equal(admitsCaller(OUR_KEY, caller, "kms:GenerateDataKey"), true);
    assert.equal(
      admitsCaller(
        OUR_KEY,
        { ...caller, context: { ...caller.context, "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:1:alarm:x" } },
        "kms:Decrypt",
      ),
      false,
    );
    assert.equal(admitsCaller(OUR_KEY, { ...caller, service: "s3.amazonaws.com" }, "kms:Decrypt"), false);
    const odd = JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:*",
          Resource: "*",
          Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
        },
      ],
    });
    assert.equal(admitsCaller(odd, caller, "sns:Publish"), false, "a condition that nobody knows does not hold");
  });

  it("[O2] holds a message back while its suppressor is in alarm, and until the wait is over", async () => {
    await page({}, { actionsSuppressor: { alarm: "requests", waitPeriod: 0, extensionPeriod: 0 } });
    await set("requests", "ALARM");
    await set("page", "ALARM");
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(world.cloud.mailbox.messages(), []);
    await set("page", "OK");
    await set("requests", "OK");
    await set("page", "ALARM");
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(world.cloud.mailbox.messages().length, 1);
  });

  it("[O2] lets a datum move the alarm on its metric, and the composite alarms that read it", async () => {
    const metric = { namespace: "Onair", metricName: "Wanted", dimensions: { Environment: "prod", Channel: "arena" } };
    const form = {
      statistic: "Minimum",
      threshold: 2,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
    };
    await world.make("alarm", { name: "arena-on-air", ...metric, ...form, alarmActions: [] }, "onAir");
    await page({}, { alarmRule: 'ALARM("arena-on-air")' });
    const put = (Value: number): Promise<unknown> =>
      client.send(
        new PutMetricDataCommand({
          Namespace: "Onair",
          MetricData: [
            {
              MetricName: "Wanted",
              Value,
              Dimensions: [
                { Name: "Environment", Value: "prod" },
                { Name: "Channel", Value: "arena" },
              ],
            },
          ],
        }),
      );
    await put(1);
    assert.deepEqual([await state("arena-on-air"), world.cloud.mailbox.messages().length], ["OK", 0]);
    await put(2);
    assert.deepEqual([await state("arena-on-air"), await state("page"), world.cloud.mailbox.messages().length], ["ALARM", "ALARM", 1]);
    await put(0);
    assert.deepEqual([await state("arena-on-air"), await state("page"), world.cloud.mailbox.messages().length], ["OK", "OK", 1]);
  });

  it("[O2] says no as CloudWatch does", async () => {
    await assert.rejects(set("nothing", "ALARM"), /does not exist/);
    await assert.rejects(
      client.send(new PutMetricDataCommand({ Namespace: "AWS/MediaLive", MetricData: [{ MetricName: "x", Value: 1 }] })),
      /Namespace/,
    );
    await assert.rejects(client.send(new ListMetricsCommand({})), /does not know ListMetrics/);
  });

  it("[O2] keeps messages in a file between processes", () => {
    const folder = mkdtempSync(join(tmpdir(), "onair-mailbox-"));
    try {
      const file = join(folder, "deep", "mailbox.jsonl");
      const message = { at: "2026-01-01T00:00:00Z", to: "email ops@broadcaster.tv", topic: "arn", subject: "a", text: "b\nc" };
      new Mailbox(file).put(message);
      assert.deepEqual(new Mailbox(file).messages(), [message]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
