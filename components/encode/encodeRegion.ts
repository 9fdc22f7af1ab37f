import aws from "@pulumi/aws";
import type awsNative from "@pulumi/aws-native";
import mediapackagev2 from "@pulumi/aws-native/mediapackagev2/index.js";
import pulumi from "@pulumi/pulumi";
import {
  CHANNEL_THRESHOLDS,
  EventPublisher,
  PACKAGING_EVENT_PATTERN,
  RegionAlarms,
  RegionDashboards,
  RegionSwitches,
  RuleToTopic,
  TopicPair,
  eventTopicName,
} from "../alarms/index.ts";
import type { RegionSwitch } from "../edge/index.ts";
import { broughtKey, EncryptionKey, type KeyHandle } from "../storage/index.ts";
import { EncodedChannel } from "./encodedChannel.ts";
import { channelGroupName } from "./names.ts";
import type { ChannelGroupOutput, EncodeRegionArgs } from "./regionArgs.ts";
import { keyPublishers } from "./regionKey.ts";
import { makeStores, storesOf, type RegionStores } from "./regionStores.ts";
import { isPush, PRIMARY } from "./sources.ts";

/**
 * Everything one AWS region does for the lineup. Resources are named by the lineup's own keys, so two of these do not
 * fit in one stack.
 */
export class EncodeRegion extends pulumi.ComponentResource {
  /** Channels by name. */
  readonly channels: Readonly<Record<string, EncodedChannel>>;
  /** Channel groups by their name in the lineup. */
  readonly channelGroups: Readonly<Record<string, ChannelGroupOutput>>;
  /** By channel, the hash of what must be equal in all its regions. */
  readonly encodeHashes: Readonly<Record<string, string>>;
  /** Where the alarms that wake people go, and where everything else goes. */
  readonly topicArn: pulumi.Output<string>;
  readonly eventTopicArn: pulumi.Output<string>;
  readonly alarms: RegionAlarms;
  /** By which people take regions out of service. */
  readonly switches: readonly RegionSwitch[];
  readonly dashboardUrl: string;
  readonly keyArn: pulumi.Output<string>;
  /** Bucket of the recordings; absent when no channel here makes any. */
  readonly archiveBucket?: string;
  readonly #args: EncodeRegionArgs;
  readonly #name: string;

  constructor(name: string, args: EncodeRegionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:encode:EncodeRegion", name, {}, opts);
    this.#args = args;
    this.#name = name;
    const key = this.#key();
    const topics = this.#topics(key);
    const publisher = this.#publisher(key, topics);
    const groups = this.#groups();
    const securityGroup = this.#securityGroup();
    const stores = makeStores(name, args, key, this);
    if (stores.archive !== undefined) this.archiveBucket = stores.archive.location.bucket;
    const shared = {
      ...args,
      topicArn: topics.notice,
      publisher,
      stores,
      ...(securityGroup === undefined ? {} : { securityGroupId: securityGroup.id }),
    };
    this.channels = this.#channels(shared, groups);
    this.encodeHashes = Object.fromEntries(Object.entries(this.channels).map(([channel, { encodeHash }]) => [channel, encodeHash]));
    this.channelGroups = groupOutputs(groups, args.environment);
    this.alarms = this.#alarms(topics);
    this.switches = this.#switches();
    this.dashboardUrl = this.#dashboards().url;
    this.topicArn = topics.page;
    this.eventTopicArn = topics.notice;
    this.keyArn = pulumi.output(key.arn);
    this.registerOutputs({ topicArn: this.topicArn, keyArn: this.keyArn, encodeHashes: this.encodeHashes });
  }

  #key(): KeyHandle {
    const { environment, accountId, region, kmsKeyArn, production } = this.#args;
    if (kmsKeyArn !== undefined) return broughtKey(kmsKeyArn);
    // Whether or not anything is recorded yet: recordings die with their key.
    const description = `Onair ${environment}: alerts and the demo source`;
    const args = {
      alias: `onair-${environment}`,
      description,
      accountId,
      publishers: keyPublishers(accountId, region),
      protect: production,
    };
    return new EncryptionKey(this.#name, args, { parent: this }).handle;
  }

  #topics(key: KeyHandle): TopicPair {
    const { environment, accountId, region, alarms = {} } = this.#args;
    const { alertEmail, eventEmail, alertTopicArn } = alarms;
    const told = {
      ...(alertEmail === undefined ? {} : { alertEmail }),
      ...(eventEmail === undefined ? {} : { eventEmail }),
      ...(alertTopicArn === undefined ? {} : { alertTopicArn }),
    };
    return new TopicPair(this.#name, { prefix: topicPrefix(environment), accountId, region, key, ...told }, { parent: this });
  }

