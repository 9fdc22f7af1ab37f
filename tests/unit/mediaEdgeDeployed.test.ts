import assert from "node:assert/strict";
import { distributionPlan } from "../../components/edge/index.ts";
import type { DistributionBindings } from "../../components/edge/bindings.ts";
import { bridgedDistributionArgs } from "../../components/edge/renderBridged.ts";
import { nativeDistributionArgs } from "../../components/edge/renderNative.ts";
import type { CloudObject, Properties } from "../../rehearsal/cloud/index.ts";
import { deployedEdge, deployedEdges, type DeployedEdge } from "../../rehearsal/media/deployed/index.ts";
import { KEY_ID, RSA } from "./mediaEdgeFixture.ts";

const ACCOUNT = "123456789012";
const arn = (kind: string, id: string): string => `arn:aws:cloudfront::${ACCOUNT}:${kind}/${id}`;

function one(type: string, id: string, inputs: Properties, outputs: Properties = {}, hidden: Properties = {}): CloudObject {
  return { type, region: "", id, owner: "urn:pulumi:x", inputs, outputs, hidden };
}

/** Whatever a plan makes, as the engine would send it: plain JSON. */
const sent = (inputs: object): Properties => JSON.parse(JSON.stringify(inputs)) as Properties;

const plan = distributionPlan({
  environment: "x",
  channels: [
    { name: "arena", channelGroup: "onair-x-main", originChannel: "arena", regions: ["us-east-1", "eu-west-1"], segmentSeconds: 4 },
  ],
  priceClass: "PriceClass_100",
  player: true,
});

const bindings: DistributionBindings = {
  originDomains: Object.fromEntries(plan.origins.map(({ id }) => [id, `${id}.egress.x.mediapackagev2.us-east-1.amazonaws.com`])),
  originAccessControlId: "EOAC",
  cachePolicyId: "cache",
  responseHeadersPolicyId: "headers",
  viewerRequestArn: arn("function", "f"),
  keyGroupId: "group",
  firewallArn: "arn:aws:wafv2:us-east-1:1:global/webacl/w/1",
  player: {
    host: "onair-x-player.s3.us-east-1.amazonaws.com",
    originAccessControlId: "EOAC2",
    cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    responseHeadersPolicyId: "headers",
  },
};

const around: CloudObject[] = [
  one("aws:cloudfront/publicKey:PublicKey", KEY_ID, { encodedKey: RSA.publicKey }),
  one("aws:cloudfront/keyGroup:KeyGroup", "group", { items: [KEY_ID] }),
  one(
    "aws:cloudfront/keyValueStore:KeyValueStore",
    "store",
    {},
    { arn: arn("key-value-store", "store") },
    { keys: { evacuate: "us-east-1" } },
  ),
  one(
    "aws:cloudfront/function:Function",
    "f",
    { code: "function handler() {}", keyValueStoreAssociations: [arn("key-value-store", "store")] },
    { arn: arn("function", "f") },
  ),
  one("aws:cloudfront/cachePolicy:CachePolicy", "cache", {
    minTtl: 0,
    defaultTtl: 1,
    maxTtl: 1_209_600,
    parametersInCacheKeyAndForwardedToOrigin: {
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["Origin"] } },
      queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: { items: ["_HLS_msn"] } },
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    },
  }),
  one("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "headers", {
    corsConfig: {
      accessControlAllowCredentials: true,
      accessControlAllowHeaders: { items: ["Range"] },
      accessControlAllowMethods: { items: ["GET"] },
      accessControlAllowOrigins: { items: ["https://a.example"] },
      accessControlExposeHeaders: { items: ["CMSD-Static"] },
      accessControlMaxAgeSec: 600,
      originOverride: true,
    },
    customHeadersConfig: { items: [{ header: "X-Own", override: true, value: "1" }] },
    removeHeadersConfig: { items: [{ header: "X-Powered-By" }] },
    securityHeadersConfig: {
      contentTypeOptions: { override: true },
      strictTransportSecurity: { accessControlMaxAgeSec: 60, includeSubdomains: true, preload: true, override: true },
      xssProtection: { override: true, protection: true, modeBlock: true },
    },
    serverTimingHeadersConfig: { enabled: true, samplingRate: 50 },
  }),
  one(
    "aws:wafv2/webAcl:WebAcl",
    "w",
    {
      defaultAction: { allow: {} },
      rules: [
        {
          name: "managed",
          priority: 20,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { name: "x", vendorName: "AWS" } },
        },
        {
          name: "home",
          priority: 10,
          action: { block: {} },
          statement: { notStatement: { statement: { geoMatchStatement: { countryCodes: ["US"] } } } },
        },
        { name: "rate", priority: 30, action: { block: {} }, statement: { rateBasedStatement: { limit: 100, aggregateKeyType: "IP" } } },
      ],
    },
    { arn: "arn:aws:wafv2:us-east-1:1:global/webacl/w/1" },
  ),
  one("cloudfront:Invalidation", "I1", { distributionId: "E1", paths: ["/player/*"] }),
  one("cloudfront:Invalidation", "I2", { distributionId: "E2", paths: ["/*"] }),
];

