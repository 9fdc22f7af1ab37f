import assert from "node:assert/strict";
import awsNative from "@pulumi/aws-native";
import type pulumi from "@pulumi/pulumi";
import { GlobalEdge } from "../../components/edge/index.ts";
import type { GlobalEdgeArgs } from "../../components/edge/index.ts";
import { UNKNOWN, countByType, ofType, only, recordProgram, recordResources } from "../support/mocks.ts";
import type { RecordedResource } from "../support/mocks.ts";
import { DOMAIN, PUBLIC_KEY, developmentArgs, edgeChannel, productionArgs, productionChannels } from "./globalEdgeFixture.ts";

const RECORD = "aws:route53/record:Record";
const CHECK = "aws:route53/healthCheck:HealthCheck";
const POLICY = "aws-native:mediapackagev2:OriginEndpointPolicy";
const NATIVE = "aws-native:cloudfront:Distribution";
const BRIDGED = "aws:cloudfront/distribution:Distribution";

type Plain = Record<string, unknown>;

const production = (change: Partial<GlobalEdgeArgs> = {}): Promise<RecordedResource[]> =>
  recordResources(() => new GlobalEdge("prod", productionArgs(change)));
const previewed = (): Promise<RecordedResource[]> => recordResources(() => new GlobalEdge("prod", productionArgs()), { preview: true });

function recordNamed(resources: readonly RecordedResource[], name: string, type: string): RecordedResource[] {
  return ofType(resources, RECORD).filter(({ inputs }) => inputs.name === name && inputs.type === type);
}

function behavioursOf(distribution: RecordedResource): Plain[] {
  const config = (distribution.inputs.distributionConfig ?? distribution.inputs) as Plain;
  return [config.defaultCacheBehavior, ...((config.cacheBehaviors ?? config.orderedCacheBehaviors) as unknown[])] as Plain[];
}

