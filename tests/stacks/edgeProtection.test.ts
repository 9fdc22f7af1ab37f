import assert from "node:assert/strict";
import { GlobalEdge } from "../../components/edge/index.ts";
import type { GlobalEdgeArgs } from "../../components/edge/index.ts";
import { changes } from "../../rehearsal/cloud/diff.ts";
import { schemaOf } from "../../rehearsal/cloud/schema/index.ts";
import type { Properties } from "../../rehearsal/cloud/values.ts";
import { UNKNOWN, countByType, ofType, only, recordProgram, recordResources } from "../support/mocks.ts";
import type { RecordedResource } from "../support/mocks.ts";
import { developmentArgs, productionArgs } from "./globalEdgeFixture.ts";

const NATIVE = "aws-native:cloudfront:Distribution";
const BRIDGED = "aws:cloudfront/distribution:Distribution";
const ACL = "aws:wafv2/webAcl:WebAcl";
const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const REALTIME = "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig";
const UUID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

const BROUGHT = {
  firewall: { arn: `arn:aws:wafv2:us-east-1:123456789012:global/webacl/corporate/${UUID}` },
  certificateArn: `arn:aws:acm:us-east-1:123456789012:certificate/${UUID}`,
  keyGroup: { id: UUID, publicKeys: { corporate: "K2JCJMDEHXQW5F" } },
  playbackKeys: {},
  logBucket: "corporate-cdn-logs",
  keyArn: `arn:aws:kms:us-east-1:123456789012:key/${UUID}`,
} as const;

type Plain = Record<string, unknown>;
/** Changes of a fixture; a firewall it has can be taken away. */
type Change = Omit<Partial<GlobalEdgeArgs>, "firewall"> & { readonly firewall?: GlobalEdgeArgs["firewall"] | "none" };

function changed(base: (change: Partial<GlobalEdgeArgs>) => GlobalEdgeArgs, { firewall, ...change }: Change): GlobalEdgeArgs {
  const { firewall: shipped, ...rest } = base(change);
  const chosen = firewall ?? shipped;
  return chosen === undefined || chosen === "none" ? rest : { ...rest, firewall: chosen };
}

const production = (change: Change = {}): Promise<RecordedResource[]> =>
  recordResources(() => new GlobalEdge("prod", changed(productionArgs, change)));
const development = (change: Change = {}): Promise<RecordedResource[]> =>
  recordResources(() => new GlobalEdge("dev", changed(developmentArgs, change)));

/** The distribution of either renderer, in the words that both share. */
function distributionOf(all: readonly RecordedResource[]): { config: Plain; behaviours: Plain[]; origins: Plain[] } {
  const { type, inputs } = [...ofType(all, NATIVE), ...ofType(all, BRIDGED)][0] ?? assert.fail("no distribution");
  const config = (type === NATIVE ? inputs.distributionConfig : inputs) as Plain;
  const behaviours = [config.defaultCacheBehavior, ...((config.cacheBehaviors ?? config.orderedCacheBehaviors) as unknown[])] as Plain[];
  return { config, behaviours, origins: config.origins as Plain[] };
}

const geoOf = (all: readonly RecordedResource[]): unknown => (distributionOf(all).config.restrictions as Plain).geoRestriction;

