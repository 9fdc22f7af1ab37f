import assert from "node:assert/strict";
import fc from "fast-check";
import type { DistributionBindings } from "../../components/edge/bindings.ts";
import { distributionPlan, edgeQuotaUse, type DistributionPlan, type PlannedChannel } from "../../components/edge/index.ts";
import { playerCachePolicyArgs, playerContentPolicy, playerHeadersPolicyArgs } from "../../components/edge/playerPlan.ts";
import { responseHeadersPolicyArgs } from "../../components/edge/policyPlans.ts";
import { bridgedDistributionArgs } from "../../components/edge/renderBridged.ts";
import { nativeDistributionArgs } from "../../components/edge/renderNative.ts";
import { routeTable } from "../../components/edge/routeTable.ts";

type Plain = Record<string, unknown>;

const channel: fc.Arbitrary<PlannedChannel> = fc
  .record({
    name: fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/),
    channelGroup: fc.constantFrom("player", "onair-x-main"),
    regions: fc
      .shuffledSubarray(["us-east-1", "eu-west-1", "eu-central-1"], { minLength: 1 })
      .map((regions) => regions as [string, ...string[]]),
    segmentSeconds: fc.constantFrom(2, 6),
  })
  .map((fields) => ({ ...fields, originChannel: fields.name }));
const lineup = fc.uniqueArray(channel, { minLength: 1, maxLength: 10, selector: ({ name }) => name });

const planOf = (channels: readonly PlannedChannel[], player: boolean): DistributionPlan =>
  distributionPlan({ environment: "x", channels, priceClass: "PriceClass_100", player });
const bindingsOf = (plan: DistributionPlan): DistributionBindings => ({
  originAccessControlId: "oac",
  cachePolicyId: "cache",
  responseHeadersPolicyId: "headers",
  viewerRequestArn: "function",
  keyGroupId: "group",
  certificateArn: "certificate",
  originDomains: Object.fromEntries(plan.origins.map(({ id }) => [id, `${id}.host`])),
  player: { host: "bucket.s3", originAccessControlId: "oac-s3", cachePolicyId: "page", responseHeadersPolicyId: "page-headers" },
});

/** What each renderer says of behaviours and origins, as lists. */
const renderers: Readonly<Record<string, (plan: DistributionPlan) => { behaviours: Plain[]; origins: Plain[] }>> = {
  native: (plan) => {
    const { distributionConfig } = nativeDistributionArgs(plan, bindingsOf(plan)) as unknown as { distributionConfig: Plain };
    return {
      behaviours: [distributionConfig.defaultCacheBehavior as Plain, ...(distributionConfig.cacheBehaviors as Plain[])],
      origins: (distributionConfig.origins as Plain[]).map(({ id, ...rest }) => ({ originId: id, ...rest })),
    };
  },
  bridged: (plan) => {
    const args = bridgedDistributionArgs(plan, bindingsOf(plan)) as unknown as Plain;
    return {
      behaviours: [args.defaultCacheBehavior as Plain, ...(args.orderedCacheBehaviors as Plain[])],
      origins: args.origins as Plain[],
    };
  },
};

