import assert from "node:assert/strict";
import { GlobalEdge, type GlobalEdgeArgs, type RegionSwitch } from "../../components/edge/index.ts";
import { encodeRegionContract } from "../../stacks/index.ts";
import { ARENA } from "../support/lineups.ts";
import { ofType, only, recordResources, type RecordedResource } from "../support/mocks.ts";
import { readRegion, recordRegion } from "../support/region.ts";
import { recordShipped } from "../support/shipped.ts";
import { edgeChannel, productionArgs, productionChannels } from "./globalEdgeFixture.ts";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const CHECK = "aws:route53/healthCheck:HealthCheck";
const [US, EU] = ["us-east-1", "eu-west-1"] as const;

const putOut = (of: string, region: string, hash = `hash-${of}`): RegionSwitch => ({
  of,
  alarm: `onair-prod.${region}-health-of-${of}`,
  region,
  hash,
  meaning: "",
});
const SWITCHES = [putOut(US, EU), putOut(EU, US), putOut(US, US), putOut(EU, EU)];
const edgeWith = (change: Partial<GlobalEdgeArgs>): Promise<RecordedResource[]> =>
  recordResources(() => new GlobalEdge("prod", productionArgs(change)));
const children = (resources: readonly RecordedResource[], name: string): string[] =>
  only(resources, CHECK, name)
    .dependencies.map((urn) => urn.split("::").at(-1) ?? "")
    .sort();

describe("switches of a region", () => {
  it("[E4] are made for every region of the lineup, in this one, and told of as they were made", async () => {
    const lineupRegions = [EU, US, "us-west-2", EU];
    const made = ofType(await recordRegion([ARENA], { lineupRegions }), ALARM).filter(({ inputs }) => inputs.metricName === "InService");
    assert.deepEqual(
      made.map(({ name, inputs }) => [name, inputs.name]),
      [EU, US, "us-west-2"].map((of) => [`prod-health-of-${of}`, `onair-prod.us-east-1-health-of-${of}`]),
    );
    for (const { inputs } of made)
      assert.deepEqual([inputs.treatMissingData, inputs.period, inputs.alarmActions], ["ignore", 60, undefined]);
    const switches = await readRegion([ARENA], (region) => region.switches, { lineupRegions });
    assert.deepEqual(
      switches.map(({ of, region, alarm }) => ({ of, region, alarm })),
      made.map(({ inputs }) => ({ of: (inputs.dimensions as { Region: string }).Region, region: US, alarm: inputs.name })),
    );
    assert.equal(new Set(switches.map(({ hash }) => hash)).size, 3);
  });

  it("[E4] are not there where the lineup has one region", async () => {
    const resources = await recordRegion([ARENA], { lineupRegions: [US] });
    assert.ok(ofType(resources, ALARM).every(({ inputs }) => inputs.metricName !== "InService"));
  });

  it("[E4] are in the contract of each production region, for both", async () => {
    const records = await recordShipped();
    for (const region of [US, EU] as const) {
      const { switches } = encodeRegionContract.parse(records[`prod-${region}`].outputs["contract"]);
      assert.deepEqual(
        switches?.map(({ of, region: where }) => [of, where]),
        [
          [EU, region],
          [US, region],
        ],
      );
    }
    const { encodeRegion } = records.dev.outputs["contract"] as { encodeRegion: object };
    assert.ok(!("switches" in encodeRegion));
  }).timeout(30_000);
});

describe("health of a region at the edge", () => {
  let resources: RecordedResource[];

  before(async () => {
    resources = await edgeWith({ switches: SWITCHES });
  });

  it("[E4] falls when any of the region's switches is thrown, which are read in both regions of the name", () => {
    for (const region of [US, EU]) {
      const checks = [US, EU].map((from) => `prod-in-service-${region}-from-${from}`);
      for (const [index, from] of [US, EU].entries()) {
        const { inputs } = only(resources, CHECK, checks[index] ?? "");
        assert.deepEqual(
          [inputs.type, inputs.cloudwatchAlarmName, inputs.cloudwatchAlarmRegion, inputs.insufficientDataHealthStatus],
          ["CLOUDWATCH_METRIC", `onair-prod.${from}-health-of-${region}`, from, "LastKnownStatus"],
        );
        assert.deepEqual(inputs.triggers, { definition: `hash-${region}` });
      }
      for (const pipeline of ["a", "b"]) {
        const check = only(resources, CHECK, `prod-roaming-${region}-${pipeline}`);
        assert.equal((check.inputs.childHealthchecks as unknown[]).length, 4);
        assert.equal(check.inputs.childHealthThreshold, 4, "every alarm and every switch");
        for (const name of checks) assert.ok(children(resources, check.name).includes(name), children(resources, check.name).join());
      }
    }
  });

  it("[E4] shares one check of a switch between all names", async () => {
    const roaming = (name: string) => edgeChannel({ name, regions: [EU, US], source: "rtmp-push", uplink: "single" });
    const many = await edgeWith({ switches: SWITCHES, channels: ["one", "two", "three"].map(roaming) });
    const checks = ofType(many, CHECK).filter(({ name }) => name.startsWith("prod-in-service-"));
    assert.equal(checks.length, 4);
  });

  it("[E4] copies a switch again when its definition changes, and nothing else", async () => {
    const changed = await edgeWith({ switches: [putOut(US, EU, "new"), ...SWITCHES.slice(1)] });
    const inputsOf = (all: readonly RecordedResource[]) => new Map(all.map(({ urn, inputs }) => [urn, JSON.stringify(inputs)]));
    const before = inputsOf(resources);
    const different = [...inputsOf(changed)].filter(([urn, inputs]) => before.get(urn) !== inputs).map(([urn]) => urn.split("::").at(-1));
    assert.deepEqual(different, ["prod-in-service-us-east-1-from-eu-west-1"]);
  });

  it("[E4] makes no check of a switch that no name follows, or that nobody puts out", async () => {
    const both = await edgeWith({ switches: SWITCHES, channels: productionChannels().filter(({ uplink }) => uplink === "both") });
    assert.deepEqual(ofType(both, CHECK), []);
    const half = await edgeWith({ switches: [putOut(US, EU)] });
    assert.equal((only(half, CHECK, "prod-roaming-us-east-1-a").inputs.childHealthchecks as unknown[]).length, 3);
    assert.equal((only(half, CHECK, "prod-roaming-eu-west-1-a").inputs.childHealthchecks as unknown[]).length, 2);
  });
});
