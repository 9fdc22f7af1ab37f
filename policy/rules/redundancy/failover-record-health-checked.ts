import { isSet, shown, UNKNOWN } from "../../lib/plain.ts";
import { readRecord, RECORDS } from "../../lib/record.ts";
import { numberSetting, resourceRule } from "../../lib/rule.ts";

export const failoverRecordHealthChecked = resourceRule(
  {
    name: "failover-record-health-checked",
    group: "redundancy",
    description: "A failover record can fail over: its PRIMARY has a health check, and its answer is soon forgotten.",
    severity: "critical",
    remediation: "Set healthCheckId on the PRIMARY record, a setIdentifier on both, and a ttl of at most 60 seconds.",
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html",
    settings: {
      maximumTtl: { type: "integer", minimum: 1, default: 60, description: "The longest ttl accepted, in seconds." },
    },
  },
  RECORDS,
  function* (subject, settings) {
    const record = readRecord(subject);
    if (!isSet(record.role)) {
      return;
    }
    if (record.role !== "PRIMARY" && record.role !== "SECONDARY") {
      yield `has failover type ${shown(record.role)}. Write "PRIMARY" or "SECONDARY" literally.`;
    }
    if (record.role !== "SECONDARY" && !isSet(record.healthCheck)) {
      yield "has no health check, so it answers for a region that is lost. Set healthCheckId.";
    }
    if (!isSet(record.setIdentifier)) {
      yield "has no setIdentifier. Set one that differs from its partner's.";
    }
    const limit = numberSetting(settings, "maximumTtl");
    if (!record.isAlias && (record.ttl === UNKNOWN || !(Number(record.ttl ?? Number.NaN) <= limit))) {
      yield `has a ttl of ${shown(record.ttl)} seconds. Set it to ${limit} or less.`;
    }
  },
);
