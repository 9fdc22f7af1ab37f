import { failoverPairComplete } from "../../../policy/rules/redundancy/failover-pair-complete.ts";
import { TYPES } from "../fixtures.ts";
import type { Props, TestResource } from "../harness.ts";
import { describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const record = (role: string, region: string, more: Props = {}): TestResource =>
  resource(TYPES.record, `news-${region}`, {
    zoneId: "Z1",
    name: "news-a.ingest.example.com",
    type: "A",
    setIdentifier: region,
    records: [UNKNOWN_STRING],
    failoverRoutingPolicies: [{ type: role }],
    ...more,
  });
const native = (failover: string, setIdentifier: string, zone?: string): TestResource =>
  resource(TYPES.nativeRecord, `native-${setIdentifier}`, {
    ...(zone === undefined ? { hostedZoneId: "Z1" } : { hostedZoneName: zone }),
    name: "api.example.com.",
    type: "A",
    failover,
    setIdentifier,
  });
const first = record("PRIMARY", "us-east-1");
const second = record("SECONDARY", "eu-west-1");
const noSecondary = /^Record "news-us-east-1" has no SECONDARY of the same name and type beside it. Add one/;
const noPrimary = /has no PRIMARY of the same name and type/;

describeRule(failoverPairComplete, {
  rows: "S4 E4",
  elsewhere: TYPES.healthCheck,
  compliant: {
    type: TYPES.record,
    stack: [first, second, resource(TYPES.record, "plain", { name: "a.example.com", type: "A", records: ["198.51.100.7"] })],
  },
  cases: [
    { when: "a primary alone", stack: [first], expect: [noSecondary] },
    { when: "a secondary alone", stack: [second], expect: [noPrimary] },
    {
      when: "a partner of another type",
      stack: [first, record("SECONDARY", "eu-west-1", { type: "AAAA" })],
      expect: [noSecondary, noPrimary],
    },
    {
      when: "a partner of another name",
      stack: [first, record("SECONDARY", "eu-west-1", { name: "sport-a.ingest.example.com" })],
      expect: [noSecondary, noPrimary],
    },
    {
      when: "a partner in another zone",
      stack: [first, record("SECONDARY", "eu-west-1", { zoneId: "Z2" })],
      expect: [noSecondary, noPrimary],
    },
    {
      when: "a partner whose name differs in a dot and capitals",
      stack: [first, record("SECONDARY", "eu-west-1", { name: "News-A.ingest.example.com." })],
      expect: [],
    },
    {
      when: "two primaries",
      stack: [first, record("PRIMARY", "eu-west-1")],
      expect: [/has no SECONDARY/, /^Record "news-eu-west-1" is a second PRIMARY.*Keep exactly one/],
    },
    {
      when: "two secondaries",
      stack: [first, second, record("SECONDARY", "us-west-2")],
      expect: [/^Record "news-us-west-2" is a second SECONDARY/],
    },
    {
      when: "the same set identifier",
      stack: [first, record("SECONDARY", "eu-west-1", { setIdentifier: "us-east-1" })],
      expect: [/setIdentifier of its partner. Give each its own/],
    },
    {
      when: "the same address",
      stack: [
        record("PRIMARY", "us-east-1", { records: ["198.51.100.7"] }),
        record("SECONDARY", "eu-west-1", { records: ["198.51.100.7"] }),
      ],
      expect: [/leads to the same place as its partner. Point the SECONDARY/],
    },
    {
      when: "the same alias",
      stack: [
        record("PRIMARY", "us-east-1", { aliases: [{ name: "d.example.com" }] }),
        record("SECONDARY", "eu-west-1", { aliases: [{ name: "d.example.com" }] }),
      ],
      expect: [/leads to the same place/],
    },
    {
      when: "a name that is not known yet",
      stack: [first, record("SECONDARY", "eu-west-1", { name: UNKNOWN_STRING })],
      expect: [noSecondary, /name or type that is unknown.*Write both literally/],
    },
    { when: "a native pair", stack: [native("PRIMARY", "a"), native("SECONDARY", "b")], expect: [] },
    {
      when: "native records of zones with other names",
      stack: [native("PRIMARY", "a", "example.com."), native("SECONDARY", "b", "example.net.")],
      expect: [/^RecordSet "native-a" has no SECONDARY/, noPrimary],
    },
    { when: "half of a native pair", stack: [native("SECONDARY", "b")], expect: [noPrimary] },
  ],
});
