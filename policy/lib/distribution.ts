import type { Subject } from "./rule.ts";
import type { Plain } from "./plain.ts";
import { at, isSet, itemsAt, listAt, shown, UNKNOWN } from "./plain.ts";

export const AWS_DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
export const NATIVE_DISTRIBUTION = "aws-native:cloudfront:Distribution";
export const DISTRIBUTIONS: readonly string[] = [AWS_DISTRIBUTION, NATIVE_DISTRIBUTION];

/** What stands behind an origin. `unknown` is a domain that is not known before the deployment: rules treat it as media. */
export type OriginKind = "mediapackage" | "mediapackage-v1" | "mediatailor" | "s3" | "function-url" | "other" | "unknown";

export interface Origin {
  readonly id: Plain | undefined;
  readonly domain: Plain | undefined;
  readonly kind: OriginKind;
  readonly accessControl: Plain | undefined;
  /** What CloudFront puts before each path when it asks the origin. */
  readonly pathPrefix: Plain | undefined;
  readonly protocolPolicy: Plain | undefined;
  readonly tlsVersions: readonly Plain[];
  readonly isCustom: boolean;
}

export interface OriginGroup {
  readonly id: Plain | undefined;
  readonly members: readonly Plain[];
  readonly codes: readonly Plain[];
  /** `media-quality-based`, or nothing for failover alone; only `aws-native` can say it. */
  readonly selection: Plain | undefined;
}

export interface Behaviour {
  /** How a message names it: `the default behaviour` or `behaviour /out/v1/main/news/*`. */
  readonly label: string;
  readonly path: Plain | undefined;
  readonly isDefault: boolean;
  readonly target: Plain | undefined;
  readonly viewerProtocol: Plain | undefined;
  readonly keyGroups: Plain | undefined;
  readonly signers: Plain | undefined;
  /** Event types of its Lambda@Edge functions, such as `origin-request`. */
  readonly lambdaEvents: readonly Plain[];
  /** True with any function, of CloudFront or Lambda@Edge, or a list of them that is not known yet: such code may choose another origin. */
  readonly runsCode: boolean;
}

/** One view over the two ways to write a distribution, `aws` (bridged) and `aws-native` (`distributionConfig`). */
export interface Distribution {
  readonly aliases: readonly Plain[];
  readonly behaviours: readonly Behaviour[];
  readonly origins: readonly Origin[];
  readonly groups: readonly OriginGroup[];
  readonly certificate: Plain | undefined;
  readonly logging: Plain | undefined;
  readonly webAcl: Plain | undefined;
  readonly rootObject: Plain | undefined;
  /** Properties with an entry, or as a whole, unknown: no rule may pass over what it cannot see. */
  readonly unreadable: readonly string[];
}

export function readDistribution(subject: Subject): Distribution {
  return subject.type === NATIVE_DISTRIBUTION ? readNative(subject) : readBridged(subject);
}

function readBridged({ props }: Subject): Distribution {
  const groups = itemsAt(props, "originGroups").filter(isKnown);
  return {
    aliases: itemsAt(props, "aliases"),
    behaviours: readBehaviours(props, "defaultCacheBehavior", "orderedCacheBehaviors"),
    origins: itemsAt(props, "origins")
      .filter(isKnown)
      .map((origin) => readOrigin(origin, "originId")),
    groups: groups.map((group) => ({
      id: at(group, "originId"),
      members: itemsAt(group, "members").map((member) => at(member, "originId") ?? null),
      codes: itemsAt(group, "failoverCriteria", "statusCodes"),
      selection: undefined,
    })),
    certificate: at(props, "viewerCertificate"),
    logging: at(props, "loggingConfig", "bucket"),
    webAcl: at(props, "webAclId"),
    rootObject: at(props, "defaultRootObject"),
    unreadable: unknownLists(props, ["defaultCacheBehavior", "orderedCacheBehaviors", "origins", "originGroups"]),
  };
}

function readNative({ props }: Subject): Distribution {
  const config = at(props, "distributionConfig");
  const groups = itemsAt(config, "originGroups", "items").filter(isKnown);
  return {
    aliases: itemsAt(config, "aliases"),
    behaviours: readBehaviours(config, "defaultCacheBehavior", "cacheBehaviors"),
    origins: itemsAt(config, "origins")
      .filter(isKnown)
      .map((origin) => readOrigin(origin, "id")),
    groups: groups.map((group) => ({
      id: at(group, "id"),
      members: itemsAt(group, "members", "items").map((member) => at(member, "originId") ?? null),
      codes: itemsAt(group, "failoverCriteria", "statusCodes", "items"),
      selection: at(group, "selectionCriteria"),
    })),
    certificate: at(config, "viewerCertificate"),
    logging: at(config, "logging", "bucket"),
    webAcl: at(config, "webAclId"),
    rootObject: at(config, "defaultRootObject"),
    unreadable:
      config === UNKNOWN
        ? ["distributionConfig"]
        : unknownLists(config, ["defaultCacheBehavior", "cacheBehaviors", "origins", "originGroups"]),
  };
}

function isKnown(value: Plain): boolean {
  return value !== UNKNOWN;
}

