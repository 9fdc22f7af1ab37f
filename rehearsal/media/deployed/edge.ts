/** The deployed distribution, whichever provider made it, as the edge obeys it. */
import {
  isDistribution,
  object,
  objects,
  text,
  texts,
  viewOf,
  type CloudObject,
  type DistributionView,
  type Properties,
} from "../../cloud/index.ts";
import type { EdgeOrigin, OriginTarget } from "../types.ts";
import { cachePolicy, functionOf, requestPolicy, responseHeaders, trustedKeys } from "./edgePolicies.ts";
import type { DeployedEdge, EdgeBehaviour, EdgeFirewall, EdgeFirewallRule } from "./edgeTypes.ts";

const webAclType = "aws:wafv2/webAcl:WebAcl";
const invalidationType = "cloudfront:Invalidation";

/** CloudFront API, Origin and CustomOriginConfig: what a value left out means. Seconds. */
const ORIGIN = { connectionAttempts: 3, connectionTimeout: 10, readTimeout: 30 };
/** CloudFront API, AllowedMethods: what a behaviour takes that names none. */
const METHODS = ["GET", "HEAD"];

/**
 * The distributions of an account in the order they were made.
 * @throws Error for one that refers to something the account lacks, or to a managed policy that the rehearsal does not know
 */
export function deployedEdges(all: readonly CloudObject[]): DeployedEdge[] {
  return all.filter(isDistribution).map((distribution) => edgeOf(all, distribution));
}

/** The distribution that serves MediaPackage's media: the first that has such an origin. */
export function deployedEdge(all: readonly CloudObject[]): DeployedEdge | undefined {
  return deployedEdges(all).find(({ origins }) => origins.some(({ domainName }) => domainName.includes(".mediapackagev2.")));
}

function edgeOf(all: readonly CloudObject[], distribution: CloudObject): DeployedEdge {
  const view = viewOf(distribution);
  const [byDefault, ...others] = view.behaviours.map((behaviour) => behaviourOf(all, view, behaviour));
  const firewall = firewallOf(all, view.firewallArn);
  return {
    id: distribution.id,
    arn: text(distribution.outputs["arn"]) ?? arnOf(all, distribution.id),
    domainName: text(distribution.outputs["domainName"]) ?? "",
    aliases: view.aliases,
    behaviours: [...others, ...(byDefault === undefined ? [] : [byDefault])],
    origins: view.origins.map(originOf),
    errorTtls: Object.fromEntries(view.errors.flatMap(({ code, minTtl }) => (minTtl === undefined ? [] : [[code, minTtl]]))),
    geo: { kind: geoKind(view.geo.kind), countries: view.geo.countries },
    ...(firewall === undefined ? {} : { firewall }),
    ...(view.defaultRootObject === undefined ? {} : { defaultRootObject: view.defaultRootObject }),
    invalidations: all
      .filter(({ type, inputs }) => type === invalidationType && inputs["distributionId"] === distribution.id)
      .map(({ id, inputs }) => ({ id, paths: texts(inputs["paths"]) })),
  };
}

/** `aws-native` has no ARN among its outputs: made from the account that another resource of the edge names. */
function arnOf(all: readonly CloudObject[], id: string): string {
  const account = all
    .map(({ outputs }) => /^arn:[^:]+:[^:]*:[^:]*:(\d{12}):/.exec(text(outputs["arn"]) ?? "")?.[1])
    .find((one) => one !== undefined);
  return `arn:aws:cloudfront::${account ?? ""}:distribution/${id}`;
}

