import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import fc from "fast-check";
import {
  describeProblem,
  distributionPlan,
  edgeQuotaUse,
  globalEdgeProblems,
  originRegions,
  pathPattern,
} from "../../components/edge/index.ts";
import type { DistributionPlan, EdgeChannel, GlobalEdgeArgs, OriginPlan, PlannedChannel } from "../../components/edge/index.ts";
import type { DistributionBindings } from "../../components/edge/bindings.ts";
import { CONTENT_POLICY_LENGTH, playerContentPolicy } from "../../components/edge/playerPlan.ts";
import { bridgedDistributionArgs } from "../../components/edge/renderBridged.ts";
import { nativeDistributionArgs } from "../../components/edge/renderNative.ts";
import { routeTable } from "../../components/edge/routeTable.ts";
import { PUBLIC_KEY, edgeChannel, productionArgs, productionChannels } from "../stacks/globalEdgeFixture.ts";

const REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1"] as const;
const NAME = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/);

const channel: fc.Arbitrary<PlannedChannel> = fc
  .record({
    name: NAME,
    channelGroup: fc.constantFrom("onair-x-main", "onair-x-main-us", "onair-x-sport"),
    regions: fc.shuffledSubarray([...REGIONS], { minLength: 1, maxLength: 3 }).map((regions) => regions as [string, ...string[]]),
    segmentSeconds: fc.constantFrom(2, 3.84, 4, 6, 10),
  })
  .map((fields) => ({ ...fields, originChannel: fields.name }));
const lineup = fc.uniqueArray(channel, { minLength: 1, maxLength: 30, selector: ({ name }) => name });

const planOf = (channels: readonly PlannedChannel[], domainName?: string): DistributionPlan =>
  distributionPlan({ environment: "x", channels, priceClass: "PriceClass_100", ...(domainName === undefined ? {} : { domainName }) });

/** Patience with an origin is shared by the channels of it, so the one thing of it that a new channel may move. */
const withoutPatience = (origin: OriginPlan): OriginPlan => ({ ...origin, readTimeout: 0, connectionAttempts: 0 });

