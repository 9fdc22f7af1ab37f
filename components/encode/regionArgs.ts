import type awsNative from "@pulumi/aws-native";
import type pulumi from "@pulumi/pulumi";
import type { ChannelThresholds } from "../alarms/index.ts";
import type { Channel, HealthThresholds, MaintenanceWindow, Region } from "./types.ts";
import type { Passphrases } from "./passphrases.ts";
import type { VpcPlacement } from "./vpc.ts";

export interface EncodeRegionArgs {
  /** Name of the environment, part of every name at AWS. */
  readonly environment: string;
  /** Two pipelines, CMAF ingest and protected channels; otherwise one pipeline and HLS. Fixed for the life of the environment. */
  readonly production: boolean;
  /** Twelve digits; a plain string, so that policies can read every document at preview. */
  readonly accountId: string;
  /** The region of the `aws` provider given in `opts`, and of `nativeProvider`. */
  readonly region: Region;
  /** Every region of the lineup, in any order; a switch stands here for each, where there are two. None unless given. */
  readonly lineupRegions?: readonly Region[];
  /** Channels that run in this region, in any order. */
  readonly channels: readonly Channel[];
  /** Networks that encoders push from. Needed as soon as one channel is pushed to and there is no `vpc`. */
  readonly encoderCidrs: readonly string[];
  /** Two Availability Zones, in the order of the pipelines; needed as soon as one channel is fed by MediaConnect flows. */
  readonly availabilityZones?: readonly string[];
  /** A VPC of the customer's that push inputs stand in: their addresses are private, and its security groups admit encoders. */
  readonly vpc?: VpcPlacement;
  /** Secrets of this region that hold SRT passphrases, by name (`passphrasesOf`). Needed as soon as one input takes one. */
  readonly passphrases?: Passphrases;
  /** ARN of a key of the customer's, in this region, for what the region encrypts. Its policy must hold `regionKeyStatements`. */
  readonly kmsKeyArn?: string;
  /** Folder of the project that holds `slates/`. Needed as soon as one channel shows a file of it. */
  readonly projectFolder?: string;
  readonly maintenance: MaintenanceWindow;
  readonly health: HealthThresholds;
  /** The usual thresholds unless given, and nobody is told by e-mail. */
  readonly alarms?: RegionAlarmArgs;
  /** Provider of the MediaPackage resources: `aws-native` takes no region per resource. */
  readonly nativeProvider: awsNative.Provider;
  /** Hooks on the resource that makes and changes each MediaLive channel; whether channels are started is theirs to decide. */
  readonly channelHooks?: pulumi.ResourceHookBinding;
}

/** When the region's alarms go off, and who is told. */
export interface RegionAlarmArgs {
  /** `CHANNEL_THRESHOLDS` unless given. */
  readonly thresholds?: ChannelThresholds;
  readonly runbookUrl?: string;
  /** Who is told by e-mail of what wakes people, and of everything else, once they confirm. */
  readonly alertEmail?: string;
  readonly eventEmail?: string;
  /** A topic of this region and account that exists, in place of the one that wakes people. */
  readonly alertTopicArn?: string;
}

/** A MediaPackage channel group of the region. */
export interface ChannelGroupOutput {
  readonly name: string;
  readonly arn: pulumi.Output<string>;
  /** Host that serves every endpoint of the group, fixed for the group's life. */
  readonly egressDomain: pulumi.Output<string>;
}