function behaviourOf(
  all: readonly CloudObject[],
  view: DistributionView,
  behaviour: DistributionView["behaviours"][number],
): EdgeBehaviour {
  if (behaviour.lambdaEvents.length > 0) throw new Error("the rehearsed edge runs no Lambda@Edge functions");
  const keys = trustedKeys(all, behaviour.keyGroups);
  const toOrigin = requestPolicy(all, behaviour.originRequestPolicyId);
  const headers = responseHeaders(all, behaviour.responseHeadersPolicyId);
  const onRequest = functionOf(all, behaviour.functionEvents, "viewer-request");
  const onResponse = functionOf(all, behaviour.functionEvents, "viewer-response");
  return {
    path: behaviour.path ?? "*",
    target: targetOf(view, behaviour.target),
    viewerProtocol: protocolOf(behaviour.viewerProtocolPolicy),
    allowedMethods: behaviour.allowedMethods.length === 0 ? METHODS : behaviour.allowedMethods,
    cachedMethods: behaviour.cachedMethods.length === 0 ? METHODS : behaviour.cachedMethods,
    compress: behaviour.compress,
    ...(keys === undefined ? {} : { keys }),
    cache: cachePolicy(all, behaviour.cachePolicyId),
    ...(toOrigin === undefined ? {} : { toOrigin }),
    ...(headers === undefined ? {} : { responseHeaders: headers }),
    ...(onRequest === undefined ? {} : { viewerRequest: onRequest }),
    ...(onResponse === undefined ? {} : { viewerResponse: onResponse }),
  };
}

function protocolOf(policy: string | undefined): EdgeBehaviour["viewerProtocol"] {
  return policy === "https-only" || policy === "redirect-to-https" ? policy : "allow-all";
}

function targetOf(view: DistributionView, id: string): OriginTarget {
  const group = view.groups.find((one) => one.id === id);
  const [first, second] = group?.members ?? [];
  if (group === undefined || first === undefined || second === undefined) return { kind: "origin", origin: id };
  return { kind: "group", origins: [first, second], statusCodes: group.codes.map(Number), byQuality: group.byQuality };
}

/** Names of MediaPackage's egress: MediaPackage User Guide, "Endpoints". Of S3: S3 User Guide, "Virtual hosting of buckets". */
function originOf(origin: DistributionView["origins"][number]): EdgeOrigin {
  const bucket = /^(.+?)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/.exec(origin.domainName)?.[1];
  return {
    id: origin.id,
    kind: bucket === undefined ? "mediapackage" : "s3",
    domainName: origin.domainName,
    ...(bucket === undefined ? {} : { bucket }),
    path: origin.path,
    connectionAttempts: origin.connectionAttempts ?? ORIGIN.connectionAttempts,
    connectionTimeout: origin.connectionTimeout ?? ORIGIN.connectionTimeout,
    readTimeout: origin.readTimeout ?? ORIGIN.readTimeout,
    signed: origin.accessControlId !== undefined,
    ...(origin.shield.enabled && origin.shield.region !== undefined ? { shieldRegion: origin.shield.region } : {}),
  };
}

function geoKind(kind: string | undefined): DeployedEdge["geo"]["kind"] {
  if (kind === "whitelist") return "allow";
  return kind === "blacklist" ? "deny" : "none";
}

/** Rules with an action of their own that match countries; the others are only named. */
function firewallOf(all: readonly CloudObject[], arn: string | undefined): EdgeFirewall | undefined {
  const acl = arn === undefined ? undefined : all.find(({ type, outputs }) => type === webAclType && outputs["arn"] === arn);
  if (acl === undefined) return undefined;
  const byPriority = objects(acl.inputs["rules"]).sort((one, other) => Number(one["priority"]) - Number(other["priority"]));
  const rules = byPriority.map((rule) => ruleOf(rule));
  return {
    id: acl.id,
    defaultAction: object(acl.inputs["defaultAction"])["block"] === undefined ? "allow" : "block",
    rules: rules.filter((rule) => rule !== undefined),
    ignored: byPriority.flatMap((rule, index) => (rules[index] === undefined ? [text(rule["name"]) ?? ""] : [])),
  };
}

function ruleOf(rule: Properties): EdgeFirewallRule | undefined {
  const action = object(rule["action"]);
  const statement = statementOf(object(rule["statement"]), false);
  if (statement === undefined || (action["block"] === undefined && action["allow"] === undefined)) return undefined;
  return { name: text(rule["name"]) ?? "", action: action["block"] === undefined ? "allow" : "block", statement };
}

function statementOf(statement: Properties, negated: boolean): EdgeFirewallRule["statement"] | undefined {
  const inner = object(object(statement["notStatement"])["statement"]);
  if (statement["notStatement"] !== undefined) return inner["geoMatchStatement"] === undefined ? undefined : statementOf(inner, !negated);
  if (statement["geoMatchStatement"] === undefined) return undefined;
  return { countries: texts(object(statement["geoMatchStatement"])["countryCodes"]), negated };
}
