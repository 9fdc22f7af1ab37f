import assert from "node:assert/strict";
import type pulumi from "@pulumi/pulumi";
import {
  PACKAGING_EVENT_PATTERN,
  channelEventPattern,
  definitionHash,
  healthAlarmPlan,
  publisherPolicy,
  publisherTrust,
} from "../../components/alarms/index.ts";
import { keyPolicy, topicPolicy } from "../../components/storage/index.ts";
import { HEALTH } from "../support/lineups.ts";
import { recordProgram } from "../support/mocks.ts";

const ACCOUNT = "123456789012";
const WATCHED = {
  environment: "prod",
  channel: "studio",
  region: "eu-west-1",
  pipelines: ["a", "b"],
  outputGroup: "origin",
  channelGroup: "onair-prod-main",
  originChannel: "studio",
} as const;

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Principal?: { readonly Service?: string };
  readonly Resource?: string;
  readonly Condition?: Record<string, Record<string, unknown>>;
}
const statements = (document: string): Statement[] => (JSON.parse(document) as { Statement: Statement[] }).Statement;
const hashOf = async (change: object, id: pulumi.Input<string> = "42", index = 0): Promise<string> => {
  const plan = healthAlarmPlan(WATCHED, { ...HEALTH, ...change })[index];
  assert.ok(plan);
  const { result } = await recordProgram(() => definitionHash(plan, id));
  return result;
};

describe("healthAlarmPlan", () => {
  it("[E4] watches what each pipeline writes and what MediaPackage takes in", () => {
    assert.deepEqual(
      healthAlarmPlan(WATCHED, HEALTH).map((plan) => [
        plan.name,
        plan.namespace,
        plan.metricName,
        plan.statistic,
        plan.dimensions,
        plan.threshold,
      ]),
      [
        [
          "onair-prod-studio-eu-west-1-health-a-outputs",
          "AWS/MediaLive",
          "ActiveOutputs",
          "Minimum",
          { OutputGroupName: "origin", Pipeline: "0" },
          1,
        ],
        [
          "onair-prod-studio-eu-west-1-health-a-ingest",
          "AWS/MediaPackage",
          "IngressBytes",
          "Sum",
          { ChannelGroup: "onair-prod-main", Channel: "studio", IngestEndpoint: "1" },
          1000,
        ],
        [
          "onair-prod-studio-eu-west-1-health-b-outputs",
          "AWS/MediaLive",
          "ActiveOutputs",
          "Minimum",
          { OutputGroupName: "origin", Pipeline: "1" },
          1,
        ],
        [
          "onair-prod-studio-eu-west-1-health-b-ingest",
          "AWS/MediaPackage",
          "IngressBytes",
          "Sum",
          { ChannelGroup: "onair-prod-main", Channel: "studio", IngestEndpoint: "2" },
          1000,
        ],
      ],
    );
  });

  it("[E4] reads no data as unhealthy, at standard resolution, and never looks at the feed", () => {
    for (const plan of healthAlarmPlan(WATCHED, HEALTH)) {
      assert.deepEqual(
        [plan.treatMissingData, plan.period, plan.comparisonOperator, plan.evaluationPeriods, plan.datapointsToAlarm],
        ["breaching", 60, "LessThanThreshold", 3, 2],
      );
      assert.doesNotMatch(plan.metricName, /Input|NetworkIn/);
    }
  });

  it("[E4] has another hash for another definition or channel, and none for another wording", async () => {
    const base = await hashOf({});
    assert.match(base, /^[0-9a-f]{64}$/);
    assert.equal(await hashOf({}), base);
    assert.notEqual(await hashOf({ minActiveOutputs: 2 }), base);
    assert.notEqual(await hashOf({ evaluationPeriods: 4 }), base);
    assert.notEqual(await hashOf({}, "43"), base);
    const [plan] = healthAlarmPlan(WATCHED, HEALTH);
    assert.ok(plan);
    const { result: reworded } = await recordProgram(() => definitionHash({ ...plan, description: "other words" }, "42"));
    assert.equal(reworded, base);
    assert.equal(await hashOf({ minIngressBytesPerMinute: 5 }), base, "another alarm's threshold");
    assert.notEqual(await hashOf({ minIngressBytesPerMinute: 5 }, "42", 1), await hashOf({}, "42", 1));
  });
});

describe("notifications", () => {
  const publisher = {
    environment: "prod",
    accountId: ACCOUNT,
    region: "eu-west-1",
    topicName: "onair-prod-alerts",
    key: "alias/onair-prod",
  };

  it("[O3] lets only this environment's rules take the publisher's role", () => {
    assert.deepEqual(statements(publisherTrust(publisher))[0]?.Condition, {
      StringEquals: { "aws:SourceAccount": ACCOUNT },
      ArnLike: {
        "aws:SourceArn": [`arn:aws:events:eu-west-1:${ACCOUNT}:rule/onair-prod-*`, `arn:aws:events:eu-west-1:${ACCOUNT}:rule/onair-prod.*`],
      },
    });
  });

  it("[O3] lets the role publish to one topic and use one key through SNS", () => {
    const [publish, key] = statements(publisherPolicy(publisher));
    assert.deepEqual([publish?.Action, publish?.Resource], ["sns:Publish", `arn:aws:sns:eu-west-1:${ACCOUNT}:onair-prod-alerts`]);
    assert.deepEqual(key?.Condition, {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/onair-prod" },
      StringEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" },
    });
  });

  it("[O3] matches one channel's own events", async () => {
    const { result } = await recordProgram(() => channelEventPattern("arn:aws:medialive:eu-west-1:1:channel:7"));
    assert.deepEqual(JSON.parse(result), {
      source: ["aws.medialive"],
      "detail-type": ["MediaLive Channel State Change", "MediaLive Channel Alert"],
      detail: { channel_arn: ["arn:aws:medialive:eu-west-1:1:channel:7"] },
    });
    assert.deepEqual((JSON.parse(PACKAGING_EVENT_PATTERN) as { source: string[] }).source, ["aws.mediapackagev2"]);
  });
});

describe("key and topic policies", () => {
  it("[O4] lets the publishers in, conditioned where AWS sends the condition", () => {
    const policy = statements(
      keyPolicy({
        accountId: ACCOUNT,
        publishers: [
          { service: "cloudwatch.amazonaws.com", conditioned: true, sourceArn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*" },
          { service: "events.amazonaws.com", conditioned: false },
        ],
      }),
    );
    assert.deepEqual(
      policy.map((statement) => statement.Principal?.Service),
      [undefined, "cloudwatch.amazonaws.com", "events.amazonaws.com"],
    );
    assert.deepEqual(policy[1]?.Condition, {
      StringEquals: { "aws:SourceAccount": ACCOUNT },
      ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*" },
    });
    assert.equal(policy[2]?.Condition, undefined);
    assert.deepEqual(policy[2]?.Action, ["kms:Decrypt", "kms:GenerateDataKey*"]);
  });

  it("[O4] a topic takes this account's alarms, and nothing over plain HTTP", () => {
    const [alarms, plain] = statements(topicPolicy({ name: "onair-prod-alerts", accountId: ACCOUNT, region: "eu-west-1" }));
    assert.deepEqual(alarms?.Condition, {
      StringEquals: { "aws:SourceAccount": ACCOUNT },
      ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:*` },
    });
    assert.deepEqual([plain?.Effect, plain?.Condition], ["Deny", { Bool: { "aws:SecureTransport": "false" } }]);
  });
});
