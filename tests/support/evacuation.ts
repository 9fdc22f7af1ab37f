/** Two or three regions in the simulated AWS, as far as an evacuation sees them: channels, switches, health alarms, the viewers' store. */
import { createHash } from "node:crypto";
import { metricAlarmArgs, regionSwitches } from "../../components/alarms/index.ts";
import { EVACUATE_KEY } from "../../functions/viewer-request/index.ts";
import { findAlarm, setState, stateOf } from "../../rehearsal/cloud/alarms.ts";
import { typedChannel } from "../../rehearsal/cloud/channels.ts";
import { storedPairs } from "../../rehearsal/cloud/sdk/keyValueStore.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import type { Properties } from "../../rehearsal/cloud/values.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/index.ts";
import { ACCOUNT, edgeContract, regionContract } from "../unit/cliSession.ts";
import { awsEnvironment } from "./awsEnvironment.ts";
import { World } from "./cloudWorld.ts";

export const US = "us-east-1";
export const EU = "eu-west-1";
const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Channels and the regions they run in, in order of preference. `roaming` has names that follow. */
export type Lineup = Readonly<Record<string, readonly [string, ...string[]]>>;
export const LINEUP: Lineup = { arena: [US, EU], studio: [US, EU], roaming: [EU, US] };

/** What everybody waits for less long than at AWS, and long enough for a busy machine. Seconds. */
export const QUICK = { state: 2, call: 2, look: 3, poll: 0.02, period: 0.2 };

export class EvacuationWorld {
  readonly world = new World();
  readonly contracts: Readonly<Record<string, EncodeRegionContract | GlobalEdgeContract>>;
  readonly #endpoint: SdkEndpoint;
  readonly #restore: () => void;

  private constructor(world: World, endpoint: SdkEndpoint, contracts: Readonly<Record<string, EncodeRegionContract | GlobalEdgeContract>>) {
    this.world = world;
    this.#endpoint = endpoint;
    this.contracts = contracts;
    this.#restore = awsEnvironment(endpoint.url);
  }

  /** Everything runs and is well, and nothing is evacuated. */
  static async make(lineup: Lineup = LINEUP): Promise<EvacuationWorld> {
    const world = new World();
    await world.make("values");
    const regions = [...new Set(Object.values(lineup).flat())].sort();
    const contracts: Record<string, EncodeRegionContract | GlobalEdgeContract> = {
      "prod-global": edgeOf(lineup, world.output("values", "arn")),
    };
    for (const region of regions) contracts[`prod-${region}`] = await regionOf(world, region, regions, lineup);
    return new EvacuationWorld(world, await serveSdk(world.cloud, () => undefined), contracts);
  }

  /** What the viewers' store says. */
  get stored(): Readonly<Record<string, string>> {
    return storedPairs(this.world.object("values"));
  }

  get evacuated(): string | undefined {
    return this.stored[EVACUATE_KEY];
  }

  /** State of the switch of one region in another. */
  switchState(of: string, where: string): string {
    return stateOf(findAlarm(this.world.cloud, where, `onair-prod.${where}-health-of-${of}`));
  }

  setChannel(region: string, channel: string, state: "RUNNING" | "IDLE", wanted?: "running" | "stopped"): void {
    const found = this.world.store.get(typedChannel, region, idOf(region, channel));
    if (found === undefined) throw new Error(`no ${channel} in ${region}`);
    found.hidden = { state, ...(wanted === undefined ? {} : { tags: { "onair:wanted-state": wanted } }) };
  }

  setHealth(region: string, channel: string, pipeline: "a" | "b", state: "OK" | "ALARM"): void {
    const found = findAlarm(this.world.cloud, region, healthName(region, channel, pipeline));
    if (found === undefined) throw new Error(`no health alarm of ${channel} in ${region}`);
    setState(this.world.cloud, found, state, "of a test");
  }

  async close(): Promise<void> {
    this.#restore();
    await this.#endpoint.close();
  }
}

function regionsIn(lineup: Lineup, channel: string): string[] {
  return [...(lineup[channel] ?? [])];
}

function edgeOf(lineup: Lineup, storeArn: string): GlobalEdgeContract {
  const edge = edgeContract("prod", Object.keys(lineup));
  const channels = Object.entries(edge.channels).map(([name, channel]) => {
    const failoverIngest = {
      a: `rtmp://${name}-a.ingest.live.team.tv:1935/${name}/a`,
      b: `rtmp://${name}-b.ingest.live.team.tv:1935/${name}/b`,
    };
    return [name, { ...channel, regions: regionsIn(lineup, name), ...(name === "roaming" ? { failoverIngest } : {}) }] as const;
  });
  return { ...edge, viewerStoreArn: storeArn, channels: Object.fromEntries(channels) };
}

async function regionOf(world: World, region: string, lineupRegions: readonly string[], lineup: Lineup): Promise<EncodeRegionContract> {
  const here = Object.keys(lineup).filter((name) => lineup[name]?.includes(region));
  const plain = regionContract("prod", region, Object.fromEntries(here.map((name) => [name, idOf(region, name)])));
  const channels = await Promise.all(
    Object.entries(plain.channels).map(async ([name, channel]) => {
      const arn = channel.channelArn;
      world.store.put({
        type: typedChannel,
        region,
        id: channel.channelId,
        owner: "test",
        inputs: { name, channelClass: "STANDARD" },
        outputs: { arn },
        hidden: { state: "RUNNING", tags: { "onair:wanted-state": "running" } },
      });
      const health = await Promise.all((["a", "b"] as const).map((pipeline) => healthAlarm(world, region, name, pipeline)));
      return [name, { ...channel, regions: regionsIn(lineup, name), health }] as const;
    }),
  );
  const switches = await Promise.all(
    regionSwitches({ environment: "prod", region, lineupRegions }).map(async (plan) => {
      await alarm(world, region, plan.key, metricAlarmArgs(plan, "") as Properties);
      return { of: plan.of, alarm: plan.name, region, hash: "0", meaning: "" };
    }),
  );
  return { ...plain, accountId: ACCOUNT, channels: Object.fromEntries(channels), switches };
}

async function healthAlarm(
  world: World,
  region: string,
  channel: string,
  pipeline: "a" | "b",
): Promise<EncodeRegionContract["channels"][string]["health"][number]> {
  const name = healthName(region, channel, pipeline);
  await alarm(world, region, name, {
    name,
    comparisonOperator: "LessThanThreshold",
    evaluationPeriods: 1,
    metricName: "IngressBytes",
    namespace: "AWS/MediaPackage",
    period: 60,
    statistic: "Sum",
    threshold: 1,
    treatMissingData: "breaching",
  });
  const made = findAlarm(world.cloud, region, name);
  if (made !== undefined) setState(world.cloud, made, "OK", "of a test");
  return { pipeline, alarm: name, region, hash: "0", meaning: "" };
}

async function alarm(world: World, region: string, name: string, inputs: Properties): Promise<void> {
  await world.cloud.create({ token: METRIC_ALARM, region, urn: `urn:pulumi:test::cloud::${METRIC_ALARM}::${region}-${name}`, inputs });
}

function healthName(region: string, channel: string, pipeline: string): string {
  return `onair-prod-${channel}-${region}-health-${pipeline}-ingest`;
}

function idOf(region: string, channel: string): string {
  return String(1_000_000 + (createHash("sha256").update(`${region}/${channel}`).digest().readUInt32BE() % 9_000_000));
}
