import { tracksOf, type Channel } from "../components/encode/index.ts";
import { didYouMean, type Problem } from "./problems.ts";
import { LIVE_REGIONS } from "./regions.ts";

/** MediaPackage v2 takes ten tracks per ingest stream and ten channels per group (User Guide, quotas; the first is hard). */
const TRACKS_PER_STREAM = 10;
export const CHANNELS_PER_GROUP = 10;

/** A player needs three segments to start (RFC 8216 6.3.3). */
const SEGMENTS_IN_WINDOW = 3;

/** Rules of one channel that need more than one of its fields. */
export function channelProblems(path: string, channel: Channel, production: boolean): Problem[] {
  return [
    ...regionProblems(path, channel, production),
    ...sourceProblems(path, channel, production),
    ...uplinkProblems(path, channel),
    ...windowProblems(path, channel),
    ...trackProblems(path, channel),
  ];
}

function regionProblems(path: string, { regions }: Channel, production: boolean): Problem[] {
  const problems: Problem[] = [];
  for (const [index, region] of regions.entries()) {
    const here = `${path}.regions[${index}]`;
    if (!LIVE_REGIONS.includes(region)) {
      problems.push({
        path: here,
        what: "is not a region that runs live channels",
        given: region,
        remedy: `${didYouMean(region, LIVE_REGIONS)}use one of: ${LIVE_REGIONS.join(", ")}`,
      });
    }
    if (regions.indexOf(region) !== index) {
      problems.push({ path: here, what: "names a region twice", given: region, remedy: "name two different regions" });
    }
  }
  if (production && regions.length < 2) {
    problems.push({
      path: `${path}.regions`,
      what: "names one region in a production environment",
      given: regions.join(", "),
      remedy: "name a second region to fail over to",
    });
  }
  if (!production && regions.length > 1) {
    problems.push({
      path: `${path}.regions`,
      what: "names several regions in a development environment",
      given: regions.join(", "),
      remedy: "name one region, or make the environment a production one",
    });
  }
  return problems;
}

function sourceProblems(path: string, { source }: Channel, production: boolean): Problem[] {
  const problems: Problem[] = [];
  if (source.type === "rtp-push" && !production) {
    problems.push({
      path: `${path}.source.type`,
      what: "needs two pipelines, and a development environment has one",
      given: source.type,
      remedy: "use rtmp-push or mp4-demo",
    });
  }
  if (source.type === "rtmp-push" && source.instances[0] === source.instances[1]) {
    problems.push({
      path: `${path}.source.instances`,
      what: "gives both pipelines one name",
      given: source.instances.join(", "),
      remedy: "give the two pipelines different names",
    });
  }
  return problems;
}

function uplinkProblems(path: string, { uplink, regions, source }: Channel): Problem[] {
  if (uplink === "both") return [];
  const problems: Problem[] = [];
  if (regions.length < 2) {
    problems.push({
      path: `${path}.uplink`,
      what: "is single, but the channel has no second region",
      given: uplink,
      remedy: "name two regions, or leave uplink out",
    });
  }
  if (source.type === "mp4-demo") {
    problems.push({ path: `${path}.uplink`, what: "is single, but a file needs no uplink", given: uplink, remedy: "leave uplink out" });
  }
  return problems;
}

function windowProblems(path: string, { liveWindowSeconds, ladder }: Channel): Problem[] {
  const shortest = ladder.segmentSeconds * SEGMENTS_IN_WINDOW;
  if (liveWindowSeconds >= shortest) return [];
  return [
    {
      path: `${path}.liveWindowSeconds`,
      what: `holds fewer than ${SEGMENTS_IN_WINDOW} segments of ${ladder.segmentSeconds} s`,
      given: String(liveWindowSeconds),
      remedy: `use ${shortest} or more`,
    },
  ];
}

function trackProblems(path: string, channel: Channel): Problem[] {
  const tracks = tracksOf(channel.ladder);
  if (tracks <= TRACKS_PER_STREAM) return [];
  return [
    {
      path: `${path}.ladder`,
      what: `makes ${tracks} tracks, and MediaPackage takes ${TRACKS_PER_STREAM} per ingest stream`,
      given: channel.ladder.name,
      remedy: "use a ladder with fewer rungs or audio rates",
    },
  ];
}

/** Rules over all channels of a lineup. `declared` counts channels in the file, also those whose ladder is unreadable. */
export function crossChannelProblems(file: string, channels: readonly Channel[], declared: number): Problem[] {
  if (declared === 0) return [{ path: `${file} channels`, what: "is empty", remedy: "add at least one channel" }];
  const problems: Problem[] = [];
  const groups = Map.groupBy(channels, (channel) => channel.group);
  for (const [group, members] of groups) {
    if (members.length <= CHANNELS_PER_GROUP) continue;
    problems.push({
      path: `${file} channels`,
      what: `puts ${members.length} channels in group ${group}, and MediaPackage takes ${CHANNELS_PER_GROUP} per group`,
      given: members.map((channel) => channel.name).join(", "),
      remedy: "write another group on some of them (a group never changes by itself)",
    });
  }
  return problems;
}
