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
  defaultRootObject: string | undefined;
  /** What is said of errors, by status code; times in seconds. */
  errors: { code: number; minTtl: number | undefined; page: string | undefined; responseCode: number | undefined }[];
  origins: {
    id: string;
    domainName: string;
    accessControlId: string | undefined;
    shield: { enabled: boolean; region: string | undefined };
    path: string;
    connectionAttempts: number | undefined;
    /** Seconds, as are all times of an origin. */
    connectionTimeout: number | undefined;
    readTimeout: number | undefined;
    custom: boolean;
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
  functionEvents: { event: string; arn: string }[];
  viewerProtocolPolicy: string | undefined;
  cachedMethods: string[];
  compress: boolean;
  /** Events that Lambda@Edge functions run on. */
  lambdaEvents: string[];
  realtimeLogConfigArn: string | undefined;
}

export function distributions(store: Store): CloudObject[] {
  return [...store.all(bridgedDistribution), ...store.all(nativeDistribution)];
}

export function isDistribution({ type }: CloudObject): boolean {
  return type === bridgedDistribution || type === nativeDistribution;
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
    errors: objects(inputs["customErrorResponses"]).map(errorOf),
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
    errors: objects(config["customErrorResponses"]).map(errorOf),
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
): Pick<DistributionView, "aliases" | "certificateArn" | "minimumProtocolVersion" | "firewallArn" | "geo" | "defaultRootObject"> {
  const certificate = object(config["viewerCertificate"]);
  const geo = object(object(config["restrictions"])["geoRestriction"]);
  return {
    firewallArn: named(config["webAclId"]),
    defaultRootObject: named(config["defaultRootObject"]),
    geo: { kind: text(geo["restrictionType"]), countries: texts(geo["locations"]) },
    aliases: texts(config["aliases"]),
    certificateArn: text(certificate["acmCertificateArn"]),
    minimumProtocolVersion: text(certificate["minimumProtocolVersion"]),
  };
}

function originOf(origin: Properties, idName: string): DistributionView["origins"][number] {
  const shield = object(origin["originShield"]);
  const custom = object(origin["customOriginConfig"]);
  return {
    id: text(origin[idName]) ?? "",
    domainName: text(origin["domainName"]) ?? "",
    accessControlId: named(origin["originAccessControlId"]),
    shield: { enabled: shield["enabled"] === true, region: text(shield["originShieldRegion"]) },
    path: text(origin["originPath"]) ?? "",
    connectionAttempts: number(origin["connectionAttempts"]),
    connectionTimeout: number(origin["connectionTimeout"]),
    readTimeout: number(custom["originReadTimeout"]),
    custom: origin["customOriginConfig"] !== undefined,
  };
}

function errorOf(error: Properties): DistributionView["errors"][number] {
  return {
    code: number(error["errorCode"]) ?? 0,
    minTtl: number(error["errorCachingMinTtl"]),
    page: named(error["responsePagePath"]),
    responseCode: number(error["responseCode"]),
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
    functionEvents: objects(behaviour["functionAssociations"]).map(({ eventType, functionArn }) => ({
      event: text(eventType) ?? "",
      arn: text(functionArn) ?? "",
    })),
    viewerProtocolPolicy: text(behaviour["viewerProtocolPolicy"]),
    cachedMethods: texts(behaviour["cachedMethods"]),
    compress: behaviour["compress"] === true,
    lambdaEvents: objects(behaviour["lambdaFunctionAssociations"]).flatMap(({ eventType }) => text(eventType) ?? []),
    realtimeLogConfigArn: named(behaviour["realtimeLogConfigArn"]),
  };
}

/** An empty id means none. */
function named(value: Value): string | undefined {
  const id = text(value);
  return id === "" ? undefined : id;
}

function number(value: Value): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function values(value: Value): Value[] {
  return Array.isArray(value) ? value : [];
}
