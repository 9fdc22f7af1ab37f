import aws from "@pulumi/aws";
import type awsNative from "@pulumi/aws-native";
import mediapackagev2 from "@pulumi/aws-native/mediapackagev2/index.js";
import pulumi from "@pulumi/pulumi";
import { type EventPublisher, HealthAlarms, RuleToTopic, channelEventPattern } from "../alarms/index.ts";
import type { HealthAlarm } from "../edge/index.ts";
import { policyDocument } from "../storage/index.ts";
import { type DemoLocation, encoderPolicy, encoderTrust, originChannelPolicy } from "./encoderRole.ts";
import { type EncoderPlan, encodeHash, encoderPlan } from "./encoderPlan.ts";
import type { ChannelBindings } from "./hlsChannel.ts";
import { type IngestUrl, ingestAddresses } from "./ingest.ts";
import { inputArgs } from "./inputArgs.ts";
import { inputPlan } from "./inputPlan.ts";
import { makeMediaLiveChannel } from "./mediaLiveChannel.ts";
import { encoderRoleName, type OriginNames, type PlaybackPaths, playbackPaths } from "./names.ts";
import { channelArgs, endpointArgs } from "./originArgs.ts";
import { originPlan, type OriginPlan } from "./originPlan.ts";
import type { Alignment, Channel, HealthThresholds, MaintenanceWindow, Region } from "./types.ts";

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
  /** Who may push; only for push sources. */
  readonly securityGroupId?: pulumi.Input<string>;
  /** The demo file and what to wait for; only for the MP4 source. */
  readonly demo?: { readonly location: DemoLocation; readonly objects: readonly pulumi.Resource[] };
  readonly topicArn: pulumi.Input<string>;
  readonly publisher: EventPublisher;
  /** Bound to the one resource that makes and changes the MediaLive channel. */
  readonly channelHooks?: pulumi.ResourceHookBinding;
}

/** One channel of the lineup in one region: its input, encoder, origin and alarms. Names come from the channel alone. */
export class EncodedChannel extends pulumi.ComponentResource {
  readonly channelArn: pulumi.Output<string>;
  readonly channelId: pulumi.Output<string>;
  /** Where encoders push, one address per pipeline; empty for the demo. */
  readonly ingest: readonly IngestUrl[];
  readonly origin: OriginNames;
  readonly playback: PlaybackPaths;
  /** ARNs of the origin endpoints by name. */
  readonly endpointArns: Readonly<Record<string, pulumi.Output<string>>>;
  readonly health: readonly HealthAlarm[];
  readonly alignment: Alignment;
  /** Equal in all regions that encode the channel alike. */
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
    this.encodeHash = encodeHash(plan);

