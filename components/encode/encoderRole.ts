import { feedFromFlows } from "../contribution/index.ts";
import { type PolicyStatement, policyJson, useKey } from "../storage/index.ts";
import { archivePrefix } from "./archivePlan.ts";
import type { ArchiveLocation } from "./archiveStore.ts";
import { framePrefix } from "./framePaths.ts";
import type { FrameLocation } from "./frameStore.ts";
import { originChannelArn, type OriginNames } from "./names.ts";
import { readPassphrases, type PassphraseSecret } from "./passphrases.ts";
import { readSlates, type SlateUse } from "./slateAccess.ts";
import type { Region } from "./types.ts";
import { placeInputs, type VpcPlacement } from "./vpc.ts";

/** Where the demo file lies, for the roles that must read it. */
export interface DemoLocation {
  readonly bucket: string;
  /** Keys of the objects, one per pipeline. */
  readonly keys: readonly string[];
  /** Id of the objects' key: `alias/…` or an ARN. */
  readonly key: string;
}

export interface EncoderRoleScope {
  readonly accountId: string;
  readonly region: Region;
  readonly origin: OriginNames;
  /** Only for a channel that reads the demo file. */
  readonly demo?: DemoLocation;
  /** Only for a channel that records. */
  readonly archive?: ArchiveLocation;
  /** Only for a channel with frame captures, and their keys. */
  readonly frames?: { readonly location: FrameLocation; readonly keys: readonly string[] };
  /** Only for a channel that shows pictures in place of its own. */
  readonly slates?: SlateUse;
  /** SSM parameters that hold the passwords of pull inputs. */
  readonly passwordParams?: readonly string[];
  /** Secrets that hold the passphrases of SRT inputs. */
  readonly passphrases?: readonly PassphraseSecret[];
  /** Names of the MediaConnect flows that feed the channel's inputs. */
  readonly flowNames?: readonly string[];
  /** Only for a channel with thumbnails. */
  readonly thumbnails?: boolean;
  /** Only for a channel with push inputs in a VPC. */
  readonly vpc?: VpcPlacement;
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

/**
 * What the encoder of one channel may do: write to that channel's origin, log, and, as far as it does any of it, read
 * the demo file, write its own recordings, read the passwords and passphrases of its sources and place its inputs in a VPC.
 */
export function encoderPolicy(scope: EncoderRoleScope): string {
  const { demo, archive, passwordParams = [], passphrases = [], thumbnails, vpc } = scope;
  return policyJson(
    writeOrigin(scope),
    ...writeLogs(scope),
    ...(demo === undefined ? [] : [readDemo(demo)]),
    ...(archive === undefined ? [] : writeArchive(archive, scope.origin)),
    ...writeFrames(scope),
    ...readSlates(scope.slates),
    ...useStoreKey(scope),
    ...(passwordParams.length === 0 ? [] : [readPasswords(scope, passwordParams)]),
    ...readPassphrases(passphrases, scope),
    ...feedFromFlows(scope.flowNames ?? [], scope),
    ...(thumbnails === true ? [writeThumbnails(scope)] : []),
    ...(vpc === undefined ? [] : placeInputs(vpc, scope)),
  );
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

/**
 * Thumbnails need `s3:PutObject` on any bucket (MediaLive User Guide, "Access requirements for the trusted entity"):
 * MediaLive keeps them in a bucket that it does not name. It is none of ours, so ours stay out of reach.
 */
function writeThumbnails({ accountId }: EncoderRoleScope): PolicyStatement {
  return {
    Sid: "WriteThumbnails",
    Effect: "Allow",
    Action: "s3:PutObject",
    Resource: "*",
    Condition: { StringNotEquals: { "aws:ResourceAccount": accountId } },
  };
}

function readDemo(demo: DemoLocation): PolicyStatement {
  return {
    Sid: "ReadDemo",
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: demo.keys.map((key) => `arn:aws:s3:::${demo.bucket}/${key}`),
  };
}

/**
 * The channel's own folder and no other. A file is uploaded in parts, and a broken upload is given up. AWS asks for
 * ListBucket, PutObject, GetObject and DeleteObject for outputs to S3 (MediaLive User Guide, "Access requirements for
 * the trusted entity"). DeleteObject is left out: whoever writes recordings must not remove them. ListBucket has no
 * condition on the prefix, for without it S3 answers 403 in place of 404 for a file that is not there yet.
 */
function writeArchive({ bucket }: ArchiveLocation, origin: OriginNames): PolicyStatement[] {
  return [
    {
      Sid: "WriteArchive",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"],
      Resource: `arn:aws:s3:::${bucket}/${archivePrefix(origin.channel)}*`,
    },
    { Sid: "ListArchive", Effect: "Allow", Action: "s3:ListBucket", Resource: `arn:aws:s3:::${bucket}` },
  ];
}

/** The folders of the channel's own pictures, on the terms of the archive. */
function writeFrames({ frames, origin }: EncoderRoleScope): PolicyStatement[] {
  if (frames === undefined || frames.keys.length === 0) return [];
  const bucket = `arn:aws:s3:::${frames.location.bucket}`;
  return [
    {
      Sid: "WriteFrames",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"],
      Resource: frames.keys.map((key) => `${bucket}/${framePrefix(origin.channel, key)}*`),
    },
    { Sid: "ListFrames", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
  ];
}

/** One statement for one key: reading decrypts, and an upload in parts needs both (S3 User Guide, "Using server-side encryption with AWS KMS keys"). */
function useStoreKey({ demo, archive, frames, slates, region, accountId }: EncoderRoleScope): PolicyStatement[] {
  const written = archive?.key ?? frames?.location.key;
  const key = written ?? demo?.key ?? slates?.location?.key;
  if (key === undefined) return [];
  const actions = written === undefined ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"];
  return [useKey({ key, region, accountId, actions, via: "s3" })];
}

/** AWS names a managed policy that reads every parameter (User Guide, "Access requirements"); the channel's own are enough. */
function readPasswords({ accountId, region }: EncoderRoleScope, names: readonly string[]): PolicyStatement {
  return {
    Sid: "ReadPasswords",
    Effect: "Allow",
    Action: ["ssm:GetParameter", "ssm:GetParameters"],
    Resource: names.map((name) => `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, "")}`),
  };
}