describe("GlobalEdge in production", () => {
  let resources: RecordedResource[] = [];
  let outputs: Plain = {};

  before(async () => {
    const run = await recordProgram(() => {
      const edge = new GlobalEdge("prod", productionArgs());
      const { distributionId, distributionArn, distributionDomain, viewerHost, keyGroupId, publicKeyIds, storeArn, logsBucket, channels } =
        edge;
      return { distributionId, distributionArn, distributionDomain, viewerHost, keyGroupId, publicKeyIds, storeArn, logsBucket, channels };
    });
    resources = run.resources;
    outputs = run.result;
  });

  it("[S3] makes exactly these resources for the shipped lineup", () => {
    const custom = resources.filter(({ custom: isCustom, type }) => isCustom && !type.startsWith("pulumi:"));
    assert.deepEqual(countByType(custom), {
      "aws-native:cloudfront:Distribution": 1,
      // Four channels in two regions, and the startover endpoint of one.
      "aws-native:mediapackagev2:OriginEndpointPolicy": 10,
      "aws:acm/certificate:Certificate": 1,
      "aws:acm/certificateValidation:CertificateValidation": 1,
      "aws:cloudfront/cachePolicy:CachePolicy": 1,
      "aws:cloudfront/function:Function": 1,
      "aws:cloudfront/keyGroup:KeyGroup": 1,
      "aws:cloudfront/keyValueStore:KeyValueStore": 1,
      "aws:cloudfront/monitoringSubscription:MonitoringSubscription": 1,
      "aws:cloudfront/originAccessControl:OriginAccessControl": 1,
      "aws:cloudfront/publicKey:PublicKey": 1,
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": 1,
      "aws:cloudwatch/logDelivery:LogDelivery": 1,
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": 1,
      "aws:cloudwatch/logDeliverySource:LogDeliverySource": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:kms/alias:Alias": 1,
      "aws:kms/key:Key": 1,
      // Two regions with two pipelines of two alarms: eight, four per pipeline, two per region.
      "aws:route53/healthCheck:HealthCheck": 14,
      // Validation, three aliases, twelve contributions, two pairs that follow the region.
      "aws:route53/record:Record": 20,
      "aws:s3/bucket:Bucket": 1,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
      "aws:s3/bucketPolicy:BucketPolicy": 1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
      "aws:s3/bucketVersioning:BucketVersioning": 1,
      "aws:wafv2/webAcl:WebAcl": 1,
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": 1,
    });
  });

  it("[S3] parents every resource to the edge", () => {
    const parents = new Map(resources.map(({ type, name, parent }) => [`${type}::${name}`, parent]));
    const top = (id: string): string => {
      const parent = parents.get(id) ?? "";
      return parents.has(parent) ? top(parent) : id;
    };
    const tops = [...parents.keys()].filter((id) => !id.startsWith("pulumi:")).map(top);
    assert.deepEqual([...new Set(tops)], ["onair:edge:GlobalEdge::prod"]);
  });

  it("[E5] signs every behaviour by the key group, and runs the function first", () => {
    const keyGroup = outputs.keyGroupId;
    const behaviours = behavioursOf(only(resources, NATIVE));
    assert.equal(behaviours.length, 5);
    for (const behaviour of behaviours) {
      assert.deepEqual(behaviour.trustedKeyGroups, [keyGroup]);
      assert.equal(behaviour.trustedSigners, undefined);
      assert.deepEqual(behaviour.functionAssociations, [
        { eventType: "viewer-request", functionArn: "arn:aws:cloudfront::123456789012:function/onair-prod-viewer-request" },
      ]);
    }
  });

  it("[E5] opens each endpoint to this distribution alone, through the provider of its region", () => {
    const policies = ofType(resources, POLICY);
    const opened = policies.map((policy) => [policy.region, policy.inputs.channelName, policy.inputs.originEndpointName].join(" ")).sort();
    const regions = ["eu-west-1", "us-east-1"];
    assert.deepEqual(
      opened,
      regions.flatMap((region) =>
        ["arena live", "arena startover", "demo live", "roaming live", "studio live"].map((endpoint) => `${region} ${endpoint}`),
      ),
    );
    const arena = policies.find(
      ({ inputs, region }) => inputs.channelName === "arena" && inputs.originEndpointName === "startover" && region === "eu-west-1",
    );
    assert.deepEqual(arena?.inputs.policy, {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ViewersThroughThisDistribution",
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"],
          Resource: "arn:aws:mediapackagev2:eu-west-1:123456789012:channelGroup/onair-prod-main/channel/arena/originEndpoint/startover",
          Condition: { StringEquals: { "AWS:SourceArn": outputs.distributionArn } },
        },
      ],
    });
  });

  it("[E2] proves the certificate in the domain's zone, in us-east-1, before the distribution takes it", () => {
    const certificate = only(resources, "aws:acm/certificate:Certificate");
    assert.deepEqual(certificate.inputs, { region: "us-east-1", domainName: "watch.live.example.net", validationMethod: "DNS" });
    const validation = only(resources, "aws:acm/certificateValidation:CertificateValidation");
    const proof = only(resources, RECORD, "prod-watch-validation");
    assert.equal(proof.inputs.type, "CNAME");
    assert.equal(proof.inputs.zoneId, DOMAIN.zoneId);
    assert.deepEqual(validation.inputs.validationRecordFqdns, [proof.inputs.name]);
    assert.ok(only(resources, NATIVE).dependencies.includes(validation.urn));
  });

  it("[E2] gives viewers A, AAAA and HTTPS aliases of the distribution", () => {
    for (const type of ["A", "AAAA", "HTTPS"]) {
      const [record, ...more] = recordNamed(resources, "watch.live.example.net", type);
      assert.deepEqual(more, []);
      assert.deepEqual(record?.inputs.aliases, [
        { name: outputs.distributionDomain, zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
      ]);
    }
  });

  it("[O1] names every pipeline of every push channel in every region", () => {
    const names = ofType(resources, RECORD)
      .filter(({ inputs }) => String(inputs.name).includes(".ingest.") && inputs.failoverRoutingPolicies === undefined)
      .map(({ inputs }) => `${String(inputs.name)} ${String(inputs.ttl)} ${String(inputs.records)}`)
      .sort();
    assert.equal(names.length, 12);
    assert.ok(names.includes("arena-b.eu-west-1.ingest.live.example.net 60 203.0.113.26"), names.join("\n"));
    assert.ok(!names.some((name) => name.startsWith("demo")));
  });

  it("[E4] lets a single uplink follow the healthy region, both sides with a health check", () => {
    for (const pipeline of ["a", "b"]) {
      const records = recordNamed(resources, `roaming-${pipeline}.ingest.live.example.net`, "A");
      const shown = records.map(({ inputs }) => ({
        set: inputs.setIdentifier,
        routing: inputs.failoverRoutingPolicies,
        records: inputs.records,
        ttl: inputs.ttl,
      }));
      const [us, eu] = pipeline === "a" ? ["203.0.113.17", "203.0.113.27"] : ["203.0.113.18", "203.0.113.28"];
      assert.deepEqual(shown, [
        { set: "eu-west-1", routing: [{ type: "PRIMARY" }], records: [eu], ttl: 60 },
        { set: "us-east-1", routing: [{ type: "SECONDARY" }], records: [us], ttl: 60 },
      ]);
      for (const { inputs, dependencies } of records) {
        assert.equal(typeof inputs.healthCheckId, "string");
        const check = ofType(resources, CHECK).find(({ urn }) => dependencies.includes(urn));
        assert.equal(check?.name, `prod-roaming-${String(inputs.setIdentifier)}`);
      }
    }
  });

  it("[E4] makes only a single uplink's names follow", () => {
    const following = ofType(resources, RECORD).filter(({ inputs }) => inputs.failoverRoutingPolicies !== undefined);
    assert.equal(following.length, 4);
  });

  it("[E4] calls a region healthy while one pipeline has all its alarms well", () => {
    const checks = ofType(resources, CHECK);
    const calculated = (name: string): Plain => only(resources, CHECK, name).inputs;
    assert.equal(calculated("prod-roaming-eu-west-1").childHealthThreshold, 1);
    assert.equal((calculated("prod-roaming-eu-west-1").childHealthchecks as unknown[]).length, 2);
    assert.equal(calculated("prod-roaming-eu-west-1-a").childHealthThreshold, 2);
    assert.equal((calculated("prod-roaming-eu-west-1-a").childHealthchecks as unknown[]).length, 2);
    const alarms = checks.filter(({ inputs }) => inputs.type === "CLOUDWATCH_METRIC");
    assert.equal(alarms.length, 8);
  });

  it("[E4] takes no data for ill where the feed is, and for well in the region that waits", () => {
    const alarms = ofType(resources, CHECK).filter(({ inputs }) => inputs.type === "CLOUDWATCH_METRIC");
    const meaning = alarms.map(({ inputs }) => `${String(inputs.cloudwatchAlarmRegion)} ${String(inputs.insufficientDataHealthStatus)}`);
    assert.deepEqual([...new Set(meaning)].sort(), ["eu-west-1 Unhealthy", "us-east-1 Healthy"]);
  });

  it("[E4] reads an alarm in its own region, and copies it again when its definition changes", async () => {
    const name = "prod-roaming-us-east-1-onair-prod-roaming-b-ingest-us-east-1";
    const check = only(resources, CHECK, name);
    assert.equal(check.inputs.cloudwatchAlarmName, "onair-prod-roaming-b-ingest-us-east-1");
    assert.equal(check.inputs.cloudwatchAlarmRegion, "us-east-1");
    assert.deepEqual(check.inputs.triggers, { definition: "hash-roaming-us-east-1-b-ingest" });
    const channels = productionChannels().map(
      (channel) => JSON.parse(JSON.stringify(channel).replace("hash-roaming-us-east-1-b-ingest", "changed")) as typeof channel,
    );
    const changed = await production({ channels });
    assert.deepEqual(only(changed, CHECK, name).inputs.triggers, { definition: "changed" });
  });

  it("[E1] delivers access logs without anything that signs, to an encrypted bucket, after its policy", () => {
    const delivery = only(resources, "aws:cloudwatch/logDelivery:LogDelivery");
    const fields = delivery.inputs.recordFields as string[];
    for (const secret of ["cs-uri-query", "cs(Cookie)", "cs(Referer)"]) assert.ok(!fields.includes(secret), secret);
    assert.ok(fields.includes("cs-uri-stem") && fields.includes("c-country"));
    const source = only(resources, "aws:cloudwatch/logDeliverySource:LogDeliverySource");
    assert.deepEqual(source.inputs, {
      region: "us-east-1",
      name: "onair-prod-edge-access",
      logType: "ACCESS_LOGS",
      resourceArn: outputs.distributionArn,
    });
    const destination = only(resources, "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination");
    assert.deepEqual(destination.inputs.deliveryDestinationConfiguration, {
      destinationResourceArn: `arn:aws:s3:::${String(outputs.logsBucket)}`,
    });
    assert.ok(delivery.dependencies.includes(only(resources, "aws:s3/bucketPolicy:BucketPolicy").urn));
    assert.ok(delivery.dependencies.includes(only(resources, "aws:kms/key:Key").urn));
  });

  it("[E1] keeps everything of the logs in us-east-1, whatever the stack's own region", async () => {
    const elsewhere = await recordResources(() => new GlobalEdge("prod", productionArgs()), { region: "eu-west-1" });
    const kept = elsewhere.filter(({ type }) => /^aws:(s3|kms|cloudwatch|wafv2)\//.test(type));
    assert.equal(kept.length, 15);
    assert.ok(kept.every(({ region }) => region === "us-east-1"));
  });

  it("[O4] lets only this delivery write the logs, and use their key", () => {
    const source = { "aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:delivery-source:onair-prod-edge-access" };
    for (const [type, sid] of [
      ["aws:s3/bucketPolicy:BucketPolicy", "AccessLogsWrite"],
      ["aws:kms/key:Key", "AccessLogsEncrypt"],
    ] as const) {
      const policy = JSON.parse(String(only(resources, type).inputs.policy)) as { Statement: Plain[] };
      const statement = policy.Statement.find(({ Sid }) => Sid === sid);
      assert.deepEqual(statement?.Principal, { Service: "delivery.logs.amazonaws.com" });
      const condition = statement.Condition as { ArnLike: Plain; StringEquals: Plain };
      assert.deepEqual(condition.ArnLike, source);
      assert.equal(condition.StringEquals["aws:SourceAccount"], "123456789012");
    }
  });

  it("[E5] protects what viewers would miss", () => {
    for (const type of [NATIVE, "aws:cloudfront/publicKey:PublicKey", "aws:acm/certificate:Certificate"])
      assert.ok(only(resources, type).protect, type);
  });

  it("[O1] puts out ids, hosts and addresses", () => {
    assert.match(String(outputs.distributionId), /^E/);
    assert.equal(outputs.distributionArn, `arn:aws:cloudfront::123456789012:distribution/${String(outputs.distributionId)}`);
    assert.equal(outputs.viewerHost, "watch.live.example.net");
    assert.match(String((outputs.publicKeyIds as Plain)["key-2026a"]), /^K/);
    const channels = outputs.channels as Record<string, Plain>;
    assert.deepEqual(Object.keys(channels), ["arena", "demo", "roaming", "studio"]);
    const base = "https://watch.live.example.net/out/v1/onair-prod-main/arena";
    assert.deepEqual(channels["arena"]?.playback, {
      hls: `${base}/live/index.m3u8`,
      lowLatencyHls: `${base}/live/ll.m3u8`,
      dash: `${base}/live/manifest.mpd`,
      startoverHls: `${base}/startover/index.m3u8`,
      startoverDash: `${base}/startover/manifest.mpd`,
    });
    assert.deepEqual(channels["demo"]?.ingest, { "eu-west-1": {}, "us-east-1": {} });
    assert.deepEqual((channels["arena"].ingest as Plain)["us-east-1"], {
      a: "rtp://arena-a.us-east-1.ingest.live.example.net:5000",
      b: "rtp://arena-b.us-east-1.ingest.live.example.net:5000",
    });
    assert.deepEqual(channels["roaming"]?.failoverIngest, {
      a: "rtmp://roaming-a.ingest.live.example.net:1935/roaming/a",
      b: "rtmp://roaming-b.ingest.live.example.net:1935/roaming/b",
    });
    assert.equal(channels["studio"]?.failoverIngest, undefined);
  });
});

