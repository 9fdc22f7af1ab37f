import { admittedNetwork, isEncrypted, portsOf, type FlowFeed, type FlowSend, type FlowSource } from "../components/contribution/plan.ts";
import type { Channel, Region } from "../components/encode/index.ts";
import { outputsOf, PRIMARY, runsIn, sourcesOf } from "../components/encode/plan.ts";
import type { Problem } from "./problems.ts";

/** Ports of Zixi's, which no other source may use (MediaConnect User Guide, "Source ports on MediaConnect flows"; CDK, aws-mediaconnect-alpha, SourceSrtListener). */
const ZIXI_PORTS = [2077, 2088, 2090, 2091, 2092, 2093, 2094, 2095, 2096, 2097, 2098, 2099];
const LAST_PORT = 65_535;

/** Outputs of a flow (MediaConnect User Guide, "Quotas"), less the one that feeds MediaLive. Each subscriber takes one too. */
const OUTPUTS_PER_FLOW = 49;

/** Rules of one MediaConnect source, whatever region it is in. */
export function flowProblems(path: string, source: FlowSource, production: boolean): Problem[] {
  const { feed, secondFeed, outputs = {} } = source;
  return [
    ...feedProblems(`${path}.feed`, feed, production),
    ...(secondFeed === undefined ? [] : feedProblems(`${path}.secondFeed`, secondFeed, production)),
    ...pairProblems(path, source),
    ...Object.entries(outputs).flatMap(([key, output]) => clearProblems(`${path}.outputs.${key}`, output)),
    ...countProblems(path, source),
  ];
}

function feedProblems(path: string, feed: FlowFeed, production: boolean): Problem[] {
  if (feed.protocol === "srt-caller") {
    if (!production || feed.addresses.length > 1) return [];
    return [
      {
        path: `${path}.addresses`,
        what: "names one address, and a production channel has two flows",
        given: feed.addresses.map(({ host, port }) => `${host}:${String(port)}`).join(", "),
        remedy: "add the address of a second SRT listener with the same programme",
      },
    ];
  }
  const problems = clearProblems(path, feed);
  const wrong = portsOf(feed.protocol, feed.port).find((port) => port > LAST_PORT || ZIXI_PORTS.includes(port));
  if (wrong !== undefined) {
    problems.push({
      path: `${path}.port`,
      what: `makes ${feed.protocol} use port ${String(wrong)}, ${wrong > LAST_PORT ? "which does not exist" : "which MediaConnect keeps for Zixi"}`,
      given: String(feed.port),
      remedy: "use another port, such as 5000",
    });
  }
  return problems;
}

/** Whoever sends a programme in the clear over the internet says so. */
function clearProblems(path: string, { protocol, ...rest }: FlowFeed | FlowSend): Problem[] {
  if (isEncrypted({ protocol }) || "unencrypted" in rest) return [];
  return [
    {
      path: `${path}.protocol`,
      what: "cannot be encrypted: whoever is on the way can watch the programme and put another in its place",
      given: protocol,
      remedy: "use srt-listener or srt-caller, or write unencrypted: allowed beside it",
    },
  ];
}

/** MediaConnect User Guide, "Adding a standard source" and "Source failover": one protocol, and SRT cannot be merged. */
function pairProblems(path: string, { feed, secondFeed, failover }: FlowSource): Problem[] {
  if (secondFeed === undefined) return [];
  const problems: Problem[] = [];
  const family = ({ protocol }: FlowFeed): string => (protocol === "rtp-fec" ? "rtp" : protocol);
  if (family(feed) !== family(secondFeed)) {
    problems.push({
      path: `${path}.secondFeed.protocol`,
      what: `is another protocol than the first feed's, ${feed.protocol}, and both sources of a flow use one`,
      given: secondFeed.protocol,
      remedy: "use one protocol for both; only rtp and rtp-fec go together",
    });
  }
  if (failover?.mode === "merge" && isEncrypted(feed)) {
    problems.push({
      path: `${path}.failover.mode`,
      what: "joins two streams packet by packet, which SRT cannot",
      given: failover.mode,
      remedy: "use mode: failover, or rist or rtp-fec from two encoders that send the same stream",
    });
  }
  if ("port" in feed && "port" in secondFeed) {
    const shared = portsOf(feed.protocol, feed.port).find((port) => portsOf(secondFeed.protocol, secondFeed.port).includes(port));
    if (shared !== undefined) {
      problems.push({
        path: `${path}.secondFeed.port`,
        what: `needs port ${String(shared)}, which the first feed uses`,
        given: String(secondFeed.port),
        remedy: "leave ten ports between the two, such as 5000 and 5010",
      });
    }
  }
  return problems;
}

