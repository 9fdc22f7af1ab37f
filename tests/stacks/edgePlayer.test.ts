import assert from "node:assert/strict";
import { GlobalEdge, type GlobalEdgeArgs } from "../../components/edge/index.ts";
import { UNKNOWN, countByType, ofType, only, recordProgram, recordResources, type RecordedResource } from "../support/mocks.ts";
import { developmentArgs, productionArgs } from "./globalEdgeFixture.ts";

const BUCKET = "onair-prod-player-123456789012-us-east-1";
const POLICY = "aws-native:s3:BucketPolicy";

type Plain = Record<string, unknown>;

const made = (change: Partial<GlobalEdgeArgs> = {}, preview = false): Promise<RecordedResource[]> =>
  recordResources(() => new GlobalEdge("prod", productionArgs({ player: true, ...change })), { preview });

describe("GlobalEdge with a player", () => {
  it("[E8] makes a bucket, its policy, and how the distribution serves it; nothing of it without", async () => {
    const [without, withPlayer] = [countByType(await made({ player: false })), countByType(await made())];
    const more = Object.entries(withPlayer).flatMap(([type, count]) => {
      const extra = count - (without[type] ?? 0);
      return extra === 0 || type.startsWith("onair:") ? [] : [[type, extra]];
    });
    assert.deepEqual(Object.fromEntries(more), {
      "aws:s3/bucket:Bucket": 1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
      "aws:s3/bucketVersioning:BucketVersioning": 1,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
      [POLICY]: 1,
      "aws:cloudfront/originAccessControl:OriginAccessControl": 1,
      "aws:cloudfront/cachePolicy:CachePolicy": 1,
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": 1,
    });
  });

  it("[E8 S4] opens the bucket to this distribution alone, for reading the page alone", async () => {
    const run = await recordProgram(() => ({ arn: new GlobalEdge("prod", productionArgs({ player: true })).distributionArn }));
    const policy = only(run.resources, POLICY);
    assert.equal(policy.inputs.bucket, BUCKET);
    assert.equal(policy.region, "us-east-1");
    const { Statement } = policy.inputs.policyDocument as { Statement: Plain[] };
    assert.deepEqual(
      Statement.map(({ Effect, Principal, Action, Resource }) => [Effect, Principal, Action, Resource]),
      [
        ["Deny", "*", "s3:*", [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`]],
        ["Allow", { Service: "cloudfront.amazonaws.com" }, "s3:GetObject", `arn:aws:s3:::${BUCKET}/player/*`],
      ],
    );
    assert.deepEqual(Statement[1]?.Condition, { StringEquals: { "AWS:SourceArn": run.result.arn } });
  });

  it("[E8 S4] can be judged at the first preview: only the distribution's ARN is unknown", async () => {
    const resources = await made({}, true);
    const { Statement } = only(resources, POLICY).inputs.policyDocument as { Statement: Plain[] };
    assert.deepEqual(Statement[1]?.Condition, { StringEquals: { "AWS:SourceArn": UNKNOWN } });
    assert.equal(Statement[1].Resource, `arn:aws:s3:::${BUCKET}/player/*`);
    const config = only(resources, "aws-native:cloudfront:Distribution").inputs.distributionConfig as { origins: Plain[] };
    assert.deepEqual(
      config.origins.filter(({ id }) => id === "player").map(({ domainName }) => domainName),
      [`${BUCKET}.s3.us-east-1.amazonaws.com`],
    );
  });

  it("[E8] makes the bucket before the distribution that names it", async () => {
    const resources = await made();
    const bucket = only(resources, "aws:s3/bucket:Bucket", "prod-player");
    assert.ok(only(resources, "aws-native:cloudfront:Distribution").dependencies.includes(bucket.urn));
  });

  it("[O4 E8] encrypts the page with the edge's key, which lets distributions of this account decrypt", async () => {
    const resources = await made();
    const { policy } = only(resources, "aws:kms/key:Key").inputs;
    const { Statement } = JSON.parse(String(policy)) as { Statement: Plain[] };
    assert.deepEqual(
      Statement.find(({ Sid }) => Sid === "PlayerRead"),
      {
        Sid: "PlayerRead",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/*" } },
      },
    );
    // Also where nothing else of the edge needs a key.
    const lone = await made({
      logBucket: "corporate-logs",
      firewall: { arn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" },
    });
    assert.equal(ofType(lone, "aws:kms/key:Key").length, 1);
    const brought = await made({ keyArn: "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" });
    assert.equal(ofType(brought, "aws:kms/key:Key").length, 0);
    const rules = only(brought, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "prod-player")
      .inputs.rules as { applyServerSideEncryptionByDefault: Plain }[];
    assert.equal(
      rules[0]?.applyServerSideEncryptionByDefault.kmsMasterKeyId,
      "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
    );
  });

  it("[E8 O1] tells where the page is, with a domain and without", async () => {
    const { result } = await recordProgram(() => ({
      player: new GlobalEdge("prod", productionArgs({ player: true })).player,
    }));
    assert.deepEqual(result.player, { url: "https://watch.live.example.net/player/index.html", bucket: BUCKET, prefix: "player/" });
    const dev = await recordProgram(() => ({ player: new GlobalEdge("dev", developmentArgs({ player: true })).player }));
    assert.match(String((dev.result.player as unknown as Plain).url), /^https:\/\/[a-z0-9]+\.cloudfront\.net\/player\/index\.html$/);
    const none = await recordProgram(() => ({ player: new GlobalEdge("dev", developmentArgs()).player }));
    assert.equal(none.result.player, undefined);
  });

  it("[E8] lets sites that may play embed the page", async () => {
    const policy = only(await made(), "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "prod-player");
    assert.match(JSON.stringify(policy.inputs), /frame-ancestors 'self' https:\/\/www\.example\.org/);
  });
});
