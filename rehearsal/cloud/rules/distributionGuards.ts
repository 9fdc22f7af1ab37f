/** What stands before a distribution, and what writes its requests down. Source: CloudFront API reference and Developer Guide. */
import { COUNTRIES, SHIELD_REGIONS } from "../../../components/edge/plan.ts";
import { findByArn } from "../lookups.ts";
import { webAclType } from "../webAcl.ts";
import { eachBehaviour, view } from "./behaviours.ts";
import { realtimeLogType } from "./edgeWatch.ts";
import type { Rule } from "./rule.ts";

/** API reference, DistributionConfig (WebACLId) and error InvalidWebACLId: the ARN of a web ACL of scope CLOUDFRONT. */
export const firewallFits: Rule = (subject) => {
  const { firewallArn } = view(subject);
  if (firewallArn === undefined) return undefined;
  if (subject.cloud.account.webAcls.includes(firewallArn) && firewallArn.includes(":global/")) return undefined;
  const acl = findByArn(subject.cloud.store, webAclType, firewallArn);
  if (acl === undefined) return `InvalidWebACLId: Web ACL is not accessible by the requester or does not exist: ${firewallArn}`;
  return acl.inputs["scope"] === "CLOUDFRONT" ? undefined : `InvalidWebACLId: ${firewallArn} has the scope REGIONAL`;
};

/** API reference, GeoRestriction: codes of ISO 3166-1 alpha-2, at least one where there is a restriction, none where there is not. */
export const geoRestriction: Rule = (subject) => {
  const { kind, countries } = view(subject).geo;
  const wrong = countries.find((code) => !COUNTRIES.has(code));
  if (wrong !== undefined) return `InvalidGeoRestrictionParameter: The specified geo restriction parameter is not valid: ${wrong}`;
  if (new Set(countries).size !== countries.length) return "InvalidGeoRestrictionParameter: a country is listed twice";
  return ((kind ?? "none") === "none") === (countries.length === 0)
    ? undefined
    : `InvalidGeoRestrictionParameter: ${kind ?? "none"} with ${String(countries.length)} countries`;
};

/** Developer Guide, "Use Amazon CloudFront Origin Shield": a region that has it. */
export const shieldRegions: Rule = (subject) => {
  const wrong = view(subject).origins.find(({ shield }) => shield.enabled && !SHIELD_REGIONS.includes(shield.region ?? ""));
  return wrong === undefined
    ? undefined
    : `InvalidArgument: Origin Shield of origin ${wrong.id} cannot be in ${wrong.shield.region ?? "no region"}`;
};

export const realtimeLogsExist = eachBehaviour(({ realtimeLogConfigArn }, _whole, { cloud }) =>
  realtimeLogConfigArn === undefined || findByArn(cloud.store, realtimeLogType, realtimeLogConfigArn) !== undefined
    ? undefined
    : `NoSuchRealtimeLogConfig: ${realtimeLogConfigArn} does not exist`,
);
