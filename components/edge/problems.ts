import type { Region } from "../encode/index.ts";
import { PIPELINES } from "../encode/index.ts";
import type { Objection } from "./brought.ts";
import {
  bucketProblem,
  certificateArnProblem,
  edgeKeyArnProblem,
  keyGroupIdProblem,
  publicKeyIdProblem,
  webAclArnProblem,
} from "./brought.ts";
import { countryProblem } from "./countries.ts";
import { EDGE_REGION, originRegions, pathPattern } from "./names.ts";
import { optionProblems } from "./optionProblems.ts";
import type { EdgeProblem } from "./problem.ts";
import { KEYS_PER_GROUP, keyProblem } from "./publicKey.ts";
import type { EdgeChannel, GlobalEdgeArgs } from "./types.ts";
import { webOriginProblem } from "./webOrigins.ts";

/** Everything that keeps these arguments from making an edge, all at once; empty when nothing does. */
export function globalEdgeProblems(args: GlobalEdgeArgs): EdgeProblem[] {
  return [
    ...lineupProblems(args),
    ...args.channels.flatMap((channel) => [...regionProblems(channel, args), ...uplinkProblems(channel, args)]),
    ...providerProblems(args),
    ...keyProblems(args.playbackKeys),
    ...args.allowedOrigins.flatMap((origin, index) => objected(`allowedOrigins[${index}]`, origin, webOriginProblem)),
    ...optionProblems(args),
    ...broughtProblems(args),
    ...(args.geo?.countries ?? []).flatMap((code, index) => objected(`geo.countries[${index}]`, code, countryProblem)),
  ];
}

/** What was brought along, as far as its address tells. */
function broughtProblems({ certificateArn, keyGroup, firewall, logBucket, keyArn }: GlobalEdgeArgs): EdgeProblem[] {
  return [
    ...objected("certificateArn", certificateArn, certificateArnProblem),
    ...objected("keyGroup.id", keyGroup?.id, keyGroupIdProblem),
    ...Object.entries(keyGroup?.publicKeys ?? {}).flatMap(([id, key]) => objected(`keyGroup.publicKeys.${id}`, key, publicKeyIdProblem)),
    ...(firewall !== undefined && "arn" in firewall ? objected("firewall.arn", firewall.arn, webAclArnProblem) : []),
    ...objected("logBucket", logBucket, bucketProblem),
    ...objected("keyArn", keyArn, edgeKeyArnProblem),
  ];
}

function objected(path: string, given: string | undefined, judge: (text: string) => Objection | undefined): EdgeProblem[] {
  const objection = given === undefined ? undefined : judge(given);
  return given === undefined || objection === undefined ? [] : [{ path, given, ...objection }];
}

function lineupProblems({ channels }: GlobalEdgeArgs): EdgeProblem[] {
  if (channels.length === 0) {
    return [{ path: "channels", what: "is empty", remedy: "an edge serves at least one channel: add one to the lineup" }];
  }
  const paths = channels.map(pathPattern);
  const twice = channels.filter((channel, index) => paths.indexOf(pathPattern(channel)) !== index);
  return twice.map((channel) => ({
    path: `channels.${channel.name}`,
    what: "has the path of another channel",
    given: pathPattern(channel),
    remedy: "give each channel of a group its own name",
  }));
}

function regionProblems(channel: EdgeChannel, args: GlobalEdgeArgs): EdgeProblem[] {
  const path = `channels.${channel.name}`;
  const problems: EdgeProblem[] = [];
  if (new Set(channel.regions).size !== channel.regions.length) {
    problems.push({
      path: `${path}.regions`,
      what: "names a region twice",
      given: channel.regions.join(", "),
      remedy: "write each region once",
    });
  }
  for (const region of originRegions(channel)) {
    if (channel.perRegion[region] === undefined) {
      problems.push({ path, what: `is not deployed in ${region}`, remedy: `deploy the encode region ${region} first` });
    }
    if (args.origins[region]?.[channel.channelGroup] === undefined) {
      problems.push({
        path,
        what: `has no origin in ${region}`,
        given: channel.channelGroup,
        remedy: `the encode region ${region} must publish the host of this channel group`,
      });
    }
  }
  return problems;
}

/** A single uplink follows a name of ours from region to region: it needs two of them, a name, and a health to follow. */
function uplinkProblems(channel: EdgeChannel, args: GlobalEdgeArgs): EdgeProblem[] {
  if (channel.uplink !== "single") return [];
  const path = `channels.${channel.name}.uplink`;
  if (channel.regions.length < 2) {
    return [
      {
        path,
        what: "is single, and the channel has one region",
        given: channel.regions.join(),
        remedy: "give it a second region, or write uplink: both",
      },
    ];
  }
  if (args.domain === undefined) {
    return [
      { path, what: "is single, and there is no domain for the name its encoder follows", remedy: "set a domain, or write uplink: both" },
    ];
  }
  return originRegions(channel).flatMap((region) => failoverTargetProblems(channel, region, path));
}

function failoverTargetProblems(channel: EdgeChannel, region: Region, path: string): EdgeProblem[] {
  const here = channel.perRegion[region];
  if (here === undefined) return [];
  return PIPELINES.flatMap((pipeline) => {
    const problems: EdgeProblem[] = [];
    if (!here.ingest.some((address) => address.pipeline === pipeline)) {
      problems.push({
        path,
        what: `is single, and pipeline ${pipeline} has no address in ${region}`,
        remedy: "a single uplink needs a push source with two endpoints in each region",
      });
    }
    if (!here.health.some((alarm) => alarm.pipeline === pipeline)) {
      problems.push({
        path,
        what: `is single, and pipeline ${pipeline} has no health alarm in ${region}`,
        remedy: "without one its record would never fail over: deploy the encode region with its alarms",
      });
    }
    return problems;
  });
}

function providerProblems(args: GlobalEdgeArgs): EdgeProblem[] {
  const needed = new Set(args.channels.flatMap((channel) => [...originRegions(channel)]));
  if (args.domain !== undefined) needed.add(EDGE_REGION);
  return [...needed]
    .filter((region) => args.nativeProviders[region] === undefined)
    .sort()
    .map((region) => ({ path: `nativeProviders.${region}`, what: "is missing", remedy: "pass an aws-native provider for this region" }));
}

function keyProblems(keys: Readonly<Record<string, string>>): EdgeProblem[] {
  const ids = Object.keys(keys);
  const tooMany =
    ids.length <= KEYS_PER_GROUP
      ? []
      : [{ path: "playbackKeys", what: `has ${ids.length} keys, and a key group takes ${KEYS_PER_GROUP}`, remedy: "retire a key first" }];
  return [...tooMany, ...ids.flatMap((id) => keyProblem(`playbackKeys.${id}`, keys[id] ?? ""))];
}