const native = one("aws-native:cloudfront:Distribution", "E1", sent(nativeDistributionArgs(plan, bindings)), {
  domainName: "d1.cloudfront.net",
});
const bridged = one("aws:cloudfront/distribution:Distribution", "E1", sent(bridgedDistributionArgs(plan, bindings)), {
  domainName: "d1.cloudfront.net",
  arn: arn("distribution", "E1"),
});
const read = (distribution: CloudObject): DeployedEdge => deployedEdge([...around, distribution]) ?? assert.fail("no distribution");

describe("rehearsed edge, read from what is deployed", () => {
  it("[E1] is the same whichever provider rendered the plan", () => {
    assert.deepEqual(read(native), read(bridged));
    assert.equal(read(native).arn, arn("distribution", "E1"));
  });

  it("[E1] has the plan's behaviours in order, the default one last", () => {
    const { behaviours } = read(native);
    assert.deepEqual(
      behaviours.map(({ path }) => path),
      ["/out/v1/onair-x-main/arena/*", "/player/*", "*"],
    );
    const [media, player] = behaviours;
    assert.deepEqual(media?.target, {
      kind: "group",
      origins: ["onair-x-main-us-east-1", "onair-x-main-eu-west-1"],
      statusCodes: plan.originGroups[0]?.statusCodes,
      byQuality: false,
    });
    assert.deepEqual([player?.target, player?.keys, player?.viewerRequest], [{ kind: "origin", origin: "player" }, undefined, undefined]);
    assert.deepEqual(media.keys, { [KEY_ID]: RSA.publicKey });
    assert.deepEqual(media.viewerRequest, { arn: arn("function", "f"), code: "function handler() {}", values: { evacuate: "us-east-1" } });
  });

  it("[E1] reads cache policies, AWS's own by their ids", () => {
    const [media, player] = read(native).behaviours;
    assert.deepEqual(media?.cache, {
      minTtl: 0,
      defaultTtl: 1,
      maxTtl: 1_209_600,
      gzip: true,
      brotli: true,
      query: { kind: "only", names: ["_HLS_msn"] },
      headers: { kind: "only", names: ["Origin"] },
      cookies: { kind: "none" },
    });
    assert.deepEqual([player?.cache.minTtl, player?.cache.defaultTtl, player?.cache.maxTtl], [1, 86_400, 31_536_000]);
  });

  it("[E7] reads response headers, countries and the web ACL", () => {
    const { behaviours, firewall, geo } = read(native);
    const headers = behaviours[0]?.responseHeaders;
    assert.deepEqual(
      headers?.set.map(({ name, value }) => [name, value]),
      [
        ["x-content-type-options", "nosniff"],
        ["strict-transport-security", "max-age=60; includeSubDomains; preload"],
        ["x-xss-protection", "1; mode=block"],
        ["x-own", "1"],
      ],
    );
    assert.deepEqual(
      [headers.removed, headers.serverTiming, headers.cors?.credentials, headers.cors?.exposed],
      [["X-Powered-By"], 50, true, ["CMSD-Static"]],
    );
    assert.deepEqual(firewall, {
      id: "w",
      defaultAction: "allow",
      rules: [{ name: "home", action: "block", statement: { countries: ["US"], negated: true } }],
      ignored: ["managed", "rate"],
    });
    assert.deepEqual(geo, { kind: "none", countries: [] });
  });

  it("[E1] reads origins with their time-outs, errors and invalidations", () => {
    const { origins, errorTtls, invalidations } = read(native);
    assert.deepEqual(
      origins.map(({ id, kind, bucket, signed }) => [id, kind, bucket, signed]),
      [...plan.origins.map(({ id }) => [id, "mediapackage", undefined, true]), ["player", "s3", "onair-x-player", true]],
    );
    const [planned] = plan.origins;
    assert.deepEqual(
      [origins[0]?.connectionAttempts, origins[0]?.connectionTimeout, origins[0]?.readTimeout],
      [planned?.connectionAttempts, planned?.connectionTimeout, planned?.readTimeout],
    );
    assert.deepEqual(
      Object.keys(errorTtls).map(Number),
      plan.errorCaching.map(({ code }) => code),
    );
    assert.deepEqual(invalidations, [{ id: "I1", paths: ["/player/*"] }]);
  });

  it("[E1] refuses what refers to something that is not there, and what it cannot obey", () => {
    for (const { type, id } of around.filter((object) => !/WebAcl|Invalidation/.test(object.type))) {
      const rest = around.filter((object) => object.type !== type);
      assert.throws(() => deployedEdges([...rest, native]), new RegExp(`knows no ${type}`), id);
    }
    const lambda = {
      ...bridged,
      inputs: { ...bridged.inputs, defaultCacheBehavior: { lambdaFunctionAssociations: [{ eventType: "viewer-request" }] } },
    };
    assert.throws(() => deployedEdges([...around, lambda]), /runs no Lambda@Edge/);
  });

  it("[E1] is none where no distribution has media, and knows one in an account without", () => {
    assert.equal(deployedEdge(around), undefined);
    assert.deepEqual(deployedEdges(around), []);
  });
});
