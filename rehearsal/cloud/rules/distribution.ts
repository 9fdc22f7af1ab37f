/** CloudFront distributions. Sources: CloudFront API reference (errors of CreateDistribution) and Developer Guide; checked facts 2. */
import { certificateStatus, certificateType, coveredBy, covers } from "../certificates.ts";
import { bridgedDistribution, distributions, nativeDistribution, viewOf, type Behaviour } from "../distributions.ts";
import { findByArn } from "../lookups.ts";
import { spelled } from "../values.ts";
import { eachBehaviour, view } from "./behaviours.ts";
import { firewallFits, geoRestriction, realtimeLogsExist, shieldRegions } from "./distributionGuards.ts";
import { managedPolicies } from "./managed.ts";
import type { Rule, Rules } from "./rule.ts";

/** Developer Guide, "Optimize high availability with origin failover". */
const failoverCodes = new Set([400, 403, 404, 416, 429, 500, 502, 503, 504]);
/** API reference, AllowedMethods: the three sets there are. */
const methodSets = new Set(["GET HEAD", "GET HEAD OPTIONS", "DELETE GET HEAD OPTIONS PATCH POST PUT"]);

export const certificateFits: Rule = (subject) => {
  const { aliases, certificateArn, defaultCertificate } = view(subject);
  if (certificateArn === undefined) {
    return aliases.length > 0 && !defaultCertificate
      ? `InvalidViewerCertificate: to add the alternate domain name ${aliases[0] ?? ""}, attach a trusted certificate that covers it`
      : aliases.length > 0
        ? "InvalidViewerCertificate: alternate domain names need a certificate of their own, not the default one"
        : undefined;
  }
  const brought = subject.cloud.account.certificates.find(({ arn }) => arn === certificateArn && arn.split(":")[3] === "us-east-1");
  if (brought !== undefined) return uncovered(aliases.find((alias) => !coveredBy(brought.domains, alias)));
  const certificate = findByArn(subject.cloud.store, certificateType, certificateArn);
  if (certificate === undefined || certificate.region !== "us-east-1") {
    return `InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, or isn't valid: ${certificateArn}`;
  }
  if (certificateStatus(subject.cloud.store, certificate) !== "ISSUED")
    return `InvalidViewerCertificate: certificate ${certificateArn} is not issued yet`;
  return uncovered(aliases.find((alias) => !covers(certificate, alias)));
};

function uncovered(alias: string | undefined): string | undefined {
  return alias === undefined
    ? undefined
    : `InvalidViewerCertificate: The certificate that is attached to your distribution doesn't cover the alternate domain name ${alias}`;
}

export const aliasesFree: Rule = (subject) => {
  for (const other of distributions(subject.cloud.store)) {
    const shared =
      other.id === subject.before?.id ? undefined : view(subject).aliases.find((alias) => viewOf(other).aliases.includes(alias));
    if (shared !== undefined) return `CNAMEAlreadyExists: ${shared} is already associated with distribution ${other.id}`;
  }
  return undefined;
};

/** API reference, ViewerCertificate: with the default certificate the minimum protocol is TLSv1, whatever is asked for. */
export const protocolNeedsCertificate: Rule = (subject) => {
  const { defaultCertificate, minimumProtocolVersion } = view(subject);
  return defaultCertificate && minimumProtocolVersion !== undefined && minimumProtocolVersion !== "TLSv1"
    ? `InvalidArgument: minimum protocol version ${minimumProtocolVersion} cannot be set with the default certificate`
    : undefined;
};

export const idsUnique: Rule = (subject) => {
  const { origins, groups, behaviours } = view(subject);
  const ids = [...origins, ...groups].map(({ id }) => id);
  const paths = behaviours.flatMap(({ path }) => path ?? []);
  if (origins.length === 0) return "InvalidArgument: a distribution needs an origin";
  if (new Set(ids).size !== ids.length) return "InvalidArgument: origins and origin groups need ids that differ";
  return new Set(paths).size === paths.length ? undefined : "InvalidArgument: The parameter PathPattern contains duplicates";
};

export const targetExists = eachBehaviour(({ target }, { origins, groups }) =>
  [...origins, ...groups].some(({ id }) => id === target) ? undefined : `NoSuchOrigin: no origin or origin group has the id ${target}`,
);

export const accessControlsExist: Rule = (subject) => {
  const missing = view(subject).origins.find(
    ({ accessControlId }) =>
      accessControlId !== undefined &&
      subject.cloud.store.get("aws:cloudfront/originAccessControl:OriginAccessControl", "", accessControlId) === undefined,
  );
  return missing === undefined
    ? undefined
    : `NoSuchOriginAccessControl: ${missing.accessControlId ?? ""} of origin ${missing.id} does not exist`;
};

/** Two members each, from the distribution's origins, and codes of the list. */
export const originGroups: Rule = (subject) => {
  const { groups, origins } = view(subject);
  for (const { id, members, codes } of groups) {
    if (members.length !== 2 || members[0] === members[1]) return `InvalidArgument: origin group ${id} needs two different members`;
    const stranger = members.find((member) => !origins.some((origin) => origin.id === member));
    if (stranger !== undefined) return `NoSuchOrigin: member ${stranger} of origin group ${id} is no origin of the distribution`;
    const wrong = codes.find((code) => !failoverCodes.has(Number(code)));
    if (codes.length === 0 || wrong !== undefined)
      return `InvalidArgument: origin group ${id} cannot fail over on status code ${spelled(wrong)}`;
  }
  return undefined;
};

