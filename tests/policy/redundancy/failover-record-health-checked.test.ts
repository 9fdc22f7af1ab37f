import { failoverRecordHealthChecked } from "../../../policy/rules/redundancy/failover-record-health-checked.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const primary = {
  zoneId: "Z1",
  name: "news-a.ingest.example.com",
  type: "A",
  ttl: 30,
  records: [UNKNOWN_STRING],
  setIdentifier: "us-east-1",
  healthCheckId: UNKNOWN_STRING,
  failoverRoutingPolicies: [{ type: "PRIMARY" }],
};
const secondary = { ...changed(primary, "healthCheckId", undefined), failoverRoutingPolicies: [{ type: "SECONDARY" }] };
const native = {
  hostedZoneId: "Z1",
  name: primary.name,
  type: "A",
  ttl: "30",
  failover: "PRIMARY",
  setIdentifier: "a",
  healthCheckId: UNKNOWN_STRING,
};
const unchecked = /has no health check.*Set healthCheckId/;

describeRule(failoverRecordHealthChecked, {
  rows: "S4 E4",
  elsewhere: TYPES.healthCheck,
  compliant: { type: TYPES.record, name: "news-a", props: primary },
  cases: [
    { when: "a secondary without health check", props: secondary, expect: [] },
    { when: "a plain record", props: { name: "a.example.com", type: "A", ttl: 300, records: ["198.51.100.7"] }, expect: [] },
    {
      when: "a primary without health check",
      props: changed(primary, "healthCheckId", undefined),
      expect: [/^Record "news-a" has no health check.*Set healthCheckId/],
    },
    { when: "a primary with an empty one", props: changed(primary, "healthCheckId", ""), expect: [unchecked] },
    {
      when: "a role that is not known yet",
      props: { ...changed(primary, "healthCheckId", undefined), failoverRoutingPolicies: [{ type: UNKNOWN_STRING }] },
      expect: [/Write "PRIMARY" or "SECONDARY" literally/, unchecked],
    },
    {
      when: "routing that is not known yet",
      props: { ...primary, failoverRoutingPolicies: UNKNOWN_LIST },
      expect: [/Write "PRIMARY" or "SECONDARY" literally/],
    },
    { when: "no set identifier", props: changed(primary, "setIdentifier", undefined), expect: [/has no setIdentifier. Set one/] },
    { when: "a long memory", props: changed(primary, "ttl", 61), expect: [/has a ttl of 61 seconds. Set it to 60 or less/] },
    { when: "a memory that is not known yet", props: changed(primary, "ttl", UNKNOWN_STRING), expect: [/has a ttl of a value unknown/] },
    { when: "no memory written down", props: changed(primary, "ttl", undefined), expect: [/has a ttl of nothing/] },
    { when: "a longer memory where the config allows it", props: changed(primary, "ttl", 120), config: { maximumTtl: 120 }, expect: [] },
    {
      when: "a shorter limit from the config",
      props: changed(primary, "ttl", 30),
      config: { maximumTtl: 10 },
      expect: [/Set it to 10 or less/],
    },
    {
      when: "an alias, which has the memory of its target",
      props: { ...changed(primary, "ttl", undefined), aliases: [{ name: UNKNOWN_STRING }] },
      expect: [],
    },
    {
      when: "all at once",
      props: { ...primary, healthCheckId: undefined, setIdentifier: undefined, ttl: 300 },
      expect: [unchecked, /setIdentifier/, /ttl of 300/],
    },
    { when: "a native record", type: TYPES.nativeRecord, props: native, expect: [] },
    {
      when: "a native primary without health check",
      type: TYPES.nativeRecord,
      props: changed(native, "healthCheckId", undefined),
      expect: [unchecked],
    },
    {
      when: "a long memory of a native record",
      type: TYPES.nativeRecord,
      props: changed(native, "ttl", "300"),
      expect: [/ttl of "300" seconds/],
    },
  ],
});