function unknownLists(config: Plain | undefined, keys: readonly string[]): readonly string[] {
  return keys.filter((key) => {
    const list = listAt(config, key);
    const items = list === UNKNOWN ? UNKNOWN : listAt(config, key, "items");
    return list === UNKNOWN || list.includes(UNKNOWN) || items === UNKNOWN || items.includes(UNKNOWN);
  });
}

function readBehaviours(config: Plain | undefined, first: string, rest: string): readonly Behaviour[] {
  const fallback = at(config, first);
  const ordered = itemsAt(config, rest).filter(isKnown);
  return [
    ...(fallback === undefined || fallback === UNKNOWN ? [] : [readBehaviour(fallback, true)]),
    ...ordered.map((behaviour) => readBehaviour(behaviour, false)),
  ];
}

function readBehaviour(behaviour: Plain, isDefault: boolean): Behaviour {
  const path = at(behaviour, "pathPattern");
  return {
    label: isDefault ? "the default behaviour" : `behaviour ${typeof path === "string" ? path : shown(path)}`,
    path,
    isDefault,
    target: at(behaviour, "targetOriginId"),
    viewerProtocol: at(behaviour, "viewerProtocolPolicy"),
    keyGroups: at(behaviour, "trustedKeyGroups"),
    signers: at(behaviour, "trustedSigners"),
    lambdaEvents: itemsAt(behaviour, "lambdaFunctionAssociations").map((association) => at(association, "eventType") ?? null),
    runsCode: ["functionAssociations", "lambdaFunctionAssociations"].some((key) => isSet(at(behaviour, key))),
  };
}

function readOrigin(origin: Plain, idKey: string): Origin {
  return {
    id: at(origin, idKey),
    domain: at(origin, "domainName"),
    kind: originKind(origin),
    accessControl: at(origin, "originAccessControlId"),
    pathPrefix: at(origin, "originPath"),
    protocolPolicy: at(origin, "customOriginConfig", "originProtocolPolicy"),
    tlsVersions: itemsAt(origin, "customOriginConfig", "originSslProtocols"),
    isCustom: isSet(at(origin, "customOriginConfig")),
  };
}

/** Host names as the services hand them out, in the standard and the China partitions. */
const HOSTS: readonly (readonly [OriginKind, RegExp])[] = [
  ["mediapackage", /\.mediapackagev2\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/],
  ["mediapackage-v1", /\.mediapackage(-vod)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/],
  ["mediatailor", /\.mediatailor\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/],
  ["function-url", /\.lambda-url\.[a-z0-9-]+\.on\.aws$/],
  ["s3", /(^|\.)s3[.-]([a-z0-9-]+\.)*amazonaws\.com(\.cn)?$/],
];

export function hostKind(host: string): OriginKind {
  return HOSTS.find(([, pattern]) => pattern.test(host.toLowerCase().replace(/\.$/, "")))?.[0] ?? "other";
}

function originKind(origin: Plain): OriginKind {
  const domain = at(origin, "domainName");
  if (typeof domain === "string") {
    return hostKind(domain);
  }
  if (isSet(at(origin, "s3OriginConfig"))) {
    return "s3";
  }
  return isSet(at(origin, "vpcOriginConfig")) ? "other" : "unknown";
}

/** The region in the host name of a MediaPackage origin, where it is known. */
export function mediaRegion(origin: Origin): string | undefined {
  return typeof origin.domain === "string" ? /\.mediapackagev2\.([a-z0-9-]+)\.amazonaws/.exec(origin.domain)?.[1] : undefined;
}

/** The origins that a behaviour can reach, itself or by its group; `undefined` when its target is none of them. */
export function originsOf(distribution: Distribution, behaviour: Behaviour): readonly Origin[] | undefined {
  if (typeof behaviour.target !== "string") {
    return undefined;
  }
  const group = distribution.groups.find((candidate) => candidate.id === behaviour.target);
  const ids = group === undefined ? [behaviour.target] : group.members;
  const found = distribution.origins.filter((origin) => origin.id !== undefined && ids.includes(origin.id));
  return found.length === 0 ? undefined : found;
}

const MEDIA: readonly OriginKind[] = ["mediapackage", "mediapackage-v1", "mediatailor"];

/** `media` where viewers would reach the programme; `unsure` where the origin is not known yet. */
export function audience(distribution: Distribution, behaviour: Behaviour): "media" | "unsure" | "other" {
  const kinds = originsOf(distribution, behaviour)?.map((origin) => origin.kind) ?? ["unknown"];
  if (kinds.some((kind) => MEDIA.includes(kind))) {
    return "media";
  }
  return kinds.includes("unknown") ? "unsure" : "other";
}

/** True when MediaPackage stands, or may stand, behind a distribution. */
export function frontsMedia(distribution: Distribution): boolean {
  return distribution.origins.some((origin) => origin.kind === "mediapackage" || origin.kind === "unknown");
}

/** One finding for each property of which a rule needs every entry and cannot see one. */
export function* unreadable(distribution: Distribution, ...keys: readonly string[]): Iterable<string> {
  for (const key of distribution.unreadable) {
    if (key === "distributionConfig" || keys.includes(key)) {
      yield `has ${key} that cannot be read before the deployment. Write the list and its entries literally and leave only ids unknown.`;
    }
  }
}
