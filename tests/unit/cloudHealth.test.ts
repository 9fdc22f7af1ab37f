import assert from "node:assert/strict";
import { PutMetricDataCommand, SetAlarmStateCommand, CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { metricAlarmArgs, regionSwitches } from "../../components/alarms/index.ts";
import { setChannelState, templateChannel } from "../../rehearsal/cloud/channels.ts";
import { answersOf, isHealthy, type Observed } from "../../rehearsal/cloud/health.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import type { Properties } from "../../rehearsal/cloud/values.ts";
import { tellSwitch } from "../../control/index.ts";
import { domain, zoneId } from "../support/cloudExamples/index.ts";
import { World } from "../support/cloudWorld.ts";

const [US, EU] = ["us-east-1", "eu-west-1"];
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const CHECK = "aws:route53/healthCheck:HealthCheck";
const RECORD = "aws:route53/record:Record";

describe("health checks and names in the simulated cloud", () => {
  let world: World;
  let endpoint: SdkEndpoint;
  let client: CloudWatchClient;

  beforeEach(async () => {
    world = new World();
    endpoint = await serveSdk(world.cloud, () => undefined);
    client = new CloudWatchClient({
      region: EU,
      endpoint: endpoint.url,
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await endpoint.close();
  });

  const observed = (more: Partial<Observed> = {}): Observed => ({ store: world.store, transition: 0, ...more });
  const make = async (token: string, name: string, inputs: Properties, region = US): Promise<string> =>
    (await world.cloud.create({ token, region, urn: `urn:pulumi:test::cloud::${token}::${name}`, inputs })).id;
  const metricCheck = (name: string, alarm: string, region: string, noData: string): Promise<string> =>
    make(CHECK, name, {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: alarm,
      cloudwatchAlarmRegion: region,
      insufficientDataHealthStatus: noData,
    });
  const switchCheck = async (of: string, region: string): Promise<string> => {
    const plan = regionSwitches({ environment: "prod", region, lineupRegions: [US, EU] }).find((one) => one.of === of);
    if (plan === undefined) throw new Error("no switch");
    await make(ALARM, plan.name, metricAlarmArgs(plan, "") as Properties, region);
    return metricCheck(`${of}-from-${region}`, plan.name, region, "LastKnownStatus");
  };
  const calculated = (name: string, children: readonly string[], threshold: number): Promise<string> =>
    make(CHECK, name, { type: "CALCULATED", childHealthchecks: [...children], childHealthThreshold: threshold });

  it("[E4] keeps a switch as it was last thrown, and a switch never thrown in service", async () => {
    const check = await switchCheck(US, EU);
    assert.equal(isHealthy(observed(), check), true);
    await tellSwitch(client, { environment: "prod", region: US }, "evacuated");
    assert.equal(isHealthy(observed(), check), false);
    assert.equal(isHealthy(observed({ silent: [EU] }), check), false, "no data keeps the last state");
    await tellSwitch(client, { environment: "prod", region: US }, "serving");
    assert.equal(isHealthy(observed(), check), true);
  });

  it("[E4] is moved by data of exactly this region and environment, and never by an alarm's state", async () => {
    const check = await switchCheck(US, EU);
    await tellSwitch(client, { environment: "prod", region: EU }, "evacuated");
    await tellSwitch(client, { environment: "dev", region: US }, "evacuated");
    assert.equal(isHealthy(observed(), check), true);
    const alarm = "onair-prod.eu-west-1-health-of-us-east-1";
    await client.send(new SetAlarmStateCommand({ AlarmName: alarm, StateValue: "ALARM", StateReason: "by hand" }));
    assert.equal(isHealthy(observed(), check), true);
  });

  it("[E4] answers with the secondary only while the primary is ill and the secondary is well", async () => {
    const [primary, secondary] = [await switchCheck(US, EU), await switchCheck(EU, US)];
    const ends: readonly (readonly [string, string, string, string])[] = [
      ["PRIMARY", US, "192.0.2.1", primary],
      ["SECONDARY", EU, "192.0.2.2", secondary],
    ];
    for (const [type, setIdentifier, ip, healthCheckId] of ends)
      await make(RECORD, type, {
        zoneId,
        name: `roaming-a.${domain}`,
        type: "A",
        ttl: 60,
        records: [ip],
        setIdentifier,
        failoverRoutingPolicies: [{ type }],
        healthCheckId,
      });
    const answer = (): string[] => answersOf(observed(), `roaming-a.${domain}`, "A");
    const say = (of: string, from: string, service: "evacuated" | "serving"): Promise<void> => {
      const other = new CloudWatchClient({
        region: from,
        endpoint: endpoint.url,
        credentials: { accessKeyId: "a", secretAccessKey: "b" },
      });
      return tellSwitch(other, { environment: "prod", region: of }, service).finally(() => other.destroy());
    };
    assert.deepEqual(answer(), ["192.0.2.1"]);
    await say(US, EU, "evacuated");
    assert.deepEqual(answer(), ["192.0.2.2"]);
    await say(EU, US, "evacuated");
    assert.deepEqual(answer(), ["192.0.2.1"], "neither is well: the primary");
    await say(US, EU, "serving");
    assert.deepEqual(answer(), ["192.0.2.1"]);
    assert.deepEqual(answersOf(observed(), `nobody.${domain}`, "A"), []);
  });

  it("[E4] limit: a name cannot come back while the region that was told last is lost; the plain name still leads there", async () => {
    const health = await make(
      ALARM,
      "ingest",
      {
        name: "ingest",
        namespace: "AWS/MediaPackage",
        metricName: "IngressBytes",
        dimensions: {},
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        period: 60,
        evaluationPeriods: 2,
        statistic: "Sum",
        treatMissingData: "breaching",
      },
      EU,
    );
    // As RegionHealth builds them: every switch of a region must say that it is in service, and the preferred one needs data.
    const inUs = [await switchCheck(US, EU), await switchCheck(US, US)];
    const us = await calculated("us", inUs, inUs.length);
    const eu = await calculated("eu", [await metricCheck("eu-ingest", health, EU, "Unhealthy")], 1);
    const [name, plain] = [`roaming-a.ingest.${domain}`, `roaming-a.${US}.ingest.${domain}`];
    const record = (type: string, ip: string, healthCheckId: string): Promise<string> =>
      make(RECORD, type, {
        zoneId,
        name,
        type: "A",
        ttl: 60,
        records: [ip],
        setIdentifier: type,
        failoverRoutingPolicies: [{ type }],
        healthCheckId,
      });
    await record("PRIMARY", "192.0.2.2", eu);
    await record("SECONDARY", "192.0.2.1", us);
    await make(RECORD, "plain", { zoneId, name: plain, type: "A", ttl: 60, records: ["192.0.2.1"] });
    const lost = observed({ silent: [EU] });
    assert.deepEqual(answersOf(lost, name, "A"), ["192.0.2.1"], "nothing evacuated: the name leaves a region that is lost");
    await tellSwitch(client, { environment: "prod", region: US }, "evacuated");
    world.faults.darken(EU, "refuses");
    await assert.rejects(tellSwitch(client, { environment: "prod", region: US }, "serving"), "nobody takes the word back");
    assert.deepEqual(isHealthy(lost, us), false, "the last word of a region that is lost holds");
    assert.deepEqual(answersOf(lost, name, "A"), ["192.0.2.2"], "into the region that is lost");
    assert.deepEqual(answersOf(lost, plain, "A"), ["192.0.2.1"], "the way out");
    world.faults.clear();
    await tellSwitch(client, { environment: "prod", region: US }, "serving");
    assert.deepEqual(answersOf(lost, name, "A"), ["192.0.2.1"]);
  });

  it("[E4] counts the children of a calculated check, and a disabled or inverted one as Route 53 does", async () => {
    const [one, other] = [await switchCheck(US, EU), await switchCheck(EU, US)];
    const [all, any] = [await calculated("all", [one, other], 2), await calculated("any", [one, other], 1)];
    await tellSwitch(client, { environment: "prod", region: US }, "evacuated");
    assert.deepEqual([isHealthy(observed(), all), isHealthy(observed(), any)], [false, true]);
    const inverted = await make(CHECK, "inverted", {
      type: "CALCULATED",
      childHealthchecks: [all],
      childHealthThreshold: 1,
      invertHealthcheck: true,
    });
    assert.equal(isHealthy(observed(), inverted), true);
  });

  it("[E4] follows what a channel reports: nothing unless it runs", async () => {
    const full = await World.full();
    const channel = full.store.all(templateChannel)[0];
    if (channel === undefined) throw new Error("no channel");
    const inputs = {
      name: "outputs",
      namespace: "AWS/MediaLive",
      metricName: "ActiveOutputs",
      dimensions: { ChannelId: channel.id, Pipeline: "0", OutputGroupName: "live" },
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 2,
      statistic: "Minimum",
      treatMissingData: "breaching",
    };
    await full.cloud.create({ token: ALARM, region: channel.region, urn: "urn:outputs", inputs });
    const check = async (noData: string): Promise<string> =>
      (
        await full.cloud.create({
          token: CHECK,
          region: US,
          urn: `urn:pulumi:test::cloud::${CHECK}::${noData}`,
          inputs: {
            type: "CLOUDWATCH_METRIC",
            cloudwatchAlarmName: "outputs",
            cloudwatchAlarmRegion: channel.region,
            insufficientDataHealthStatus: noData,
          },
        })
      ).id;
    const [strict, waiting] = [await check("Unhealthy"), await check("Healthy")];
    const seen = (more: Partial<Observed> = {}): boolean[] =>
      [strict, waiting].map((id) => isHealthy({ store: full.store, transition: 0, ...more }, id));
    assert.deepEqual(seen(), [false, true]);
    setChannelState(channel, "RUNNING", full.store);
    assert.deepEqual(seen(), [true, true]);
    assert.deepEqual(seen({ silent: [channel.region] }), [false, true]);
  });

  it("[E4] goes on while no control plane answers, which stops calls and resources alike", async () => {
    const check = await switchCheck(US, EU);
    await tellSwitch(client, { environment: "prod", region: US }, "evacuated");
    for (const region of [US, EU]) world.faults.darken(region, "refuses");
    assert.equal(isHealthy(observed(), check), false);
    await assert.rejects(tellSwitch(client, { environment: "prod", region: US }, "serving"));
    await assert.rejects(
      make(CHECK, "another", { type: "CALCULATED", childHealthchecks: [check], childHealthThreshold: 1 }, "eu-central-1"),
      /no answer from us-east-1/,
    );
    world.faults.clear();
    await client.send(new PutMetricDataCommand({ Namespace: "Elsewhere", MetricData: [{ MetricName: "InService", Value: 1 }] }));
    assert.equal(isHealthy(observed(), check), false);
  });
});
