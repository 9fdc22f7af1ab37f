import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { policyJson, useKey } from "../storage/index.ts";
import type { KeyHandle, PolicyStatement } from "../storage/index.ts";
import { EDGE_REGION } from "./names.ts";

export interface RealtimeLogsArgs {
  readonly environment: string;
  readonly accountId: string;
  readonly production: boolean;
  /** Percentage of requests, 1 to 100. */
  readonly samplingRate: number;
  readonly key: KeyHandle;
}

/**
 * What is written of each sampled request, within seconds (CloudFront Developer Guide, "Use real-time access logs"; the
 * last three tell which region served it and why: "Media quality-aware resiliency"). Left out on purpose is whatever can
 * carry a signature: `cs-uri-query`, `cs-cookie`, `cs-headers`, `cs-referer`, and `cs-uri-stem`, which in this log, other
 * than in the standard one, is the whole address with its query. The path pattern names the channel.
 */
export const REALTIME_FIELDS: readonly string[] = [
  "timestamp",
  "c-ip",
  "time-to-first-byte",
  "sc-status",
  "sc-bytes",
  "cs-method",
  "cs-protocol",
  "cs-host",
  "cs-bytes",
  "x-edge-location",
  "x-edge-request-id",
  "x-host-header",
  "time-taken",
  "cs-protocol-version",
  "c-ip-version",
  "cs-user-agent",
  "x-edge-response-result-type",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-result-type",
  "sc-content-type",
  "sc-content-len",
  "x-edge-detailed-result-type",
  "c-country",
  "cache-behavior-path-pattern",
  "origin-fbl",
  "origin-lbl",
  "asn",
  // What players say of themselves (CTA-5004): how far ahead they are, and whether they ran dry.
  "cmcd-buffer-length",
  "cmcd-buffer-starvation",
  "cmcd-encoded-bitrate",
  "cmcd-measured-throughput",
  "cmcd-object-type",
  "cmcd-session-id",
  "cmcd-startup",
  "cmcd-streaming-format",
  "r-host",
  "sr-reason",
  "x-edge-mqcs",
];

/** Sampled requests as they happen, on an encrypted stream that somebody else reads. */
export class RealtimeLogs extends pulumi.ComponentResource {
  readonly configArn: pulumi.Output<string>;
  readonly streamArn: pulumi.Output<string>;

  constructor(name: string, args: RealtimeLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:RealtimeLogs", name, {}, opts);
    const child = { parent: this };
    const fullName = `onair-${args.environment}-edge-requests`;
    const stream = new aws.kinesis.Stream(
      name,
      {
        region: EDGE_REGION,
        name: fullName,
        // Shards by themselves: an audience comes within minutes.
        streamModeDetails: { streamMode: "ON_DEMAND" },
        retentionPeriod: RETENTION_HOURS,
        encryptionType: "KMS",
        kmsKeyId: args.key.id,
      },
      { ...child, dependsOn: [...args.key.ready], protect: args.production },
    );
    const role = new aws.iam.Role(name, { name: fullName, assumeRolePolicy: TRUST }, child);
    const access = new aws.iam.RolePolicy(
      name,
      {
        name: "write-requests",
        role: role.name,
        policy: rolePolicy(`arn:aws:kinesis:${EDGE_REGION}:${args.accountId}:stream/${fullName}`, args),
      },
      child,
    );
    const config = new aws.cloudfront.RealtimeLogConfig(
      name,
      {
        name: `onair-${args.environment}`,
        samplingRate: args.samplingRate,
        fields: [...REALTIME_FIELDS],
        endpoint: { streamType: "Kinesis", kinesisStreamConfig: { roleArn: role.arn, streamArn: stream.arn } },
      },
      { ...child, dependsOn: [access] },
    );
    this.configArn = config.arn;
    this.streamArn = stream.arn;
    this.registerOutputs({ streamArn: this.streamArn });
  }
}

/** A week: a reader that stood still over a weekend loses nothing (Security Hub, Kinesis.3). */
const RETENTION_HOURS = 168;

/** As the same page has it: CloudFront documents no condition for this role. */
const TRUST = policyJson({ Effect: "Allow", Principal: { Service: "cloudfront.amazonaws.com" }, Action: "sts:AssumeRole" });

function rolePolicy(streamArn: string, { key, accountId }: RealtimeLogsArgs): string {
  const write: PolicyStatement = {
    Sid: "WriteRequests",
    Effect: "Allow",
    Action: ["kinesis:DescribeStreamSummary", "kinesis:DescribeStream", "kinesis:PutRecord", "kinesis:PutRecords"],
    Resource: streamArn,
  };
  const use = useKey({ key: key.id, region: EDGE_REGION, accountId, actions: ["kms:GenerateDataKey"], via: "kinesis" });
  return policyJson(write, use);
}
