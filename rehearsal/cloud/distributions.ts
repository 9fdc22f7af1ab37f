/** CloudFront distributions in one form, whether `aws` or `aws-native` made them. */
import type { CloudObject, Store } from "./store.ts";
import { object, objects, text, texts, type Properties, type Value } from "./values.ts";

export const bridgedDistribution = "aws:cloudfront/distribution:Distribution";
export const nativeDistribution = "aws-native:cloudfront:Distribution";

export interface DistributionView {
  aliases: string[];
  certificateArn: string | undefined;
  defaultCertificate: boolean;
  minimumProtocolVersion: string | undefined;
  firewallArn: string | undefined;
  geo: { kind: string | undefined; countries: string[] };
  origins: {
    id: string;
    domainName: string;
    accessControlId: string | undefined;
    shield: { enabled: boolean; region: string | undefined };
  }[];
  groups: { id: string; members: string[]; codes: Value[]; byQuality: boolean }[];
  /** The default behaviour first; it has no path. */
  behaviours: Behaviour[];
}

export interface Behaviour {
  path: string | undefined;
  target: string;
  keyGroups: string[];
  allowedMethods: string[];
  cachePolicyId: string | undefined;
  originRequestPolicyId: string | undefined;
  responseHeadersPolicyId: string | undefined;
  forwardedValues: boolean;
  functions: string[];
  /** Events that Lambda@Edge functions run on. */
  lambdaEvents: string[];
  realtimeLogConfigArn: string | undefined;
}

export function distributions(store: Store): CloudObject[] {
  return [...store.all(bridgedDistribution), ...store.all(nativeDistribution)];
}

export function distributionArn(accountId: string, id: string): string {
  return `arn:aws:cloudfront::${accountId}:distribution/${id}`;
}

export function distributionView(type: string, inputs: Properties): DistributionView {
  return type === nativeDistribution ? nativeView(object(inputs["distributionConfig"])) : bridgedView(inputs);
}

export function viewOf(distribution: CloudObject): DistributionView {
  return distributionView(distribution.type, distribution.inputs);
}

function bridgedView(inputs: Properties): DistributionView {
  return {
    ...shared(inputs),
    defaultCertificate: object(inputs["viewerCertificate"])["cloudfrontDefaultCertificate"] === true,
    origins: objects(inputs["origins"]).map((origin) => originOf(origin, "originId")),
    groups: objects(inputs["originGroups"]).map((group) => ({
      id: text(group["originId"]) ?? "",
      members: objects(group["members"]).map(({ originId }) => text(originId) ?? ""),
      codes: values(object(group["failoverCriteria"])["statusCodes"]),
      byQuality: false,
    })),
    behaviours: [inputs["defaultCacheBehavior"], ...objects(inputs["orderedCacheBehaviors"])].map((behaviour) =>
      behaviourOf(object(behaviour)),
    ),
  };
}

function nativeView(config: Properties): DistributionView {
  return {
    ...shared(config),
    defaultCertificate: object(config["viewerCertificate"])["cloudFrontDefaultCertificate"] === true,
    origins: objects(config["origins"]).map((origin) => originOf(origin, "id")),
    groups: objects(object(config["originGroups"])["items"]).map((group) => ({
      id: text(group["id"]) ?? "",
      members: objects(object(group["members"])["items"]).map(({ originId }) => text(originId) ?? ""),
      codes: values(object(object(group["failoverCriteria"])["statusCodes"])["items"]),
      byQuality: group["selectionCriteria"] === "media-quality-based",
    })),
    behaviours: [config["defaultCacheBehavior"], ...objects(config["cacheBehaviors"])].map((behaviour) => behaviourOf(object(behaviour))),
  };
}

function shared(
  config: Properties,
): Pick<DistributionView, "aliases" | "certificateArn" | "minimumProtocolVersion" | "firewallArn" | "geo"> {
  const certificate = object(config["viewerCertificate"]);
  const geo = object(object(config["restrictions"])["geoRestriction"]);
  return {
    firewallArn: named(config["webAclId"]),
    geo: { kind: text(geo["restrictionType"]), countries: texts(geo["locations"]) },
    aliases: texts(config["aliases"]),
    certificateArn: text(certificate["acmCertificateArn"]),
    minimumProtocolVersion: text(certificate["minimumProtocolVersion"]),
  };
}

function originOf(origin: Properties, idName: string): DistributionView["origins"][number] {
  const shield = object(origin["originShield"]);
  return {
    id: text(origin[idName]) ?? "",
    domainName: text(origin["domainName"]) ?? "",
    accessControlId: named(origin["originAccessControlId"]),
    shield: { enabled: shield["enabled"] === true, region: text(shield["originShieldRegion"]) },
  };
}

function behaviourOf(behaviour: Properties): Behaviour {
  return {
    path: text(behaviour["pathPattern"]),
    target: text(behaviour["targetOriginId"]) ?? "",
    keyGroups: texts(behaviour["trustedKeyGroups"]),
    allowedMethods: texts(behaviour["allowedMethods"]),
    cachePolicyId: named(behaviour["cachePolicyId"]),
    originRequestPolicyId: named(behaviour["originRequestPolicyId"]),
    responseHeadersPolicyId: named(behaviour["responseHeadersPolicyId"]),
    forwardedValues: behaviour["forwardedValues"] !== undefined,
    functions: objects(behaviour["functionAssociations"]).flatMap(({ functionArn }) => text(functionArn) ?? []),
    lambdaEvents: objects(behaviour["lambdaFunctionAssociations"]).flatMap(({ eventType }) => text(eventType) ?? []),
    realtimeLogConfigArn: named(behaviour["realtimeLogConfigArn"]),
  };
}

/** An empty id means none. */
function named(value: Value): string | undefined {
  const id = text(value);
  return id === "" ? undefined : id;
}

function values(value: Value): Value[] {
  return Array.isArray(value) ? value : [];
}
