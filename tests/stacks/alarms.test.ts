import assert from "node:assert/strict";
import { STUDIO, DEMO, ROAMING } from "../support/lineups.ts";
import { CHANNEL_THRESHOLDS } from "../support/alarms.ts";
import { ofType, only, type RecordedResource } from "../support/mocks.ts";
import { readRegion, recordRegion } from "../support/region.ts";
import { asStacks, recordStack, shippedSettings, type StackRecord } from "../support/shipped.ts";

const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const PAGER = "arn:aws:sns:us-east-1:123456789012:pager";
const actions = (resources: readonly RecordedResource[]): unknown[] => [
  ...new Set(ofType(resources, COMPOSITE).flatMap(({ inputs }) => (inputs.alarmActions ?? []) as string[])),
];

describe("the alarms of a region, as resources", () => {
  it("[O2] page over one encrypted topic and remark over another, and only composite alarms act", async () => {
    const resources = await recordRegion([STUDIO, DEMO], {
      alarms: { thresholds: CHANNEL_THRESHOLDS, alertEmail: "ops@broadcaster.tv", eventEmail: "log@broadcaster.tv" },
    });
    for (const { inputs } of ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm")) assert.equal(inputs.alarmActions, undefined);
    for (const { inputs } of ofType(resources, COMPOSITE)) {
      const page = /(off-air|degraded|feed-lost|region-down|test)$/.test(String(inputs.alarmName));
      const said = /-(dark|starting)$/.test(String(inputs.alarmName))
        ? undefined
        : [`arn:aws:sns:us-east-1:123456789012:onair-prod-${page ? "alerts" : "events"}`];
      assert.deepEqual(inputs.alarmActions, said, String(inputs.alarmName));
    }
    const subscriptions = ofType(resources, "aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => [
      inputs.topic,
      inputs.endpoint,
    ]);
    assert.deepEqual(subscriptions.sort(), [
      ["arn:aws:sns:us-east-1:123456789012:onair-prod-alerts", "ops@broadcaster.tv"],
      ["arn:aws:sns:us-east-1:123456789012:onair-prod-events", "log@broadcaster.tv"],
    ]);
  });

  it("[O2] EventBridge tells of a state change where nobody is woken", async () => {
    const targets = ofType(await recordRegion([STUDIO]), "aws:cloudwatch/eventTarget:EventTarget").map(({ inputs }) => inputs.arn);
    assert.deepEqual([...new Set(targets)], ["arn:aws:sns:us-east-1:123456789012:onair-prod-events"]);
  });

  it("[O2] take a topic that is brought along, and make neither another nor a subscription", async () => {
    const resources = await recordRegion([STUDIO], { alarms: { thresholds: CHANNEL_THRESHOLDS, alertTopicArn: PAGER } });
    assert.deepEqual(
      ofType(resources, "aws:sns/topic:Topic").map(({ inputs }) => inputs.name),
      ["onair-prod-events"],
    );
    assert.deepEqual(actions(resources).sort(), ["arn:aws:sns:us-east-1:123456789012:onair-prod-events", PAGER]);
  });

  it("[O2] wait for each alarm that they name", async () => {
    const resources = await recordRegion([STUDIO]);
    const down = only(resources, COMPOSITE, "prod-region-down");
    const offAir = only(resources, COMPOSITE, "studio-off-air");
    const waits = ({ dependencies }: RecordedResource): string[] => dependencies.map((urn) => urn.split("::").at(-1) ?? "");
    assert.ok(waits(down).includes("studio-dark") && waits(down).includes("studio-on-air"), waits(down).join());
    assert.ok(waits(offAir).includes("prod-region-down") && waits(offAir).includes("studio-dark"), waits(offAir).join());
    const dark = waits(only(resources, COMPOSITE, "studio-dark"));
    for (const health of ["studio-a-outputs", "studio-b-ingest"]) assert.ok(dark.includes(health), health);
  });

  it("[O1] name the page to test and the dashboard at preview", async () => {
    const told = await readRegion([STUDIO, ROAMING], ({ alarms, dashboardUrl }) => ({ paging: alarms.paging, dashboardUrl }));
    assert.deepEqual(told.paging, {
      region: "us-east-1",
      alarm: "onair-prod.us-east-1-test",
      channels: { studio: { alarm: "onair-prod-studio-us-east-1-off-air", waitSeconds: 120 } },
    });
    assert.equal(
      told.dashboardUrl,
      "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/onair-prod-us-east-1",
    );
    const waiting = await readRegion([ROAMING], ({ alarms }) => alarms.paging);
    assert.deepEqual(
      waiting,
      { region: "us-east-1", alarm: "onair-prod.us-east-1-test", channels: {} },
      "a region that only waits wakes nobody",
    );
  });
});

