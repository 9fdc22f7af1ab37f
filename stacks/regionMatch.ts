import {
  encoderPlan,
  encodingDifference,
  encodingOf,
  originPlan,
  type Channel,
  type Encoding,
  type EncodingDifference,
  type Lineup,
} from "../components/encode/index.ts";
import type { EncodeRegionContract, RegionChannel } from "./contract.ts";
import type { Problem } from "./problems.ts";

/** A channel in one region, as the region's contract has it. */
interface Side {
  readonly stack: string;
  readonly entry: Pick<RegionChannel, "encodeHash" | "encoding">;
}

/**
 * Regions that do not encode a channel alike: one cannot take the other's place, and viewers would be switched between
 * renditions that do not match. That is so in the middle of a change, when one region has it and the other has not yet.
 */
export function regionMatchProblems(lineup: Lineup, contracts: readonly EncodeRegionContract[]): Problem[] {
  return lineup.channels.flatMap((channel) => channelProblems(lineup, channel, contracts));
}

function channelProblems(lineup: Lineup, channel: Channel, contracts: readonly EncodeRegionContract[]): Problem[] {
  const sides = channel.regions.flatMap((region): Side[] => {
    const entry = contracts.find((contract) => contract.region === region)?.channels[channel.name];
    return entry === undefined ? [] : [{ stack: `${lineup.environment}-${region}`, entry }];
  });
  const [first, ...others] = sides;
  return first === undefined ? [] : others.flatMap((other) => pairProblems(lineup, channel, first, other));
}

function pairProblems(lineup: Lineup, channel: Channel, one: Side, other: Side): Problem[] {
  const found = difference(one.entry, other.entry);
  if (found === undefined) return [];
  const [here, there] = found.values.map((value) => String(value ?? "absent"));
  const commands = behind(lineup, channel, one, other).map((stack) => `pulumi up --stack ${stack}`);
  return [
    {
      path: `channel ${channel.name}`,
      what: `is not encoded alike by stacks ${one.stack} and ${other.stack}: they differ first in ${found.field}`,
      given: `${here ?? ""} in ${one.stack}, ${there ?? ""} in ${other.stack}`,
      remedy: `finish the change with npx onair deploy --env ${lineup.environment}, or deploy the region that is behind: ${commands.join(" or ")}`,
    },
  ];
}

/** A contract from before there was an `encoding` tells by its hash alone that something differs. */
function difference(one: Side["entry"], other: Side["entry"]): EncodingDifference | undefined {
  if (one.encoding !== undefined && other.encoding !== undefined) return encodingDifference(one.encoding, other.encoding);
  return one.encodeHash === other.encodeHash ? undefined : { field: "encodeHash", values: [one.encodeHash, other.encodeHash] };
}

/** The stacks that have not what the lineup says; both where that cannot be told. */
function behind(lineup: Lineup, channel: Channel, one: Side, other: Side): string[] {
  const wanted = wantedOf(lineup, channel);
  const late = [one, other].filter(({ entry }) => entry.encoding === undefined || encodingDifference(entry.encoding, wanted) !== undefined);
  return (late.length === 0 ? [one, other] : late).map(({ stack }) => stack);
}

function wantedOf(lineup: Lineup, channel: Channel): Encoding {
  return encodingOf(encoderPlan(channel, lineup), originPlan(channel, channel.regions[0], lineup));
}