describe("distributionPlan", () => {
  it("[S3] is the same in whatever order the channels are written", () => {
    fc.assert(
      fc.property(
        lineup.chain((channels) => fc.tuple(fc.constant(channels), fc.shuffledSubarray(channels, { minLength: channels.length }))),
        ([channels, shuffled]) => assert.deepEqual(planOf(shuffled), planOf(channels)),
      ),
    );
  });

  it("[S3] changes only what belongs to a channel when it is added or removed", () => {
    fc.assert(
      fc.property(lineup, channel, (channels, extra) => {
        fc.pre(!channels.some(({ name }) => name === extra.name));
        const before = planOf(channels);
        const after = planOf([...channels, extra]);
        assert.deepEqual(
          after.behaviours.filter((behaviour) => behaviour.channel !== extra.name),
          before.behaviours,
        );
        assert.deepEqual(
          after.originGroups.filter(({ id }) => before.originGroups.some((group) => group.id === id)),
          before.originGroups,
        );
        const kept = after.origins.filter(({ id }) => before.origins.some((origin) => origin.id === id));
        assert.deepEqual(kept.map(withoutPatience), before.origins.map(withoutPatience));
        const added = after.origins.filter(({ id }) => !before.origins.some((origin) => origin.id === id));
        assert.ok(added.every(({ channelGroup, region }) => channelGroup === extra.channelGroup && originRegions(extra).includes(region)));
      }),
    );
  });

  it("[E1] gives every channel one behaviour, signed, over HTTPS, at something that exists", () => {
    fc.assert(
      fc.property(lineup, (channels) => {
        const plan = planOf(channels);
        const targets = new Set([...plan.origins, ...plan.originGroups].map(({ id }) => id));
        assert.equal(targets.size, plan.origins.length + plan.originGroups.length, "an origin and an origin group share an id");
        assert.deepEqual(
          plan.behaviours.map(({ pathPattern: path }) => path),
          channels.map(pathPattern).sort(),
        );
        for (const behaviour of [plan.defaultBehaviour, ...plan.behaviours]) {
          assert.equal(behaviour.signed, true);
          assert.equal(behaviour.viewerProtocolPolicy, "redirect-to-https");
          assert.ok(targets.has(behaviour.targetOriginId));
        }
      }),
    );
  });

  it("[E3] pairs the first two regions of a channel in its own order, and gives a lone region no group", () => {
    fc.assert(
      fc.property(lineup, (channels) => {
        const plan = planOf(channels);
        for (const { targetOriginId, regions, channelGroup } of plan.behaviours) {
          const group = plan.originGroups.find(({ id }) => id === targetOriginId);
          const members = regions.map(
            (region) => plan.origins.find((origin) => origin.region === region && origin.channelGroup === channelGroup)?.id,
          );
          assert.deepEqual(group?.members ?? [targetOriginId], members);
          assert.equal(new Set(members).size, members.length);
        }
        assert.ok(plan.originGroups.every(({ members: [first, second] }) => first !== second));
      }),
    );
  });

  it("[E3] never names an origin group like an origin, however groups are named", () => {
    const pair: PlannedChannel = {
      name: "a",
      originChannel: "a",
      channelGroup: "g",
      regions: ["us-east-1", "eu-west-1"],
      segmentSeconds: 6,
    };
    const lone: PlannedChannel = { ...pair, name: "b", channelGroup: "g-us-east-1", regions: ["eu-west-1"] };
    const plan = planOf([pair, lone]);
    const ids = [...plan.origins, ...plan.originGroups].map(({ id }) => id);
    assert.equal(new Set(ids).size, 4, ids.join(" "));
  });

  it("[E4] tells the viewer-request function only of channels that differ from the commonest order", () => {
    const regions = { usual: ["us-east-1", "eu-west-1"], other: ["eu-west-1", "us-east-1"] } as const;
    const one = (name: string, order: keyof typeof regions): PlannedChannel => ({
      name,
      originChannel: name,
      channelGroup: "g",
      regions: [...regions[order]],
      segmentSeconds: 6,
    });
    const table = routeTable(planOf([one("a", "other"), one("b", "usual"), one("c", "usual")]));
    assert.deepEqual(table, { g: { pairs: [{ regions: regions.usual }, { regions: regions.other }], channels: { a: 1 } } });
    const turned = routeTable(planOf([one("a", "other"), one("b", "usual"), one("c", "other")]));
    assert.deepEqual(turned, { g: { pairs: [{ regions: regions.other }, { regions: regions.usual }], channels: { b: 1 } } });
  });

  it("[E3] leaves a region that refuses, times out or serves nothing, and does so within seconds", () => {
    const plan = planOf(productionChannels());
    for (const group of plan.originGroups) assert.deepEqual(group.statusCodes, [403, 404, 500, 502, 503, 504]);
    for (const origin of plan.origins) assert.ok(origin.connectionAttempts * origin.connectionTimeout <= 2);
    assert.ok(plan.errorCaching.every(({ minTtl }) => minTtl === 1));
    assert.ok(
      plan.originGroups.flatMap(({ statusCodes }) => statusCodes).every((code) => plan.errorCaching.some((error) => error.code === code)),
    );
  });

  it("[E3] tries once to reach an origin that another can stand in for, and twice one that stands alone", () => {
    fc.assert(
      fc.property(lineup, (channels) => {
        for (const origin of planOf(channels).origins) {
          const served = channels.filter((one) => one.channelGroup === origin.channelGroup && originRegions(one).includes(origin.region));
          assert.equal(origin.connectionAttempts, served.some((one) => originRegions(one).length > 1) ? 1 : 2);
        }
      }),
    );
  });

  it("[E3] waits for an origin about one segment, of the longest it serves", () => {
    fc.assert(
      fc.property(lineup, (channels) => {
        for (const origin of planOf(channels).origins) {
          const served = channels.filter((one) => one.channelGroup === origin.channelGroup && originRegions(one).includes(origin.region));
          const longest = Math.max(...served.map(({ segmentSeconds }) => segmentSeconds));
          assert.ok(
            origin.readTimeout > longest && origin.readTimeout <= longest + 3,
            `${String(origin.readTimeout)} for ${String(longest)}`,
          );
          assert.ok(Number.isInteger(origin.readTimeout));
        }
      }),
    );
  });

  it("[E1] counts what it takes of the distribution's quotas", () => {
    assert.deepEqual(edgeQuotaUse(planOf(productionChannels())), { origins: 2, originGroups: 2, behaviours: 5 });
  });

  it("[E1] refuses to plan a distribution for nothing", () => {
    assert.throws(() => planOf([]), /at least one channel/);
  });
});

