import { firstDifference } from "../../lib/difference.ts";
import { ofTypes } from "../../lib/links.ts";
import { mediaResources, typesOf } from "../../lib/media.ts";
import type { Plain, PlainObject } from "../../lib/plain.ts";
import { at, isList, isObject, itemsAt, shown, UNKNOWN } from "../../lib/plain.ts";
import type { Finding, StackSubject, Subject } from "../../lib/rule.ts";
import { stackRule } from "../../lib/rule.ts";

type Stack = readonly StackSubject[];
type Found = readonly [Subject, Finding];

const ENDPOINTS = ["aws-native:mediapackagev2:OriginEndpoint"];
const STACK = ["pulumi:pulumi:Stack"];

/** What must be the same in two regions for their segments to fit; names of regions and ARNs must not. */
const ENDPOINT_PARTS = ["containerType", "segment", "hlsManifests", "lowLatencyHlsManifests", "dashManifests", "startoverWindowSeconds"];

export const regionsMatch = stackRule(
  {
    name: "regions-match",
    group: "redundancy",
    description: "What one region makes of a channel the other makes too, and only the preferred one is told to fail on bad input.",
    severity: "high",
    remediation:
      "Deploy the same lineup to both regions; give forceEndpointErrorConfiguration to the endpoint of the preferred region and to no other.",
    source: "https://docs.aws.amazon.com/mediapackage/latest/userguide/cross-region-failover.html",
  },
  [...ENDPOINTS, ...typesOf("channel"), ...STACK],
  function* (stack) {
    yield* encodeFindings(stack);
    for (const twins of pairs(ofTypes(stack, ENDPOINTS), endpointName)) {
      yield* endpointFindings(twins);
    }
    for (const twins of pairs(ofTypes(stack, typesOf("channel")), channelName)) {
      yield* channelFindings(twins);
    }
  },
);

/** Another stack is out of sight, so an edge hands on what its regions say of themselves in its output `encodes`. */
function* encodeFindings(stack: Stack): Iterable<Found> {
  for (const subject of ofTypes(stack, STACK)) {
    const encodes = subject.props["encodes"];
    if (encodes === UNKNOWN) {
      yield [subject, "has an output `encodes` that is unknown before the deployment. Make it of plain values."];
    }
    for (const [channel, hashes] of isObject(encodes) ? Object.entries(encodes) : []) {
      const regions = isObject(hashes) ? Object.entries(hashes) : [];
      if (hashes === UNKNOWN || regions.some(([, hash]) => hash === UNKNOWN)) {
        yield [subject, `has an output \`encodes\` of which "${channel}" is unknown before the deployment. Make it of plain values.`];
        continue;
      }
      if (new Set(regions.map(([, hash]) => hash)).size > 1) {
        const where = regions.map(([region]) => region).join(" and ");
        yield [subject, `serves channel "${channel}" from ${where}, which encode it differently. Deploy the same lineup to both.`];
      }
    }
  }
}

/** Those of one name in different regions. Names may have to be read from templates, so one region alone is not looked at. */
function pairs(subjects: readonly StackSubject[], nameOf: (subject: Subject) => string | undefined): readonly (readonly StackSubject[])[] {
  const placed = subjects.filter((subject) => regionOf(subject) !== undefined);
  if (new Set(placed.map(regionOf)).size < 2) {
    return [];
  }
  const named = Map.groupBy(placed, (subject) => nameOf(subject));
  return [...named].filter(([name, twins]) => name !== undefined && new Set(twins.map(regionOf)).size > 1).map(([, twins]) => twins);
}

function regionOf({ props, provider }: Subject): string | undefined {
  const region = at(props, "region") ?? at(provider?.props, "region");
  return typeof region === "string" ? region : undefined;
}

function endpointName({ props }: Subject): string | undefined {
  return joined([props["channelGroupName"], props["channelName"], props["originEndpointName"]]);
}

function channelName(subject: Subject): string | undefined {
  const [channel] = mediaResources("channel", subject);
  return channel === undefined ? undefined : joined([channel.props["name"]]);
}

function joined(parts: readonly (Plain | undefined)[]): string | undefined {
  return parts.every((part) => typeof part === "string") ? parts.join("/") : undefined;
}

function* endpointFindings(twins: readonly StackSubject[]): Iterable<Found> {
  const [first, ...others] = twins;
  for (const other of first === undefined ? [] : others) {
    for (const part of ENDPOINT_PARTS) {
      const difference = firstDifference(first?.props[part], other.props[part]);
      if (difference !== undefined) {
        yield [other, `differs from its twin "${first?.name ?? ""}" in ${part}${difference}. Make both alike.`];
      }
    }
  }
  const forced = twins.filter(isForced);
  const [last] = twins.slice(-1);
  if (last !== undefined && forced.length !== 1) {
    const names = forced.length === 0 ? "no endpoint" : forced.map(({ name }) => `"${name}"`).join(" and ");
    yield [
      last,
      `is one of a pair in which ${names} must fail on bad input. Set forceEndpointErrorConfiguration on the preferred region's alone.`,
    ];
  }
}

function isForced({ props }: Subject): boolean {
  return itemsAt(props, "forceEndpointErrorConfiguration", "endpointErrorConditions").length > 0;
}

function* channelFindings([first, ...others]: readonly StackSubject[]): Iterable<Found> {
  for (const other of first === undefined ? [] : others) {
    const [mine, theirs] = [first, other].map((subject) =>
      subject === undefined ? undefined : mediaResources("channel", subject)[0]?.props["encoderSettings"],
    );
    const difference = firstDifference(served(mine), served(theirs));
    if (difference !== undefined) {
      yield [other, `encodes otherwise than its twin ${shown(first?.name)}, first at encoderSettings${difference}. Make both alike.`];
    }
  }
}

/** Groups that feed packaging: what viewers get. Recordings, pictures and other outputs may run in one region alone. */
const PACKAGED = ["cmafIngestGroupSettings", "hlsGroupSettings", "mediaPackageGroupSettings"];

/** Encoder settings without what no viewer gets; as they are where that cannot be told. */
function served(settings: Plain | undefined): Plain | undefined {
  if (!isObject(settings)) {
    return settings;
  }
  return {
    ...settings,
    ...kept("outputGroups", settings, (group) => isPackaged(at(group, "outputGroupSettings"))),
    ...kept("videoDescriptions", settings, (video) => at(video, "codecSettings", "frameCaptureSettings") === undefined),
  };
}

function kept(name: string, settings: PlainObject, counts: (item: Plain) => boolean): PlainObject {
  const items = settings[name];
  if (!isList(items)) {
    return {};
  }
  const counted = items.filter(counts);
  return { [name]: counted.length === 0 ? null : counted };
}

function isPackaged(settings: Plain | undefined): boolean {
  return !isObject(settings) || PACKAGED.some((name) => settings[name] !== undefined);
}
