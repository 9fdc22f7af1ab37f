import { createPublicKey } from "node:crypto";
import type { Region } from "../encode/index.ts";
import { PIPELINES } from "../encode/index.ts";
import { EDGE_REGION, originRegions, pathPattern } from "./names.ts";
import { normalisedPem } from "./pem.ts";
import type { EdgeChannel, GlobalEdgeArgs } from "./types.ts";

/** One thing that must be mended before an edge can be made. `path` is the argument it concerns. */
export interface EdgeProblem {
  readonly path: string;
  readonly what: string;
  readonly given?: string;
  readonly remedy: string;
}

/** Everything that keeps these arguments from making an edge, all at once; empty when nothing does. */
export function globalEdgeProblems(args: GlobalEdgeArgs): EdgeProblem[] {
  return [
    ...lineupProblems(args),
    ...args.channels.flatMap((channel) => [...regionProblems(channel, args), ...uplinkProblems(channel, args)]),
    ...providerProblems(args),
    ...keyProblems(args.playbackKeys),
    ...originProblems(args.allowedOrigins),
  ];
}

export function describeProblem(problem: EdgeProblem): string {
  const given = problem.given === undefined ? "" : ` (given: ${problem.given})`;
  return `${problem.path} ${problem.what}${given}; ${problem.remedy}`;
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

/** Keys of a group, at most (CloudFront Developer Guide, "Quotas", key groups). */
const KEYS_PER_GROUP = 5;

function keyProblems(keys: Readonly<Record<string, string>>): EdgeProblem[] {
  const ids = Object.keys(keys);
  if (ids.length === 0) {
    return [{ path: "playbackKeys", what: "is empty", remedy: "every media behaviour is signed: make a key with onair init" }];
  }
  const tooMany =
    ids.length <= KEYS_PER_GROUP
      ? []
      : [{ path: "playbackKeys", what: `has ${ids.length} keys, and a key group takes ${KEYS_PER_GROUP}`, remedy: "retire a key first" }];
  return [...tooMany, ...ids.flatMap((id) => keyProblem(`playbackKeys.${id}`, keys[id] ?? ""))];
}

/** CloudFront takes RSA 2048 and ECDSA P-256 (CloudFront Developer Guide, "Specify signers"). The key is never repeated in a message. */
export function keyProblem(path: string, pem: string): EdgeProblem[] {
  const remedy = "put in the PEM of a public key, RSA 2048 or ECDSA P-256";
  if (/PRIVATE KEY/.test(pem))
    return [{ path, what: "is a private key, which must never be in settings", remedy: `make a new pair, and ${remedy}` }];
  try {
    const key = createPublicKey(normalisedPem(pem));
    const details = key.asymmetricKeyDetails;
    const fits =
      key.asymmetricKeyType === "rsa"
        ? details?.modulusLength === 2048
        : key.asymmetricKeyType === "ec" && details?.namedCurve === "prime256v1";
    return fits ? [] : [{ path, what: "is a key that CloudFront does not take", remedy }];
  } catch {
    return [{ path, what: "is not a public key in PEM form", remedy }];
  }
}

function originProblems(origins: readonly string[]): EdgeProblem[] {
  return origins
    .filter((origin) => !isWebOrigin(origin))
    .map((origin) => ({
      path: "allowedOrigins",
      what: "has an entry that is not a web origin",
      given: origin,
      remedy: "write scheme and host, such as https://www.example.org; credentials forbid *",
    }));
}

function isWebOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, origin: canonical } = new URL(origin);
  return (protocol === "https:" || protocol === "http:") && canonical === origin && !origin.includes("*");
}