const BINDINGS: Omit<DistributionBindings, "originDomains"> = {
  originAccessControlId: "oac",
  cachePolicyId: "cache",
  responseHeadersPolicyId: "headers",
  viewerRequestArn: "function",
  keyGroupId: "group",
  certificateArn: "certificate",
};
const bindingsOf = (plan: DistributionPlan): DistributionBindings => ({
  ...BINDINGS,
  originDomains: Object.fromEntries(plan.origins.map(({ id }) => [id, `${id}.host`])),
});

type Plain = Record<string, unknown>;
const list = (value: unknown): Plain[] => value as Plain[];

/** Both providers' words for a distribution, brought to one form without reading the plan. */
function fromNative(args: unknown): Plain {
  const { distributionConfig } = args as { distributionConfig: Plain };
  const { ipv6Enabled, origins, originGroups, cacheBehaviors, viewerCertificate, ...rest } = distributionConfig;
  const groups = list((originGroups as Plain | undefined)?.items ?? []);
  const certificate = viewerCertificate as Plain;
  return {
    ...rest,
    ipv6: ipv6Enabled,
    behaviours: cacheBehaviors,
    origins: list(origins),
    groups: groups.map(({ id, members, failoverCriteria }) => {
      const items = (members as Plain).items;
      const { statusCodes } = failoverCriteria as { statusCodes: Plain };
      assert.equal((members as Plain).quantity, list(items).length);
      assert.equal(statusCodes.quantity, (statusCodes.items as number[]).length);
      return { id, members: items, codes: statusCodes.items };
    }),
    certificate: "cloudFrontDefaultCertificate" in certificate ? "default" : certificate,
  };
}

function fromBridged(args: unknown): Plain {
  const { isIpv6Enabled, origins, originGroups, orderedCacheBehaviors, viewerCertificate, ...rest } = args as Plain;
  const certificate = viewerCertificate as Plain;
  return {
    ...rest,
    ipv6: isIpv6Enabled,
    behaviours: orderedCacheBehaviors,
    origins: list(origins).map(({ originId, customOriginConfig, ...origin }) => {
      const { httpPort, ...custom } = customOriginConfig as Plain;
      assert.equal(httpPort, 80);
      return { id: originId, customOriginConfig: custom, ...origin };
    }),
    groups: list(originGroups).map(({ originId, members, failoverCriteria }) => ({
      id: originId,
      members,
      codes: (failoverCriteria as Plain).statusCodes,
    })),
    certificate: "cloudfrontDefaultCertificate" in certificate ? "default" : certificate,
  };
}

