import { EVACUATE_KEY, routeAsked, routeKey } from "../../functions/viewer-request/index.ts";
import { playbackPaths } from "../../components/encode/plan.ts";
import {
  accessOf,
  openViewerStore,
  readMarks,
  type AwsAccess,
  type ControlledChannel,
  type ManifestPlace,
  type ViewerStore,
} from "../../control/index.ts";
import { StackContractError, type EncodeRegionContract, type GlobalEdgeContract } from "../../stacks/plain.ts";
import { controlledChannel } from "../operate/targets.ts";
import { readLineup, stacksOf } from "../project.ts";
import type { ContractReader } from "../stackOutputs.ts";
import { brokenStacks, stacksOfChannels, type BrokenStack } from "./brokenStacks.ts";
import { changeOf, channelsToStop, removes, type Preview } from "./preview.ts";
import type { Change, ChannelWorld, EdgeWorld, RegionWorld, Route, World } from "./world.ts";

export interface SceneOptions {
  readonly project: string;
  readonly environment: string;
  readonly reader: ContractReader;
  /** Longest wait for a CloudFormation stack in which something is under way, seconds. */
  readonly timeoutSeconds: number;
  readonly pollSeconds?: number;
  /** The one region that the run may change. */
  readonly only?: string;
  readonly dark: boolean;
}

type Contract = EncodeRegionContract["channels"][string];

/** One stack of the environment, with what is known of it. */
export interface StackView {
  readonly stack: string;
  readonly role: string;
  readonly region: string;
  readonly access: AwsAccess;
  change: Change;
  preview?: Preview;
  /** What the stack has published; absent before its first deployment. */
  contract?: EncodeRegionContract;
  /** CloudFormation stacks that cannot be changed as they are, by channel. */
  broken: ReadonlyMap<string, readonly BrokenStack[]>;
}

/** Everything a run looks at: read once where only this run changes it, and anew before each step where others may. */
export class Scene {
  readonly options: SceneOptions;
  /** Stacks that run channels, in the order in which they are changed. */
  regions: StackView[] = [];
  edge: StackView | undefined;
  store: ViewerStore | undefined;
  /** `<region>/<channel>` whose playlist was looked at since the last step that took time. */
  readonly looks = new Map<string, boolean>();
  /** `<region>/<channel>` whose viewers have had time to leave. */
  readonly settled = new Set<string>();
  #edgeContract: GlobalEdgeContract | undefined;

  constructor(options: SceneOptions) {
    this.options = options;
  }

  /** Finds the stacks and reads what they have published. */
  async open(): Promise<void> {
    const { project, environment } = this.options;
    const views = stacksOf(project, environment).map(({ stack, config }): StackView => {
      const region = String(config["aws:region"]);
      return { stack, role: String(config["onair:role"]), region, access: accessOf(config, region), change: "unknown", broken: new Map() };
    });
    this.regions = views.filter(({ role }) => role !== "global-edge");
    this.edge = views.find(({ role }) => role === "global-edge");
    await Promise.all([...this.regions.map((view) => this.readContract(view)), this.readEdge()]);
    await Promise.all(this.regions.map((view) => this.readStackStates(view)));
  }

  close(): void {
    this.store?.close();
  }

  async readContract(view: StackView): Promise<void> {
    const contract = await orMissing(() => this.options.reader.encodeRegion(view.stack));
    if (contract === undefined) delete view.contract;
    else view.contract = contract;
  }

