import assert from "node:assert/strict";
import { statSync } from "node:fs";
import fc from "fast-check";
import pulumi from "@pulumi/pulumi";
import type { Channel } from "../../components/encode/index.ts";
import { CHANNEL_THRESHOLDS } from "../support/alarms.ts";
import { lineups } from "../support/arbitraries.ts";
import { ARENA, DEMO, LADDER, LINEUP, STUDIO } from "../support/lineups.ts";
import { UNKNOWN, countByType, only, ofType, recordProgram, type RecordedResource } from "../support/mocks.ts";
import { makeRegion, readRegion, recordRegion } from "../support/region.ts";

/** What every region has, whatever it runs. */
const SHARED = {
  "aws-native:mediapackagev2:ChannelGroup": 1,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": 3,
  "aws:cloudwatch/dashboard:Dashboard": 1,
  "aws:cloudwatch/eventRule:EventRule": 1,
  "aws:cloudwatch/eventTarget:EventTarget": 1,
  "aws:iam/role:Role": 1,
  "aws:iam/rolePolicy:RolePolicy": 1,
  "aws:kms/alias:Alias": 1,
  "aws:kms/key:Key": 1,
  "aws:sns/topic:Topic": 2,
  "aws:sns/topicPolicy:TopicPolicy": 2,
};
/** What one Standard channel adds. */
const STANDARD = {
  "aws-native:mediapackagev2:Channel": 1,
  "aws-native:mediapackagev2:ChannelPolicy": 1,
  "aws-native:mediapackagev2:OriginEndpoint": 1,
  "aws:cloudformation/stack:Stack": 1,
  "aws:cloudwatch/eventRule:EventRule": 1,
  "aws:cloudwatch/eventTarget:EventTarget": 1,
  "aws:cloudwatch/metricAlarm:MetricAlarm": 4,
  "aws:iam/role:Role": 1,
  "aws:iam/rolePolicy:RolePolicy": 1,
  "aws:medialive/input:Input": 1,
};
/** Alarms beside those on health: of a live feed in the preferred region, of a file, and of a region that waits for the one uplink. */
const WATCHED = { "aws:cloudwatch/compositeAlarm:CompositeAlarm": 5, "aws:cloudwatch/metricAlarm:MetricAlarm": 9 };
const WATCHED_FILE = { "aws:cloudwatch/compositeAlarm:CompositeAlarm": 4, "aws:cloudwatch/metricAlarm:MetricAlarm": 7 };
const WATCHED_WAITING = { "aws:cloudwatch/compositeAlarm:CompositeAlarm": 1, "aws:cloudwatch/metricAlarm:MetricAlarm": 3 };
/** Two pipelines that cut alike: that they do is watched. */
const LOCKED = { "aws:cloudwatch/metricAlarm:MetricAlarm": 1 };
const PUSH = { "aws:medialive/inputSecurityGroup:InputSecurityGroup": 1 };
const FILE = {
  "aws:s3/bucket:Bucket": 1,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
  "aws:s3/bucketObjectv2:BucketObjectv2": 2,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
  "aws:s3/bucketPolicy:BucketPolicy": 1,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
  "aws:s3/bucketVersioning:BucketVersioning": 1,
};

