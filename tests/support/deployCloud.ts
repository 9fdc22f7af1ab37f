import type { PulumiRunner } from "../../cli/stackOutputs.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/index.ts";
import { channelState, templateChannel } from "../../rehearsal/cloud/channels.ts";
import type { CloudObject } from "../../rehearsal/cloud/store.ts";
import { spelled } from "../../rehearsal/cloud/values.ts";
import { edgeContract, regionContract } from "../unit/cliSession.ts";
import { World } from "./cloudWorld.ts";

export const ARENA = "onair-prod-main";
const REGIONS = { "us-east-1": "1001", "eu-west-1": "2001" } as const;
export type Region = keyof typeof REGIONS;
const STORE_ARN = "arn:aws:cloudfront::123456789012:key-value-store/11111111-2222-3333-4444-555555555555";
const CHANNEL = "onair:encode:EncodeRegion$onair:encode:Channel";

const stackName = (region: Region): string => `prod-${region}`;

/**
 * One channel, arena, over two regions of a simulated AWS, with an edge and its store, and a Pulumi CLI that plans and makes changes
 * of it. What the CLI answers is written as the real one was seen to (engine facts).
 */
export class DeployCloud {
  readonly world = new World();
  /** Hash of the encodes: what the lineup asks for. */
  wanted = "new";
  readonly deployed: Record<Region, string> = { "us-east-1": "old", "eu-west-1": "old" };
  edgeChange = false;
  /** Words of the CLI's calls, such as `up prod-us-east-1`. */
  readonly calls: string[] = [];
  pending: { readonly type: string; readonly urn: string }[] = [];
  missing: string | undefined;
  removed = false;
  locked: string | undefined;
  uplink: "both" | "single" = "both";
  /** `old`: deployed by a version that knew no routes. */
  edge: "none" | "old" | "new" = "new";
  /** Stack whose preview fails. */
  failing: string | undefined;
  /** Called in the middle of an `up`. */
  duringUp: () => void = () => undefined;

  constructor() {
    for (const region of Object.keys(REGIONS) as Region[]) this.#makeRegion(region);
    this.#put("aws:cloudfront/keyValueStore:KeyValueStore", "", "store", { name: "viewers" }, { arn: STORE_ARN }, { keys: {}, writes: 0 });
  }

  channel(region: Region): CloudObject {
    const found = this.world.store.get(templateChannel, region, REGIONS[region]);
    if (found === undefined) throw new Error(`no channel in ${region}`);
    return found;
  }

  state(region: Region): string {
    return channelState(this.channel(region), this.world.cloud.transition);
  }

  tags(region: Region): unknown {
    return this.channel(region).hidden["tags"];
  }

  get keys(): Record<string, string> {
    const [store] = this.world.store.all("aws:cloudfront/keyValueStore:KeyValueStore");
    return (store?.hidden["keys"] ?? {}) as Record<string, string>;
  }

  setKey(key: string, value: string): void {
    const [store] = this.world.store.all("aws:cloudfront/keyValueStore:KeyValueStore");
    if (store !== undefined) store.hidden = { ...store.hidden, keys: { ...this.keys, [key]: value } };
  }

  idle(region: Region): void {
    const channel = this.channel(region);
    channel.hidden = { ...channel.hidden, state: "IDLE", since: 1 };
  }

  /** The channel writes somewhere else, so that its playlist is not there. */
  astray(region: Region): void {
    const channel = this.channel(region);
    channel.inputs = { ...channel.inputs, Destinations: [{ Id: "origin", Settings: [{ Url: "https://elsewhere/" }] }] };
  }

