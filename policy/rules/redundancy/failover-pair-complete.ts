import type { Plain } from "../../lib/plain.ts";
import { isSet, keyText, shown, UNKNOWN } from "../../lib/plain.ts";
import type { DnsRecord } from "../../lib/record.ts";
import { readRecord, RECORDS } from "../../lib/record.ts";
import type { StackSubject } from "../../lib/rule.ts";
import { stackRule } from "../../lib/rule.ts";
import { ofTypes } from "../../lib/links.ts";

interface Half {
  readonly subject: StackSubject;
  readonly record: DnsRecord;
}

export const failoverPairComplete = stackRule(
  {
    name: "failover-pair-complete",
    group: "redundancy",
    description: "Failover records come in pairs: one PRIMARY and one SECONDARY of the same zone, name and type.",
    severity: "high",
    remediation: "Add the record that is missing, with the same name and type and a setIdentifier and address of its own.",
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover.html",
  },
  RECORDS,
  function* (stack) {
    const halves = ofTypes(stack, RECORDS)
      .map((subject) => ({ subject, record: readRecord(subject) }))
      .filter(({ record }) => isSet(record.role));
    for (const half of halves.filter(({ record }) => record.name === UNKNOWN || record.type === UNKNOWN)) {
      yield [
        half.subject,
        "has a name or type that is unknown before the deployment, so its partner cannot be found. Write both literally.",
      ];
    }
    for (const pair of pairs(halves)) {
      yield* pairFindings(pair);
    }
  },
);

function pairs(halves: readonly Half[]): readonly (readonly Half[])[] {
  const found = new Map<string, Half[]>();
  for (const half of halves.filter(({ record }) => record.name !== UNKNOWN && record.type !== UNKNOWN)) {
    const key = pairKey(half);
    found.set(key, [...(found.get(key) ?? []), half]);
  }
  return [...found.values()];
}

/** DNS compares names without case and without the dot at the end. */
function pairKey({ record }: Half): string {
  const name = keyText(record.name).toLowerCase().replace(/\.$/, "");
  return [keyText(record.zone), name, keyText(record.type)].join(" ");
}

function* pairFindings(pair: readonly Half[]): Iterable<readonly [StackSubject, string]> {
  const [first] = pair;
  if (first === undefined) {
    return;
  }
  for (const role of ["PRIMARY", "SECONDARY"]) {
    const holders = pair.filter(({ record }) => record.role === role);
    if (holders.length === 0) {
      yield [first.subject, `has no ${role} of the same name and type beside it. Add one.`];
    }
    for (const extra of holders.slice(1)) {
      yield [extra.subject, `is a second ${role} of ${shown(extra.record.name)}. Keep exactly one.`];
    }
  }
  if (repeated(pair.map(({ record }) => record.setIdentifier))) {
    yield [first.subject, "has the setIdentifier of its partner. Give each its own."];
  }
  if (repeated(pair.map(({ record }) => (record.isAlias ? record.aliasName : addresses(record))))) {
    yield [first.subject, "leads to the same place as its partner. Point the SECONDARY at the other region."];
  }
}

function addresses({ values }: DnsRecord): Plain {
  return values.includes(UNKNOWN) ? UNKNOWN : values.map(String).sort().join(" ");
}

function repeated(values: readonly (Plain | undefined)[]): boolean {
  const known = values.filter((value) => typeof value === "string" && value !== "");
  return new Set(known).size < known.length;
}
