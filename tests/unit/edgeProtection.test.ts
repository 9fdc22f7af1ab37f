import assert from "node:assert/strict";
import fc from "fast-check";
import {
  COUNTRIES,
  COUNTRIES_PER_RULE,
  FIREWALL_CAPACITY,
  REQUESTS_PER_VIEWER,
  SHIELD_REGIONS,
  bucketProblem,
  certificateArnProblem,
  countryProblem,
  distributionPlan,
  edgeKeyArnProblem,
  firewallPlan,
  keyGroupIdProblem,
  publicKeyIdProblem,
  rateLimit,
  shieldRegion,
  webAclArnProblem,
  webOriginProblem,
} from "../../components/edge/index.ts";
import type { FirewallRule, FirewallSettings, GeoSettings } from "../../components/edge/index.ts";
import { edgeKeyStatements } from "../../components/edge/edgeKey.ts";
import { logGroupRetention } from "../../components/edge/firewallPlan.ts";
import { loggingFilter, redactedFields, webAclArgs } from "../../components/edge/renderFirewall.ts";
import { LOG_FIELDS } from "../../components/edge/accessLogs.ts";
import { REALTIME_FIELDS } from "../../components/edge/realtimeLogs.ts";
import { LIVE_REGIONS } from "../../stacks/regions.ts";

const SETTINGS: FirewallSettings = { mode: "block", viewersPerAddress: 100, anonymousAddresses: "allow" };
const settings: fc.Arbitrary<FirewallSettings> = fc.record({
  mode: fc.constantFrom("block", "count"),
  viewersPerAddress: fc.integer({ min: 1, max: 100_000 }),
  anonymousAddresses: fc.constantFrom("allow", "block"),
});
const geo: fc.Arbitrary<GeoSettings> = fc.record({
  kind: fc.constantFrom("allow", "block"),
  countries: fc.shuffledSubarray([...COUNTRIES], { minLength: 1, maxLength: COUNTRIES_PER_RULE }),
  enforcedBy: fc.constant("firewall"),
});
const planOf = (chosen: FirewallSettings, country?: GeoSettings): ReturnType<typeof firewallPlan> =>
  firewallPlan({ environment: "x", settings: chosen, ...(country === undefined ? {} : { geo: country }) });

/** A query as a signed address carries it, with what a player may add (CTA-5004) and a manifest filter. */
const SIGNED_QUERY = [
  `Policy=${"e".repeat(420)}`,
  `Signature=${"s".repeat(344)}`,
  "Key-Pair-Id=K2JCJMDEHXQW5F",
  `CMCD=${"c".repeat(600)}`,
  `aws.manifestfilter=${"f".repeat(1024)}`,
].join("&");

describe("firewallPlan", () => {
  it("[E7] stays within the capacity that a web ACL's price includes, whatever is switched on", () => {
    fc.assert(
      fc.property(settings, fc.option(geo, { nil: undefined }), (chosen, country) => planOf(chosen, country).capacity <= FIREWALL_CAPACITY),
    );
    // Reputation 25, rate 2, known bad inputs 200, common 700; anonymous addresses 50, countries 1.
    assert.equal(planOf(SETTINGS).capacity, 927);
    assert.equal(
      planOf({ ...SETTINGS, anonymousAddresses: "block" }, { kind: "allow", countries: ["DE"], enforcedBy: "firewall" }).capacity,
      978,
    );
  });

  it("[E7] keeps every rule's name and priority when another comes or goes", () => {
    const key = ({ name, priority }: FirewallRule): string => `${name} ${priority}`;
    fc.assert(
      fc.property(settings, settings, fc.option(geo, { nil: undefined }), (one, other, country) => {
        const before = planOf(one, country).rules;
        const after = planOf(other).rules;
        const both = (rules: readonly FirewallRule[], others: readonly FirewallRule[]): string[] =>
          rules.filter(({ name }) => others.some((rule) => rule.name === name)).map(key);
        assert.deepEqual(both(before, after), both(after, before));
      }),
    );
    const { rules } = planOf({ ...SETTINGS, anonymousAddresses: "block" }, { kind: "block", countries: ["KP"], enforcedBy: "firewall" });
    assert.deepEqual(
      rules.map(({ name }) => name),
      ["geo", "reputation", "anonymous", "rate", "known-bad-inputs", "common"],
    );
    assert.deepEqual(
      rules.map(({ priority }) => priority),
      [...rules.map(({ priority }) => priority)].sort((a, b) => a - b),
    );
  });

  it("[E7] admits as many low-latency players behind one address as it promises, and AWS takes the limit", () => {
    // Picture, sound and captions, a playlist and a part of each every second.
    const busiest = 6;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (viewers) => {
        const limit = rateLimit(viewers);
        assert.ok(limit >= viewers * busiest * 300 && limit >= 10 && limit <= 2_000_000_000);
      }),
    );
    assert.equal(REQUESTS_PER_VIEWER, 12);
    assert.equal(rateLimit(100), 360_000);
    assert.equal(rateLimit(0), 10);
    assert.equal(rateLimit(10_000_000_000), 2_000_000_000);
  });

  it("[E7] counts what honest players trip over, and nothing else", () => {
    assert.ok(SIGNED_QUERY.length > 2048, "a query that the common group would refuse by its size");
    const counted = planOf(SETTINGS).rules.flatMap((rule) => (rule.kind === "managed" ? rule.countOnly : []));
    assert.deepEqual(counted, ["NoUserAgent_HEADER", "SizeRestrictions_QUERYSTRING", "GenericLFI_QUERYARGUMENTS"]);
  });
});

