import assert from "node:assert/strict";
import type { Channel, Source } from "../../components/encode/index.ts";
import { regionKeyStatements } from "../../components/encode/index.ts";
import { networkProblems } from "../../stacks/bringRegionRules.ts";
import { MOCK_ACCOUNT } from "../support/cloudValues.ts";
import { ARENA, DEMO, STUDIO } from "../support/lineups.ts";
import { countByType, ofType, only, type RecordedResource } from "../support/mocks.ts";
import { readRegion, recordRegion } from "../support/region.ts";

const INPUT = "aws:medialive/input:Input";
const STACK = "aws:cloudformation/stack:Stack";

const HLS: Source = {
  type: "hls-pull",
  timecode: "none",
  urls: ["https://a.example/live.m3u8", "https://b.example/live.m3u8"],
  bufferSegments: 3,
  username: "onair",
  passwordParam: "feed",
};
const PUSHED: Source = { type: "rtmp-push", timecode: "none", application: "studio-second", instances: ["a", "b"] };
const SEVERAL: Channel = { ...STUDIO, moreInputs: { second: PUSHED, backup: HLS, film: DEMO.source } };
const KEPT: Channel = { ...STUDIO, archive: { retentionDays: 90, rolloverSeconds: 300, infrequentAccessDays: 30 } };
const VPC = { subnetIds: ["subnet-0a", "subnet-0b"], securityGroupIds: ["sg-0a"] };

/** What `more` has that `less` has not, by type. */
function added(more: readonly RecordedResource[], less: readonly RecordedResource[]): Record<string, number> {
  const before = countByType(less);
  return Object.fromEntries(
    Object.entries(countByType(more)).flatMap(([type, count]) => {
      const extra = count - (before[type] ?? 0);
      return extra === 0 ? [] : [[type, extra]];
    }),
  );
}

describe("several inputs of a channel", () => {
  it("[L1] are one resource each, protected, named by key, under one channel", async () => {
    const several = await recordRegion([SEVERAL, DEMO]);
    // The HLS input ends locking, and with it goes the alarm that watches it.
    const more = { [INPUT]: 3, "aws:cloudwatch/metricAlarm:MetricAlarm": -1 };
    assert.deepEqual(added(several, await recordRegion([STUDIO, DEMO])), more);
    const inputs = ofType(several, INPUT).filter(({ name }) => name.startsWith("studio"));
    assert.deepEqual(
      inputs.map(({ name, inputs: { name: own, type }, protect }) => [name, own, type, protect]),
      [
        ["studio", "onair-prod-studio", "RTMP_PUSH", true],
        ["studio-backup", "onair-prod-studio-backup", "URL_PULL", true],
        ["studio-film", "onair-prod-studio-film", "MP4_FILE", true],
        ["studio-second", "onair-prod-studio-second", "RTMP_PUSH", true],
      ],
    );
    assert.deepEqual(only(several, INPUT, "studio-backup").inputs["sources"], [
      { url: "https://a.example/live.m3u8", username: "onair", passwordParam: "feed" },
      { url: "https://b.example/live.m3u8", username: "onair", passwordParam: "feed" },
    ]);
  });

  it("[L1] reach the template as parameters, each with the id of its own input", async () => {
    const resources = await recordRegion([SEVERAL, DEMO]);
    const { parameters, templateBody } = only(resources, STACK, "studio").inputs as {
      parameters: Record<string, string>;
      templateBody: string;
    };
    const ids = ["InputId", "InputIdBackup", "InputIdFilm", "InputIdSecond"].map((name) => parameters[name]);
    assert.equal(new Set(ids).size, 4);
    assert.ok(ids.every((id) => /^\d+$/.test(id ?? "")));
    const properties = (
      JSON.parse(templateBody) as {
        Resources: { Channel: { Properties: { InputAttachments: { InputAttachmentName: string; InputId: { Ref: string } }[] } } };
      }
    ).Resources.Channel.Properties;
    assert.deepEqual(
      properties.InputAttachments.map(({ InputAttachmentName, InputId }) => [InputAttachmentName, InputId.Ref]),
      [
        ["primary", "InputId"],
        ["backup", "InputIdBackup"],
        ["film", "InputIdFilm"],
        ["second", "InputIdSecond"],
      ],
    );
  });

  it("[O1] tell where to push each of them, and nothing of what is pulled", async () => {
    const { ingest, moreIngest } = await readRegion([SEVERAL, DEMO], ({ channels: { studio } }) => {
      assert.ok(studio);
      return { ingest: studio.ingest, moreIngest: studio.moreIngest };
    });
    assert.deepEqual(
      ingest.map(({ pipeline, path }) => [pipeline, path]),
      [
        ["a", "studio/a"],
        ["b", "studio/b"],
      ],
    );
    assert.deepEqual(Object.keys(moreIngest), ["second"]);
    assert.match(moreIngest["second"]?.[1]?.url ?? "", /^rtmp:\/\/[\d.]+:1935\/studio-second\/b$/);
  });
});