  /** Reads what the edge has published, and opens its store. */
  async readEdge(): Promise<void> {
    const { edge } = this;
    if (edge === undefined) return;
    this.#edgeContract = await orMissing(() => this.options.reader.globalEdge(edge.stack));
    if (this.#edgeContract !== undefined) this.store ??= await openViewerStore(edge.access, this.#edgeContract.viewerStoreArn);
  }

  /** Reads the CloudFormation stacks of a region's channels; waits where something is under way, as after a run that was killed. */
  async readStackStates(view: StackView): Promise<void> {
    const { project, environment, timeoutSeconds, pollSeconds } = this.options;
    const lineup = readLineup(project, environment);
    // Only production channels are made by CloudFormation.
    const wanted = lineup.production ? stacksOfChannels(lineup, view.region, Object.keys(view.contract?.channels ?? {})) : [];
    view.broken = await brokenStacks(view.access, wanted, { timeoutSeconds, ...(pollSeconds === undefined ? {} : { pollSeconds }) });
  }

  /** Takes in a preview. A broken stack is a change of its own. */
  takePreview(view: StackView, preview: Preview): void {
    view.preview = preview;
    view.change = view.broken.size > 0 ? "add" : changeOf(preview);
  }

  /** What is left to be done in a stack that was changed: what it would have taken away, if that was kept. */
  afterUp(view: StackView, keptRemovals: boolean): void {
    view.change = keptRemovals && view.preview !== undefined && removes(view.preview) ? "remove" : "none";
    if (view !== this.edge && this.edge !== undefined) this.edge.change = "unknown";
    this.looks.clear();
  }

  /** What is, now. */
  async world(): Promise<World> {
    const [regions, keys] = await Promise.all([
      Promise.all(this.regions.map((view) => this.#regionWorld(view))),
      this.store?.list() ?? Promise.resolve({}),
    ]);
    const { edge } = this;
    const evacuated = (keys as Readonly<Record<string, string>>)[EVACUATE_KEY];
    return {
      regions: regions.sort(byPreference),
      ...(edge === undefined ? {} : { edge: this.#edgeWorld(edge) }),
      routes: this.#routes(keys),
      ...(evacuated === undefined ? {} : { evacuated }),
      dark: this.options.dark,
    };
  }

  /** Key of a channel's route in the store; a route of a channel that is gone is known by its key. */
  routeKeyOf(channel: string): string {
    const found = this.#anywhere(channel);
    return found === undefined ? channel : routeKey(found.origin.channelGroup, found.origin.channel);
  }

  view(stack: string): StackView {
    const found = [...this.regions, ...(this.edge === undefined ? [] : [this.edge])].find((one) => one.stack === stack);
    if (found === undefined) throw new Error(`there is no stack ${stack}`);
    return found;
  }

  /** Channels of a region as the commands control them. */
  controlled(view: StackView, channels: readonly string[]): ControlledChannel[] {
    return channels.flatMap((name) => {
      const found = view.contract?.channels[name];
      return found === undefined ? [] : [controlledChannel(name, found, this.options.environment)];
    });
  }

  /** What a region has published of a channel. */
  contractOf(view: StackView, channel: string): Contract {
    const found = view.contract?.channels[channel];
    if (found === undefined) throw new Error(`${view.stack} has published no channel ${channel}`);
    return found;
  }

  /** Where the packager itself serves a channel's playlist in a region. */
  placeOf(view: StackView, channel: string): ManifestPlace {
    const { origin } = this.contractOf(view, channel);
    const group = Object.values(view.contract?.channelGroups ?? {}).find(({ name }) => name === origin.channelGroup);
    const { channelGroup, channel: name, liveEndpoint } = origin;
    return { egressDomain: group?.egressDomain ?? "", path: playbackPaths({ channelGroup, channel: name, liveEndpoint }).hls };
  }

  #anywhere(channel: string): Contract | undefined {
    return this.regions.map(({ contract }) => contract?.channels[channel]).find((one) => one !== undefined);
  }

  #edgeWorld(edge: StackView): EdgeWorld {
    return { stack: edge.stack, inScope: this.options.only === undefined, deployed: this.store !== undefined, change: edge.change };
  }

  async #regionWorld(view: StackView): Promise<RegionWorld> {
    const { only } = this.options;
    const names = Object.keys(view.contract?.channels ?? {}).sort();
    const marks = await readMarks(view.access, this.controlled(view, names));
    const affected = view.change === "add" && view.preview !== undefined ? channelsToStop(view.preview) : new Set<string>();
    const channels = marks.map(({ name, state, mark }): ChannelWorld => {
      const { regions, uplink, encodeHash } = this.contractOf(view, name);
      return this.#channelWorld(view, name, {
        state,
        ...(mark === undefined ? {} : { mark }),
        affected: affected.has(name),
        pair: regions.slice(0, 2),
        movable: uplink === "both",
        encodeHash,
      });
    });
    const remains = [...view.broken].filter(([name]) => !names.includes(name));
    const neverMade = remains.map(([name]) =>
      this.#channelWorld(view, name, { state: "absent", affected: true, pair: [], movable: false, encodeHash: "" }),
    );
    return {
      stack: view.stack,
      region: view.region,
      inScope: only === undefined || only === view.region,
      change: view.change,
      channels: [...channels, ...neverMade],
    };
  }

  #channelWorld(
    { region, broken }: StackView,
    name: string,
    rest: Omit<ChannelWorld, "name" | "broken" | "routed" | "quality" | "advancing" | "settled">,
  ): ChannelWorld {
    const needs = (broken.get(name) ?? []).map(({ need }) => need);
    const breakage = needs.find((need) => need === "roll-on") ?? needs[0];
    const advancing = this.looks.get(`${region}/${name}`);
    return {
      name,
      ...rest,
      routed: this.#edgeContract?.channels[name]?.routeKey !== undefined,
      quality: this.#edgeContract?.channels[name]?.selection === "media-quality-based",
      ...(breakage === undefined ? {} : { broken: breakage }),
      ...(advancing === undefined ? {} : { advancing }),
      settled: this.settled.has(`${region}/${name}`),
    };
  }

  #routes(keys: Readonly<Record<string, string>>): Record<string, Route> {
    const names = new Map(
      this.regions.flatMap(({ contract }) => Object.keys(contract?.channels ?? {})).map((name) => [this.routeKeyOf(name), name]),
    );
    return Object.fromEntries(
      Object.entries(keys).flatMap(([key, value]) => (key.startsWith("route:") ? [[names.get(key) ?? key, routeAsked(value)]] : [])),
    );
  }
}

/** The region that fewest of the channels that change prefer comes first: fewer viewers are there. */
function byPreference(left: RegionWorld, right: RegionWorld): number {
  const preferring = ({ region, channels }: RegionWorld): number =>
    channels.filter(({ affected, pair }) => affected && pair[0] === region).length;
  return preferring(left) - preferring(right) || (left.stack < right.stack ? -1 : 1);
}

async function orMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StackContractError && error.isMissing) return undefined;
    throw error;
  }
}
