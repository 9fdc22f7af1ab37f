import type { ChannelLook } from "../../control/index.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/plain.ts";

/** What becomes of a channel when a region is left. */
export interface ChannelMove {
  readonly channel: string;
  /**
   * `moves`: served from the region first, and from `to` then. `stays`: served from `to` already. `only`: no other
   * region carries it. `elsewhere`: the region has no part in it.
   */
  readonly viewers: "moves" | "stays" | "only" | "elsewhere";
  /** The region that serves it while the other is left. */
  readonly to?: string;
  /** The host names that a single uplink sends to; absent where encoders feed every region. */
  readonly names?: readonly string[];
}

/** A channel as far as moving it goes. */
export interface MovableChannel {
  readonly channel: string;
  /** In order of preference; the first two serve it. */
  readonly regions: readonly string[];
  readonly names?: readonly string[];
}

/** The channels of an environment, by name: as the edge serves them, or as the regions know them where the edge's contract cannot be read. */
export function movableChannels(
  edge: Pick<GlobalEdgeContract, "channels"> | undefined,
  regions: readonly Pick<EncodeRegionContract, "channels">[],
): MovableChannel[] {
  const served = Object.entries(edge?.channels ?? {}).map(([channel, { regions: order, failoverIngest = {} }]) => {
    const names = Object.values(failoverIngest).map((url) => new URL(url).hostname);
    return { channel, regions: order, ...(names.length === 0 ? {} : { names }) };
  });
  const known = regions.flatMap(({ channels }) =>
    Object.entries(channels).map(([channel, { regions: order }]) => ({ channel, regions: order })),
  );
  const all = new Map<string, MovableChannel>((edge === undefined ? known : served).map((one) => [one.channel, one]));
  return [...all.keys()].sort().flatMap((channel) => all.get(channel) ?? []);
}

/** What leaving a region does to each channel. */
export function movesOf(channels: readonly MovableChannel[], region: string): ChannelMove[] {
  return channels.map(({ channel, regions, names }) => {
    const pair = regions.slice(0, 2);
    const to = pair.find((one) => one !== region);
    return { channel, ...sideOf(pair, region, to), ...(names === undefined ? {} : { names }) };
  });
}

function sideOf(pair: readonly string[], region: string, to: string | undefined): Pick<ChannelMove, "viewers" | "to"> {
  if (!pair.includes(region)) return { viewers: "elsewhere" };
  if (to === undefined) return { viewers: "only" };
  return { viewers: pair[0] === region ? "moves" : "stays", to };
}

/** Whether the region that is to serve a channel can. */
export interface Readiness {
  readonly channel: string;
  readonly in: string;
  /**
   * `ready`: it runs. `off`: it is on air nowhere, as far as anybody can tell. `idle`: it does not run, and its viewers are in
   * the other region. `unknown`: nobody could be asked.
   */
  readonly verdict: "ready" | "off" | "idle" | "unknown";
  readonly state?: string;
}

/** What is known of the channels of each region; a region that did not answer is missing. */
export type Looks = Readonly<Record<string, readonly ChannelLook[]>>;

const ON_AIR = new Set(["RUNNING", "RECOVERING"]);

/** Whether each channel runs where its viewers go: from `region` where it is left, to it where they return. */
export function readinessOf(moves: readonly ChannelMove[], region: string, direction: "leave" | "return", looks: Looks): Readiness[] {
  return moves.flatMap(({ channel, to, viewers }): Readiness[] => {
    if (to === undefined) return [];
    // Whoever is served from elsewhere anyway does not come back.
    if (direction === "return" && viewers !== "moves") return [];
    const [from, target] = direction === "leave" ? [region, to] : [to, region];
    const [there, here] = [lookAt(looks, from, channel), lookAt(looks, target, channel)];
    const state = here?.state;
    if (state === undefined) return [{ channel, in: target, verdict: "unknown" }];
    const onAirThere = there?.state === undefined ? here?.wanted === "running" : ON_AIR.has(there.state);
    return [{ channel, in: target, state, verdict: ON_AIR.has(state) ? "ready" : onAirThere ? "idle" : "off" }];
  });
}

function lookAt(looks: Looks, region: string, channel: string): ChannelLook | undefined {
  return looks[region]?.find(({ name }) => name === channel);
}