describe("GlobalEdge at the first preview", () => {
  it("[E5] shows a policy that a key group is there, before its id is", async () => {
    const behaviours = behavioursOf(only(await previewed(), NATIVE));
    assert.ok(
      behaviours.every(
        ({ trustedKeyGroups }) => Array.isArray(trustedKeyGroups) && trustedKeyGroups.length === 1 && trustedKeyGroups[0] === UNKNOWN,
      ),
    );
  });

  it("[E5] leaves nothing of an endpoint policy open but the distribution", async () => {
    for (const { inputs } of ofType(await previewed(), POLICY)) {
      const [statement] = (inputs.policy as { Statement: Plain[] }).Statement;
      assert.match(String(statement?.Resource), /^arn:aws:mediapackagev2:[a-z0-9-]+:123456789012:channelGroup\/onair-prod-main\//);
      assert.deepEqual(statement?.Condition, { StringEquals: { "AWS:SourceArn": UNKNOWN } });
    }
  });

  it("[E4] shows both sides of a failover pair with a health check to come", async () => {
    const pairs = ofType(await previewed(), RECORD).filter(({ inputs }) => inputs.failoverRoutingPolicies !== undefined);
    assert.equal(pairs.length, 4);
    assert.ok(pairs.every(({ inputs }) => inputs.healthCheckId === UNKNOWN && Array.isArray(inputs.records)));
  });
});

describe("GlobalEdge in development", () => {
  it("[S3] works on the distribution's own name: bridged, signed, without records or checks", async () => {
    const { resources, result } = await recordProgram(() => {
      const { viewerHost, distributionDomain, distributionArn, channels } = new GlobalEdge("dev", developmentArgs());
      return { viewerHost, distributionDomain, distributionArn, channels };
    });
    const counts = countByType(resources);
    for (const type of [NATIVE, RECORD, CHECK, "aws:acm/certificate:Certificate"]) assert.equal(counts[type], undefined, type);
    assert.equal(counts[POLICY], 2);
    const distribution = only(resources, BRIDGED);
    assert.deepEqual(distribution.inputs.viewerCertificate, { cloudfrontDefaultCertificate: true });
    assert.deepEqual(distribution.inputs.originGroups, []);
    assert.equal(distribution.protect, false);
    assert.ok(behavioursOf(distribution).every(({ trustedKeyGroups }) => (trustedKeyGroups as unknown[]).length === 1));
    assert.ok(behavioursOf(distribution).every(({ targetOriginId }) => targetOriginId === "onair-dev-main-us-east-1"));
    assert.equal(result.viewerHost, result.distributionDomain);
    const channels = result.channels as unknown as Record<string, Plain>;
    assert.deepEqual(channels["test"]?.ingest, { "us-east-1": { a: "rtmp://203.0.113.14:1935/test/a" } });
  });

  it("[S3] opens endpoints only after what makes them, where that is in the same stack", async () => {
    const resources = await recordResources(() => {
      const group = new awsNative.mediapackagev2.ChannelGroup("endpoints", { channelGroupName: "onair-dev-main" });
      return new GlobalEdge("dev", developmentArgs({ endpointsFrom: [group] }));
    });
    const group = only(resources, "aws-native:mediapackagev2:ChannelGroup");
    const policies = ofType(resources, POLICY);
    assert.equal(policies.length, 2);
    assert.ok(policies.every(({ dependencies }) => dependencies.includes(group.urn)));
  });
});

describe("GlobalEdge with other settings", () => {
  it("[E5] adds a key as one more resource, and touches no other", async () => {
    const publicKeys = (all: readonly RecordedResource[]): unknown[] =>
      ofType(all, "aws:cloudfront/publicKey:PublicKey").map(({ name, inputs }) => ({ name, inputs }));
    const [one] = publicKeys(await production());
    const two = publicKeys(
      await production({ playbackKeys: { "key-2026a": `\n  ${PUBLIC_KEY.replaceAll("\n", "\r\n")}\n\n`, "key-2026b": PUBLIC_KEY } }),
    );
    assert.equal(two.length, 2);
    assert.deepEqual(two[0], one);
  });

  it("[E7] allows only the sites that are named to read with cookies", async () => {
    const cors = (all: readonly RecordedResource[]): Plain | undefined =>
      only(all, "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy").inputs.corsConfig as Plain | undefined;
    const named = cors(await production());
    assert.deepEqual(named?.accessControlAllowOrigins, { items: ["https://www.example.org"] });
    assert.equal(named.accessControlAllowCredentials, true);
    assert.equal(named.originOverride, true);
    assert.doesNotMatch(JSON.stringify(named), /"\*"/);
    assert.equal(cors(await production({ allowedOrigins: [] })), undefined);
  });

  it("[E1] caches as MediaPackage says, keyed by what MediaPackage reads and nothing else", async () => {
    const { inputs } = only(await production(), "aws:cloudfront/cachePolicy:CachePolicy");
    const { queryStringsConfig, cookiesConfig, headersConfig } = inputs.parametersInCacheKeyAndForwardedToOrigin as Record<string, Plain>;
    assert.deepEqual(queryStringsConfig, {
      queryStringBehavior: "whitelist",
      queryStrings: { items: ["aws.manifestfilter", "aws.manifestsettings", "_HLS_msn", "_HLS_part"] },
    });
    assert.deepEqual([cookiesConfig, headersConfig], [{ cookieBehavior: "none" }, { headerBehavior: "none" }]);
    assert.deepEqual([inputs.minTtl, inputs.defaultTtl, inputs.maxTtl], [0, 1, 1_209_600]);
  });

  it("[S3] does not depend on the order of the channels", async () => {
    const shown = (all: readonly RecordedResource[]): unknown => all.map(({ urn, inputs }) => ({ urn, inputs }));
    assert.deepEqual(shown(await production({ channels: productionChannels().reverse() })), shown(await production()));
  });

  it("[S3] refuses what cannot work with every reason at once, and registers nothing", async () => {
    const lonely = edgeChannel({ name: "lonely", regions: ["us-east-1"], source: "rtmp-push", uplink: "single" });
    const wrong = { channels: [lonely], playbackKeys: {}, allowedOrigins: ["*"], nativeProviders: {} };
    let made: pulumi.Resource | undefined;
    await assert.rejects(
      recordResources(() => {
        made = new GlobalEdge("prod", productionArgs(wrong));
      }),
      (error: Error) => {
        for (const part of ["channels.lonely.uplink is single", "playbackKeys has no key", "allowedOrigins", "nativeProviders.us-east-1"])
          assert.ok(error.message.includes(part), error.message);
        return true;
      },
    );
    assert.equal(made, undefined);
  });
});
