/** What `onair deploy` knows of an environment when it decides on its next step. Plain data, so that the decision is a pure function. */
export interface World {
  /** Stacks that run channels, in the order in which they are changed. */
  readonly regions: readonly RegionWorld[];
  /** The stack of the edge; absent where the environment has none of its own. */
  readonly edge?: EdgeWorld;
  /** What is asked of a channel's viewers, by channel; absent where nothing is. */
  readonly routes: Readonly<Record<string, Route>>;
  /** The region that somebody evacuated (`onair evacuate`). */
  readonly evacuated?: string;
  /** Channels may go dark: somebody said so. */
  readonly dark: boolean;
}

/** A channel's route in the viewers' key-value store. */
export interface Route {
  /** The region that its viewers leave. */
  readonly leave?: string;
  /** Media quality selects nothing while the regions' encodes differ. */
  readonly plain?: boolean;
}

export interface EdgeWorld {
  readonly stack: string;
  /** False where the command was told to leave the stack alone. */
  readonly inScope: boolean;
  /** Viewers come through it. Before that nobody watches, and nobody is moved. */
  readonly deployed: boolean;
  readonly change: Change;
}

/** What a preview said. `unknown`: not looked yet. `add`: something is made or changed. `remove`: the rest only takes away. */
export type Change = "unknown" | "none" | "add" | "remove";

export interface RegionWorld {
  readonly stack: string;
  readonly region: string;
  /** False where the command was told to leave the stack alone. */
  readonly inScope: boolean;
  readonly change: Change;
  readonly channels: readonly ChannelWorld[];
}

/** One channel as it is in one region. */
export interface ChannelWorld {
  readonly name: string;
  /** As MediaLive names it, or `absent`. */
  readonly state: string;
  /** What a deployment wrote on the channel: it is to run again (`resume`), or to run again and nobody else served it meanwhile (`dark`). */
  readonly mark?: Mark;
  /** The stack's change touches what AWS changes only on an idle channel. */
  readonly affected: boolean;
  /** The channel's CloudFormation stack cannot be updated as it is. */
  readonly broken?: Breakage;
  /** The regions that viewers are served from, in order of preference: two at most. */
  readonly pair: readonly string[];
  /** Viewers can be moved by their route; false for a single uplink, whose other region has no signal. */
  readonly movable: boolean;
  /** The deployed edge heeds the channel's route: an older one knows only evacuations. */
  readonly routed: boolean;
  /** Media quality chooses between the regions of its viewers. */
  readonly quality: boolean;
  /** Hash of what must be equal in all regions. */
  readonly encodeHash: string;
  /** Its playlist advanced when it was looked at since the last step; absent: not looked at. */
  readonly advancing?: boolean;
  /** Viewers have had time to leave the region since this process moved them. */
  readonly settled: boolean;
}

export type Mark = "resume" | "dark";

/** `roll-on`: a rollback stopped half-way and has to be continued. `remains`: nothing but the name is left of a creation that failed. */
export type Breakage = "roll-on" | "remains";

/** A step that `onair deploy` takes. Every step can be repeated, and cut off at any point. */
export type Step =
  | { readonly do: "preview"; readonly stack: string }
  | OnChannels<StepOnChannels>
  | { readonly do: "up"; readonly stack: string; readonly keepRemovals: boolean }
  | { readonly do: "even"; readonly channels: readonly string[] }
  | { readonly do: "refuse"; readonly reason: string }
  | { readonly do: "done" };

/**
 * `look`: does the playlist there advance. `mark`, `mark-dark`: write on the channel that it is to run again. `drain`: viewers leave the
 * region. `settle`: time for that. `plain`: no quality selection. `recover`: mend the channel's CloudFormation stack. `prove`: metrics and
 * playlist. `return`: viewers come back. `unmark`: the channel is as it was.
 */
export type StepOnChannels =
  "look" | "mark" | "mark-dark" | "drain" | "settle" | "stop" | "wait" | "plain" | "recover" | "start" | "prove" | "return" | "unmark";

export interface OnChannels<Do extends string> {
  readonly do: Do;
  readonly stack: string;
  readonly region: string;
  readonly channels: readonly string[];
}
