import { TEST_PUBLIC_KEY } from "../testKey.ts";
import { COUNTRIES } from "../../../components/edge/plan.ts";
import { inStacks, onEdge, onGlobal, type Break, type Fault, type Json } from "./fault.ts";

const UUID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
const ED25519 = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----";
const ACL = `arn:aws:wafv2:us-east-1:123456789012:global/webacl/corporate/${UUID}`;

/** Several settings of the stacks that serve viewers; `undefined` takes one away. */
const edge = (changes: Json): Break =>
  inStacks((settings) => {
    for (const [key, value] of Object.entries(changes)) {
      onEdge(key, value)(settings);
      if (value === undefined && settings["role"] !== "encode-region") Reflect.deleteProperty(settings, key);
    }
  });

const ownKeys = { playbackKeys: { first: TEST_PUBLIC_KEY }, keyGroup: undefined };

/** Firewall, countries, CORS, and what an edge can bring along. */
export const EDGE_SECURITY_FAULTS: readonly Fault[] = [
  {
    title: "no key at all",
    rows: [44],
    break: edge({ playbackKeys: undefined, keyGroup: undefined }),
    path: /playbackKeys/,
    what: /no key group was brought along/,
  },
  {
    title: "keys and a key group",
    rows: [70],
    break: edge({ ...ownKeys, keyGroup: { id: UUID, publicKeys: { corporate: "K2JCJMDEHXQW5F" } } }),
    path: /keyGroup/,
    what: /stands beside playbackKeys/,
  },
  {
    title: "key group by its name",
    break: edge({ playbackKeys: undefined, keyGroup: { id: "mine", publicKeys: { a: "K2JCJMDEHXQW5F" } } }),
    path: /keyGroup\.id/,
    what: /not the id of a key group/,
  },
  {
    title: "key group of no key",
    rows: [44],
    break: edge({ playbackKeys: undefined, keyGroup: { id: UUID, publicKeys: {} } }),
    path: /keyGroup\.publicKeys/,
    what: /names no key/,
  },
  {
    title: "key by its name",
    break: edge({ playbackKeys: undefined, keyGroup: { id: UUID, publicKeys: { a: "first" } } }),
    path: /publicKeys\.a/,
    what: /not the id of a public key/,
  },
  {
    title: "key id with a space",
    break: edge({ ...ownKeys, playbackKeys: { "my key": TEST_PUBLIC_KEY } }),
    path: /playbackKeys/,
    what: /not a key id/,
  },
  {
    title: "six keys",
    rows: [44],
    break: edge({ ...ownKeys, playbackKeys: Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((id) => [id, TEST_PUBLIC_KEY])) }),
    path: /playbackKeys/,
    what: /too many keys/,
  },
  {
    title: "key of a kind CloudFront has not",
    rows: [45],
    break: edge({ ...ownKeys, playbackKeys: { first: ED25519 } }),
    path: /playbackKeys/,
    what: /CloudFront does not take/,
  },
  {
    title: "wildcard origin",
    break: edge({ allowedOrigins: ["https://*.a.tv"] }),
    path: /allowedOrigins\[0\]/,
    what: /wildcard/,
    remedy: /list each site/,
  },
  {
    title: "origin twice",
    break: edge({ allowedOrigins: ["https://a.tv", "https://a.tv"] }),
    path: /allowedOrigins/,
    what: /repeats an origin/,
  },
  { title: "plain HTTP origin", break: edge({ allowedOrigins: ["http://a.tv"] }), path: /allowedOrigins\[0\]/, what: /not a web origin/ },
  {
    title: "a developer's machine in production",
    rows: [69],
    kind: "production",
    break: edge({ allowedOrigins: ["https://a.tv", "http://localhost:3000"] }),
    path: /allowedOrigins\[1\]/,
    what: /own machine/,
  },
  {
    title: "more sites than the player's page can name",
    break: edge({ allowedOrigins: Array.from({ length: 80 }, (_, index) => `https://site-${String(index)}.broadcaster.tv`), player: true }),
    path: /allowedOrigins$/,
    what: /content security policy of the player's page \d+ characters long/,
    remedy: /fewer origins, or set player: false/,
  },
  {
    title: "country UK",
    rows: [43],
    break: edge({ geo: { allow: ["DE", "UK"] } }),
    path: /geo\.allow\[1\]/,
    what: /not the ISO code/,
    remedy: /write GB/,
  },
  { title: "country XX", rows: [43], break: edge({ geo: { block: ["XX"] } }), path: /geo\.block\[0\]/, what: /not a country code/ },
  {
    title: "country in small letters",
    rows: [43],
    break: edge({ geo: { block: ["kp"] } }),
    path: /geo\.block\[0\]/,
    what: /not written/,
    remedy: /write KP/,
  },
  {
    title: "Norway read as false",
    rows: [43],
    break: edge({ geo: { allow: [false] } }),
    path: /geo\.allow\[0\]/,
    what: /not a country code/,
    remedy: /quoted/,
  },
  {
    title: "country twice",
    rows: [43],
    break: edge({ geo: { allow: ["DE", "AT", "DE"] } }),
    path: /geo\.allow\[2\]/,
    what: /repeats a country/,
  },
  { title: "no country", rows: [43], break: edge({ geo: { allow: [] } }), path: /geo\.allow/, what: /names no country/ },
  {
    title: "both lists of countries",
    rows: [43, 70],
    break: edge({ geo: { allow: ["DE"], block: ["KP"] } }),
    path: /geo/,
    what: /allow and countries to block/,
  },
  { title: "geo without a list", break: edge({ geo: { enforcedBy: "distribution" } }), path: /geo/, what: /lists no countries/ },
  {
    title: "geo enforced by nobody",
    break: edge({ geo: { allow: ["DE"], enforcedBy: "police" } }),
    path: /geo\.enforcedBy/,
    what: /not an allowed value/,
  },
  {
    title: "countries by a firewall that is off",
    rows: [70],
    break: edge({ geo: { allow: ["DE"], enforcedBy: "firewall" }, firewall: { mode: "off" }, firewallArn: undefined }),
    path: /geo\.enforcedBy/,
    what: /no firewall that Onair makes/,
  },
  {
    title: "countries by a firewall that only counts",
    break: edge({ geo: { allow: ["DE"], enforcedBy: "firewall" }, firewall: { mode: "count" }, firewallArn: undefined }),
    path: /geo\.enforcedBy/,
    what: /every country would be served/,
  },
  {
    title: "51 countries by a firewall",
    break: edge({
      geo: { allow: [...COUNTRIES].slice(0, 51), enforcedBy: "firewall" },
      firewall: { mode: "block" },
      firewallArn: undefined,
    }),
    path: /geo\.allow/,
    what: /51 countries/,
  },
  {
    title: "firewall in a word",
    break: edge({ firewall: "off", firewallArn: undefined }),
    path: /firewall/,
    what: /not a firewall/,
    remedy: /mode: off/,
  },
  {
    title: "firewall of another mode",
    break: edge({ firewall: { mode: "on" }, firewallArn: undefined }),
    path: /firewall\.mode/,
    what: /not an allowed value/,
  },
  {
    title: "firewall for nobody",
    break: edge({ firewall: { viewersPerAddress: 0 }, firewallArn: undefined }),
    path: /viewersPerAddress/,
    what: /too low/,
  },
  {
    title: "two firewalls",
    rows: [70],
    break: edge({ firewall: { mode: "block" }, firewallArn: ACL }),
    path: /firewallArn/,
    what: /stands beside firewall/,
  },
  {
    title: "regional firewall",
    rows: [40],
    break: edge({ firewall: undefined, firewallArn: ACL.replace("global", "regional") }),
    path: /firewallArn/,
    what: /scope REGIONAL/,
  },
  {
    title: "firewall of another region",
    rows: [40],
    break: edge({ firewall: undefined, firewallArn: ACL.replace("us-east-1", "eu-west-1") }),
    path: /firewallArn/,
    what: /must be in us-east-1, and is in eu-west-1/,
  },
  {
    title: "firewall by its id",
    break: edge({ firewall: undefined, firewallArn: UUID }),
    path: /firewallArn/,
    what: /not the ARN of a web ACL/,
  },
  {
    title: "certificate of another region",
    rows: [38],
    kind: "production",
    break: inStacks(onGlobal("certificateArn", `arn:aws:acm:eu-west-1:123456789012:certificate/${UUID}`)),
    path: /certificateArn/,
    what: /must be in us-east-1, and is in eu-west-1/,
  },
  {
    title: "certificate by its domain",
    kind: "production",
    break: inStacks(onGlobal("certificateArn", "watch.broadcaster.tv")),
    path: /certificateArn/,
    what: /not the ARN of an ACM certificate/,
  },
  {
    title: "log bucket with a folder",
    rows: [57],
    break: edge({ logBucket: "corporate-logs/edge" }),
    path: /logBucket/,
    what: /not a bucket/,
  },
  { title: "edge key by its alias", break: edge({ edgeKeyArn: "alias/corporate" }), path: /edgeKeyArn/, what: /not the ARN of a KMS key/ },
  {
    title: "edge key of another region",
    rows: [59],
    break: edge({ edgeKeyArn: `arn:aws:kms:eu-west-1:123456789012:key/${UUID}` }),
    path: /edgeKeyArn/,
    what: /must be in us-east-1, and is in eu-west-1/,
  },
  { title: "real-time log of nothing", break: edge({ realtimeLogs: { samplingRate: 0 } }), path: /samplingRate/, what: /too low/ },
  {
    title: "real-time log of half a per cent",
    break: edge({ realtimeLogs: { samplingRate: 0.5 } }),
    path: /samplingRate/,
    what: /not a whole number/,
  },
  { title: "player by its address", break: edge({ player: "/player" }), path: /player/, what: /true or false/ },
  { title: "shield in words", break: edge({ originShield: "on" }), path: /originShield/, what: /true or false/ },
  { title: "HTTP version", rows: [42], break: edge({ httpVersion: "http9" }), path: /httpVersion/, what: /not a setting/ },
];
