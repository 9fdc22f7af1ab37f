import aws from "@pulumi/aws";
import type awsNative from "@pulumi/aws-native";
import mediapackagev2 from "@pulumi/aws-native/mediapackagev2/index.js";
import pulumi from "@pulumi/pulumi";
import { EventPublisher, PACKAGING_EVENT_PATTERN, RuleToTopic } from "../alarms/index.ts";
import { AlertTopic, EncryptionKey, type KeyPublisher } from "../storage/index.ts";
import { DemoSource } from "./demoSource.ts";
import { EncodedChannel } from "./encodedChannel.ts";
import { isPush } from "./inputPlan.ts";
import { channelGroupName } from "./names.ts";
import type { Channel, HealthThresholds, MaintenanceWindow, Region } from "./types.ts";

export interface EncodeRegionArgs {
  /** Name of the environment, part of every name at AWS. */
  readonly environment: string;
  /** Two pipelines, CMAF ingest and protected channels; otherwise one pipeline and HLS. Fixed for the life of the environment. */
  readonly production: boolean;
  /** Twelve digits; a plain string, so that policies can read every document at preview. */
  readonly accountId: string;
  /** The region of the `aws` provider given in `opts`, and of `nativeProvider`. */
  readonly region: Region;
  /** Channels that run in this region, in any order. */
  readonly channels: readonly Channel[];
  /** Networks that encoders push from. Needed as soon as one channel is pushed to. */
  readonly encoderCidrs: readonly string[];
  readonly maintenance: MaintenanceWindow;
  readonly health: HealthThresholds;
  /** Who is told of channel events by e-mail, once they confirm. */
  readonly alertEmail?: string;
  /** Provider of the MediaPackage resources: `aws-native` takes no region per resource. */
  readonly nativeProvider: awsNative.Provider;
  /** Hooks on the resource that makes and changes each MediaLive channel; whether channels are started is theirs to decide. */
  readonly channelHooks?: pulumi.ResourceHookBinding;
}

/** A MediaPackage channel group of the region. */
export interface ChannelGroupOutput {
  readonly name: string;
  readonly arn: pulumi.Output<string>;
  /** Host that serves every endpoint of the group, fixed for the group's life. */
  readonly egressDomain: pulumi.Output<string>;
}

/**
 * Everything one AWS region does for the lineup. Resources are named by the lineup's own keys, so two of these do not
 * fit in one stack.
 */
export class EncodeRegion extends pulumi.ComponentResource {
  /** Channels by name. */
  readonly channels: Readonly<Record<string, EncodedChannel>>;
  /** Channel groups by their name in the lineup. */
  readonly channelGroups: Readonly<Record<string, ChannelGroupOutput>>;
  readonly topicArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly #args: EncodeRegionArgs;
  readonly #name: string;

  constructor(name: string, args: EncodeRegionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:encode:EncodeRegion", name, {}, opts);
    this.#args = args;
    this.#name = name;
    const key = this.#key();
    const topic = this.#topic(key);
    const publisher = this.#publisher(key, topic);
    const groups = this.#groups();
    const securityGroup = this.#securityGroup();
    const demo = this.#demo(key);
    const shared = {
      ...args,
      topicArn: topic.arn,
      publisher,
      ...(demo === undefined ? {} : { demo }),
      ...(securityGroup === undefined ? {} : { securityGroupId: securityGroup.id }),
    };
    this.channels = this.#channels(shared, groups);
    this.channelGroups = groupOutputs(groups, args.environment);
    this.topicArn = topic.arn;
    this.keyArn = key.arn;
    this.registerOutputs({ topicArn: this.topicArn, keyArn: this.keyArn });
  }

