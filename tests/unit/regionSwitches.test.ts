import assert from "node:assert/strict";
import fc from "fast-check";
import { metricAlarmArgs, regionSwitches } from "../../components/alarms/index.ts";
import { followedSides, switchOf, type RegionSwitch } from "../../components/edge/index.ts";
import { IN_SERVICE, IN_SERVICE_METRIC, IN_SERVICE_NAMESPACE, inServiceDimensions } from "../../control/index.ts";
import { missingSwitches } from "../../stacks/edgeSwitches.ts";
import { LIVE_REGIONS } from "../../stacks/regions.ts";
import { edgeChannel } from "../stacks/globalEdgeFixture.ts";
import { nextState, type Judged } from "../support/watch/metricAlarm.ts";

const regions = fc.uniqueArray(fc.constantFrom(...LIVE_REGIONS), { minLength: 1, maxLength: 5 });
const switchesOf = (region: string, lineupRegions: readonly string[]) => regionSwitches({ environment: "prod", region, lineupRegions });

/** As the regions put them out. */
const putOut = (lineupRegions: readonly string[]): RegionSwitch[] =>
  lineupRegions.flatMap((region) =>
    switchesOf(region, lineupRegions).map(({ of, name: alarm }) => ({ of, alarm, region, hash: "", meaning: "" })),
  );

describe("region switches", () => {
  it("[E4] stand in every region for every region, and nowhere where the lineup has one", () => {
    fc.assert(
      fc.property(regions, (all) => {
        for (const region of all)
          assert.deepEqual(
            switchesOf(region, all).map(({ of }) => of),
            all.length < 2 ? [] : [...all].sort(),
          );
        const names = putOut(all).map(({ alarm }) => alarm);
        assert.equal(new Set(names).size, names.length);
      }),
    );
  });

  it("[S3] do not depend on the order of the lineup, nor on how often it names a region", () => {
    fc.assert(
      fc.property(regions, (all) => {
        const [first = ""] = all;
        assert.deepEqual(switchesOf(first, [...all, ...all].reverse()), switchesOf(first, all));
      }),
    );
  });

  it("[E4] are alarms that Route 53 can follow: standard resolution, one plain statistic, no arithmetic", () => {
    for (const plan of switchesOf("eu-west-1", ["us-east-1", "eu-west-1"])) {
      const args = metricAlarmArgs(plan, "");
      assert.equal(args.metricQueries, undefined);
      assert.equal(args.extendedStatistic, undefined);
      assert.deepEqual([args.period, args.evaluationPeriods, args.datapointsToAlarm, args.statistic], [60, 1, 1, "Minimum"]);
      assert.equal(args.treatMissingData, "ignore");
    }
  });

  it("[E4] watch exactly what a person's word is written to", () => {
    const [, plan] = switchesOf("eu-west-1", ["us-east-1", "eu-west-1"]);
    const args = metricAlarmArgs(plan ?? assert.fail(), "");
    assert.deepEqual([args.namespace, args.metricName], [IN_SERVICE_NAMESPACE, IN_SERVICE_METRIC]);
    assert.deepEqual(args.dimensions, inServiceDimensions({ environment: "prod", region: "us-east-1" }));
    assert.equal(args.comparisonOperator, "LessThanThreshold");
    assert.ok(IN_SERVICE.evacuated < Number(args.threshold) && IN_SERVICE.serving >= Number(args.threshold));
  });

  it("[E4] keep one word for as long as nobody says another", () => {
    const [, plan] = switchesOf("eu-west-1", ["us-east-1", "eu-west-1"]);
    const rules = plan ?? assert.fail();
    const points: Judged[] = [];
    let state: "OK" | "ALARM" | "INSUFFICIENT_DATA" = "INSUFFICIENT_DATA";
    const minutes = (...said: readonly Judged[]): string => {
      for (const point of said) state = nextState(rules, (points.push(point), points), state);
      return state;
    };
    const silence = Array.from({ length: 100 }, (): Judged => "-");
    assert.equal(minutes(...silence), "INSUFFICIENT_DATA");
    assert.equal(minutes("X", ...silence), "ALARM");
    assert.equal(minutes("0", ...silence), "OK");
  });

  it("[E4] of both regions of a followed name are read in both", () => {
    const roaming = edgeChannel({
      name: "roaming",
      regions: ["eu-west-1", "us-east-1", "us-west-2"],
      source: "rtmp-push",
      uplink: "single",
    });
    const all = putOut(["us-west-2", "us-east-1", "eu-west-1"]);
    assert.deepEqual(
      followedSides(roaming).map((side) => switchOf(all, side)?.alarm),
      [
        "onair-prod.eu-west-1-health-of-eu-west-1",
        "onair-prod.us-east-1-health-of-eu-west-1",
        "onair-prod.eu-west-1-health-of-us-east-1",
        "onair-prod.us-east-1-health-of-us-east-1",
      ],
    );
    assert.deepEqual(followedSides({ ...roaming, uplink: "both" }), []);
    assert.deepEqual(followedSides({ ...roaming, regions: ["eu-west-1"] }), []);
  });

  it("[E4] that a region does not put out yet are a warning which names what to deploy, and only where a name follows", () => {
    const roaming = edgeChannel({ name: "roaming", regions: ["eu-west-1", "us-east-1"], source: "rtmp-push", uplink: "single" });
    const arena = edgeChannel({ name: "arena", regions: ["us-east-1", "eu-west-1"], source: "rtp-push" });
    const all = putOut(["us-east-1", "eu-west-1"]);
    assert.equal(missingSwitches([roaming, arena], all, "prod"), undefined);
    assert.equal(missingSwitches([arena], [], "prod"), undefined);
    assert.equal(
      missingSwitches(
        [roaming, arena],
        all.filter(({ region }) => region === "eu-west-1"),
        "prod",
      ),
      "The names of roaming follow health alone, and nobody can move them (onair evacuate): prod-us-east-1 put out no switches yet. Deploy it again, then this stack.",
    );
    assert.match(
      missingSwitches([roaming], [], "prod") ?? "",
      /prod-eu-west-1, prod-us-east-1 put out no switches yet\. Deploy them again/,
    );
  });
});
