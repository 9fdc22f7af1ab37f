import type { Breakage, Change, Mark, Route, Step, World } from "../../cli/deploy/world.ts";

/** A channel of the modelled world in one region. */
export interface ModelChannel {
  state: "IDLE" | "RUNNING";
  /** Its source is gone: it runs, and its playlist stands still. */
  dead?: boolean;
  deployed: string;
  mark?: Mark;
  broken?: Breakage;
}

export interface ModelRegion {
  readonly stack: string;
  readonly region: string;
  /** Something other than channels differs. */
  otherChange: boolean;
  removal: boolean;
  readonly channels: Record<string, ModelChannel>;
}

export interface Model {
  readonly regions: ModelRegion[];
  readonly pairs: Readonly<Record<string, readonly string[]>>;
  /** What the lineup wants of each channel. */
  readonly wanted: Readonly<Record<string, string>>;
  readonly quality: Readonly<Record<string, boolean>>;
  edgeChange: boolean;
  edgeOld: string;
  routes: Record<string, Route>;
  evacuated?: string;
}

/** What a process knows and forgets when it is killed. */
export interface Memory {
  readonly previews: Map<string, Change>;
  readonly affected: Map<string, ReadonlySet<string>>;
  readonly looks: Set<string>;
  readonly settled: Set<string>;
}

export const freshMemory = (): Memory => ({ previews: new Map(), affected: new Map(), looks: new Set(), settled: new Set() });

export const EDGE = "edge";

/** What a run of the command would see of the model. */
export function observe(model: Model, memory: Memory, dark = false): World {
  return {
    regions: model.regions.map((region) => ({
      stack: region.stack,
      region: region.region,
      inScope: true,
      change: memory.previews.get(region.stack) ?? "unknown",
      channels: Object.entries(region.channels).map(([name, { state, mark, broken, deployed, dead }]) => ({
        name,
        state,
        ...(mark === undefined ? {} : { mark }),
        ...(broken === undefined ? {} : { broken }),
        affected: memory.affected.get(region.stack)?.has(name) ?? false,
        pair: model.pairs[name] ?? [],
        movable: true,
        routed: true,
        quality: model.quality[name] ?? false,
        encodeHash: deployed,
        ...(memory.looks.has(`${region.region}/${name}`) ? { advancing: state === "RUNNING" && dead !== true } : {}),
        settled: memory.settled.has(`${region.region}/${name}`),
      })),
    })),
    edge: { stack: EDGE, inScope: true, deployed: true, change: memory.previews.get(EDGE) ?? "unknown" },
    routes: model.routes,
    ...(model.evacuated === undefined ? {} : { evacuated: model.evacuated }),
    dark,
  };
}

/** Thrown where a channel is not seen to be back. */
export class Unproven extends Error {}

/** Thrown where a step is cut off. */
export class Crash extends Error {}

/**
 * Carries a step out on the model, an effect at a time. `tick` is called before each effect; it may throw a `Crash`.
 * What AWS would refuse is an error: that is a fault of the step function.
 */
export function carryOut(model: Model, memory: Memory, step: Exclude<Step, { do: "done" | "refuse" }>, tick: () => void): void {
  if (step.do === "preview") {
    tick();
    preview(model, memory, step.stack);
    return;
  }
  if (step.do === "up") {
    up(model, memory, step.stack, step.keepRemovals, tick);
    return;
  }
  if (step.do === "even") {
    for (const name of step.channels) {
      tick();
      Reflect.deleteProperty(model.routes, name);
    }
    return;
  }
  const region = model.regions.find(({ stack }) => stack === step.stack);
  if (region === undefined) throw new Error(`no region ${step.stack}`);
  for (const name of step.channels) {
    tick();
    const channel = region.channels[name];
    if (channel === undefined) throw new Error(`no channel ${name} in ${region.region}`);
    onChannel(model, memory, step.do, region, name, channel);
  }
}

function onChannel(
  model: Model,
  memory: Memory,
  what: Exclude<Step["do"], "preview" | "up" | "even" | "done" | "refuse">,
  { region }: ModelRegion,
  name: string,
  channel: ModelChannel,
): void {
  const key = `${region}/${name}`;
  if (what === "prove" && channel.dead === true && channel.mark !== "dark") throw new Unproven(key);
  if (what === "look" || what === "prove") memory.looks.add(key);
  else if (what === "mark") channel.mark = "resume";
  else if (what === "mark-dark") channel.mark = "dark";
  else if (what === "drain") model.routes[name] = { leave: region, plain: true };
  else if (what === "plain") model.routes[name] = { ...model.routes[name], plain: true };
  else if (what === "settle") {
    memory.settled.add(key);
    memory.looks.clear();
  } else if (what === "return") {
    model.routes[name] = { plain: true };
    memory.settled.delete(key);
  } else if (what === "unmark") Reflect.deleteProperty(channel, "mark");
  else if (what === "recover") {
    if (channel.state !== "IDLE") throw new Error(`the rollback of ${key} cannot go on while it is ${channel.state}`);
    Reflect.deleteProperty(channel, "broken");
  } else if (what === "stop" || what === "start") {
    channel.state = what === "stop" ? "IDLE" : "RUNNING";
    memory.looks.clear();
  }
}

function preview(model: Model, memory: Memory, stack: string): void {
  if (stack === EDGE) {
    memory.previews.set(EDGE, model.edgeChange || model.edgeOld !== published(model) ? "add" : "none");
    return;
  }
  const region = model.regions.find((one) => one.stack === stack);
  if (region === undefined) throw new Error(`no stack ${stack}`);
  const affected = Object.entries(region.channels).filter(([name, { deployed }]) => deployed !== model.wanted[name]);
  const broken = Object.values(region.channels).some((channel) => channel.broken !== undefined);
  memory.affected.set(stack, new Set(affected.map(([name]) => name)));
  memory.previews.set(stack, affected.length > 0 || region.otherChange || broken ? "add" : region.removal ? "remove" : "none");
}

function up(model: Model, memory: Memory, stack: string, keepRemovals: boolean, tick: () => void): void {
  if (stack === EDGE) {
    tick();
    for (const { stack: other, removal } of model.regions)
      if (!removal && memory.previews.get(other) === "remove") throw new Error(`${other} was taken from before the edge let go`);
    model.edgeChange = false;
    model.edgeOld = published(model);
    memory.previews.set(EDGE, "none");
    return;
  }
  const region = model.regions.find((one) => one.stack === stack);
  if (region === undefined) throw new Error(`no stack ${stack}`);
  for (const [name, channel] of Object.entries(region.channels)) {
    if (channel.deployed === model.wanted[name]) continue;
    tick();
    if (channel.state !== "IDLE") throw new Error(`AWS refuses to change ${name} in ${region.region}: it is ${channel.state}`);
    if (channel.broken !== undefined) throw new Error(`CloudFormation refuses to change ${name} in ${region.region}`);
    channel.deployed = model.wanted[name] ?? "";
  }
  tick();
  region.otherChange = false;
  if (!keepRemovals) {
    if (region.removal && model.edgeChange) throw new Error("something was taken away that the edge still refers to");
    region.removal = false;
  }
  memory.previews.set(stack, region.removal ? "remove" : "none");
  memory.affected.delete(stack);
  memory.previews.delete(EDGE);
  memory.looks.clear();
}

/** What the edge reads of the regions. */
function published({ regions }: Model): string {
  return JSON.stringify(regions.map(({ channels }) => Object.values(channels).map(({ deployed }) => deployed)));
}
