import { type PolicyStatement, policyJson, useKeyByAlias } from "../storage/index.ts";
import { originChannelArn, type OriginNames } from "./names.ts";
import type { Region } from "./types.ts";

/** Where the demo file lies, for the roles that must read it. */
export interface DemoLocation {
  readonly bucket: string;
  /** Keys of the objects, one per pipeline. */
  readonly keys: readonly string[];
  /** `alias/…` of the objects' key. */
  readonly keyAlias: string;
}

export interface EncoderRoleScope {
  readonly accountId: string;
  readonly region: Region;
  readonly origin: OriginNames;
  /** Only for a channel that reads the demo file. */
  readonly demo?: DemoLocation;
}

/** MediaLive writes the logs of every channel to this one group (MediaLive User Guide, "About channel logs"). */
const LOG_GROUP = "ElementalMediaLive";

/** MediaLive may take the role for resources of this account and region alone: nobody else's channel can borrow it. */
export function encoderTrust({ accountId, region }: Pick<EncoderRoleScope, "accountId" | "region">): string {
  return policyJson({
    Effect: "Allow",
    Principal: { Service: "medialive.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      // A channel's number is AWS's to give, so the last part stays open.
      ArnLike: { "aws:SourceArn": `arn:aws:medialive:${region}:${accountId}:*` },
    },
  });
}

/** What the encoder of one channel may do: write to that channel's origin, log, and read the demo file if it plays it. */
export function encoderPolicy(scope: EncoderRoleScope): string {
  return policyJson(writeOrigin(scope), ...writeLogs(scope), ...(scope.demo === undefined ? [] : readDemo(scope, scope.demo)));
}

/** The MediaPackage channel's own policy: this role may put objects, and nobody else is named. */
export function originChannelPolicy(scope: Pick<EncoderRoleScope, "accountId" | "region" | "origin">, roleName: string): PolicyStatement {
  return {
    Sid: "EncoderWrites",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${scope.accountId}:role/${roleName}` },
    Action: "mediapackagev2:PutObject",
    Resource: originChannelArn(scope.accountId, scope.region, scope.origin),
  };
}

function writeOrigin({ accountId, region, origin }: EncoderRoleScope): PolicyStatement {
  return { Sid: "WriteOrigin", Effect: "Allow", Action: "mediapackagev2:PutObject", Resource: originChannelArn(accountId, region, origin) };
}

/** Actions as the MediaLive User Guide lists them ("Access requirements for the trusted entity"), kept to MediaLive's group. */
function writeLogs({ accountId, region }: EncoderRoleScope): PolicyStatement[] {
  const group = `arn:aws:logs:${region}:${accountId}:log-group:${LOG_GROUP}`;
  return [
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
        "logs:PutMetricFilter",
        "logs:PutRetentionPolicy",
      ],
      Resource: [group, `${group}:*`],
    },
    // Listing cannot be limited to one group, and it shows names only (Service Authorization Reference, CloudWatch Logs).
    { Sid: "FindLogGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
  ];
}

function readDemo({ accountId, region }: EncoderRoleScope, demo: DemoLocation): PolicyStatement[] {
  return [
    { Sid: "ReadDemo", Effect: "Allow", Action: "s3:GetObject", Resource: demo.keys.map((key) => `arn:aws:s3:::${demo.bucket}/${key}`) },
    useKeyByAlias({ alias: demo.keyAlias, region, accountId, actions: ["kms:Decrypt"], via: "s3" }),
  ];
}
