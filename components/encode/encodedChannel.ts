import type aws from "@pulumi/aws";
import type awsNative from "@pulumi/aws-native";
import pulumi from "@pulumi/pulumi";
import { type AlarmedChannel, type EventPublisher, HealthAlarms, RuleToTopic, channelEventPattern } from "../alarms/index.ts";
import type { HealthAlarm } from "../edge/index.ts";
import { archivePrefix, archiveUrl } from "./archivePlan.ts";
import type { ArchiveLocation } from "./archiveStore.ts";
import { feedBindings, feedsIn } from "./feedFlows.ts";
import type { FrameLocation } from "./frameStore.ts";
import { type ChannelFlows, makeFlows } from "./channelFlows.ts";
import { type ChannelInputs, makeInputs } from "./channelInputs.ts";
import { ingestUrls, makeOrigin } from "./channelOrigin.ts";
import { makeEncoderRole } from "./channelRole.ts";
import type { DemoLocation } from "./encoderRole.ts";
import { type EncoderPlan, encoderPlan } from "./encoderPlan.ts";
import { type Encoding, encodeHash, encodingOf } from "./encoding.ts";
import type { ChannelBindings } from "./hlsChannel.ts";
import type { IngestUrl } from "./ingest.ts";
import { inputPlans } from "./inputPlan.ts";
import { makeMediaLiveChannel } from "./mediaLiveChannel.ts";
import { type OriginNames, type PlaybackPaths, playbackPaths } from "./names.ts";
import { outputBindings } from "./outputBindings.ts";
import { outputFacts, type OutputFacts } from "./outputFacts.ts";
import { originPlan } from "./originPlan.ts";
import type { Passphrases } from "./passphrases.ts";
import type { SlateLocation } from "./slateAccess.ts";
import { pictureUrls } from "./slateStore.ts";
import { watchedChannel } from "./watched.ts";
import type { Alignment, Channel, HealthThresholds, MaintenanceWindow, Region } from "./types.ts";
import type { VpcPlacement } from "./vpc.ts";

export interface EncodedChannelArgs {
  readonly channel: Channel;
  readonly environment: string;
  readonly production: boolean;
  readonly accountId: string;
  readonly region: Region;
  readonly maintenance: MaintenanceWindow;
  readonly health: HealthThresholds;
  readonly nativeProvider: awsNative.Provider;
  /** MediaPackage channel group, which must exist first. */
  readonly channelGroup: pulumi.Resource;
  /** Who may push; only for push sources outside a VPC. */
  readonly securityGroupId?: pulumi.Input<string>;
  /** Where push inputs stand; only for push sources in a VPC. */
  readonly vpc?: VpcPlacement;
  /** Networks of encoders and two zones; only for MediaConnect flows. */
  readonly encoderCidrs?: readonly string[];
  readonly availabilityZones?: readonly string[];
  /** Secrets of SRT passphrases, by name: those of this channel at least. */
  readonly passphrases?: Passphrases;
  /** The demo file and what to wait for; only for the MP4 source. */
  readonly demo?: { readonly location: DemoLocation; readonly objects: readonly pulumi.Resource[] };
  /** The region's archive and what to wait for; only for a channel that records. */
  readonly archive?: { readonly location: ArchiveLocation; readonly ready: readonly pulumi.Resource[] };
  /** The region's pictures and what to wait for; only for a channel that captures frames here. */
  readonly frames?: { readonly location: FrameLocation; readonly ready: readonly pulumi.Resource[] };
  /** The region's slates and what to wait for; only for a channel that shows files of the project. */
  readonly slates?: { readonly location: SlateLocation; readonly objects: readonly pulumi.Resource[] };
  readonly topicArn: pulumi.Input<string>;
  readonly publisher: EventPublisher;
  /** Bound to the one resource that makes and changes the MediaLive channel. */
  readonly channelHooks?: pulumi.ResourceHookBinding;
}

/** One channel of the lineup in one region: its inputs, encoder, origin and alarms. Names come from the channel alone. */
export class EncodedChannel extends pulumi.ComponentResource {
  readonly channelArn: pulumi.Output<string>;
  readonly channelId: pulumi.Output<string>;
  /** Where encoders push the primary source, one address per pipeline; empty when nobody pushes it. */
  readonly ingest: readonly IngestUrl[];
  /** The same for each further input that is pushed, by key. */
  readonly moreIngest: Readonly<Record<string, readonly IngestUrl[]>>;
  /** MediaConnect flows by the input that they feed; empty where there are none. */
  readonly flows: ChannelFlows;
  /** Where the channel's recordings lie; absent when it makes none. */
  readonly archive?: { readonly bucket: string; readonly prefix: string };
  /** The further outputs by key; absent when there are none. */
  readonly outputs?: Readonly<Record<string, OutputFacts>>;
  readonly origin: OriginNames;
  readonly playback: PlaybackPaths;
  /** ARNs of the origin endpoints by name. */
  readonly endpointArns: Readonly<Record<string, pulumi.Output<string>>>;
  readonly health: readonly HealthAlarm[];
  /** The health alarms by name, and the channel as every other alarm sees it. */
  readonly healthAlarms: ReadonlyMap<string, pulumi.Resource>;
  readonly watched: AlarmedChannel;
  readonly alignment: Alignment;
  /** What must be equal in all regions of the channel, and its hash. */
  readonly encoding: Encoding;
  readonly encodeHash: string;
  readonly #args: EncodedChannelArgs;
  readonly #name: string;

