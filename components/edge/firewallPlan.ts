import { byName } from "./names.ts";
import type { FirewallSettings, GeoSettings } from "./types.ts";

/** What is done to a request that a rule matches. */
export type FirewallAction = "block" | "count";

/** A rule of the firewall. Its name and priority are its own, whichever others exist: switching one moves no other. */
export type FirewallRule =
  | {
      readonly kind: "managed";
      readonly name: string;
      readonly priority: number;
      readonly group: string;
      readonly countOnly: readonly string[];
    }
  | { readonly kind: "rate"; readonly name: string; readonly priority: number; readonly limit: number; readonly windowSeconds: number }
  | {
      readonly kind: "geo";
      readonly name: string;
      readonly priority: number;
      readonly countries: readonly string[];
      readonly outside: boolean;
    };

/** A firewall in no provider's words. */
export interface FirewallPlan {
  readonly name: string;
  readonly action: FirewallAction;
  /** By priority. */
  readonly rules: readonly FirewallRule[];
  /** Web ACL capacity units, to be held against `FIREWALL_CAPACITY`. */
  readonly capacity: number;
}

/** Included in the price of a web ACL; more is charged for, up to 5,000 (AWS WAF Developer Guide, "Web ACL capacity units"). */
export const FIREWALL_CAPACITY = 1500;

/**
 * Capacity of each managed group, in WCU (AWS WAF Developer Guide, "Baseline rule groups" and "IP reputation rule groups").
 * Left out on purpose: the groups for SQL, PHP, WordPress and operating systems (no media request reaches such a thing), and
 * bot control (charged per request, and a player looks like a bot to it).
 */
const GROUP_CAPACITY: Readonly<Record<string, number>> = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesCommonRuleSet: 700,
};
/** A rate rule without keys of its own costs 2; a country match 1, a NOT around it nothing (same guide, the rule statement pages). */
const RATE_CAPACITY = 2;
const GEO_CAPACITY = 1;

/**
 * Rules of the common group that would refuse honest media requests, and are counted instead of blocked: players of
 * television sets send no User-Agent, and a signature (about 900 bytes) with CMCD data and a manifest filter may pass
 * 2,048 bytes of query, and the next object of CMCD data is a relative path (CTA-5004, `nor`), which reads like a climb
 * through folders. Cookies are far below the group's 10,240 bytes. CloudFront itself refuses URLs over 8,192 bytes.
 */
const COUNTED_RULES: readonly string[] = ["NoUserAgent_HEADER", "SizeRestrictions_QUERYSTRING", "GenericLFI_QUERYARGUMENTS"];

/** Media that a player fetches side by side: picture, sound, captions. */
const TRACKS = 3;
/** A playlist and a part of each. */
const REQUESTS_PER_TRACK = 2;
/** Low-latency parts last about a second; MediaPackage publishes no figure. An ordinary player asks once in a segment, which is less. */
const PART_SECONDS = 1;
/** Joining, seeking, changing rendition and trying again come on top. */
const MARGIN = 2;

/** Requests per second that one viewer may make: 12. */
export const REQUESTS_PER_VIEWER = (TRACKS * REQUESTS_PER_TRACK * MARGIN) / PART_SECONDS;

/** Seconds over which requests are counted. Long enough that everybody joining at kick-off does not look like a flood. */
export const RATE_WINDOW_SECONDS = 300;

/** Smallest and largest limit that AWS takes (AWS WAF model, RateLimit). */
const LEAST_LIMIT = 10;
const LARGEST_LIMIT = 2_000_000_000;

/** Countries in one match (AWS re:Post, "country list from AWS WAF rule configuration from 50"). */
export const COUNTRIES_PER_RULE = 50;

/** Requests of one address in five minutes, for so many viewers behind it: households share one, hotels and mobile networks far more. */
export function rateLimit(viewersPerAddress: number): number {
  const limit = viewersPerAddress * REQUESTS_PER_VIEWER * RATE_WINDOW_SECONDS;
  return Math.min(LARGEST_LIMIT, Math.max(LEAST_LIMIT, Math.ceil(limit)));
}

export interface FirewallPlanArgs {
  readonly environment: string;
  readonly settings: FirewallSettings;
  /** Only where the firewall is what enforces it. */
  readonly geo?: GeoSettings;
}

/** The rules in the order they are asked: what is cheapest and refuses most comes first. */
export function firewallPlan(args: FirewallPlanArgs): FirewallPlan {
  const { settings, geo } = args;
  const rules: FirewallRule[] = [
    ...(geo === undefined ? [] : [geoRule(geo)]),
    managed("reputation", 10, "AWSManagedRulesAmazonIpReputationList"),
    ...(settings.anonymousAddresses === "block" ? [managed("anonymous", 20, "AWSManagedRulesAnonymousIpList")] : []),
    { kind: "rate", name: "rate", priority: 30, limit: rateLimit(settings.viewersPerAddress), windowSeconds: RATE_WINDOW_SECONDS },
    managed("known-bad-inputs", 40, "AWSManagedRulesKnownBadInputsRuleSet"),
    managed("common", 50, "AWSManagedRulesCommonRuleSet", COUNTED_RULES),
  ];
  return { name: firewallName(args.environment), action: settings.mode, rules, capacity: capacityOf(rules) };
}

/** Name of the web ACL and of its metric. */
export function firewallName(environment: string): string {
  return `onair-${environment}-viewers`;
}

/** Name of a rule's metric. */
export function ruleMetric(environment: string, rule: string): string {
  return `onair-${environment}-${rule}`;
}

/** The log group of the firewall. AWS takes no other beginning (AWS WAF Developer Guide, "Logging destinations"). */
export function firewallLogGroup(environment: string): string {
  return `aws-waf-logs-onair-${environment}`;
}

function managed(name: string, priority: number, group: string, countOnly: readonly string[] = []): FirewallRule {
  return { kind: "managed", name, priority, group, countOnly };
}

function geoRule(geo: GeoSettings): FirewallRule {
  return { kind: "geo", name: "geo", priority: 0, countries: [...geo.countries].sort(byName), outside: geo.kind === "allow" };
}

function capacityOf(rules: readonly FirewallRule[]): number {
  return rules.reduce((sum, rule) => {
    if (rule.kind === "managed") return sum + (GROUP_CAPACITY[rule.group] ?? Infinity);
    return sum + (rule.kind === "rate" ? RATE_CAPACITY : GEO_CAPACITY);
  }, 0);
}

/** Days that a log group can keep its records (CloudWatch Logs API reference, PutRetentionPolicy). */
const RETENTIONS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The shortest retention a log group has that keeps records at least so many days. */
export function logGroupRetention(days: number): number {
  return RETENTIONS.find((allowed) => allowed >= days) ?? 3653;
}