describe("the two renderers", () => {
  it("[E1] say the same of every plan", () => {
    fc.assert(
      fc.property(lineup, fc.constantFrom(undefined, "live.example.net"), (channels, domain) => {
        const plan = planOf(channels, domain);
        const native = fromNative(nativeDistributionArgs(plan, bindingsOf(plan)));
        assert.deepEqual(native, fromBridged(bridgedDistributionArgs(plan, bindingsOf(plan))));
        assert.equal(list(native.behaviours).length, channels.length);
        assert.equal(list(native.origins).length, plan.origins.length);
        assert.equal(list(native.groups).length, plan.originGroups.length);
      }),
    );
  });

  it("[E2] serve a custom domain with its certificate over TLS 1.2 or later, and no domain with the default one", () => {
    const plan = planOf(productionChannels(), "live.example.net");
    const { aliases, certificate } = fromNative(nativeDistributionArgs(plan, bindingsOf(plan)));
    assert.deepEqual(aliases, ["watch.live.example.net"]);
    assert.deepEqual(certificate, {
      acmCertificateArn: "certificate",
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    });
    const plain = planOf(productionChannels());
    assert.equal(fromBridged(bridgedDistributionArgs(plain, bindingsOf(plain))).certificate, "default");
  });

  it("[E3] differ only in media quality, which one of them refuses", () => {
    const plan = planOf(productionChannels());
    const [first, ...others] = plan.originGroups;
    assert.ok(first);
    const quality = { ...plan, originGroups: [{ ...first, selection: "media-quality-based" as const }, ...others] };
    assert.throws(() => bridgedDistributionArgs(quality, bindingsOf(plan)), /media-quality selection needs a custom domain/);
    assert.match(JSON.stringify(nativeDistributionArgs(quality, bindingsOf(plan))), /"selectionCriteria":"media-quality-based"/);
    const routes = routeTable(quality)[first.channelGroup];
    const selected = routes?.pairs.filter((pair) => pair.quality === true);
    assert.deepEqual(
      selected?.map(({ regions }) => regions),
      [first.regions],
    );
  });
});