  constructor(name: string, args: EncodedChannelArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:encode:Channel", name, {}, opts);
    this.#args = args;
    this.#name = name;
    const plan = encoderPlan(args.channel, args);
    const origin = originPlan(args.channel, args.region, args);
    this.origin = origin.names;
    this.playback = playbackPaths(origin.names);
    this.alignment = plan.alignment;
    this.encoding = encodingOf(plan, origin);
    this.encodeHash = encodeHash(this.encoding);

    const { role, rolePolicy } = makeEncoderRole(name, args, origin.names, this);
    this.flows = makeFlows(args, this);
    const inputs = this.#inputs(role, rolePolicy);
    this.ingest = inputs.ingest;
    this.moreIngest = inputs.moreIngest;
    if (args.archive !== undefined) this.archive = { bucket: args.archive.location.bucket, prefix: archivePrefix(args.channel.name) };
    const frameBucket = args.frames?.location.bucket;
    const outputs = outputFacts(args.channel, { ...args, ...(frameBucket === undefined ? {} : { frameBucket }) });
    if (outputs !== undefined) this.outputs = outputs;
    const { packager, packagerPolicy, endpointArns } = makeOrigin(name, args, origin, { parent: this, role });
    this.endpointArns = endpointArns;
    const pictures = pictureUrls(args.channel, args.slates?.location);
    const places = {
      ...this.#archiveUrls(plan),
      outputs: outputBindings(plan, { ...args, feeds: feedBindings(feedsIn(args.channel, args), this.flows, args.passphrases) }),
      pictureUrls: pictures,
    };
    const bindings = { inputIds: inputs.ids, roleArn: role.arn, ingestUrls: ingestUrls(packager, plan), ...places };
    const stores = [
      ...(args.demo?.objects ?? []),
      ...(args.archive?.ready ?? []),
      ...(args.frames?.ready ?? []),
      ...(args.slates?.objects ?? []),
    ];
    const needed = [rolePolicy, packagerPolicy, ...stores];
    this.channelArn = this.#encoder(plan, bindings, needed);
    this.channelId = this.channelArn.apply((arn) => arn.slice(arn.lastIndexOf(":") + 1));
    this.watched = watchedChannel(args.channel, plan, origin.names, args);
    const health = this.#health();
    this.health = health.alarms;
    this.healthAlarms = health.resources;
    this.#notify(plan);
    this.registerOutputs({ channelArn: this.channelArn, channelId: this.channelId, encodeHash: this.encodeHash });
  }

  #inputs(role: aws.iam.Role, rolePolicy: pulumi.Resource): ChannelInputs {
    const { channel, environment, production, securityGroupId, vpc, demo, passphrases } = this.#args;
    const plans = inputPlans(channel, { environment, production, inVpc: vpc !== undefined });
    const bindings = {
      ...(securityGroupId === undefined ? {} : { securityGroupId }),
      ...(vpc === undefined ? {} : { vpc: { ...vpc, roleArn: role.arn } }),
      ...(demo === undefined ? {} : { demo: demo.location }),
      ...(passphrases === undefined ? {} : { passphrases }),
      flows: { made: this.flows, roleArn: role.arn },
    };
    return makeInputs(plans, bindings, { parent: this, protect: production, rolePolicy });
  }

  #archiveUrls({ channel, pipelines }: EncoderPlan): Pick<ChannelBindings, "archiveUrls"> {
    const { archive } = this.#args;
    return archive === undefined
      ? {}
      : { archiveUrls: pipelines.map((pipeline) => archiveUrl(archive.location.bucket, channel, pipeline)) };
  }

  #encoder(plan: EncoderPlan, bindings: ChannelBindings, dependsOn: pulumi.Resource[]): pulumi.Output<string> {
    const { channelHooks, production, maintenance } = this.#args;
    const hooks = channelHooks === undefined ? {} : { hooks: channelHooks };
    return makeMediaLiveChannel(this.#name, plan, bindings, maintenance, { parent: this, dependsOn, protect: production, ...hooks });
  }

  #health(): HealthAlarms {
    const args = { watched: this.watched, thresholds: this.#args.health, channelId: this.channelId };
    return new HealthAlarms(this.#name, args, { parent: this });
  }

  #notify(plan: EncoderPlan): void {
    const { topicArn, publisher, channel } = this.#args;
    const rule = {
      name: plan.name,
      description: `State changes and alerts of channel ${channel.name}`,
      pattern: channelEventPattern(this.channelArn, { inputChanges: channel.inputFailover !== undefined }),
      topicArn,
      publisher,
    };
    new RuleToTopic(this.#name, rule, { parent: this });
  }
}