  #key(): EncryptionKey {
    const { environment, accountId, region } = this.#args;
    const alias = `onair-${environment}`;
    return new EncryptionKey(
      this.#name,
      { alias, description: `Onair ${environment}: alerts and the demo source`, accountId, publishers: publishers(accountId, region) },
      { parent: this },
    );
  }

  #topic(key: EncryptionKey): AlertTopic {
    const { environment, accountId, region, alertEmail } = this.#args;
    const email = alertEmail === undefined ? {} : { email: alertEmail };
    return new AlertTopic(this.#name, { name: alertTopicName(environment), accountId, region, key, ...email }, { parent: this });
  }

  /** EventBridge's way to the topic, and what MediaPackage itself reports. */
  #publisher(key: EncryptionKey, topic: AlertTopic): EventPublisher {
    const { environment, accountId, region } = this.#args;
    const publisher = new EventPublisher(
      this.#name,
      { environment, accountId, region, topicName: alertTopicName(environment), keyAlias: key.alias },
      { parent: this },
    );
    // A dot, which no channel name holds: channels have rules of their own under `onair-<environment>-<channel>`.
    const rule = { name: `onair-${environment}.packaging`, description: "What MediaPackage reports", pattern: PACKAGING_EVENT_PATTERN };
    new RuleToTopic(`${this.#name}-packaging`, { ...rule, topicArn: topic.arn, publisher }, { parent: this });
    return publisher;
  }

  /** Protected in production: viewers' origins are named by the group's host. */
  #groups(): ReadonlyMap<string, awsNative.mediapackagev2.ChannelGroup> {
    const { channels, environment, production, nativeProvider } = this.#args;
    const names = [...new Set(channels.map((channel) => channel.group))].sort();
    const options = { parent: this, provider: nativeProvider, protect: production };
    return new Map(
      names.map((group) => [
        group,
        new mediapackagev2.ChannelGroup(group, { channelGroupName: channelGroupName(environment, group) }, options),
      ]),
    );
  }

  /** One group for all push inputs of the region. */
  #securityGroup(): aws.medialive.InputSecurityGroup | undefined {
    const { channels, encoderCidrs } = this.#args;
    if (!channels.some(isPush)) return undefined;
    if (encoderCidrs.length === 0)
      throw new RangeError("encoderCidrs is empty, and encoders push to a channel: name the networks they push from");
    const whitelistRules = [...new Set(encoderCidrs)].sort().map((cidr) => ({ cidr }));
    return new aws.medialive.InputSecurityGroup(this.#name, { whitelistRules }, { parent: this });
  }

  #demo(key: EncryptionKey): DemoSource | undefined {
    const { channels, environment, accountId, region } = this.#args;
    if (channels.every(isPush)) return undefined;
    return new DemoSource(`${this.#name}-demo`, { environment, accountId, region, key }, { parent: this });
  }

  #channels(shared: SharedArgs, groups: ReadonlyMap<string, pulumi.Resource>): Record<string, EncodedChannel> {
    const { demo, securityGroupId, ...everyone } = shared;
    return Object.fromEntries(
      this.#args.channels.map((channel) => {
        const channelGroup = groups.get(channel.group);
        if (channelGroup === undefined) throw new Error(`no channel group for ${channel.name}`);
        const source = isPush(channel)
          ? { ...(securityGroupId === undefined ? {} : { securityGroupId }) }
          : { ...(demo === undefined ? {} : { demo }) };
        return [channel.name, new EncodedChannel(channel.name, { ...everyone, ...source, channel, channelGroup }, { parent: this })];
      }),
    );
  }
}

type SharedArgs = EncodeRegionArgs & {
  readonly topicArn: pulumi.Output<string>;
  readonly publisher: EventPublisher;
  readonly demo?: DemoSource;
  readonly securityGroupId?: pulumi.Output<string>;
};

function alertTopicName(environment: string): string {
  return `onair-${environment}-alerts`;
}

/** Who publishes to the alert topic. EventBridge sends no source to SNS, so its statement can name none. */
function publishers(accountId: string, region: Region): KeyPublisher[] {
  return [
    { service: "cloudwatch.amazonaws.com", conditioned: true, sourceArn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:*` },
    { service: "events.amazonaws.com", conditioned: false },
  ];
}

function groupOutputs(
  groups: ReadonlyMap<string, awsNative.mediapackagev2.ChannelGroup>,
  environment: string,
): Record<string, ChannelGroupOutput> {
  return Object.fromEntries(
    [...groups].map(([group, { arn, egressDomain }]) => [group, { name: channelGroupName(environment, group), arn, egressDomain }]),
  );
}