/** Developer Guide, "Media quality-aware resiliency": only between MediaPackage v2 origins. */
export const qualityOrigins: Rule = (subject) => {
  const { groups, origins } = view(subject);
  const members = groups.filter(({ byQuality }) => byQuality).flatMap((group) => group.members);
  const other = origins.find(({ id, domainName }) => members.includes(id) && !domainName.includes(".mediapackagev2."));
  return other === undefined
    ? undefined
    : `InvalidArgument: origin ${other.id} is no MediaPackage v2 origin, so its group cannot select by media quality`;
};

/** The same page: not on a behaviour with Lambda@Edge on origin events. */
export const qualityWithoutLambda = eachBehaviour(({ target, lambdaEvents }, { groups }) => {
  const event = lambdaEvents.find((name) => name === "origin-request" || name === "origin-response");
  return event !== undefined && groups.some(({ id, byQuality }) => byQuality && id === target)
    ? `InvalidArgument: origin group ${target} selects by media quality, and a function runs on ${event}`
    : undefined;
});

export const methods = eachBehaviour(({ allowedMethods, target }, { groups }) => {
  if (allowedMethods.length === 0) return undefined;
  if (!methodSets.has([...allowedMethods].sort().join(" ")))
    return `InvalidArgument: ${allowedMethods.join(", ")} is not one of the sets of allowed methods`;
  return allowedMethods.length > 3 && groups.some(({ id }) => id === target)
    ? "InvalidArgument: The parameter AllowedMethods cannot include POST, PUT, PATCH, and DELETE for a cached behavior associated with an origin group"
    : undefined;
});

function policyExists(type: string, error: string, idOf: (behaviour: Behaviour) => string | undefined): Rule {
  return eachBehaviour((behaviour, _whole, { cloud }) => {
    const id = idOf(behaviour);
    return id === undefined || managedPolicies.has(id) || cloud.store.get(type, "", id) !== undefined
      ? undefined
      : `${error}: ${id} does not exist`;
  });
}

export const cachePolicyExists = policyExists(
  "aws:cloudfront/cachePolicy:CachePolicy",
  "NoSuchCachePolicy",
  ({ cachePolicyId }) => cachePolicyId,
);
export const originRequestPolicyExists = policyExists(
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
  "NoSuchOriginRequestPolicy",
  ({ originRequestPolicyId }) => originRequestPolicyId,
);
export const headersPolicyExists = policyExists(
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  "NoSuchResponseHeadersPolicy",
  ({ responseHeadersPolicyId }) => responseHeadersPolicyId,
);

export const cachingStated = eachBehaviour(({ cachePolicyId, forwardedValues }) =>
  (cachePolicyId === undefined) === forwardedValues
    ? undefined
    : "InvalidArgument: a behaviour needs a cache policy or forwarded values, and not both",
);

export const keyGroupsExist = eachBehaviour(({ keyGroups }, _whole, { cloud }) => {
  const limit = cloud.account.quota("cloudfront/keyGroupsPerBehavior");
  if (keyGroups.length > limit) return `TooManyKeyGroupsAssociatedToDistribution: more than ${String(limit)} key groups`;
  const missing = keyGroups.find(
    (id) => !cloud.account.keyGroups.includes(id) && cloud.store.get("aws:cloudfront/keyGroup:KeyGroup", "", id) === undefined,
  );
  return missing === undefined ? undefined : `TrustedKeyGroupDoesNotExist: ${missing}`;
});

export const functionsExist = eachBehaviour(({ functions }, _whole, { cloud }) => {
  for (const arn of functions) {
    const found = findByArn(cloud.store, "aws:cloudfront/function:Function", arn);
    if (found === undefined) return `InvalidFunctionAssociation: function ${arn} does not exist`;
    if (found.inputs["publish"] === false) return `InvalidFunctionAssociation: function ${arn} is not published`;
  }
  return undefined;
});

export const distributionQuotas: Rule = (subject) => {
  const { origins, groups, behaviours } = view(subject);
  const { account } = subject.cloud;
  const counts = [
    { quota: "cloudfront/originsPerDistribution", count: origins.length, error: "TooManyOrigins" },
    { quota: "cloudfront/originGroupsPerDistribution", count: groups.length, error: "TooManyOriginGroupsPerDistribution" },
    { quota: "cloudfront/behaviorsPerDistribution", count: behaviours.length, error: "TooManyCacheBehaviors" },
  ] as const;
  const over = counts.find(({ quota, count }) => count > account.quota(quota));
  return over === undefined ? undefined : `${over.error}: ${String(over.count)} exceeds the quota of ${String(account.quota(over.quota))}`;
};

const rules: Rules = {
  save: [
    idsUnique,
    distributionQuotas,
    targetExists,
    originGroups,
    qualityOrigins,
    qualityWithoutLambda,
    accessControlsExist,
    methods,
    cachingStated,
    cachePolicyExists,
    originRequestPolicyExists,
    headersPolicyExists,
    keyGroupsExist,
    functionsExist,
    firewallFits,
    geoRestriction,
    shieldRegions,
    realtimeLogsExist,
    protocolNeedsCertificate,
    certificateFits,
    aliasesFree,
  ],
};

export const distribution: Record<string, Rules> = { [bridgedDistribution]: rules, [nativeDistribution]: rules };
