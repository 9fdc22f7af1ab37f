import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { channelComposites } from "./channelComposites.ts";
import { channelMetricAlarms, type AlarmedChannel } from "./channelPlan.ts";
import { edgeAlarmPlan, type AlarmedEdge } from "./edgePlan.ts";
import { EDGE_REGION, OFF_AIR, channelAlarmName } from "./names.ts";
import type { CompositePlan, MetricAlarmPlan } from "./plan.ts";
import { compositeAlarmArgs, metricAlarmArgs, type Topics } from "./render.ts";
import { regionComposites, regionDownName } from "./regionPlan.ts";
import { alarmsIn } from "./rule.ts";
import type { ChannelThresholds, EdgeThresholds } from "./thresholds.ts";

/** A channel whose alarms are to be made. */
export interface ChannelToWatch {
  readonly watched: AlarmedChannel;
  /** Id of the MediaLive channel. */
  readonly channelId: pulumi.Input<string>;
  /** ARNs of the MediaConnect flows of its source by pipeline; only where it has any. */
  readonly flowArns?: Readonly<Partial<Record<"a" | "b", pulumi.Input<string>>>>;
  /** The health alarms by name, which the composites read. */
  readonly health: ReadonlyMap<string, pulumi.Resource>;
}

export interface RegionAlarmsArgs {
  readonly environment: string;
  readonly region: string;
  readonly channels: readonly ChannelToWatch[];
  readonly thresholds: ChannelThresholds;
  readonly runbookUrl?: string;
  readonly topics: Topics;
}

/**
 * Alarms of everything that a region runs. They are made together, for AWS takes a composite alarm only when all alarms
 * that it names exist: first the metrics, then what each channel says to other alarms, then the region, then what tells people.
 */
export class RegionAlarms extends pulumi.ComponentResource {
  /** Names of the alarms that tell somebody. */
  readonly telling: readonly string[];
  readonly paging: Paging;

  constructor(name: string, args: RegionAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:RegionAlarms", name, {}, opts);
    const { channels, thresholds, runbookUrl, topics } = args;
    const region = { ...args, channels: channels.map(({ watched }) => watched) };
    const make = new Maker(this, topics, new Map(channels.flatMap(({ health }) => [...health])));
    for (const { watched, channelId, flowArns = {} } of channels)
      for (const plan of channelMetricAlarms(watched, thresholds, runbookUrl)) {
        const id = plan.flow === undefined ? channelId : flowArns[plan.flow];
        if (id === undefined) throw new Error(`${plan.name} watches a flow that ${watched.channel} does not have`);
        make.metric(`${watched.channel}-${plan.key}`, plan, id);
      }
    const ofChannels = channels.flatMap(({ watched }) =>
      channelComposites(watched, regionDownName(region), runbookUrl).map((plan) => ({ name: `${watched.channel}-${plan.key}`, plan })),
    );
    const ofRegion = regionComposites(region, runbookUrl).map((plan) => ({ name: `${name}-${plan.key}`, plan }));
    const [telling, silent] = [
      ofChannels.filter(({ plan }) => plan.tells !== "nobody"),
      ofChannels.filter(({ plan }) => plan.tells === "nobody"),
    ];
    for (const { name: resource, plan } of [...silent, ...ofRegion, ...telling]) make.composite(resource, plan);
    this.telling = [...ofRegion, ...telling].filter(({ plan }) => plan.tells !== "nobody").map(({ plan }) => plan.name);
    this.paging = pagingOf(
      args.region,
      [...ofRegion, ...telling].map(({ plan }) => plan),
      region.channels,
    );
    this.registerOutputs();
  }
}

/** The alarms that wake people, for whoever tests the way to them. */
export interface Paging {
  readonly region: string;
  /** Goes off only when somebody sets it off. */
  readonly alarm?: string;
  /** The worst that a channel can say, and how long it waits for the region to speak in its place. Seconds. */
  readonly channels: Readonly<Record<string, { readonly alarm: string; readonly waitSeconds: number }>>;
}

function pagingOf(region: string, composites: readonly CompositePlan[], channels: readonly AlarmedChannel[]): Paging {
  const pages = composites.filter(({ tells }) => tells === "page");
  const test = pages.find(({ key }) => key === "test");
  return {
    region,
    ...(test === undefined ? {} : { alarm: test.name }),
    channels: Object.fromEntries(
      channels.flatMap((watched) => {
        const page = pages.find(({ name }) => name === channelAlarmName(watched, OFF_AIR));
        return page === undefined ? [] : [[watched.channel, { alarm: page.name, waitSeconds: page.suppression?.waitSeconds ?? 0 }]];
      }),
    ),
  };
}

export interface EdgeAlarmsArgs {
  readonly edge: AlarmedEdge;
  readonly distributionId: pulumi.Input<string>;
  readonly thresholds: EdgeThresholds;
  readonly runbookUrl?: string;
  readonly topics: Topics;
}

/** Alarms of the edge, in us-east-1 wherever the stack is. */
export class EdgeAlarms extends pulumi.ComponentResource {
  /** Names of the alarms that tell somebody, the one that wakes people first. */
  readonly telling: readonly string[];
  readonly paging: Paging;

  constructor(name: string, args: EdgeAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:EdgeAlarms", name, {}, opts);
    const { metrics, composites } = edgeAlarmPlan(args.edge, args.thresholds, args.runbookUrl);
    const make = new Maker(this, args.topics, new Map(), EDGE_REGION);
    for (const plan of metrics) make.metric(`${name}-${plan.key}`, plan, args.distributionId);
    for (const plan of composites) make.composite(`${name}-${plan.key}`, plan);
    this.telling = composites.map((plan) => plan.name);
    this.paging = pagingOf(EDGE_REGION, composites, []);
    this.registerOutputs();
  }
}

/** Makes alarms, each composite after those that it names. */
class Maker {
  readonly #parent: pulumi.Resource;
  readonly #topics: Topics;
  readonly #made: Map<string, pulumi.Resource>;
  readonly #where: { readonly region?: string };

  constructor(parent: pulumi.Resource, topics: Topics, made: Map<string, pulumi.Resource>, region?: string) {
    this.#parent = parent;
    this.#topics = topics;
    this.#made = made;
    this.#where = region === undefined ? {} : { region };
  }

  metric(name: string, plan: MetricAlarmPlan, id: pulumi.Input<string>): void {
    const alarm = new aws.cloudwatch.MetricAlarm(name, { ...this.#where, ...metricAlarmArgs(plan, id) }, { parent: this.#parent });
    this.#made.set(plan.name, alarm);
  }

  composite(name: string, plan: CompositePlan): void {
    const named = [...alarmsIn(plan.rule), ...(plan.suppression === undefined ? [] : [plan.suppression.alarm])];
    const dependsOn = named.map((alarm) => {
      const made = this.#made.get(alarm);
      if (made === undefined) throw new Error(`${plan.name} reads the alarm ${alarm}, which nobody makes`);
      return made;
    });
    const args = { ...this.#where, ...compositeAlarmArgs(plan, this.#topics) };
    this.#made.set(plan.name, new aws.cloudwatch.CompositeAlarm(name, args, { parent: this.#parent, dependsOn }));
  }
}
