import type aws from "@pulumi/aws";
import type { DistributionBindings } from "./bindings.ts";
import { bound, playerBehaviour, playerBound } from "./bindings.ts";
import type { BehaviourPlan, DistributionPlan, OriginPlan } from "./distributionPlan.ts";
import type { OriginGroupPlan } from "./originGroups.ts";
import type { PlayerPlan } from "./playerPlan.ts";

type Behaviour = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;
type Origin = aws.types.input.cloudfront.DistributionOrigin;
type OriginGroup = aws.types.input.cloudfront.DistributionOriginGroup;

/**
 * The plan in the words of `aws`, the renderer of an edge without a custom domain.
 * @throws RangeError for an origin group selected by media quality, which this provider cannot express.
 */
export function bridgedDistributionArgs(plan: DistributionPlan, bindings: DistributionBindings): aws.cloudfront.DistributionArgs {
  return {
    enabled: true,
    comment: plan.comment,
    aliases: [...plan.aliases],
    httpVersion: plan.httpVersion,
    isIpv6Enabled: plan.ipv6,
    priceClass: plan.priceClass,
    origins: [
      ...plan.origins.map((origin) => renderOrigin(origin, bindings)),
      ...(plan.player === undefined ? [] : [renderPlayerOrigin(plan.player, bindings)]),
    ],
    originGroups: plan.originGroups.map(renderOriginGroup),
    defaultCacheBehavior: renderBehaviour(plan.defaultBehaviour, bindings),
    orderedCacheBehaviors: [
      ...plan.behaviours.map((behaviour) => ({ pathPattern: behaviour.pathPattern, ...renderBehaviour(behaviour, bindings) })),
      ...(plan.player === undefined ? [] : [playerBehaviour(plan.player, bindings)]),
    ],
    customErrorResponses: plan.errorCaching.map((error) => ({ errorCode: error.code, errorCachingMinTtl: error.minTtl })),
    restrictions: { geoRestriction: renderGeo(plan) },
    viewerCertificate: renderCertificate(plan, bindings),
    ...(bindings.firewallArn === undefined ? {} : { webAclId: bindings.firewallArn }),
  };
}

function renderOrigin(origin: OriginPlan, bindings: DistributionBindings): Origin {
  return {
    originId: origin.id,
    domainName: bound(bindings, origin.id),
    originAccessControlId: bindings.originAccessControlId,
    connectionAttempts: origin.connectionAttempts,
    connectionTimeout: origin.connectionTimeout,
    customOriginConfig: {
      // Required by this provider, and never used: the origin is reached by HTTPS only.
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: origin.protocolPolicy,
      originSslProtocols: [...origin.sslProtocols],
      originReadTimeout: origin.readTimeout,
      originKeepaliveTimeout: origin.keepaliveTimeout,
    },
    ...(origin.shieldRegion === undefined ? {} : { originShield: { enabled: true, originShieldRegion: origin.shieldRegion } }),
  };
}

function renderOriginGroup(group: OriginGroupPlan): OriginGroup {
  if (group.selection !== "default") throw new RangeError(`origin group ${group.id}: media-quality selection needs a custom domain`);
  return {
    originId: group.id,
    members: group.members.map((originId) => ({ originId })),
    failoverCriteria: { statusCodes: [...group.statusCodes] },
  };
}

function renderBehaviour(behaviour: BehaviourPlan, bindings: DistributionBindings): Behaviour {
  return {
    targetOriginId: behaviour.targetOriginId,
    viewerProtocolPolicy: behaviour.viewerProtocolPolicy,
    allowedMethods: [...behaviour.allowedMethods],
    cachedMethods: [...behaviour.cachedMethods],
    compress: behaviour.compress,
    cachePolicyId: bindings.cachePolicyId,
    responseHeadersPolicyId: bindings.responseHeadersPolicyId,
    // A literal array: a policy can see at the first preview, when the id is unknown, that there is a key group.
    trustedKeyGroups: [bindings.keyGroupId],
    functionAssociations: [{ eventType: "viewer-request", functionArn: bindings.viewerRequestArn }],
    ...(bindings.realtimeLogConfigArn === undefined ? {} : { realtimeLogConfigArn: bindings.realtimeLogConfigArn }),
  };
}

/** Without an `s3OriginConfig`: this provider adds the empty one that an access control needs, and would see a change in ours. */
function renderPlayerOrigin({ origin }: PlayerPlan, bindings: DistributionBindings): Origin {
  const { host, originAccessControlId } = playerBound(bindings);
  return {
    originId: origin.id,
    domainName: host,
    originAccessControlId,
    connectionAttempts: origin.connectionAttempts,
    connectionTimeout: origin.connectionTimeout,
  };
}

function renderGeo({ geo }: DistributionPlan): aws.types.input.cloudfront.DistributionRestrictionsGeoRestriction {
  if (geo === undefined) return { restrictionType: "none" };
  return { restrictionType: geo.kind === "allow" ? "whitelist" : "blacklist", locations: [...geo.countries] };
}

function renderCertificate(
  plan: DistributionPlan,
  bindings: DistributionBindings,
): aws.types.input.cloudfront.DistributionViewerCertificate {
  if (plan.minimumTls === undefined || bindings.certificateArn === undefined) return { cloudfrontDefaultCertificate: true };
  return { acmCertificateArn: bindings.certificateArn, sslSupportMethod: "sni-only", minimumProtocolVersion: plan.minimumTls };
}
