import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { EncryptedBucket, bucketName } from "../storage/index.ts";
import type { KeyHandle, PolicyStatement } from "../storage/index.ts";
import { EDGE_REGION, deliverySourceName } from "./names.ts";
import type { LogFormat } from "./types.ts";

export interface AccessLogsArgs {
  readonly environment: string;
  readonly production: boolean;
  readonly accountId: string;
  readonly distributionArn: pulumi.Input<string>;
  readonly format: LogFormat;
  readonly retentionDays: number;
  /** A bucket that was brought along, by name, or the key of the one to make. */
  readonly store: { readonly bucket: string } | { readonly key: KeyHandle };
}

/**
 * What is written of each request (CloudFront Developer Guide, "Standard logging reference"). Left out on purpose are
 * `cs-uri-query` and `cs(Cookie)`, which carry signatures that let anyone watch until they expire, and `cs(Referer)`,
 * which can repeat a signed address.
 */
export const LOG_FIELDS: readonly string[] = [
  "timestamp(ms)",
  "date",
  "time",
  "x-edge-location",
  "c-ip",
  "c-country",
  "asn",
  "cs-method",
  "cs-protocol",
  "cs-protocol-version",
  "cs(Host)",
  "cs-uri-stem",
  "cs(User-Agent)",
  "cs-bytes",
  "sc-status",
  "sc-bytes",
  "sc-content-type",
  "sc-content-len",
  "time-taken",
  "time-to-first-byte",
  "origin-fbl",
  "origin-lbl",
  "x-edge-result-type",
  "x-edge-response-result-type",
  "x-edge-detailed-result-type",
  "x-edge-request-id",
  "cache-behavior-path-pattern",
  "ssl-protocol",
  "ssl-cipher",
];

/** Below the prefix that the service sets, one folder per hour, so that a query reads only the hours it asks for. */
const SUFFIX_PATH = "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}";

/**
 * Who asked for what (standard logging v2), in an encrypted bucket of its own, for a limited time; or in a bucket that was
 * brought along, which its owner encrypts, opens to the delivery and empties (docs/bring-your-own.md).
 */
export class AccessLogs extends pulumi.ComponentResource {
  readonly bucketName: string;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:AccessLogs", name, {}, opts);
    const sourceName = deliverySourceName(args.environment);
    const made = "key" in args.store ? this.makeBucket(name, sourceName, args.store.key, args) : undefined;
    this.bucketName = "bucket" in args.store ? args.store.bucket : (made?.name ?? "");
    const source = new aws.cloudwatch.LogDeliverySource(
      name,
      { region: EDGE_REGION, name: sourceName, logType: "ACCESS_LOGS", resourceArn: args.distributionArn },
      { parent: this },
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
      name,
      {
        region: EDGE_REGION,
        name: sourceName,
        outputFormat: args.format,
        deliveryDestinationConfiguration: { destinationResourceArn: made?.arn ?? `arn:aws:s3:::${this.bucketName}` },
      },
      { parent: this },
    );
    new aws.cloudwatch.LogDelivery(
      name,
      {
        region: EDGE_REGION,
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        recordFields: [...LOG_FIELDS],
        s3DeliveryConfigurations: [{ suffixPath: SUFFIX_PATH, enableHiveCompatiblePath: false }],
      },
      // Where the bucket's policy is not in place yet the service writes one of its own, which the next deployment would undo.
      { parent: this, dependsOn: [...(made?.ready ?? []), ...("key" in args.store ? args.store.key.ready : [])] },
    );
    this.registerOutputs({ bucket: this.bucketName });
  }

  private makeBucket(name: string, sourceName: string, key: KeyHandle, args: AccessLogsArgs): EncryptedBucket {
    const of = { environment: args.environment, purpose: "edge-logs", accountId: args.accountId, region: EDGE_REGION };
    return new EncryptedBucket(
      `${name}-bucket`,
      {
        ...of,
        keyArn: key.arn,
        statements: bucketStatements(bucketName(of), args.accountId, sourceName),
        expireAfterDays: args.retentionDays,
        forceDestroy: !args.production,
        protect: args.production,
      },
      { parent: this },
    );
  }
}

/** Only this delivery of this account may write. */
function fromDelivery(
  accountId: string,
  sourceName: string,
): { readonly account: Record<string, string>; readonly source: Record<string, string> } {
  return {
    account: { "aws:SourceAccount": accountId },
    source: { "aws:SourceArn": `arn:aws:logs:${EDGE_REGION}:${accountId}:delivery-source:${sourceName}` },
  };
}

/** CloudWatch Logs User Guide, "Logs sent to Amazon S3" (v2 permissions), with the one source instead of all. */
export function bucketStatements(bucket: string, accountId: string, sourceName: string): PolicyStatement[] {
  const { account, source } = fromDelivery(accountId, sourceName);
  const delivery = { Effect: "Allow" as const, Principal: { Service: "delivery.logs.amazonaws.com" } };
  return [
    {
      Sid: "AccessLogsCheck",
      ...delivery,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: `arn:aws:s3:::${bucket}`,
      Condition: { StringEquals: account, ArnLike: source },
    },
    {
      Sid: "AccessLogsWrite",
      ...delivery,
      Action: "s3:PutObject",
      Resource: `arn:aws:s3:::${bucket}/AWSLogs/${accountId}/*`,
      Condition: { StringEquals: { ...account, "s3:x-amz-acl": "bucket-owner-full-control" }, ArnLike: source },
    },
  ];
}