  readonly run: PulumiRunner = (args) => {
    const stack = args[args.indexOf("--stack") + 1] ?? "";
    const verb = args[0] === "stack" ? `stack ${args[1] ?? ""}` : (args[0] ?? "");
    this.calls.push(`${verb} ${stack}`);
    const region = (Object.keys(REGIONS) as Region[]).find((one) => stackName(one) === stack);
    const say = (stdout: unknown, code = 0): ReturnType<PulumiRunner> =>
      Promise.resolve({ code, stdout: typeof stdout === "string" ? stdout : JSON.stringify(stdout), stderr: "" });
    const fail = (stderr: string, code = 255): ReturnType<PulumiRunner> => Promise.resolve({ code, stdout: "", stderr });
    if (this.missing === stack) return fail(`error: no stack named '${stack}' found`, 6);
    if (this.locked !== undefined && (verb === "up" || verb === "preview")) return fail(this.locked);
    if (verb === "cancel") {
      this.locked = undefined;
      return say("");
    }
    if (verb === "stack output" && region === undefined && this.edge === "none") return fail(`error: no stack named '${stack}' found`, 6);
    if (verb === "preview" && this.failing === stack) return fail("error: a bucket of that name is taken");
    if (verb === "stack output") return say(region === undefined ? this.#edge() : this.#region(region));
    if (verb === "stack export")
      return say({ deployment: { pending_operations: this.pending.map(({ type, urn }) => ({ type, resource: { urn } })) } });
    if (verb === "preview") return say({ steps: region === undefined ? this.#edgeSteps() : this.#regionSteps(region) });
    if (verb === "up") return this.#up(region).then((error) => (error === undefined ? say("") : say(`    error: ${error}\n`, 1)));
    return fail(`unexpected: pulumi ${args.join(" ")}`);
  };

  async #up(region: Region | undefined): Promise<string | undefined> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.duringUp();
    if (region === undefined) {
      this.edgeChange = false;
      return undefined;
    }
    if (this.state(region) !== "IDLE" && this.deployed[region] !== this.wanted) return `Channel arena is ${this.state(region)}`;
    this.deployed[region] = this.wanted;
    return undefined;
  }

  #regionSteps(region: Region): unknown[] {
    const parent = `urn:pulumi:prod::onair::${CHANNEL}::arena`;
    const urn = `urn:pulumi:prod::onair::${CHANNEL}$aws:cloudformation/stack:Stack::arena`;
    if (this.removed) return [{ op: "delete", urn, oldState: { parent } }];
    const op = this.deployed[region] === this.wanted ? "same" : "update";
    return [{ op, urn, oldState: { parent, inputs: {} }, newState: { parent, inputs: {} } }];
  }

  #edgeSteps(): unknown[] {
    const op = this.edgeChange ? "update" : "same";
    return [{ op, urn: "urn:pulumi:prod::onair::aws-native:cloudfront:Distribution::edge", oldState: {}, newState: {} }];
  }

  #region(region: Region): EncodeRegionContract {
    const contract = regionContract("prod", region, { arena: REGIONS[region] });
    const arena = contract.channels["arena"];
    if (arena === undefined) throw new Error("no arena");
    return {
      ...contract,
      channelGroups: { main: { name: ARENA, arn: "arn", egressDomain: egress(region) } },
      channels: {
        arena: {
          ...arena,
          channelArn: spelled(this.channel(region).outputs["arn"]),
          regions: Object.keys(REGIONS),
          uplink: this.uplink,
          encodeHash: this.deployed[region],
          segmentSeconds: 1,
          origin: { channelGroup: ARENA, channel: "arena", liveEndpoint: "live" },
        },
      },
    };
  }

  #edge(): GlobalEdgeContract {
    const contract = edgeContract("prod", ["arena"]);
    const arena = contract.channels["arena"];
    if (arena === undefined) throw new Error("no arena");
    const routes = this.edge === "new" ? { routeKey: `route:${ARENA}/arena` } : {};
    return { ...contract, viewerStoreArn: STORE_ARN, channels: { arena: { ...arena, ...routes } } };
  }

  #makeRegion(region: Region): void {
    const url = `https://ingest.${region}.example/`;
    const named = { channelGroupName: ARENA, channelName: "arena" };
    this.#put("aws-native:mediapackagev2:ChannelGroup", region, "group", { channelGroupName: ARENA }, { egressDomain: egress(region) });
    this.#put("aws-native:mediapackagev2:Channel", region, "origin", named, { ingestEndpointUrls: [url] });
    const endpoint = { ...named, originEndpointName: "live", hlsManifests: [{ manifestName: "index" }] };
    this.#put("aws-native:mediapackagev2:OriginEndpoint", region, "live", endpoint, {});
    const inputs = {
      Name: "onair-prod-arena",
      ChannelClass: "STANDARD",
      Destinations: [{ Id: "origin", Settings: [{ Url: url }] }],
      EncoderSettings: { OutputGroups: [{ Name: "origin" }] },
    };
    const arn = `arn:aws:medialive:${region}:123456789012:channel:${REGIONS[region]}`;
    this.#put(templateChannel, region, REGIONS[region], inputs, { arn }, { state: "RUNNING", since: 1 });
  }

  #put(
    type: string,
    region: string,
    id: string,
    inputs: CloudObject["inputs"],
    outputs: CloudObject["outputs"],
    hidden: CloudObject["hidden"] = {},
  ): void {
    this.world.store.put({ type, region, id, owner: "test", inputs, outputs, hidden });
  }
}

function egress(region: Region): string {
  return `main.egress.test.mediapackagev2.${region}.amazonaws.com`;
}
