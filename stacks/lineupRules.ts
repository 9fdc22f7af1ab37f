import type { Channel } from "../components/encode/index.ts";
import { archiveProblems } from "./archiveRules.ts";
import { outputProblems } from "./outputRules.ts";
import { failoverProblems } from "./failoverRules.ts";
import { didYouMean, type Problem } from "./problems.ts";
import { LIVE_REGIONS } from "./regions.ts";
import { inputNameProblems, sourceProblems } from "./sourceRules.ts";
import { videoProblems } from "./videoRules.ts";
import { signalProblems } from "./signalRules.ts";
import { soundProblems } from "./soundRules.ts";

/** MediaPackage v2 takes ten channels per group (User Guide, quotas). */
export const CHANNELS_PER_GROUP = 10;

/** A player needs three segments to start (RFC 8216 6.3.3). */
const SEGMENTS_IN_WINDOW = 3;

/** Rules of one channel that need more than one of its fields. */
export function channelProblems(path: string, channel: Channel, production: boolean): Problem[] {
  return [
    ...regionProblems(path, channel, production),
    ...sourceProblems(path, channel, production),
    ...windowProblems(path, channel),
    ...archiveProblems(path, channel),
    ...failoverProblems(path, channel),
    ...signalProblems(path, channel, production),
    ...outputProblems(path, channel, production),
    ...soundProblems(path, channel, production),
    ...videoProblems(path, channel, production),
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

/** Rules over all channels of a lineup. `declared` counts channels in the file, also those whose ladder is unreadable. */
export function crossChannelProblems(file: string, channels: readonly Channel[], declared: number): Problem[] {
  if (declared === 0) return [{ path: `${file} channels`, what: "is empty", remedy: "add at least one channel" }];
  const problems = inputNameProblems(file, channels);
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