describe("the firewall as a web ACL", () => {
  it("[E7] blocks or counts as it is told, by the word that each kind of rule has for it, and shows every rule's metric", () => {
    fc.assert(
      fc.property(settings, fc.option(geo, { nil: undefined }), (chosen, country) => {
        const {
          rules = [],
          scope,
          defaultAction,
          region,
          ...acl
        } = JSON.parse(JSON.stringify(webAclArgs(planOf(chosen, country), "x"))) as {
          rules?: Record<string, unknown>[];
          [name: string]: unknown;
        };
        assert.deepEqual([scope, region, defaultAction], ["CLOUDFRONT", "us-east-1", { allow: {} }]);
        for (const rule of rules) {
          const managed = "managedRuleGroupStatement" in (rule["statement"] as object);
          const word = chosen.mode === "count" ? { count: {} } : managed ? { none: {} } : { block: {} };
          assert.deepEqual([rule["overrideAction"], rule["action"]], managed ? [word, undefined] : [undefined, word]);
        }
        const metrics = [acl, ...rules].map(({ visibilityConfig }) => visibilityConfig as Record<string, unknown>);
        assert.ok(metrics.every(({ cloudwatchMetricsEnabled }) => cloudwatchMetricsEnabled === true));
        assert.equal(new Set(metrics.map(({ metricName }) => metricName)).size, metrics.length);
      }),
    );
  });

  it("[E7] asks for countries to allow by what lies outside them", () => {
    const statement = (kind: GeoSettings["kind"]): unknown => {
      const plan = planOf(SETTINGS, { kind, countries: ["GB", "DE"], enforcedBy: "firewall" });
      const { rules } = JSON.parse(JSON.stringify(webAclArgs(plan, "x"))) as { rules: Record<string, unknown>[] };
      return rules[0]?.["statement"];
    };
    assert.deepEqual(statement("block"), { geoMatchStatement: { countryCodes: ["DE", "GB"] } });
    assert.deepEqual(statement("allow"), { notStatement: { statement: { geoMatchStatement: { countryCodes: ["DE", "GB"] } } } });
  });

  it("[E7] keeps signatures out of samples and logs, and logs only what it refuses", () => {
    const acl = JSON.stringify(webAclArgs(planOf(SETTINGS), "x").dataProtectionConfig);
    for (const part of [
      "QUERY_STRING",
      "authorization",
      "cookie",
      "referer",
      "CloudFront-Policy",
      "CloudFront-Signature",
      "CloudFront-Key-Pair-Id",
    ])
      assert.ok(acl.includes(`"${part}"`), part);
    assert.deepEqual(redactedFields(), [
      { queryString: {} },
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
      { singleHeader: { name: "referer" } },
    ]);
    const kept = (mode: FirewallSettings["mode"]): string => JSON.stringify(loggingFilter(planOf({ ...SETTINGS, mode })));
    assert.match(kept("block"), /"defaultBehavior":"DROP"/);
    assert.deepEqual([kept("block").includes("COUNT"), kept("count").includes("COUNT")], [false, true]);
  });

  it("[O4] keeps the log at least as long as it is told, and for a time that log groups know", () => {
    const known = new Set([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3650 }), (days) => logGroupRetention(days) >= days && known.has(logGroupRetention(days))),
    );
    assert.equal(logGroupRetention(90), 90);
  });

  it("[O4] lets into the key only who writes something of ours", () => {
    const sids = (accessLogs: boolean, firewallLog: boolean, player = false): unknown[] =>
      edgeKeyStatements({ environment: "x", accountId: "123456789012", accessLogs, firewallLog, player }).map(({ Sid }) => Sid);
    assert.deepEqual(sids(true, true), ["AccessLogsEncrypt", "FirewallLogEncrypt"]);
    assert.deepEqual(sids(false, true), ["FirewallLogEncrypt"]);
    assert.deepEqual(sids(true, false), ["AccessLogsEncrypt"]);
    assert.deepEqual(sids(false, false), []);
    assert.deepEqual(sids(true, true, true), ["AccessLogsEncrypt", "FirewallLogEncrypt", "PlayerRead"]);
  });
});

