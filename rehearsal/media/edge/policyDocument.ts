/**
 * Policies of signed URLs and cookies. Sources: CloudFront Developer Guide, "Create a signed URL using a canned policy", "… using a
 * custom policy" and their sisters of signed cookies.
 */
import { BlockList, isIPv4 } from "node:net";
import { matchesWildcards } from "./paths.ts";

/** What a policy allows; times in seconds since 1970. */
export interface SignedPolicy {
  /** URL with `*` and `?`; absent, everything that the key guards. */
  readonly resource?: string;
  readonly before: number;
  readonly after?: number;
  /** IPv4 address or range. */
  readonly from?: string;
}

/** The statement that a canned policy stands for, byte for byte as its signer wrote it. */
export function cannedPolicy(url: string, expires: number): string {
  return JSON.stringify({ Statement: [{ Resource: url, Condition: { DateLessThan: { "AWS:EpochTime": expires } } }] });
}

/** A custom policy; `undefined` for one that CloudFront calls malformed: exactly one statement, an end, and no name it does not know. */
export function parsePolicy(text: string): SignedPolicy | undefined {
  const statements = only(parsed(text), ["Statement"])?.["Statement"];
  if (!Array.isArray(statements) || statements.length !== 1) return undefined;
  const statement = only(statements[0], ["Resource", "Condition"]);
  const condition = only(statement?.["Condition"], ["DateLessThan", "DateGreaterThan", "IpAddress"]);
  if (statement === undefined || condition === undefined) return undefined;
  const before = epoch(condition["DateLessThan"]);
  const after = condition["DateGreaterThan"] === undefined ? undefined : epoch(condition["DateGreaterThan"]);
  const from = condition["IpAddress"] === undefined ? undefined : only(condition["IpAddress"], ["AWS:SourceIp"])?.["AWS:SourceIp"];
  const resource = statement["Resource"];
  const wrong =
    before === undefined ||
    (condition["DateGreaterThan"] !== undefined && after === undefined) ||
    (condition["IpAddress"] !== undefined && (typeof from !== "string" || rangeOf(from) === undefined)) ||
    (resource !== undefined && (typeof resource !== "string" || !/^(?:https?:\/\/|http\*:\/\/|\*)/.test(resource)));
  if (wrong) return undefined;
  return {
    ...(typeof resource === "string" ? { resource } : {}),
    before,
    ...(after === undefined ? {} : { after }),
    ...(typeof from === "string" ? { from } : {}),
  };
}

/** The policy allows the URL to the address at the moment (seconds since 1970). */
export function allows(policy: SignedPolicy, url: string, ip: string, now: number): boolean {
  return (
    (policy.resource === undefined || matchesWildcards(policy.resource, url)) &&
    now < policy.before &&
    (policy.after === undefined || now > policy.after) &&
    (policy.from === undefined || inRange(policy.from, ip))
  );
}

function inRange(range: string, ip: string): boolean {
  const plain = ip.startsWith("::ffff:") ? ip.slice(7) : ip;
  return isIPv4(plain) && rangeOf(range)?.check(plain, "ipv4") === true;
}

/** Addresses are IPv4 only (the same pages). */
function rangeOf(range: string): BlockList | undefined {
  const [address = "", bits = "32", ...more] = range.split("/");
  if (!isIPv4(address) || !/^\d{1,2}$/.test(bits) || Number(bits) > 32 || more.length > 0) return undefined;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), "ipv4");
  return list;
}

function epoch(value: unknown): number | undefined {
  const time = only(value, ["AWS:EpochTime"])?.["AWS:EpochTime"];
  return typeof time === "number" && Number.isInteger(time) && time >= 0 ? time : undefined;
}

/** An object that has no other names than these. */
function only(value: unknown, names: readonly string[]): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.keys(value).every((name) => names.includes(name)) ? (value as Record<string, unknown>) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
