import fc from "fast-check";
import { TEST_PUBLIC_KEY } from "../testKey.ts";
import { optional } from "./parts.ts";

type Json = Record<string, unknown>;

const UUID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

/** Keys by their PEMs, or a key group that exists. */
const keys = fc.constantFrom<Json>(
  { playbackKeys: { first: TEST_PUBLIC_KEY } },
  { playbackKeys: { first: TEST_PUBLIC_KEY, second: TEST_PUBLIC_KEY } },
  { keyGroup: { id: UUID, publicKeys: { corporate: "K2JCJMDEHXQW5F" } } },
);

const firewall = fc.constantFrom<Json>(
  {},
  { firewall: {} },
  { firewall: { mode: "off" } },
  { firewall: { mode: "count", viewersPerAddress: 5, anonymousAddresses: "allow" } },
  { firewall: { mode: "block", anonymousAddresses: "block" } },
  { firewallArn: `arn:aws:wafv2:us-east-1:123456789012:global/webacl/corporate/${UUID}` },
);

/** A firewall that enforces countries has to be one that Onair makes. */
const geo = fc.constantFrom<Json>(
  {},
  { geo: { allow: ["DE", "AT", "CH"] } },
  { geo: { block: ["KP"], enforcedBy: "distribution" } },
  { geo: { block: ["KP", "NO"], enforcedBy: "firewall" }, firewall: { mode: "block" }, firewallArn: undefined },
);

const rest = fc.record<Json>({
  originShield: fc.constantFrom(undefined, true, false),
  player: fc.constantFrom(undefined, true, false),
  monitoring: fc.constantFrom(undefined, true, false),
  realtimeLogs: fc.constantFrom(undefined, { samplingRate: 1 }, { samplingRate: 100 }),
  logBucket: fc.constantFrom(undefined, "corporate-cdn-logs", "arn:aws:s3:::corporate-cdn-logs"),
  edgeKeyArn: optional(fc.constant(`arn:aws:kms:us-east-1:123456789012:key/${UUID}`)),
});

/** Keys, firewall, countries and what is brought along, of any edge. */
export const edgeSecurity: fc.Arbitrary<Json> = fc.tuple(rest, keys, firewall, geo).map((parts) => Object.assign({}, ...parts) as Json);

/** What only an edge with a domain may bring along. */
export const domainSecurity: fc.Arbitrary<Json> = fc.record({
  certificateArn: optional(fc.constant(`arn:aws:acm:us-east-1:123456789012:certificate/${UUID}`)),
  qualitySelection: fc.constantFrom(undefined, "auto", "off"),
});
