/** `awsx.cloudtrail.Trail` as its source builds it (pulumi-awsx, awsx/cloudtrail/trail.ts and awsx/s3/bucket.ts). */
import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";

export interface TrailInputs extends Partial<aws.cloudtrail.TrailArgs> {
  s3Bucket?: { args?: aws.s3.BucketArgs; existing?: { arn?: pulumi.Input<string>; name?: pulumi.Input<string> } };
  cloudWatchLogsGroup?: { enable?: boolean; args?: aws.cloudwatch.LogGroupArgs };
}

export interface Built {
  urn: pulumi.Output<string>;
  state: Record<string, unknown>;
}

class Component extends pulumi.ComponentResource {
  constructor(type: string, name: string, options: pulumi.ComponentResourceOptions) {
    super(type, name, {}, options);
  }
}

export function buildTrail(name: string, type: string, inputs: TrailInputs, options: pulumi.ComponentResourceOptions): Built {
  const { s3Bucket, cloudWatchLogsGroup, ...own } = inputs;
  const component = new Component(type, name, options);
  const { bucket, bucketName, bucketArn } = requiredBucket(name, s3Bucket, component);
  // The component writes this policy on the bucket whether it made the bucket or was given one, over any policy there is.
  const policy = new aws.s3.BucketPolicy(
    name,
    { bucket: bucketName, policy: bucketArn.apply((arn) => trailPolicy(arn)) },
    { parent: component, dependsOn: bucket === undefined ? [] : [bucket] },
  );
  const logs = cloudWatchLogsGroup?.enable === true ? logGroup(name, cloudWatchLogsGroup.args, component) : undefined;
  const trail = new aws.cloudtrail.Trail(
    name,
    {
      ...own,
      s3BucketName: bucketName,
      ...(logs === undefined
        ? {}
        : { cloudWatchLogsGroupArn: pulumi.interpolate`${logs.group.arn}:*`, cloudWatchLogsRoleArn: logs.role.arn }),
    },
    { parent: component, dependsOn: [policy] },
  );
  return { urn: component.urn, state: { bucket, logGroup: logs?.group, trail } };
}

function requiredBucket(
  name: string,
  given: TrailInputs["s3Bucket"],
  parent: pulumi.Resource,
): { bucket: aws.s3.Bucket | undefined; bucketName: pulumi.Output<string>; bucketArn: pulumi.Output<string> } {
  const { arn, name: existing } = given?.existing ?? {};
  if (arn !== undefined) {
    const bucketArn = pulumi.output(arn);
    return { bucket: undefined, bucketArn, bucketName: bucketArn.apply((whole) => whole.split(":").at(-1) ?? "") };
  }
  if (existing !== undefined) {
    const bucketName = pulumi.output(existing);
    // Not an S3 ARN (the service is missing): so is the component's own, and S3 refuses the policy made from it.
    return { bucket: undefined, bucketName, bucketArn: bucketName.apply((whole) => `arn:aws:::${whole}`) };
  }
  const bucket = new aws.s3.Bucket(name, { forceDestroy: true, ...given?.args }, { parent });
  return { bucket, bucketName: bucket.bucket, bucketArn: bucket.arn };
}

function trailPolicy(bucketArn: string): string {
  const service = { Service: "cloudtrail.amazonaws.com" };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "AWSCloudTrailAclCheck", Effect: "Allow", Principal: service, Action: ["s3:GetBucketAcl"], Resource: [bucketArn] },
      {
        Sid: "AWSCloudTrailWrite",
        Effect: "Allow",
        Principal: service,
        Action: ["s3:PutObject"],
        Resource: [`${bucketArn}/*`],
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ],
  });
}

function logGroup(
  name: string,
  args: aws.cloudwatch.LogGroupArgs | undefined,
  parent: pulumi.Resource,
): { group: aws.cloudwatch.LogGroup; role: aws.iam.Role } {
  const group = new aws.cloudwatch.LogGroup(name, { ...args }, { parent });
  const role = new aws.iam.Role(
    name,
    {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    },
    { parent },
  );
  new aws.iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: group.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${arn}:log-stream:*` }],
        }),
      ),
    },
    { parent: role },
  );
  return { group, role };
}