describe("the player's place in the plan", () => {
  for (const [name, render] of Object.entries(renderers)) {
    it(`[E8 E5] is the one behaviour without a key group, and the only way to its bucket (${name})`, () => {
      fc.assert(
        fc.property(lineup, fc.boolean(), (channels, player) => {
          const { behaviours, origins } = render(planOf(channels, player));
          const unsigned = behaviours.filter(({ trustedKeyGroups }) => JSON.stringify(trustedKeyGroups) !== '["group"]');
          assert.deepEqual(
            unsigned.map(({ pathPattern }) => pathPattern),
            player ? ["/player/*"] : [],
          );
          const [page] = origins.filter(({ domainName }) => domainName === "bucket.s3");
          assert.equal(page === undefined, !player);
          assert.deepEqual(
            behaviours.filter(({ targetOriginId }) => targetOriginId === page?.originId && page !== undefined),
            unsigned,
          );
          if (page === undefined) return;
          assert.equal(page.originAccessControlId, "oac-s3");
          assert.equal(page.customOriginConfig, undefined);
          assert.equal(origins.filter(({ originId }) => originId === page.originId).length, 1);
        }),
      );
    });

    it(`[E8 E7] serves the page over HTTPS with policies of its own and no function (${name})`, () => {
      const page = render(planOf([sample()], true)).behaviours.at(-1);
      assert.deepEqual(page, {
        pathPattern: "/player/*",
        targetOriginId: "player",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        compress: true,
        cachePolicyId: "page",
        responseHeadersPolicyId: "page-headers",
      });
    });
  }

  it("[E8] needs its bindings", () => {
    const plan = planOf([sample()], true);
    const bindings = Object.fromEntries(
      Object.entries(bindingsOf(plan)).filter(([key]) => key !== "player"),
    ) as unknown as DistributionBindings;
    for (const render of [nativeDistributionArgs, bridgedDistributionArgs])
      assert.throws(() => render(plan, bindings), /nothing binds the player's behaviour/);
  });

  it("[E8 E1] counts among origins and behaviours, and changes nothing else of the plan", () => {
    fc.assert(
      fc.property(lineup, (channels) => {
        const [without, { player, ...rest }] = [planOf(channels, false), planOf(channels, true)];
        assert.ok(player !== undefined);
        assert.deepEqual(rest, without);
        assert.deepEqual(routeTable({ ...rest, player }), routeTable(without));
        const [before, after] = [edgeQuotaUse(without), edgeQuotaUse({ ...rest, player })];
        assert.deepEqual(after, { ...before, origins: before.origins + 1, behaviours: before.behaviours + 1 });
      }),
    );
  });
});

describe("the player's policies", () => {
  it("[E7] let the page run its own files only, and be framed by its own host unless others may play", () => {
    const directives = new Map(
      playerContentPolicy([])
        .split("; ")
        .map((one) => [one.split(" ")[0] ?? "", one.split(" ").slice(1)]),
    );
    assert.deepEqual(directives.get("default-src"), ["'none'"]);
    assert.deepEqual(directives.get("script-src"), ["'self'"]);
    assert.deepEqual(directives.get("connect-src"), ["'self'"]);
    assert.deepEqual(directives.get("frame-ancestors"), ["'self'"]);
    assert.doesNotMatch(playerContentPolicy([]), /unsafe|https?:|\*/);
    const framed = playerHeadersPolicyArgs("x", ["https://b.example", "https://a.example"]);
    const text = JSON.stringify(framed);
    assert.match(text, /frame-ancestors 'self' https:\/\/a\.example https:\/\/b\.example/);
    assert.doesNotMatch(text, /frameOption/, "X-Frame-Options knows no list");
    assert.match(JSON.stringify(playerHeadersPolicyArgs("x", [])), /"frameOption":"SAMEORIGIN"/);
  });

  it("[E7 E8] let those sites, and no others, load the player's element into their own pages", () => {
    const open = playerHeadersPolicyArgs("x", ["https://b.example", "https://a.example"]) as unknown as { corsConfig: Plain };
    assert.deepEqual(open.corsConfig.accessControlAllowOrigins, { items: ["https://a.example", "https://b.example"] });
    assert.equal(open.corsConfig.accessControlAllowCredentials, false);
    assert.match(JSON.stringify(open), /"Cross-Origin-Resource-Policy","value":"cross-origin"/);
    assert.match(JSON.stringify(playerHeadersPolicyArgs("x", [])), /"Cross-Origin-Resource-Policy","value":"same-origin"/);
  });

  it("[E7] hold the headers of a page: HSTS, nosniff, no referrer, no powers it has no use for", () => {
    const { securityHeadersConfig, customHeadersConfig, corsConfig } = playerHeadersPolicyArgs("x", []) as unknown as Record<string, Plain>;
    assert.deepEqual(Object.keys(securityHeadersConfig ?? {}).sort(), [
      "contentSecurityPolicy",
      "contentTypeOptions",
      "frameOptions",
      "referrerPolicy",
      "strictTransportSecurity",
    ]);
    assert.equal(corsConfig, undefined);
    const headers = new Map((customHeadersConfig?.items as Plain[]).map(({ header, value }) => [header, String(value)]));
    assert.match(headers.get("Permissions-Policy") ?? "", /encrypted-media=\(self\).*camera=\(\).*microphone=\(\)/);
    // CloudFront sets at most 10 custom headers (CloudFront Developer Guide, "Quotas").
    assert.ok(headers.size <= 10);
  });

  it("[E8 E9] keep the page as long as its objects say, whatever else a request carries", () => {
    const { minTtl, maxTtl, parametersInCacheKeyAndForwardedToOrigin: key } = playerCachePolicyArgs("x") as unknown as Plain;
    assert.deepEqual([minTtl, maxTtl], [0, 31_536_000]);
    assert.deepEqual(key, {
      queryStringsConfig: { queryStringBehavior: "none" },
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  });

  it("[E7] show pages of other sites which region and pipeline served a segment", () => {
    const { corsConfig } = responseHeadersPolicyArgs("x", ["https://www.example.org"]) as unknown as {
      corsConfig: { accessControlExposeHeaders: { items: string[] } };
    };
    const exposed = corsConfig.accessControlExposeHeaders.items;
    for (const header of ["CMSD-Static", "X-Amzn-Mediapackage-Active-Input"]) assert.ok(exposed.includes(header), header);
  });
});

function sample(): PlannedChannel {
  return { name: "news", originChannel: "news", channelGroup: "main", regions: ["us-east-1"], segmentSeconds: 4 };
}