describe("what the edge writes of a request", () => {
  it("[E1] never holds a signature, neither in the standard log nor in the real-time one", () => {
    // In a real-time log cs-uri-stem is the whole address, query and all.
    for (const field of ["cs-uri-query", "cs-uri-stem", "cs-cookie", "cs-headers", "cs-referer"])
      assert.ok(!REALTIME_FIELDS.includes(field), field);
    for (const field of ["cs-uri-query", "cs(Cookie)", "cs(Referer)"]) assert.ok(!LOG_FIELDS.includes(field), field);
    assert.equal(new Set(REALTIME_FIELDS).size, REALTIME_FIELDS.length);
    assert.ok(REALTIME_FIELDS.length <= 40);
  });
});

describe("countries", () => {
  it("[E7] are the 249 of ISO 3166-1", () => {
    assert.equal(COUNTRIES.size, 249);
    for (const code of COUNTRIES) assert.match(code, /^[A-Z]{2}$/);
    for (const code of ["UK", "EL", "XX", "XK", "EU", "ZZ", "AA", "SU"]) assert.ok(!COUNTRIES.has(code), code);
  });

  it("[E7] say what was meant: UK is GB, small letters are large ones", () => {
    assert.equal(countryProblem("GB"), undefined);
    assert.match(countryProblem("UK")?.remedy ?? "", /write GB/);
    assert.match(countryProblem("uk")?.remedy ?? "", /write GB/);
    assert.match(countryProblem("EL")?.remedy ?? "", /write GR/);
    assert.match(countryProblem("de")?.remedy ?? "", /write DE/);
    assert.match(countryProblem(" DE")?.remedy ?? "", /write DE/);
    for (const code of ["XX", "", "DEU", "Germany", "276", "ＤＥ"]) assert.match(countryProblem(code)?.what ?? "", /is not a country code/);
    fc.assert(fc.property(fc.string({ maxLength: 3 }), (text) => (countryProblem(text) === undefined) === COUNTRIES.has(text)));
  });
});

describe("Origin Shield", () => {
  it("[E1] is in the origin's own region, or where AWS says for it, for every region that can run channels", () => {
    for (const region of LIVE_REGIONS) {
      const shield = shieldRegion(region) ?? "";
      assert.ok(SHIELD_REGIONS.includes(shield), region);
      if (SHIELD_REGIONS.includes(region)) assert.equal(shield, region);
    }
    assert.deepEqual(["eu-north-1", "eu-west-3", "us-west-1", "nowhere-1"].map(shieldRegion), [
      "eu-west-2",
      "eu-west-2",
      "us-west-2",
      undefined,
    ]);
  });

  it("[E1] stands before every origin or before none", () => {
    const channels = [
      { name: "a", channelGroup: "g", originChannel: "a", regions: ["eu-north-1", "us-east-1"] as const, segmentSeconds: 4 },
    ];
    const shields = (originShield?: boolean): unknown[] =>
      distributionPlan({
        environment: "x",
        channels: channels.map((channel) => ({ ...channel, regions: [...channel.regions] })),
        priceClass: "PriceClass_100",
        ...(originShield === undefined ? {} : { originShield }),
      }).origins.map((origin) => origin.shieldRegion);
    assert.deepEqual(shields(true), ["eu-west-2", "us-east-1"]);
    assert.deepEqual(shields(false), [undefined, undefined]);
    assert.deepEqual(shields(), [undefined, undefined]);
  });
});