function countProblems(path: string, { share = {}, outputs = {} }: FlowSource): Problem[] {
  const subscribers = Object.values(share).reduce((sum, { accounts }) => sum + accounts.length, 0);
  const needed = subscribers + Object.keys(outputs).length;
  if (needed <= OUTPUTS_PER_FLOW) return [];
  return [
    {
      path: `${path}.share`,
      what: `and outputs make up to ${String(needed)} outputs of a flow, and it has ${String(OUTPUTS_PER_FLOW)} beside MediaLive's own`,
      remedy: "share with fewer accounts",
    },
  ];
}

/** The networks of a region's encoders, and the zones that its stack file names. */
interface RegionPlace {
  readonly region: Region;
  readonly encoderCidrs: readonly string[];
  readonly availabilityZones?: readonly string[] | undefined;
}

/** Rules that join MediaConnect sources with a region's stack file: who may send, and where the flows are. */
export function regionFlowProblems(
  files: { readonly lineup: string; readonly stack: string },
  channels: readonly Channel[],
  place: RegionPlace,
): Problem[] {
  const feeds = channels.flatMap((channel) =>
    sourcesOf(channel).flatMap(({ key, source }) => {
      if (source.type !== "mediaconnect") return [];
      const path = `${files.lineup} channels.${channel.name}.${key === PRIMARY ? "source" : `moreInputs.${key}`}`;
      const second = source.secondFeed === undefined ? [] : [{ path: `${path}.secondFeed`, feed: source.secondFeed }];
      return [{ path: `${path}.feed`, feed: source.feed }, ...second];
    }),
  );
  return [...feeds.flatMap(({ path, feed }) => admissionProblems(path, feed, files.stack, place)), ...zoneProblems(files.stack, place)];
}

function admissionProblems(path: string, feed: FlowFeed, stackFile: string, { encoderCidrs }: RegionPlace): Problem[] {
  if (feed.protocol === "srt-caller") return [];
  const networks = encoderCidrs.length === 0 ? "none" : encoderCidrs.join(", ");
  if (admittedNetwork(feed, encoderCidrs) === undefined) {
    return [
      {
        path: `${path}.admit`,
        what: `is not set, MediaConnect admits one network per source, and ${stackFile} onair:encoderCidrs names ${networks}`,
        remedy: "write the network of the encoder that sends here, such as 203.0.113.7/32",
      },
    ];
  }
  if (feed.admit === undefined || encoderCidrs.length === 0 || encoderCidrs.includes(feed.admit)) return [];
  return [
    {
      path: `${path}.admit`,
      what: `is none of the encoder networks in ${stackFile} onair:encoderCidrs (${networks})`,
      given: feed.admit,
      remedy: "name one of them, or add it there",
    },
  ];
}

function zoneProblems(stackFile: string, { region, availabilityZones = [] }: RegionPlace): Problem[] {
  return availabilityZones.flatMap((zone, index) =>
    zone.slice(0, -1) === region
      ? []
      : [
          {
            path: `${stackFile} onair:availabilityZones[${String(index)}]`,
            what: `is no Availability Zone of ${region}`,
            given: zone,
            remedy: `write two zones that your account has there, such as ${region}a`,
          },
        ],
  );
}

/** Flows that a region runs for its channels: one per pipeline of each input that they feed, and of each output that they take on. */
export function flowCount(channels: readonly Channel[], region: Region, production: boolean): number {
  const pairs = channels.flatMap((channel) => [
    ...sourcesOf(channel).filter(({ source }) => source.type === "mediaconnect"),
    ...outputsOf(channel).filter(([, output]) => output.type === "mediaconnect" && runsIn(output, channel, region)),
  ]);
  return pairs.length * (production ? 2 : 1);
}
