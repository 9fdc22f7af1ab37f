import type { EdgeChannel, EdgeChannelRegion } from "../components/edge/index.ts";
import type { Channel, Lineup, Region } from "../components/encode/index.ts";
import { PRIMARY } from "../components/encode/plan.ts";
import type { EncodeRegionContract, RegionChannel } from "./contract.ts";

/** MediaPackage egress hosts by region and channel group name, from the regions' contracts. */
export function originDomains(contracts: readonly EncodeRegionContract[]): Record<Region, Record<string, string>> {
  return Object.fromEntries(
    contracts.map((contract) => [
      contract.region,
      Object.fromEntries(Object.values(contract.channelGroups).map(({ name, egressDomain }) => [name, egressDomain])),
    ]),
  );
}

/** The lineup's channels as the edge serves them, joined with what each region says of them. */
export function edgeChannels(lineup: Lineup, contracts: readonly EncodeRegionContract[]): EdgeChannel[] {
  return lineup.channels.map((channel) => edgeChannel(channel, contracts));
}

function edgeChannel(channel: Channel, contracts: readonly EncodeRegionContract[]): EdgeChannel {
  const found = contracts.flatMap((contract) => {
    const entry = contract.channels[channel.name];
    return entry === undefined || !channel.regions.includes(contract.region) ? [] : [{ region: contract.region, entry }];
  });
  const first = found[0]?.entry;
  if (first === undefined) throw new Error(`no region carries channel ${channel.name}`);
  const { startoverEndpoint } = first.origin;
  const perRegion: Record<Region, EdgeChannelRegion> = Object.fromEntries(
    found.map(({ region, entry }) => [region, { ingest: entry.ingest, ...secondIngest(entry), health: entry.health }]),
  );
  return {
    name: channel.name,
    title: channel.title,
    channelGroup: first.origin.channelGroup,
    originChannel: first.origin.channel,
    liveEndpoint: first.origin.liveEndpoint,
    ...(startoverEndpoint === undefined ? {} : { startoverEndpoint }),
    regions: channel.regions,
    source: channel.source.type,
    uplink: channel.uplink,
    // A region that no longer is what the other still says decides for both.
    alignment: found.find(({ entry }) => entry.alignment.failover === "visible")?.entry.alignment ?? first.alignment,
    segmentSeconds: first.segmentSeconds,
    menus: {
      ...(first.picture === undefined ? {} : { picture: first.picture }),
      ...(first.audio === undefined ? {} : { audio: first.audio }),
      ...(first.captions === undefined ? {} : { captions: first.captions }),
    },
    perRegion,
  };
}

/** Where second encoders of the channel's source send; absent where there are none. */
function secondIngest({ flows }: RegionChannel): Pick<EdgeChannelRegion, "secondIngest"> {
  const addresses = (flows?.[PRIMARY] ?? []).flatMap((flow) => flow.secondIngest ?? []);
  return addresses.length === 0 ? {} : { secondIngest: addresses };
}
