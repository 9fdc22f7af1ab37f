import assert from "node:assert/strict";
import type pulumi from "@pulumi/pulumi";
import { FailoverName } from "../../components/edge/index.ts";
import { ownBucketPolicy } from "../../components/governance/auditTrail.ts";
import { AuditTrail } from "../../components/governance/index.ts";
import { MOCK_ACCOUNT } from "../support/cloudOutputs.ts";
import { ofType, only, recordResources } from "../support/mocks.ts";
import type { RecordedResource } from "../support/mocks.ts";

type Statement = Record<string, unknown>;

const ARGS = { environment: "prod", production: true, accountId: MOCK_ACCOUNT, region: "us-east-1", retentionDays: 400 };

function statement(policy: unknown, sid: string): Statement {
  const { Statement: statements } = JSON.parse(String(policy)) as { Statement: Statement[] };
  const found = statements.find(({ Sid }) => Sid === sid);
  assert.ok(found, sid);
  return found;
}

describe("AuditTrail", () => {
  const trail = (production = true): Promise<RecordedResource[]> =>
    recordResources(() => new AuditTrail("prod-audit", { ...ARGS, production }));
  const TRAIL = "arn:aws:cloudtrail:us-east-1:123456789012:trail/onair-prod-audit";

  it("[O4] records every region, provably unaltered, in a bucket and under a key of its own", async () => {
    const resources = await trail();
    const { inputs, dependencies } = only(resources, "awsx:cloudtrail:Trail");
    assert.deepEqual(inputs, {
      name: "onair-prod-audit",
      region: "us-east-1",
      s3Bucket: { existing: { arn: `arn:aws:s3:::${String(only(resources, "aws:s3/bucket:Bucket").inputs.bucket)}` } },
      cloudWatchLogsGroup: { enable: false },
      kmsKeyId: inputs.kmsKeyId,
      enableLogging: true,
      enableLogFileValidation: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: true,
    });
    assert.match(String(inputs.kmsKeyId), /^arn:aws:kms:/);
    for (const type of ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "aws:kms/key:Key"])
      assert.ok(dependencies.includes(only(resources, type).urn), type);
  });

  it("[O4] has the trail's component write our policy on the bucket: this trail alone, and no plain HTTP", async () => {
    assert.deepEqual(ofType(await trail(), "aws:s3/bucketPolicy:BucketPolicy"), [], "S3 keeps one policy per bucket");
    const transform = ownBucketPolicy("bucket", ARGS);
    const child = (type: string): pulumi.ResourceTransformArgs => ({
      custom: true,
      type,
      name: "child",
      props: { bucket: "bucket", policy: "weak" },
      opts: {},
    });
    assert.equal(await transform(child("aws:cloudtrail/trail:Trail")), undefined);
    const written = await transform(child("aws:s3/bucketPolicy:BucketPolicy"));
    const { bucket, policy } = (written?.props ?? {}) as Record<string, unknown>;
    assert.equal(bucket, "bucket");
    const write = statement(policy, "TrailWrite");
    assert.deepEqual(write.Principal, { Service: "cloudtrail.amazonaws.com" });
    assert.equal(write.Resource, "arn:aws:s3:::bucket/AWSLogs/123456789012/*");
    assert.deepEqual(write.Condition, { StringEquals: { "aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control" } });
    assert.deepEqual(statement(policy, "TrailCheck").Condition, { StringEquals: { "aws:SourceArn": TRAIL } });
    assert.equal(statement(policy, "RefusePlainHttp").Effect, "Deny");
  });

  it("[O4] lets only this trail use the key", async () => {
    const policy = only(await trail(), "aws:kms/key:Key").inputs.policy;
    assert.deepEqual(statement(policy, "TrailEncrypt").Condition, {
      StringEquals: { "aws:SourceArn": TRAIL },
      StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:123456789012:trail/*" },
    });
    assert.deepEqual(statement(policy, "TrailUse").Action, ["kms:Decrypt", "kms:DescribeKey"]);
  });

  it("[O4] keeps the records of production from being destroyed, for as long as asked", async () => {
    const resources = await trail();
    assert.ok(only(resources, "aws:s3/bucket:Bucket").protect);
    assert.match(
      JSON.stringify(only(resources, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs),
      /"expiration":\{"days":400\}/,
    );
    assert.equal(only(await trail(false), "aws:s3/bucket:Bucket").protect, false);
  });
});

describe("FailoverName", () => {
  it("[E4] points at another AWS name in each region, as the session API's name will", async () => {
    const side = (region: string) => ({
      region,
      healthCheckId: `check-${region}`,
      answer: { alias: { name: `d-1.execute-api.${region}.amazonaws.com`, zoneId: `ZONE${region}` } },
    });
    const resources = await recordResources(
      () =>
        new FailoverName("api", {
          zoneId: "Z1",
          recordName: "api.live.example.net",
          type: "A",
          primary: side("us-east-1"),
          secondary: side("eu-west-1"),
        }),
    );
    const records = ofType(resources, "aws:route53/record:Record").map(({ inputs }) => inputs);
    assert.deepEqual(records, [
      {
        zoneId: "Z1",
        name: "api.live.example.net",
        type: "A",
        setIdentifier: "us-east-1",
        failoverRoutingPolicies: [{ type: "PRIMARY" }],
        healthCheckId: "check-us-east-1",
        aliases: [{ name: "d-1.execute-api.us-east-1.amazonaws.com", zoneId: "ZONEus-east-1", evaluateTargetHealth: true }],
      },
      {
        zoneId: "Z1",
        name: "api.live.example.net",
        type: "A",
        setIdentifier: "eu-west-1",
        failoverRoutingPolicies: [{ type: "SECONDARY" }],
        healthCheckId: "check-eu-west-1",
        aliases: [{ name: "d-1.execute-api.eu-west-1.amazonaws.com", zoneId: "ZONEeu-west-1", evaluateTargetHealth: true }],
      },
    ]);
  });
});