  /** EventBridge's way to the topic, and what MediaPackage itself reports. */
  #publisher(key: KeyHandle, topics: TopicPair): EventPublisher {
    const { environment, accountId, region } = this.#args;
    const publisher = new EventPublisher(
      this.#name,
      { environment, accountId, region, topicName: eventTopicName(topicPrefix(environment)), key: key.id },
      { parent: this },
    );
    // A dot, which no channel name holds: channels have rules of their own under `onair-<environment>-<channel>`.
    const rule = { name: `onair-${environment}.packaging`, description: "What MediaPackage reports", pattern: PACKAGING_EVENT_PATTERN };
    new RuleToTopic(`${this.#name}-packaging`, { ...rule, topicArn: topics.notice, publisher }, { parent: this });
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
    const { channels, encoderCidrs, vpc } = this.#args;
    if (vpc !== undefined || !channels.some(isPush)) return undefined;
    if (encoderCidrs.length === 0)
      throw new RangeError("encoderCidrs is empty, and encoders push to a channel: name the networks they push from");
    const whitelistRules = [...new Set(encoderCidrs)].sort().map((cidr) => ({ cidr }));
    return new aws.medialive.InputSecurityGroup(this.#name, { whitelistRules }, { parent: this });
  }

  /** Together, for the region's own alarms read those of every channel. */
  #alarms(topics: TopicPair): RegionAlarms {
    const { environment, region, alarms = {} } = this.#args;
    const { thresholds = CHANNEL_THRESHOLDS, runbookUrl } = alarms;
    const channels = this.#sorted().map(({ watched, channelId, healthAlarms: health, flows }) => {
      const flowArns = Object.fromEntries((flows[PRIMARY] ?? []).map(({ pipeline, arn }) => [pipeline, arn]));
      return { watched, channelId, health, flowArns };
    });
    const args = { environment, region, channels, thresholds, topics, ...(runbookUrl === undefined ? {} : { runbookUrl }) };
    return new RegionAlarms(this.#name, args, { parent: this });
  }

  #switches(): readonly RegionSwitch[] {
    const { environment, region, lineupRegions = [], alarms: { runbookUrl } = {} } = this.#args;
    if (lineupRegions.every((other) => other === region)) return [];
    const args = { environment, region, lineupRegions, ...(runbookUrl === undefined ? {} : { runbookUrl }) };
    return new RegionSwitches(this.#name, args, { parent: this }).switches;
  }

  /** By name: what is said of all channels together must not depend on the order of the lineup. */
  #sorted(): EncodedChannel[] {
    return Object.keys(this.channels)
      .sort()
      .flatMap((name) => this.channels[name] ?? []);
  }

  #dashboards(): RegionDashboards {
    const { environment, accountId, region } = this.#args;
    const channels = this.#sorted().map(({ watched, channelId }) => ({ watched, channelId }));
    const args = { environment, accountId, region, channels, alarms: this.alarms.telling };
    return new RegionDashboards(this.#name, args, { parent: this });
  }

  #channels(shared: SharedArgs, groups: ReadonlyMap<string, pulumi.Resource>): Record<string, EncodedChannel> {
    const { stores, securityGroupId, vpc, ...everyone } = shared;
    return Object.fromEntries(
      this.#args.channels.map((channel) => {
        const channelGroup = groups.get(channel.group);
        if (channelGroup === undefined) throw new Error(`no channel group for ${channel.name}`);
        const pushed = isPush(channel);
        const own = {
          ...(pushed && securityGroupId !== undefined ? { securityGroupId } : {}),
          ...(pushed && vpc !== undefined ? { vpc } : {}),
          ...storesOf(channel, everyone.region, stores),
        };
        return [channel.name, new EncodedChannel(channel.name, { ...everyone, ...own, channel, channelGroup }, { parent: this })];
      }),
    );
  }
}

type SharedArgs = EncodeRegionArgs & {
  readonly topicArn: pulumi.Output<string>;
  readonly publisher: EventPublisher;
  readonly stores: RegionStores;
  readonly securityGroupId?: pulumi.Output<string>;
};

function topicPrefix(environment: string): string {
  return `onair-${environment}`;
}

function groupOutputs(
  groups: ReadonlyMap<string, awsNative.mediapackagev2.ChannelGroup>,
  environment: string,
): Record<string, ChannelGroupOutput> {
  return Object.fromEntries(
    [...groups].map(([group, { arn, egressDomain }]) => [group, { name: channelGroupName(environment, group), arn, egressDomain }]),
  );
}