describe("globalEdgeProblems", () => {
  const said = (change: Partial<GlobalEdgeArgs>): string[] => globalEdgeProblems({ ...base, ...change }).map(describeProblem);
  // Only whether there is a provider matters here.
  const nativeProviders = { "us-east-1": {}, "eu-west-1": {} } as unknown as GlobalEdgeArgs["nativeProviders"];
  const base = productionArgs({ nativeProviders });

  const withRoaming = (change: (channel: EdgeChannel) => EdgeChannel): EdgeChannel[] =>
    productionChannels().map((one) => (one.name === "roaming" ? change(one) : one));

  it("[S3] finds nothing wrong with the shipped lineup", () => assert.deepEqual(said({}), []));

  it("[E4] refuses a single uplink with one region, without a domain, an address or a health alarm", () => {
    const lonely = edgeChannel({ name: "roaming", regions: ["eu-west-1"], source: "rtmp-push", uplink: "single" });
    assert.match(
      said({ channels: [lonely] }).join(),
      /channels.roaming.uplink is single, and the channel has one region \(given: eu-west-1\)/,
    );
    const withoutDomain = Object.fromEntries(Object.entries(base).filter(([key]) => key !== "domain")) as unknown as GlobalEdgeArgs;
    assert.match(
      globalEdgeProblems(withoutDomain).map(describeProblem).join(),
      /channels.roaming.uplink is single, and there is no domain/,
    );
    const file = edgeChannel({ name: "roaming", regions: ["eu-west-1", "us-east-1"], source: "mp4-demo", uplink: "single" });
    assert.equal(said({ channels: [file] }).filter((text) => /has no address in/.test(text)).length, 4);
    const deaf = withRoaming((one) => ({
      ...one,
      perRegion: Object.fromEntries(
        Object.entries(one.perRegion).map(([region, here]) => [
          region,
          { ...here, health: here.health.filter(({ pipeline }) => pipeline === "b") },
        ]),
      ),
    }));
    assert.equal(said({ channels: deaf }).filter((text) => /pipeline a has no health alarm in/.test(text)).length, 2);
  });

  it("[S3] names the region and the channel that a region does not serve", () => {
    const half = withRoaming((one) => ({ ...one, perRegion: { "eu-west-1": one.perRegion["eu-west-1"] ?? { ingest: [], health: [] } } }));
    assert.deepEqual(said({ channels: half }), ["channels.roaming is not deployed in us-east-1; deploy the encode region us-east-1 first"]);
    const origins = { ...base.origins, "eu-west-1": {} };
    assert.equal(said({ origins }).filter((text) => text.includes("has no origin in eu-west-1")).length, 4);
    assert.match(said({ nativeProviders: {} }).join(), /nativeProviders.eu-west-1 is missing.*nativeProviders.us-east-1 is missing/);
  });

  it("[S3] refuses no channels, one path twice and one region twice", () => {
    assert.match(said({ channels: [] }).join(), /channels is empty/);
    const [arena] = productionChannels();
    assert.ok(arena);
    assert.match(
      said({ channels: [arena, { ...arena, name: "other" }] }).join(),
      /channels.other has the path of another channel \(given: \/out\/v1\/onair-prod-main\/arena\/\*\)/,
    );
    assert.match(
      said({ channels: [{ ...arena, regions: ["us-east-1", "us-east-1"] }] }).join(),
      /channels.arena.regions names a region twice/,
    );
  });

  it("[E5] refuses a private key without repeating it, a key CloudFront does not take, none, and too many", () => {
    const secret = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";
    const refusal = said({ playbackKeys: { a: secret } }).join();
    assert.match(refusal, /playbackKeys.a is a private key/);
    assert.doesNotMatch(refusal, /c2VjcmV0/);
    const ed25519 = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----";
    assert.match(said({ playbackKeys: { a: ed25519 } }).join(), /is a key that CloudFront does not take/);
    const pem = ({ publicKey }: { publicKey: KeyObject }): string => publicKey.export({ type: "spki", format: "pem" }).toString();
    const small = pem(generateKeyPairSync("rsa", { modulusLength: 1024 }));
    const curve = pem(generateKeyPairSync("ec", { namedCurve: "secp384r1" }));
    for (const key of [small, curve]) assert.match(said({ playbackKeys: { a: key } }).join(), /is a key that CloudFront does not take/);
    assert.deepEqual(said({ playbackKeys: { a: pem(generateKeyPairSync("ec", { namedCurve: "prime256v1" })) } }), []);
    assert.match(said({ playbackKeys: { a: "no key" } }).join(), /is not a public key in PEM form/);
    assert.match(said({ playbackKeys: {} }).join(), /playbackKeys has no key/);
    assert.match(
      said({ playbackKeys: Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((id) => [id, PUBLIC_KEY])) }).join(),
      /has 6 keys, and a key group takes 5/,
    );
  });

  it("[E7 E8] refuses more sites than the content policy of the player's page can name, to the character", () => {
    const sites = (length: number): string[] => {
      const one = (index: number): string => `https://site-${String(index).padStart(3, "0")}.tv`;
      const most = Array.from({ length: 60 }, (_, index) => one(index));
      const missing = length - playerContentPolicy(most).length - " https://.tv".length;
      return [...most, `https://${"a".repeat(missing)}.tv`];
    };
    assert.equal(playerContentPolicy(sites(CONTENT_POLICY_LENGTH)).length, CONTENT_POLICY_LENGTH);
    assert.deepEqual(said({ player: true, allowedOrigins: sites(CONTENT_POLICY_LENGTH) }), []);
    const [problem, ...more] = said({ player: true, allowedOrigins: sites(CONTENT_POLICY_LENGTH + 1) });
    assert.match(
      problem ?? "",
      /allowedOrigins makes the content security policy .* 1784 characters long.*fewer origins, or set player: false/,
    );
    assert.deepEqual(more, []);
    for (const player of [false, undefined])
      assert.deepEqual(said({ ...(player === undefined ? {} : { player }), allowedOrigins: sites(CONTENT_POLICY_LENGTH + 1) }), []);
  });

  it("[E7] refuses what is not a web origin", () => {
    const wrong = [
      "*",
      "https://*.example.org",
      "https://example.org/",
      "example.org",
      "ftp://example.org",
      "http://example.org",
      "https://Example.org",
    ];
    for (const origin of [...wrong, "http://localhost:3000"]) {
      assert.equal(said({ allowedOrigins: [origin, "https://www.example.org"] }).length, 1, origin);
    }
    assert.deepEqual(said({ production: false, allowedOrigins: ["http://localhost:3000", "http://localhost"] }), []);
  });
});
