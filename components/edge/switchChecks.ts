import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import type { Region } from "../encode/index.ts";
import type { RegionSwitch } from "./types.ts";

/** A region that a name may leave, and a region in which its switch is read. */
export interface SwitchedSide {
  readonly of: Region;
  readonly from: Region;
}

export interface SwitchChecksArgs {
  readonly environment: string;
  /** As the regions put them out. */
  readonly switches: readonly RegionSwitch[];
  /** Of all names that follow; each check is made once. */
  readonly sides: readonly SwitchedSide[];
}

/**
 * One health check for each switch that a name can be moved by, shared by every such name: a name's own check takes it for
 * one of its children. Where a region puts out no switch there is none.
 */
export class SwitchChecks extends pulumi.ComponentResource {
  readonly #checks: ReadonlyMap<string, aws.route53.HealthCheck>;

  constructor(name: string, args: SwitchChecksArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:SwitchChecks", name, {}, opts);
    this.#checks = new Map(
      distinct(args.sides).flatMap((side) => {
        const found = switchOf(args.switches, side);
        return found === undefined ? [] : [[keyOf(side), this.#check(`${name}-${keyOf(side)}`, args.environment, found)] as const];
      }),
    );
    this.registerOutputs({});
  }

  /** Ids of the checks of a region's switches in these regions. */
  idsOf(of: Region, regions: readonly Region[]): pulumi.Output<string>[] {
    return regions.flatMap((from) => this.#checks.get(keyOf({ of, from }))?.id ?? []);
  }

  #check(name: string, environment: string, { alarm, region, hash, of }: RegionSwitch): aws.route53.HealthCheck {
    return new aws.route53.HealthCheck(
      name,
      {
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: alarm,
        cloudwatchAlarmRegion: region,
        // Data come only when somebody throws the switch: what was said last holds, and a switch never thrown reads as in
        // service (Route 53 API Reference, InsufficientDataHealthStatus).
        insufficientDataHealthStatus: "LastKnownStatus",
        triggers: { definition: hash },
        tags: { Name: `${environment}: ${of} in service, as said in ${region}` },
      },
      { parent: this },
    );
  }
}

/** A region's switch in another region, or in itself. */
export function switchOf(switches: readonly RegionSwitch[], { of, from }: SwitchedSide): RegionSwitch | undefined {
  return switches.find((one) => one.of === of && one.region === from);
}

function distinct(sides: readonly SwitchedSide[]): SwitchedSide[] {
  const byKey = new Map(sides.map((side) => [keyOf(side), side]));
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}

function keyOf({ of, from }: SwitchedSide): string {
  return `${of}-from-${from}`;
}