describe("what is brought along", () => {
  const uuid = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

  it("[E2] takes a certificate of us-east-1 and names the region of another", () => {
    assert.equal(certificateArnProblem(`arn:aws:acm:us-east-1:123456789012:certificate/${uuid}`), undefined);
    assert.match(
      certificateArnProblem(`arn:aws:acm:eu-west-1:123456789012:certificate/${uuid}`)?.what ?? "",
      /must be in us-east-1, and is in eu-west-1/,
    );
    for (const text of [
      "",
      "watch.example.org",
      `arn:aws:iam::123456789012:server-certificate/x`,
      `arn:aws:acm:us-east-1:12:certificate/${uuid}`,
    ])
      assert.match(certificateArnProblem(text)?.what ?? "", /is not the ARN of an ACM certificate/);
  });

  it("[E7] takes a web ACL for CloudFront, and says of another that it is regional before it says where it is", () => {
    const acl = (region: string, scope: string): string => `arn:aws:wafv2:${region}:123456789012:${scope}/webacl/viewers/${uuid}`;
    assert.equal(webAclArnProblem(acl("us-east-1", "global")), undefined);
    assert.match(webAclArnProblem(acl("us-east-1", "regional"))?.what ?? "", /scope REGIONAL/);
    assert.match(webAclArnProblem(acl("eu-west-1", "regional"))?.what ?? "", /scope REGIONAL/);
    assert.match(webAclArnProblem(acl("eu-west-1", "global"))?.what ?? "", /must be in us-east-1, and is in eu-west-1/);
    assert.match(webAclArnProblem(uuid)?.what ?? "", /is not the ARN of a web ACL/);
  });

  it("[O4] takes a key of us-east-1 by its ARN, and no alias", () => {
    assert.equal(edgeKeyArnProblem(`arn:aws:kms:us-east-1:123456789012:key/${uuid}`), undefined);
    assert.equal(edgeKeyArnProblem("arn:aws:kms:us-east-1:123456789012:key/mrk-0a1b2c3d4e5f60718293a4b5c6d7e8f9"), undefined);
    assert.match(edgeKeyArnProblem(`arn:aws:kms:eu-west-1:123456789012:key/${uuid}`)?.what ?? "", /is in eu-west-1/);
    for (const text of ["alias/logs", "arn:aws:kms:us-east-1:123456789012:alias/logs", uuid])
      assert.match(edgeKeyArnProblem(text)?.what ?? "", /is not the ARN of a KMS key/);
  });

  it("[E1] takes a bucket by name or ARN, and nothing inside it", () => {
    for (const text of ["my-cdn-logs", "arn:aws:s3:::my-cdn-logs", "a.b.c"]) assert.equal(bucketProblem(text), undefined);
    for (const text of [
      "my-cdn-logs/edge",
      "s3://my-cdn-logs",
      "My-Logs",
      "ab",
      "10.0.0.1",
      "xn--logs",
      "logs-s3alias",
      "a..b",
      "x".repeat(64),
    ])
      assert.match(bucketProblem(text)?.what ?? "", /is not a bucket/, text);
  });

  it("[E5] takes a key group and its keys by CloudFront's ids", () => {
    assert.equal(keyGroupIdProblem(uuid), undefined);
    assert.equal(publicKeyIdProblem("K2JCJMDEHXQW5F"), undefined);
    assert.match(keyGroupIdProblem("playback")?.what ?? "", /is not the id of a key group/);
    assert.match(publicKeyIdProblem("first")?.what ?? "", /is not the id of a public key/);
  });

  it("[E7] takes sites one by one, and a developer's own machine", () => {
    for (const origin of ["https://www.example.org", "https://example.org:8443", "http://localhost:3000"])
      assert.equal(webOriginProblem(origin), undefined);
    assert.match(webOriginProblem("https://*.example.org")?.what ?? "", /wildcard/);
    for (const origin of [
      "http://www.example.org",
      "https://example.org/a",
      "example.org",
      "null",
      "https://user@example.org",
      "http://127.0.0.1:3000",
    ])
      assert.match(webOriginProblem(origin)?.what ?? "", /is not a web origin/, origin);
  });
});