    const { input, addresses } = this.#input();
    this.ingest = addresses;
    const { role, rolePolicy } = this.#role(origin.names);
    const { packager, packagerPolicy } = this.#origin(origin, role);
    this.endpointArns = this.#endpoints(origin, packager);
    const bindings = { inputId: input.id, roleArn: role.arn, ingestUrls: ingestUrls(packager, plan) };
    this.channelArn = this.#encoder(plan, bindings, [rolePolicy, packagerPolicy, ...(args.demo?.objects ?? [])]);
    this.channelId = this.channelArn.apply((arn) => arn.slice(arn.lastIndexOf(":") + 1));
    this.health = this.#health(plan);
    this.#notify(plan);
    this.registerOutputs({ channelArn: this.channelArn, channelId: this.channelId });
  }

  /** Protected in production: encoders are set to its addresses, and a new input would have others. */
  #input(): { input: aws.medialive.Input; addresses: IngestUrl[] } {
    const { channel, securityGroupId, demo, production } = this.#args;
    const plan = inputPlan(channel, this.#args);
    const bindings = {
      ...(securityGroupId === undefined ? {} : { securityGroupId }),
      ...(demo === undefined ? {} : { demo: demo.location }),
    };
    const input = new aws.medialive.Input(this.#name, inputArgs(plan, bindings), { parent: this, protect: production });
    return { input, addresses: plan.push === undefined ? [] : ingestAddresses(input, plan.push, this) };
  }

  /** A role for each channel, so that changing one channel touches no other and each may write to its own origin only. */
  #role(origin: OriginNames): { role: aws.iam.Role; rolePolicy: aws.iam.RolePolicy } {
    const { environment, channel, region, accountId, demo } = this.#args;
    const scope = { accountId, region, origin, ...(demo === undefined ? {} : { demo: demo.location }) };
    const role = new aws.iam.Role(
      this.#name,
      {
        name: encoderRoleName(environment, channel.name, region),
        description: `MediaLive encodes ${channel.name}`,
        assumeRolePolicy: encoderTrust(scope),
      },
      { parent: this },
    );
    const rolePolicy = new aws.iam.RolePolicy(
      this.#name,
      { name: "encode", role: role.name, policy: encoderPolicy(scope) },
      { parent: this },
    );
    return { role, rolePolicy };
  }

  #origin(plan: OriginPlan, role: aws.iam.Role): { packager: awsNative.mediapackagev2.Channel; packagerPolicy: pulumi.Resource } {
    const { environment, channel, region, channelGroup, production } = this.#args;
    const packager = new mediapackagev2.Channel(
      this.#name,
      channelArgs(plan),
      this.#native({ protect: production, dependsOn: [channelGroup] }),
    );
    const statement = originChannelPolicy({ ...this.#args, origin: plan.names }, encoderRoleName(environment, channel.name, region));
    const packagerPolicy = new mediapackagev2.ChannelPolicy(
      this.#name,
      { channelGroupName: plan.names.channelGroup, channelName: plan.names.channel, policy: policyDocument(statement) },
      // MediaPackage refuses a policy that names a role which does not exist.
      this.#native({ dependsOn: [packager, role] }),
    );
    return { packager, packagerPolicy };
  }

  /** Endpoints are closed until an edge gives them a policy. */
  #endpoints(plan: OriginPlan, packager: pulumi.Resource): Record<string, pulumi.Output<string>> {
    return Object.fromEntries(
      plan.endpoints.map((endpoint) => {
        const resource = new mediapackagev2.OriginEndpoint(
          `${this.#name}-${endpoint.name}`,
          endpointArgs(plan.names, endpoint),
          this.#native({ dependsOn: [packager] }),
        );
        return [endpoint.name, resource.arn];
      }),
    );
  }

  #encoder(plan: EncoderPlan, bindings: ChannelBindings, dependsOn: pulumi.Resource[]): pulumi.Output<string> {
    const { channelHooks, production, maintenance } = this.#args;
    const hooks = channelHooks === undefined ? {} : { hooks: channelHooks };
    return makeMediaLiveChannel(this.#name, plan, bindings, maintenance, { parent: this, dependsOn, protect: production, ...hooks });
  }

  #health(plan: EncoderPlan): readonly HealthAlarm[] {
    const { environment, channel, region, health } = this.#args;
    const { pipelines, outputGroup } = plan;
    const watched = {
      environment,
      channel: channel.name,
      region,
      pipelines,
      outputGroup,
      channelGroup: this.origin.channelGroup,
      originChannel: this.origin.channel,
    };
    return new HealthAlarms(this.#name, { watched, thresholds: health, channelId: this.channelId }, { parent: this }).alarms;
  }

  #notify(plan: EncoderPlan): void {
    const { topicArn, publisher, channel } = this.#args;
    const rule = {
      name: plan.name,
      description: `State changes and alerts of channel ${channel.name}`,
      pattern: channelEventPattern(this.channelArn),
      topicArn,
      publisher,
    };
    new RuleToTopic(this.#name, rule, { parent: this });
  }

  #native(options: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
    return { parent: this, provider: this.#args.nativeProvider, ...options };
  }
}

/** MediaPackage's ingest URLs, one per pipeline: pipeline 0 writes to the first, pipeline 1 to the second. */
function ingestUrls(packager: awsNative.mediapackagev2.Channel, plan: EncoderPlan): pulumi.Output<string>[] {
  return plan.pipelines.map((_pipeline, index) =>
    packager.ingestEndpointUrls.apply((urls) => {
      const url = urls[index];
      if (url === undefined)
        throw new Error(
          `MediaPackage channel of ${plan.channel} gave ${String(urls.length)} ingest URLs, and pipeline ${String(index)} needs one`,
        );
      return url;
    }),
  );
}
