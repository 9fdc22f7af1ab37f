import { tableRecoverable } from "../../../policy/rules/governance/table-recoverable.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const TABLE = {
  billingMode: "PAY_PER_REQUEST",
  pointInTimeRecovery: { enabled: true },
  deletionProtectionEnabled: true,
  replicas: [{ regionName: "eu-west-1", pointInTimeRecovery: true, deletionProtectionEnabled: true }],
};

describeRule(tableRecoverable, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.table, props: TABLE },
  cases: [
    { when: "fixed capacity", props: changed(TABLE, "billingMode", "PROVISIONED"), expect: [/billingMode "PROVISIONED"/] },
    { when: "no recovery", props: changed(TABLE, "pointInTimeRecovery", undefined), expect: [/Set pointInTimeRecovery/] },
    {
      when: "no deletion protection",
      props: changed(TABLE, "deletionProtectionEnabled", false),
      expect: [/Set deletionProtectionEnabled/],
    },
    {
      when: "a replica without recovery",
      props: changed(TABLE, "replicas.0.pointInTimeRecovery", undefined),
      expect: [/in replicas\[0\]. Set its pointInTimeRecovery/],
    },
    {
      when: "a replica without deletion protection",
      props: changed(TABLE, "replicas.0.deletionProtectionEnabled", undefined),
      expect: [/lose replicas\[0\]/],
    },
    {
      when: "settings that are not known yet",
      props: changed(TABLE, "pointInTimeRecovery.enabled", UNKNOWN_STRING),
      expect: [/Set pointInTimeRecovery/],
    },
  ],
});