describe("EncodeRegion", () => {
  for (const [kind, channel, more] of [
    ["RTMP push", STUDIO, sum(PUSH, WATCHED, LOCKED)],
    ["RTP push with startover", ARENA, sum(PUSH, WATCHED, LOCKED, { "aws-native:mediapackagev2:OriginEndpoint": 1 })],
    ["MP4 demo", DEMO, sum(FILE, WATCHED_FILE)],
  ] as const) {
    it(`[S3] makes exactly what a channel of kind ${kind} needs`, async () => {
      assert.deepEqual(custom(await recordRegion([channel])), sum(SHARED, STANDARD, more));
    });
  }

  it("[S3] makes a production lineup, and shares what is regional", async () => {
    const resources = await recordRegion(LINEUP, { alarms: { thresholds: CHANNEL_THRESHOLDS, alertEmail: "ops@example.org" } });
    assert.deepEqual(
      custom(resources),
      sum(SHARED, STANDARD, STANDARD, STANDARD, STANDARD, PUSH, FILE, WATCHED, LOCKED, WATCHED, LOCKED, WATCHED_FILE, WATCHED_WAITING, {
        "aws-native:mediapackagev2:OriginEndpoint": 1,
        "aws:sns/topicSubscription:TopicSubscription": 1,
      }),
    );
    assert.equal(only(resources, "aws:sns/topicSubscription:TopicSubscription").inputs.endpoint, "ops@example.org");
  });

  it("[L3] makes a development channel typed, single and unprotected", async () => {
    const resources = await recordRegion([STUDIO], { environment: "dev", production: false });
    assert.deepEqual(
      custom(resources),
      sum(SHARED, STANDARD, PUSH, WATCHED, {
        "aws:cloudformation/stack:Stack": -1,
        "aws:medialive/channel:Channel": 1,
        "aws:cloudwatch/metricAlarm:MetricAlarm": -4,
      }),
    );
    const channel = only(resources, "aws:medialive/channel:Channel");
    assert.deepEqual(
      [channel.inputs.name, channel.inputs.channelClass, channel.inputs.startChannel],
      ["onair-dev-studio", "SINGLE_PIPELINE", false],
    );
    const [destination] = channel.inputs.destinations as { settings: { url: string }[] }[];
    assert.deepEqual(
      destination?.settings.map(({ url }) => url.endsWith("/in/v1/onair-dev-main/1/studio/index")),
      [true],
    );
    const packager = only(resources, "aws-native:mediapackagev2:Channel");
    assert.deepEqual(packager.inputs, { channelGroupName: "onair-dev-main", channelName: "studio", inputType: "HLS" });
    assert.deepEqual(
      resources.filter((resource) => resource.protect),
      [],
    );
  });

  it("[L3] makes a Standard channel of a stack with a literal template, its parameters and no time-out", async () => {
    const resources = await recordRegion([ARENA]);
    const { templateBody, parameters, ...rest } = only(resources, "aws:cloudformation/stack:Stack").inputs as {
      templateBody: string;
      parameters: Record<string, string>;
    };
    assert.deepEqual(rest, { name: "onair-prod-arena", onFailure: "DELETE" });
    assert.deepEqual(Object.keys((JSON.parse(templateBody) as { Parameters: object }).Parameters).sort(), Object.keys(parameters).sort());
    assert.match(parameters.IngestUrlA ?? "", /\/in\/v1\/onair-prod-main\/1\/arena\/$/);
    assert.match(parameters.IngestUrlB ?? "", /\/in\/v1\/onair-prod-main\/2\/arena\/$/);
    assert.equal(parameters.RoleArn, "arn:aws:iam::123456789012:role/onair-prod-arena-us-east-1");
    assert.match(parameters.InputId ?? "", /^\d+$/);
  });

  it("[O4] waits with the encoder for the permissions it needs, and for the file it plays", async () => {
    const waits = (resources: readonly RecordedResource[]): string[] =>
      only(resources, "aws:cloudformation/stack:Stack").dependencies.map((urn) => urn.split("$").at(-1) ?? "");
    const file = waits(await recordRegion([DEMO]));
    for (const wanted of [
      "aws:iam/rolePolicy:RolePolicy::demo",
      "aws-native:mediapackagev2:ChannelPolicy::demo",
      "aws:s3/bucketObjectv2:BucketObjectv2::demo-a.mp4",
      "aws:s3/bucketObjectv2:BucketObjectv2::demo-b.mp4",
    ]) {
      assert.ok(file.includes(wanted), wanted);
    }
    const [object] = ofType(await recordRegion([DEMO]), "aws:s3/bucketObjectv2:BucketObjectv2");
    assert.ok(
      object?.dependencies.some((urn) => urn.includes("BucketServerSideEncryptionConfiguration")),
      "encrypted before it is written",
    );
  });

  it("[S3] protects what a production channel cannot get back", async () => {
    const types = (await recordRegion([STUDIO])).filter((resource) => resource.protect).map((resource) => resource.type);
    assert.deepEqual(types.sort(), [
      "aws-native:mediapackagev2:Channel",
      "aws-native:mediapackagev2:ChannelGroup",
      "aws:cloudformation/stack:Stack",
      "aws:kms/key:Key",
      "aws:medialive/input:Input",
    ]);
  });

  it("[L2] admits the encoders' networks to push inputs, and no others", async () => {
    const resources = await recordRegion([STUDIO], { encoderCidrs: ["203.0.113.0/24", "198.51.100.7/32", "203.0.113.0/24"] });
    assert.deepEqual(only(resources, "aws:medialive/inputSecurityGroup:InputSecurityGroup").inputs.whitelistRules, [
      { cidr: "198.51.100.7/32" },
      { cidr: "203.0.113.0/24" },
    ]);
    await assert.rejects(recordRegion([STUDIO], { encoderCidrs: [] }), /encoderCidrs is empty/);
    assert.equal(ofType(await recordRegion([DEMO], { encoderCidrs: [] }), "aws:medialive/inputSecurityGroup:InputSecurityGroup").length, 0);
  });

  it("[L1] plays the file from two sources, one per pipeline, by the channel's own role", async () => {
    const resources = await recordRegion([DEMO]);
    const bucket = "onair-prod-demo-123456789012-us-east-1";
    assert.deepEqual(only(resources, "aws:medialive/input:Input").inputs, {
      name: "onair-prod-demo",
      type: "MP4_FILE",
      sources: ["a", "b"].map((pipeline) => ({ url: `s3ssl://${bucket}/demo-${pipeline}.mp4`, username: "", passwordParam: "" })),
    });
    assert.equal(only(resources, "aws:s3/bucket:Bucket").inputs.bucket, bucket);
    for (const object of ofType(resources, "aws:s3/bucketObjectv2:BucketObjectv2")) {
      const { file } = object.inputs.source as { file: string };
      const { size } = statSync(file);
      assert.ok(size > 100_000 && size < 400_000, `${file} has ${String(size)} bytes`);
    }
  });

  it("[O1] tells where to push, pipeline a first, whatever order AWS lists the addresses in", async () => {
    const read = await readRegion([STUDIO, ARENA, DEMO], ({ channels }) =>
      Object.fromEntries(Object.entries(channels).map(([name, { ingest }]) => [name, ingest])),
    );
    const [a, b] = read.studio ?? [];
    assert.deepEqual([a?.pipeline, a?.path, b?.pipeline, b?.path], ["a", "studio/a", "b", "studio/b"]);
    assert.equal(a?.url, `rtmp://${String(a?.ip)}:1935/studio/a`);
    assert.equal(b?.url, `rtmp://${String(b?.ip)}:1935/studio/b`);
    assert.deepEqual(
      read.arena?.map(({ scheme, port, path }) => [scheme, port, path]),
      [
        ["rtp", 5000, ""],
        ["rtp", 5000, ""],
      ],
    );
    assert.deepEqual(read.demo, []);
  });

  it("[E4] hands the edge each alarm as it was made", async () => {
    const all = ofType(await recordRegion([STUDIO]), "aws:cloudwatch/metricAlarm:MetricAlarm");
    const made = all.filter(({ inputs }) => String(inputs.name).includes("-health-"));
    const told = await readRegion([STUDIO], ({ channels }) => ({ health: channels.studio?.health, id: channels.studio?.channelId }));
    assert.deepEqual(told.health?.map(({ alarm }) => alarm).sort(), made.map((alarm) => alarm.inputs.name).sort());
    const outputs = made.filter((alarm) => alarm.inputs.metricName === "ActiveOutputs");
    assert.deepEqual(
      outputs.map((alarm) => (alarm.inputs.dimensions as Record<string, string>).ChannelId),
      [told.id, told.id],
    );
    for (const alarm of made) {
      assert.equal(alarm.inputs.alarmActions, undefined, "pages nobody");
      assert.equal(alarm.inputs.treatMissingData, "breaching");
    }
  });

  it("[O3] sends events to an encrypted topic through a role", async () => {
    const resources = await recordRegion([STUDIO]);
    for (const topic of ofType(resources, "aws:sns/topic:Topic"))
      assert.equal(topic.inputs.kmsMasterKeyId, only(resources, "aws:kms/alias:Alias").inputs.name);
    for (const target of ofType(resources, "aws:cloudwatch/eventTarget:EventTarget")) {
      assert.deepEqual(
        [target.inputs.arn, target.inputs.roleArn],
        ["arn:aws:sns:us-east-1:123456789012:onair-prod-events", "arn:aws:iam::123456789012:role/onair-prod-us-east-1-events"],
      );
    }
    assert.equal(only(resources, "aws:kms/key:Key").inputs.enableKeyRotation, true);
  });

  it("[O4] keeps the bucket private, versioned and encrypted with the region's key", async () => {
    const resources = await recordRegion([DEMO]);
    const inputs = (type: string): Record<string, unknown> => only(resources, `aws:s3/${type}`).inputs;
    assert.deepEqual(inputs("bucketPublicAccessBlock:BucketPublicAccessBlock"), {
      bucket: "onair-prod-demo-123456789012-us-east-1",
      region: "us-east-1",
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const [rule] = inputs("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").rules as Record<
      string,
      unknown
    >[];
    assert.equal(rule?.bucketKeyEnabled, true);
    const encryption = rule.applyServerSideEncryptionByDefault as Record<string, string>;
    assert.equal(encryption.sseAlgorithm, "aws:kms");
    assert.match(encryption.kmsMasterKeyId ?? "", /^arn:aws:kms:us-east-1:/);
    assert.deepEqual(inputs("bucketVersioning:BucketVersioning").versioningConfiguration, { status: "Enabled" });
    assert.deepEqual(inputs("bucketOwnershipControls:BucketOwnershipControls").rule, { objectOwnership: "BucketOwnerEnforced" });
  });

  it("[L3] binds the hooks to the MediaLive channel alone", async () => {
    const hook = (): pulumi.ResourceHookBinding => ({
      beforeUpdate: [new pulumi.ResourceHook("idle", () => undefined, { onDryRun: true })],
    });
    for (const production of [true, false]) {
      const { resources } = await recordProgram(() => {
        makeRegion([STUDIO], { production, channelHooks: hook() });
      });
      const hooked = resources.filter((resource) => Object.keys(resource.hooks).length > 0);
      assert.deepEqual(
        hooked.map(({ type, hooks }) => [type, hooks]),
        [[production ? "aws:cloudformation/stack:Stack" : "aws:medialive/channel:Channel", { beforeUpdate: ["idle"] }]],
      );
    }
  });

  it("[S3] puts every resource in the region of its providers", async () => {
    const regions = new Set(
      (await recordRegion(LINEUP, { region: "eu-west-1" })).filter((resource) => resource.custom).map((resource) => resource.region),
    );
    assert.deepEqual([...regions], ["eu-west-1"]);
  });
});

describe("the first preview of a region", () => {
  it("[S4] knows every template and every document, so that policies can judge them", async () => {
    const resources = await recordRegion(LINEUP, {}, { preview: true });
    const documents = resources.flatMap(({ urn, inputs }) =>
      ["policy", "assumeRolePolicy", "templateBody"].filter((key) => key in inputs).map((key) => [urn, inputs[key]] as const),
    );
    assert.equal(
      documents.length,
      4 + 4 + 4 * 2 + 2 + 1 + 2 + 1,
      "templates, channel policies, roles and their policies, key, topics, bucket",
    );
    for (const [urn, document] of documents) assert.ok(!JSON.stringify(document).includes(UNKNOWN), urn);
    assert.deepEqual(
      ofType(resources, "aws:sns/topic:Topic").map(({ inputs }) => inputs.kmsMasterKeyId),
      ["alias/onair-prod", "alias/onair-prod"],
    );
    for (const { inputs } of ofType(resources, "aws:cloudwatch/compositeAlarm:CompositeAlarm"))
      assert.ok(!String(inputs.alarmRule).includes(UNKNOWN));
    assert.deepEqual(only(resources, "aws:cloudformation/stack:Stack", "arena").inputs.parameters, {
      IngestUrlA: UNKNOWN,
      IngestUrlB: UNKNOWN,
      InputId: UNKNOWN,
      RoleArn: UNKNOWN,
    });
  });
});

describe("the identity of a channel", () => {
  const byUrn = (resources: readonly RecordedResource[]): Map<string, unknown> =>
    new Map(resources.map(({ urn, inputs, region, protect }) => [urn, { inputs, region, protect }]));
  const ofChannel = (urn: string, name: string): boolean =>
    (urn.startsWith("onair:encode:EncodeRegion$onair:encode:Channel") &&
      new RegExp(`::${name}(-live|-startover|(-backup|-film)?(--srt)?|-[ab]-(outputs|ingest))?$`).test(urn)) ||
    (urn.startsWith("onair:encode:EncodeRegion$onair:alarms:RegionAlarms") && urn.includes(`::${name}-`));
  /** What is said of all channels together. */
  const ofAll = /RegionDashboards\$|::prod-(region-down|starting)$|BucketLifecycleConfiguration::prod-archive$/;

  it("[S3] does not depend on the order of the lineup", async () => {
    await fc.assert(
      fc.asyncProperty(lineups(4), fc.infiniteStream(fc.nat()), async (channels, dice) => {
        const shuffled = channels
          .map((channel) => [dice.next().value, channel] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, channel]) => channel);
        assert.deepEqual(byUrn(await recordRegion(shuffled)), byUrn(await recordRegion(channels)));
      }),
      { numRuns: 8 },
    );
  }).timeout(60_000);

  it("[S3] is its own: adding or removing a channel touches that channel, and what no other needs", async () => {
    await fc.assert(
      fc.asyncProperty(lineups(4), async (channels) => {
        const [newcomer, ...others] = channels;
        if (newcomer === undefined || others.length === 0) return;
        const before = byUrn(await recordRegion(others));
        const after = byUrn(await recordRegion(channels));
        for (const [urn, resource] of before) if (!ofAll.test(urn)) assert.deepEqual(after.get(urn), resource, urn);
        for (const urn of after.keys()) {
          if (!before.has(urn) && !ofChannel(urn, newcomer.name) && !ofAll.test(urn))
            assert.match(urn, /InputSecurityGroup::|DemoSource|ArchiveStore|ChannelGroup::/, urn);
        }
      }),
      { numRuns: 8 },
    );
  }).timeout(60_000);

  it("[L4] changing one ladder touches that channel's resources only", async () => {
    const changed: Channel = { ...STUDIO, ladder: { ...LADDER, gopSeconds: 1, segmentSeconds: 6 } };
    const before = byUrn(await recordRegion([ARENA, DEMO, STUDIO]));
    const after = byUrn(await recordRegion([ARENA, DEMO, changed]));
    assert.deepEqual([...after.keys()].sort(), [...before.keys()].sort());
    const touched = [...after]
      .filter(([urn, resource]) => JSON.stringify(resource) !== JSON.stringify(before.get(urn)))
      .map(([urn]) => urn.split("$").at(-1));
    assert.deepEqual(touched.sort(), ["aws-native:mediapackagev2:OriginEndpoint::studio-live", "aws:cloudformation/stack:Stack::studio"]);
  });
});

function custom(resources: readonly RecordedResource[]): Record<string, number> {
  return countByType(resources.filter((resource) => resource.custom));
}

function sum(...parts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const part of parts) for (const [type, count] of Object.entries(part)) total[type] = (total[type] ?? 0) + count;
  return Object.fromEntries(
    Object.entries(total)
      .filter(([, count]) => count !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
