import pulumi from "@pulumi/pulumi";
import { followedSides, switchOf, type EdgeChannel, type RegionSwitch } from "../components/edge/index.ts";
import type { EncodeRegionContract } from "./contract.ts";

/**
 * The switches that the regions put out. A region deployed before there were any has none: its names follow health
 * alone, which is worth a warning and not a refusal, for nothing is worse than it was.
 */
export function edgeSwitches(channels: readonly EdgeChannel[], contracts: readonly EncodeRegionContract[]): RegionSwitch[] {
  const switches = contracts.flatMap((contract) => contract.switches ?? []);
  const warning = missingSwitches(channels, switches, contracts[0]?.environment ?? "");
  if (warning !== undefined) void pulumi.log.warn(warning);
  return switches;
}

/** What to deploy again, or undefined where every name that follows can be moved by a person. */
export function missingSwitches(
  channels: readonly EdgeChannel[],
  switches: readonly RegionSwitch[],
  environment: string,
): string | undefined {
  const missing = channels.flatMap((channel) =>
    followedSides(channel)
      .filter((side) => switchOf(switches, side) === undefined)
      .map((side) => ({ channel: channel.name, from: side.from })),
  );
  if (missing.length === 0) return undefined;
  const names = [...new Set(missing.map(({ channel }) => channel))].sort();
  const stacks = [...new Set(missing.map(({ from }) => `${environment}-${from}`))].sort();
  return `The names of ${names.join(", ")} follow health alone, and nobody can move them (onair evacuate): ${stacks.join(", ")} put out no switches yet. Deploy ${stacks.length === 1 ? "it" : "them"} again, then this stack.`;
}
