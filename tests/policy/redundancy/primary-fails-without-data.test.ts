import { primaryFailsWithoutData } from "../../../policy/rules/redundancy/primary-fails-without-data.ts";
import { TYPES } from "../fixtures.ts";
import type { TestResource } from "../harness.ts";
import { describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const record = (role: string, check: string): TestResource =>
  resource(
    TYPES.record,
    role.toLowerCase(),
    {
      zoneId: "Z1",
      name: "news-a.ingest.example.com",
      type: "A",
      setIdentifier: role,
      failoverRoutingPolicies: [{ type: role }],
      healthCheckId: UNKNOWN_STRING,
    },
    { healthCheckId: [check] },
  );
const region = (name: string, children: readonly string[]): TestResource =>
  resource(
    TYPES.healthCheck,
    name,
    { type: "CALCULATED", childHealthchecks: children.map(() => UNKNOWN_STRING), childHealthThreshold: 1 },
    { childHealthchecks: children },
  );
const alarm = (name: string, status: string): TestResource =>
  resource(TYPES.healthCheck, name, {
    type: "CLOUDWATCH_METRIC",
    cloudwatchAlarmName: name,
    cloudwatchAlarmRegion: "us-east-1",
    insufficientDataHealthStatus: status,
  });

const pair = [record("PRIMARY", "first"), record("SECONDARY", "second"), region("first", ["first-a"]), region("second", ["second-a"])];
const wellWithoutData = /^HealthCheck "first-a" says "Healthy" when its metric has no data.*Set "Unhealthy"/;

describeRule(primaryFailsWithoutData, {
  rows: "S4 E4",
  elsewhere: TYPES.healthCheck,
  compliant: { type: TYPES.record, stack: [...pair, alarm("first-a", "Unhealthy"), alarm("second-a", "Healthy")] },
  cases: [
    {
      when: "health for no data below the primary's check",
      stack: [...pair, alarm("first-a", "Healthy"), alarm("second-a", "Healthy")],
      expect: [wellWithoutData],
    },
    { when: "the last status", stack: [...pair, alarm("first-a", "LastKnownStatus"), alarm("second-a", "Healthy")], expect: [] },
    {
      when: "health for no data right behind the primary",
      stack: [record("PRIMARY", "first-a"), record("SECONDARY", "second-a"), alarm("first-a", "Healthy"), alarm("second-a", "Unhealthy")],
      expect: [wellWithoutData],
    },
    {
      when: "one check behind two names is told once",
      stack: [
        record("PRIMARY", "first"),
        { ...record("PRIMARY", "first"), name: "other" },
        region("first", ["first-a"]),
        alarm("first-a", "Healthy"),
      ],
      expect: [wellWithoutData],
    },
  ],
});