describe("an archive", () => {
  const BUCKET = {
    "aws:s3/bucket:Bucket": 1,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
    "aws:s3/bucketPolicy:BucketPolicy": 1,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
    "aws:s3/bucketVersioning:BucketVersioning": 1,
    "onair:encode:ArchiveStore": 1,
    "onair:storage:EncryptedBucket": 1,
  };

  it("[L8] is one bucket of the region, protected and never emptied by a destroy, however many channels record", async () => {
    const none = await recordRegion([STUDIO, ARENA]);
    const one = await recordRegion([KEPT, ARENA]);
    const two = await recordRegion([KEPT, { ...ARENA, archive: { retentionDays: 7, rolloverSeconds: 300 } }]);
    assert.deepEqual(added(one, none), BUCKET);
    assert.deepEqual(added(two, one), {});
    const bucket = only(two, "aws:s3/bucket:Bucket");
    assert.deepEqual(
      [bucket.inputs["bucket"], bucket.inputs["forceDestroy"], bucket.protect],
      [`onair-prod-archive-${MOCK_ACCOUNT}-us-east-1`, false, true],
    );
    const rules = only(two, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"] as { id: string }[];
    assert.deepEqual(
      rules.map(({ id }) => id),
      ["abort-broken-uploads", "drop-old-versions", "keep-arena", "keep-studio"],
    );
  });

  it("[L8] is written by the channel that records, to two places, once everything is ready", async () => {
    const resources = await recordRegion([KEPT, ARENA]);
    const stack = only(resources, STACK, "studio");
    const { parameters } = stack.inputs as { parameters: Record<string, string> };
    const bucket = `onair-prod-archive-${MOCK_ACCOUNT}-us-east-1`;
    assert.deepEqual(
      [parameters["ArchiveUrlA"], parameters["ArchiveUrlB"]],
      [`s3ssl://${bucket}/studio/a/studio`, `s3ssl://${bucket}/studio/b/studio`],
    );
    assert.ok(stack.dependencies.some((urn) => urn.includes("BucketServerSideEncryptionConfiguration::prod-archive")));
    const policyOf = (name: string): string => String(only(resources, "aws:iam/rolePolicy:RolePolicy", name).inputs["policy"]);
    assert.match(policyOf("studio"), new RegExp(`arn:aws:s3:::${bucket}/studio/\\*`));
    assert.doesNotMatch(policyOf("arena"), /s3:/);
    const other = only(resources, STACK, "arena").inputs as { parameters: Record<string, string> };
    assert.equal(other.parameters["ArchiveUrlA"], undefined);
  });

  it("[O1] is told to whoever reads the region", async () => {
    const told = await readRegion([KEPT, ARENA], ({ archiveBucket, channels }) => [
      archiveBucket,
      channels["studio"]?.archive,
      channels["arena"]?.archive,
    ]);
    const bucket = `onair-prod-archive-${MOCK_ACCOUNT}-us-east-1`;
    assert.deepEqual(told, [bucket, { bucket, prefix: "studio/" }, undefined]);
  });
});

describe("a VPC and a key that were brought along", () => {
  it("[L2] place push inputs in the two subnets, without an input security group, once the role may", async () => {
    const resources = await recordRegion([SEVERAL, DEMO], { vpc: VPC, encoderCidrs: [] });
    assert.equal(ofType(resources, "aws:medialive/inputSecurityGroup:InputSecurityGroup").length, 0);
    const pushed = only(resources, INPUT, "studio-second");
    assert.deepEqual(pushed.inputs["vpc"], VPC);
    assert.match(String(pushed.inputs["roleArn"]), /:role\/onair-prod-studio-us-east-1$/);
    assert.ok(pushed.dependencies.some((urn) => urn.endsWith("RolePolicy::studio")));
    const pulled = only(resources, INPUT, "studio-backup");
    assert.deepEqual([pulled.inputs["vpc"], pulled.inputs["roleArn"]], [undefined, undefined]);
    const policyOf = (name: string): string => String(only(resources, "aws:iam/rolePolicy:RolePolicy", name).inputs["policy"]);
    assert.match(policyOf("studio"), /ec2:CreateNetworkInterface/);
    assert.doesNotMatch(policyOf("demo"), /ec2:/);
  });

  it("[O4] take the place of the region's key everywhere, and no key is made", async () => {
    const arn = `arn:aws:kms:us-east-1:${MOCK_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const resources = await recordRegion([KEPT, DEMO], { kmsKeyArn: arn });
    assert.deepEqual([ofType(resources, "aws:kms/key:Key").length, ofType(resources, "aws:kms/alias:Alias").length], [0, 0]);
    for (const topic of ofType(resources, "aws:sns/topic:Topic")) assert.equal(topic.inputs["kmsMasterKeyId"], arn);
    const encryption = ofType(resources, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration");
    assert.equal(encryption.length, 2);
    for (const { inputs } of encryption) assert.match(JSON.stringify(inputs), new RegExp(arn));
    for (const { inputs } of ofType(resources, "aws:iam/rolePolicy:RolePolicy")) {
      assert.doesNotMatch(String(inputs["policy"]), /kms:ResourceAliases/);
    }
  });

  it("[O4] the statements that its owner must give the key are those that Onair gives its own", async () => {
    const key = only(await recordRegion([STUDIO]), "aws:kms/key:Key");
    const own = JSON.parse(String(key.inputs["policy"])) as { Statement: unknown };
    assert.deepEqual(regionKeyStatements(MOCK_ACCOUNT, "us-east-1"), own.Statement);
  });

  it("[L2] the network's parts must belong together", () => {
    const a = { id: "subnet-a", vpcId: "vpc-1", availabilityZone: "eu-west-1a" };
    const b = { id: "subnet-b", vpcId: "vpc-1", availabilityZone: "eu-west-1b" };
    const group = { id: "sg-a", vpcId: "vpc-1" };
    const whats = (...args: Parameters<typeof networkProblems>): string[] => networkProblems(...args).map(({ what }) => what);
    assert.deepEqual(whats("here", [a, b], [group]), []);
    assert.match(whats("here", [a, { ...b, availabilityZone: "eu-west-1a" }], [group]).join(), /one Availability Zone, eu-west-1a/);
    assert.match(whats("here", [a, { ...b, vpcId: "vpc-2" }], [group]).join(), /subnets of two VPCs/);
    assert.match(whats("here", [a, b], [group, { id: "sg-b", vpcId: "vpc-2" }]).join(), /security group of another VPC/);
  });
});