/** Custom resources that differ in number between two runs. */
function difference(one: readonly RecordedResource[], other: readonly RecordedResource[]): Record<string, number> {
  const [before, after] = [one, other].map((all) => countByType(all.filter(({ custom }) => custom)));
  const types = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  const counts = types.map((type) => [type, (after?.[type] ?? 0) - (before?.[type] ?? 0)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

const RENDERERS = [
  ["aws-native, with a domain", production],
  ["aws, without one", development],
] as const;

describe("what stands before viewers", () => {
  for (const [renderer, made] of RENDERERS) {
    it(`[E7] has countries, firewall, shield and real-time log where they are switched on, and nowhere else (${renderer})`, async () => {
      const plain = await made({ firewall: "none" });
      assert.deepEqual(geoOf(plain), { restrictionType: "none" });
      assert.equal(distributionOf(plain).config.webAclId, undefined);
      assert.ok(distributionOf(plain).origins.every(({ originShield }) => originShield === undefined));
      assert.ok(distributionOf(plain).behaviours.every(({ realtimeLogConfigArn }) => realtimeLogConfigArn === undefined));
      const full = await made({
        geo: { kind: "allow", countries: ["GB", "DE"], enforcedBy: "distribution" },
        firewall: { mode: "block", viewersPerAddress: 10, anonymousAddresses: "block" },
        originShield: true,
        realtimeLogs: { samplingRate: 5 },
        monitoring: true,
      });
      assert.deepEqual(geoOf(full), { restrictionType: "whitelist", locations: ["DE", "GB"] });
      assert.match(String(distributionOf(full).config.webAclId), /:global\/webacl\/onair-(prod|dev)-viewers\//);
      for (const { originShield, id, originId } of distributionOf(full).origins)
        assert.deepEqual(originShield, { enabled: true, originShieldRegion: String(id ?? originId).replace(/^onair-[a-z]+-main-/, "") });
      assert.equal(ofType(full, REALTIME).length, 1);
      assert.ok(
        distributionOf(full).behaviours.every(({ realtimeLogConfigArn }) =>
          /:realtime-log-config\/onair-(prod|dev)$/.test(String(realtimeLogConfigArn)),
        ),
      );
      assert.equal(ofType(full, "aws:cloudfront/monitoringSubscription:MonitoringSubscription").length, 1);
    });
  }

  it("[E7] lets either the distribution or the firewall refuse countries, never both", async () => {
    const refused = { kind: "block", countries: ["KP"] } as const;
    const byDistribution = await production({ geo: { ...refused, enforcedBy: "distribution" } });
    const byFirewall = await production({ geo: { ...refused, enforcedBy: "firewall" } });
    const rules = (all: readonly RecordedResource[]): unknown[] => (only(all, ACL).inputs.rules as Plain[]).map(({ name }) => name);
    assert.deepEqual(geoOf(byDistribution), { restrictionType: "blacklist", locations: ["KP"] });
    assert.ok(!rules(byDistribution).includes("geo"));
    assert.deepEqual(geoOf(byFirewall), { restrictionType: "none" });
    assert.ok(rules(byFirewall).includes("geo"));
  });

  it("[E7] logs the firewall to a group of the name AWS wants, encrypted, for as long as access logs are kept", async () => {
    const all = await production();
    const group = only(all, "aws:cloudwatch/logGroup:LogGroup");
    const key = only(all, "aws:kms/key:Key");
    assert.equal(group.inputs.name, "aws-waf-logs-onair-prod");
    assert.equal(group.inputs.retentionInDays, 90);
    assert.ok(group.dependencies.includes(key.urn));
    const { inputs } = only(all, LOGGING);
    assert.deepEqual(inputs.logDestinationConfigs, ["arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-onair-prod"]);
    const { Statement } = JSON.parse(String(key.inputs.policy)) as { Statement: Plain[] };
    const admitted = Statement.find(({ Sid }) => Sid === "FirewallLogEncrypt");
    assert.deepEqual(admitted?.Principal, { Service: "logs.us-east-1.amazonaws.com" });
    assert.deepEqual(admitted.Condition, {
      ArnEquals: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-onair-prod" },
    });
  });

  it("[E1] writes the real-time log to an encrypted stream through a role that can do nothing else", async () => {
    const all = await production({ realtimeLogs: { samplingRate: 5 } });
    assert.deepEqual(difference(await production(), all), {
      [REALTIME]: 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:kinesis/stream:Stream": 1,
    });
    const stream = only(all, "aws:kinesis/stream:Stream").inputs;
    assert.deepEqual([stream.encryptionType, stream.kmsKeyId, stream.region], ["KMS", "alias/onair-prod-edge-logs", "us-east-1"]);
    const { Statement } = JSON.parse(String(only(all, "aws:iam/rolePolicy:RolePolicy").inputs.policy)) as { Statement: Plain[] };
    assert.deepEqual(
      Statement.map(({ Action, Resource }) => [Action, Resource]),
      [
        [
          ["kinesis:DescribeStreamSummary", "kinesis:DescribeStream", "kinesis:PutRecord", "kinesis:PutRecords"],
          "arn:aws:kinesis:us-east-1:123456789012:stream/onair-prod-edge-requests",
        ],
        [["kms:GenerateDataKey"], "arn:aws:kms:us-east-1:123456789012:key/*"],
      ],
    );
    assert.equal(only(all, REALTIME).inputs.samplingRate, 5);
  });

  it("[E7] shows a policy at the first preview that a firewall is there, and every document whole", async () => {
    const all = await recordResources(() => new GlobalEdge("prod", productionArgs({ realtimeLogs: { samplingRate: 5 } })), {
      preview: true,
    });
    assert.equal(distributionOf(all).config.webAclId, UNKNOWN);
    assert.doesNotMatch(JSON.stringify(only(all, ACL).inputs), new RegExp(UNKNOWN));
    for (const type of ["aws:kms/key:Key", "aws:iam/rolePolicy:RolePolicy"]) assert.equal(typeof only(all, type).inputs.policy, "string");
    assert.equal(only(all, "aws:kinesis/stream:Stream").inputs.kmsKeyId, "alias/onair-prod-edge-logs");
  });

  it("[E7] sends headers that keep a browser from using media as anything else", async () => {
    const headers = (all: readonly RecordedResource[]): Plain =>
      only(all, "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy").inputs;
    const { securityHeadersConfig } = headers(await production());
    assert.deepEqual(Object.keys(securityHeadersConfig as Plain).sort(), [
      "contentSecurityPolicy",
      "contentTypeOptions",
      "frameOptions",
      "referrerPolicy",
      "strictTransportSecurity",
    ]);
    assert.doesNotMatch(JSON.stringify(securityHeadersConfig), /"override":false/);
    const siteOf = async (allowedOrigins: string[]): Promise<unknown> =>
      ((headers(await production({ allowedOrigins })).customHeadersConfig as Plain).items as Plain[]).map(
        ({ header, value }) => `${String(header)}: ${String(value)}`,
      );
    assert.deepEqual(await siteOf([]), ["Cross-Origin-Resource-Policy: same-site"]);
    assert.deepEqual(await siteOf(["https://www.example.org"]), ["Cross-Origin-Resource-Policy: cross-origin"]);
  });
});

describe("what is brought along", () => {
  it("[E5] takes the place of what would be made, and nothing of it is made", async () => {
    const { resources, result } = await recordProgram(() => {
      const { keyGroupId, publicKeyIds, logsBucket, firewallArn, firewallMetric } = new GlobalEdge("prod", productionArgs(BROUGHT));
      return { keyGroupId, publicKeyIds, logsBucket, firewallArn, firewallMetric };
    });
    assert.deepEqual(difference(await production(), resources), {
      "aws:acm/certificate:Certificate": -1,
      "aws:acm/certificateValidation:CertificateValidation": -1,
      "aws:cloudfront/keyGroup:KeyGroup": -1,
      "aws:cloudfront/publicKey:PublicKey": -1,
      "aws:cloudwatch/logGroup:LogGroup": -1,
      "aws:kms/alias:Alias": -1,
      "aws:kms/key:Key": -1,
      "aws:route53/record:Record": -1,
      "aws:s3/bucket:Bucket": -1,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": -1,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": -1,
      "aws:s3/bucketPolicy:BucketPolicy": -1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": -1,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": -1,
      "aws:s3/bucketVersioning:BucketVersioning": -1,
      [ACL]: -1,
      [LOGGING]: -1,
    });
    const { config, behaviours } = distributionOf(resources);
    assert.equal(config.webAclId, BROUGHT.firewall.arn);
    assert.equal((config.viewerCertificate as Plain).acmCertificateArn, BROUGHT.certificateArn);
    assert.equal((config.viewerCertificate as Plain).minimumProtocolVersion, "TLSv1.2_2021");
    assert.ok(behaviours.every(({ trustedKeyGroups }) => JSON.stringify(trustedKeyGroups) === JSON.stringify([UUID])));
    const destination = only(resources, "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination");
    assert.deepEqual(destination.inputs.deliveryDestinationConfiguration, { destinationResourceArn: "arn:aws:s3:::corporate-cdn-logs" });
    assert.deepEqual(result, {
      keyGroupId: UUID,
      publicKeyIds: { corporate: "K2JCJMDEHXQW5F" },
      logsBucket: "corporate-cdn-logs",
      firewallArn: BROUGHT.firewall.arn,
      firewallMetric: undefined,
    });
  });

  it("[O4] encrypts with a key that was brought along whatever is still made", async () => {
    const all = await production({ keyArn: BROUGHT.keyArn, realtimeLogs: { samplingRate: 1 } });
    assert.deepEqual(countByType(ofType(all, "aws:kms/key:Key")), {});
    assert.equal(only(all, "aws:cloudwatch/logGroup:LogGroup").inputs.kmsKeyId, BROUGHT.keyArn);
    assert.equal(only(all, "aws:kinesis/stream:Stream").inputs.kmsKeyId, BROUGHT.keyArn);
    const [rule] = only(all, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").inputs
      .rules as Plain[];
    assert.match(JSON.stringify(rule), new RegExp(BROUGHT.keyArn));
    assert.match(String(only(all, "aws:iam/rolePolicy:RolePolicy").inputs.policy), new RegExp(BROUGHT.keyArn));
  });

  it("[E7] is refused where it cannot be right, with every reason at once", async () => {
    const wrong: Change = {
      firewall: { arn: `arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/x/${UUID}` },
      certificateArn: `arn:aws:acm:eu-west-1:123456789012:certificate/${UUID}`,
      keyGroup: { id: "mine", publicKeys: { corporate: "first" } },
      logBucket: "s3://logs",
      keyArn: "alias/logs",
      geo: { kind: "block", countries: ["UK"], enforcedBy: "firewall" },
    };
    await assert.rejects(production(wrong), (error: Error) => {
      const parts = [
        "firewall.arn",
        "certificateArn must be in us-east-1",
        "keyGroup.id",
        "keyGroup.publicKeys.corporate",
        "logBucket",
        "keyArn",
      ];
      for (const part of [...parts, "keyGroup stands beside playbackKeys", "geo.countries[0]", "geo.enforcedBy"])
        assert.ok(error.message.includes(part), `${part}\n${error.message}`);
      return true;
    });
  });
});

describe("switching protection on and off", () => {
  const CHOICES: readonly Change[] = [
    {},
    { firewall: "none", monitoring: false },
    { firewall: { mode: "count", viewersPerAddress: 1, anonymousAddresses: "block" } },
    { geo: { kind: "allow", countries: ["DE"], enforcedBy: "distribution" }, originShield: true },
    {
      firewall: { mode: "block", viewersPerAddress: 5, anonymousAddresses: "allow" },
      geo: { kind: "block", countries: ["KP"], enforcedBy: "firewall" },
      realtimeLogs: { samplingRate: 1 },
    },
    { priceClass: "PriceClass_All", allowedOrigins: [], logRetentionDays: 400 },
    BROUGHT,
  ];

  for (const [renderer, made] of RENDERERS) {
    it(`[E7] changes what stays in place, from any choice to any other, and replaces nothing (${renderer})`, async () => {
      const runs: RecordedResource[][] = [];
      for (const choice of CHOICES) runs.push(await made(choice));
      let compared = 0;
      for (const before of runs) {
        const known = new Map(before.map((resource) => [resource.urn, resource]));
        for (const { urn, type, inputs } of runs.flatMap((after) => (after === before ? [] : after))) {
          const was = known.get(urn);
          const schema = schemaOf(type);
          if (was === undefined || schema === undefined) continue;
          compared += 1;
          const replacing = changes(was.inputs as Properties, inputs as Properties, schema).filter(({ replace }) => replace);
          assert.deepEqual(replacing, [], urn);
        }
      }
      assert.ok(compared > 500, String(compared));
    });
  }

  it("[E7] would notice a replacement: the name of a firewall is one", async () => {
    const { inputs } = only(await production(), ACL);
    const schema = schemaOf(ACL) ?? assert.fail("no schema");
    const renamed = changes(inputs as Properties, { ...inputs, name: "other" }, schema);
    assert.deepEqual(
      renamed.map(({ path, replace }) => [path, replace]),
      [["name", true]],
    );
  });
});