describe("the alarms of the edge, as resources", function () {
  this.timeout(60_000);
  let regions: Record<string, StackRecord>;
  const edge = (changed: Record<string, string> = {}): Promise<StackRecord> =>
    recordStack(shippedSettings("prod-global", changed), { stacks: asStacks(regions) });

  before(async () => {
    regions = {
      "prod-us-east-1": await recordStack(shippedSettings("prod-us-east-1")),
      "prod-eu-west-1": await recordStack(shippedSettings("prod-eu-west-1")),
    };
  });

  it("[O2] are in us-east-1 with topics and a key of their own, wherever the stack is", async () => {
    const { resources } = await edge({ "aws:region": "eu-west-1" });
    const own = resources.filter(({ urn, custom }) => custom && urn.includes("EdgeWatch"));
    for (const { type, region, urn } of own) if (type !== "aws:cloudwatch/dashboard:Dashboard") assert.equal(region, "us-east-1", urn);
    assert.deepEqual(
      ofType(own, "aws:sns/topic:Topic")
        .map(({ inputs }) => [inputs.name, inputs.kmsMasterKeyId])
        .sort(),
      [
        ["onair-prod-edge-alerts", "alias/onair-prod-edge-alerts"],
        ["onair-prod-edge-events", "alias/onair-prod-edge-alerts"],
      ],
    );
    assert.match(String(only(own, "aws:kms/key:Key").inputs.policy), /cloudwatch\.amazonaws\.com/);
    assert.deepEqual(actions(own).sort(), [
      "arn:aws:sns:us-east-1:123456789012:onair-prod-edge-alerts",
      "arn:aws:sns:us-east-1:123456789012:onair-prod-edge-events",
    ]);
    assert.equal(ofType(own, "aws:cloudwatch/metricAlarm:MetricAlarm").length, 6, "additional metrics are on in production");
    const function_ = only(resources, "aws:cloudfront/function:Function").inputs.name;
    assert.ok(
      ofType(own, "aws:cloudwatch/metricAlarm:MetricAlarm").some(({ inputs }) =>
        JSON.stringify(inputs).includes(`"FunctionName":"${String(function_)}"`),
      ),
    );
  });

  it("[O2] leave out what is measured only with additional metrics", async () => {
    const { resources } = await edge({ "onair:monitoring": "false" });
    assert.equal(
      ofType(
        resources.filter(({ urn }) => urn.includes("EdgeAlarms")),
        "aws:cloudwatch/metricAlarm:MetricAlarm",
      ).length,
      4,
    );
  });

  it("[O2] take a topic of this account, and refuse one of another before anything is made", async () => {
    const { resources } = await edge({ "onair:edgeAlertTopicArn": PAGER });
    assert.ok(actions(resources).includes(PAGER));
    await assert.rejects(
      edge({ "onair:edgeAlertTopicArn": PAGER.replace("123456789012", "999999999999") }),
      /onair:edgeAlertTopicArn.*another account/s,
    );
    const foreign = shippedSettings("prod-us-east-1", {
      "onair:alertTopicArn": PAGER.replace("123456789012", "999999999999"),
      "onair:alertEmail": "",
    });
    await assert.rejects(recordStack(foreign), /onair:alertTopicArn.*another account/s);
  });

  it("[O1] puts dashboards, topics and the page to test into the contract", async () => {
    const { outputs } = await edge();
    const contract = (outputs as { contract: Record<string, unknown> }).contract;
    assert.equal(
      contract["dashboardUrl"],
      "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/onair-prod-global",
    );
    assert.equal(contract["alertTopicArn"], "arn:aws:sns:us-east-1:123456789012:onair-prod-edge-alerts");
    assert.deepEqual(contract["paging"], { region: "us-east-1", alarm: "onair-prod.edge-test", channels: {} });
  });
});
