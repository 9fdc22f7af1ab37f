import type { Preview } from "./preview.ts";
import { changedRenditions } from "./renditions.ts";
import type { Scene } from "./scene.ts";
import type { ChannelWorld, RegionWorld, World } from "./world.ts";

/** What a deployment is about to do. Plain data: `--json` prints it; additive only. */
export interface DeployPlan {
  readonly environment: string;
  /** In the order in which they are changed. */
  readonly stacks: readonly StackPlan[];
  /** Channels whose players have to start anew, because the set of renditions changes. */
  readonly playerRestart: readonly string[];
  /** What an earlier run began with and did not finish. */
  readonly unfinished: readonly string[];
}

export interface StackPlan {
  readonly stack: string;
  /** `first`: nothing is deployed there yet. `later`: looked at once the regions are changed. */
  readonly change: "none" | "add" | "remove" | "first" | "later";
  /** Changes by the engine's word, such as `update`. */
  readonly changes: Readonly<Record<string, number>>;
  /** Channels that are stopped and started again, with the region that serves their viewers meanwhile; none where they go dark. Without an edge
   * there are no viewers, and `onAirIn` is the region in which the channel stays on the air. */
  readonly stops: readonly { readonly channel: string; readonly servedBy?: string; readonly onAirIn?: string }[];
  /** What the engine replaces, `<type> <name>`. */
  readonly replaced: readonly string[];
}

/** The plan that a world and its previews come to. `dark`: `<region>/<channel>` that nobody would serve. */
export function planOf(scene: Scene, world: World, dark: ReadonlySet<string>): DeployPlan {
  const regions = world.regions.filter(({ inScope }) => inScope);
  const edge = world.edge?.inScope === true ? world.edge : undefined;
  const later = regions.some(({ change }) => change === "add");
  const edgeView = scene.edge;
  const edgePlan: StackPlan[] =
    edge === undefined || edgeView === undefined
      ? []
      : [{ ...changesOf(edge.stack, edgeView.preview), change: edge.change === "unknown" || later ? "later" : edge.change, stops: [] }];
  const before = regions.filter(({ change }) => change !== "remove").map((region) => regionPlan(scene, world, region, dark));
  const after = regions.filter(({ change }) => change === "remove").map((region) => regionPlan(scene, world, region, dark));
  return {
    environment: scene.options.environment,
    stacks: [...before, ...edgePlan, ...after],
    playerRestart: [...new Set(scene.regions.flatMap(({ preview }) => (preview === undefined ? [] : changedRenditions(preview))))].sort(),
    unfinished: unfinished(world),
  };
}

function regionPlan(scene: Scene, { edge }: World, region: RegionWorld, dark: ReadonlySet<string>): StackPlan {
  const view = scene.view(region.stack);
  const stops = region.channels
    .filter((channel) => region.change === "add" && (channel.affected || channel.broken !== undefined) && !isIdle(channel))
    .map((channel) => {
      const other = channel.pair.find((one) => one !== region.region);
      if (other === undefined || dark.has(`${region.region}/${channel.name}`)) return { channel: channel.name };
      return { channel: channel.name, ...(edge?.deployed === true ? { servedBy: other } : { onAirIn: other }) };
    });
  const change = view.contract === undefined && region.change === "add" ? "first" : region.change === "unknown" ? "later" : region.change;
  return { ...changesOf(region.stack, view.preview), change, stops };
}

function isIdle({ state }: ChannelWorld): boolean {
  return state === "IDLE" || state === "absent" || state === "UPDATE_FAILED";
}

function changesOf(stack: string, preview: Preview | undefined): Pick<StackPlan, "stack" | "changes" | "replaced"> {
  const changes: Record<string, number> = {};
  for (const { op } of preview?.doings ?? []) changes[op] = (changes[op] ?? 0) + 1;
  const replaced = (preview?.doings ?? []).filter(({ op }) => op === "replace").map(({ type, name }) => `${type} ${name}`);
  return { stack, changes, replaced };
}

/** What an earlier run left on the way, in words. */
export function unfinished({ regions, routes }: World): string[] {
  const marked = regions.flatMap(({ region, channels }) =>
    channels.filter(({ mark }) => mark !== undefined).map(({ name, state }) => `${name} in ${region} is ${state} and is to run again`),
  );
  const left = Object.entries(routes).flatMap(([name, { leave }]) => (leave === undefined ? [] : [`viewers of ${name} leave ${leave}`]));
  return [...marked, ...left];
}

/** How to start by hand what an earlier run took off the air. */
export function startCommands({ regions }: World): string[] {
  return regions.flatMap(({ region, channels }) =>
    channels
      .filter(({ mark, state }) => mark !== undefined && state === "IDLE")
      .map(({ name }) => `npx onair start ${name} --region ${region}`),
  );
}

/** The plan as a person reads it. */
export function planLines({ environment, stacks, playerRestart, unfinished: begun }: DeployPlan): string[] {
  const lines = [`Deployment of ${environment}:`];
  for (const line of begun) lines.push(`  goes on with an earlier run: ${line}`);
  for (const { stack, change, changes, stops, replaced } of stacks) {
    lines.push(`  ${stack}: ${WORDS[change]}${countsOf(changes)}`);
    for (const { channel, ...elsewhere } of stops) lines.push(`    ${channel} is stopped, changed and started${meanwhile(elsewhere)}`);
    for (const one of replaced) lines.push(`    replaced: ${one}`);
  }
  if (playerRestart.length > 0)
    lines.push(`  The set of renditions of ${playerRestart.join(", ")} changes: players that are watching have to start anew.`);
  return lines;
}

function meanwhile({ servedBy, onAirIn }: Omit<StackPlan["stops"][number], "channel">): string {
  if (servedBy !== undefined) return `; its viewers are served by ${servedBy} meanwhile`;
  if (onAirIn !== undefined) return `; no edge that viewers come through is deployed, and it stays on the air in ${onAirIn}`;
  return ": NOBODY SERVES IT MEANWHILE";
}

const WORDS: Readonly<Record<StackPlan["change"], string>> = {
  none: "no change",
  add: "changes",
  remove: "takes away what the edge no longer refers to",
  first: "first deployment",
  later: "looked at once the regions are changed",
};

function countsOf(changes: Readonly<Record<string, number>>): string {
  const parts = Object.entries(changes).map(([op, count]) => `${count} ${op}`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
