import type { Plain } from "./plain.ts";
import { at, isSet, itemsAt } from "./plain.ts";
import type { Subject } from "./rule.ts";

const NATIVE = "aws-native:route53:RecordSet";
export const RECORDS: readonly string[] = ["aws:route53/record:Record", NATIVE];

/** One view over a DNS record of the bridged and of the native provider. */
export interface DnsRecord {
  readonly zone: Plain | undefined;
  readonly name: Plain | undefined;
  readonly type: Plain | undefined;
  readonly values: readonly Plain[];
  readonly aliasName: Plain | undefined;
  readonly isAlias: boolean;
  /** Seconds. */
  readonly ttl: Plain | undefined;
  /** `PRIMARY`, `SECONDARY`, or nothing for a record without failover. */
  readonly role: Plain | undefined;
  readonly setIdentifier: Plain | undefined;
  readonly healthCheck: Plain | undefined;
}

export function readRecord({ type, props }: Subject): DnsRecord {
  const native = type === NATIVE;
  const alias = native ? at(props, "aliasTarget") : itemsAt(props, "aliases")[0];
  const policy = itemsAt(props, "failoverRoutingPolicies")[0];
  return {
    zone: native ? (at(props, "hostedZoneId") ?? at(props, "hostedZoneName")) : at(props, "zoneId"),
    name: at(props, "name"),
    type: at(props, "type"),
    values: itemsAt(props, native ? "resourceRecords" : "records"),
    aliasName: at(alias, native ? "dnsName" : "name"),
    isAlias: isSet(alias),
    ttl: at(props, "ttl"),
    role: native ? at(props, "failover") : at(policy, "type"),
    setIdentifier: at(props, "setIdentifier"),
    healthCheck: at(props, "healthCheckId"),
  };
}
