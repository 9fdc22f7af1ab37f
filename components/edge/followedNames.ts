import pulumi from "@pulumi/pulumi";
import { PIPELINES } from "../encode/index.ts";
import type { Pipeline, Region } from "../encode/index.ts";
import { FailoverName } from "./failoverName.ts";
import type { FailoverTarget } from "./failoverName.ts";
import { failoverContributionName, originRegions } from "./names.ts";
import { RegionHealth } from "./regionHealth.ts";
import type { SwitchChecks, SwitchedSide } from "./switchChecks.ts";
import type { EdgeChannel, EdgeDomain } from "./types.ts";

export interface FollowedNamesArgs {
  readonly environment: string;
  readonly domain: EdgeDomain;
  /** A channel with `uplink: single` and two regions. */
  readonly channel: EdgeChannel;
  /** Checks of the switches by which people take a side out of service. */
  readonly switches?: SwitchChecks;
}

/**
 * The two names that a single uplink sends to, one for each pipeline. Both follow the health of the region as a whole,
 * so that the two halves of the signal never part.
 */
export class FollowedNames extends pulumi.ComponentResource {
  constructor(name: string, args: FollowedNamesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:FollowedNames", name, {}, opts);
    const [preferred, other] = originRegions(args.channel);
    if (preferred === undefined || other === undefined)
      throw new pulumi.RunError(`channel ${args.channel.name}: a single uplink needs two regions`);
    const preferredHealth = this.health(name, preferred, "Unhealthy", args);
    // Route 53 answers with the primary when both sides are unhealthy, and this region is not fed until it is answered with.
    const otherHealth = this.health(name, other, "Healthy", args);
    for (const pipeline of PIPELINES) {
      new FailoverName(
        `${name}-${pipeline}`,
        {
          zoneId: args.domain.zoneId,
          recordName: failoverContributionName(args.channel.name, pipeline, args.domain.name),
          type: "A",
          primary: target(args.channel, preferred, pipeline, preferredHealth),
          secondary: target(args.channel, other, pipeline, otherHealth),
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }

  private health(name: string, region: Region, noData: "Healthy" | "Unhealthy", args: FollowedNamesArgs): RegionHealth {
    const { environment, channel, switches } = args;
    const switchCheckIds = switches?.idsOf(region, originRegions(channel)) ?? [];
    const alarms = channel.perRegion[region]?.health ?? [];
    return new RegionHealth(
      `${name}-${region}`,
      { environment, channel: channel.name, region, noData, alarms, switchCheckIds },
      { parent: this },
    );
  }
}

/** The switches that the names of a channel's single uplink can be moved by; none for a channel that feeds both regions. */
export function followedSides(channel: EdgeChannel): SwitchedSide[] {
  const pair = originRegions(channel);
  if (channel.uplink !== "single" || pair.length < 2) return [];
  return pair.flatMap((of) => pair.map((from) => ({ of, from })));
}

function target(channel: EdgeChannel, region: Region, pipeline: Pipeline, health: RegionHealth): FailoverTarget {
  const address = channel.perRegion[region]?.ingest.find((candidate) => candidate.pipeline === pipeline);
  if (address === undefined) throw new pulumi.RunError(`channel ${channel.name}: no address of pipeline ${pipeline} in ${region}`);
  return { region, healthCheckId: health.healthCheckId, answer: { values: [address.ip] } };
}
