import type awsNative from "@pulumi/aws-native";
import type { DistributionBindings } from "./bindings.ts";
import { bound, playerBehaviour, playerBound } from "./bindings.ts";
import type { BehaviourPlan, DistributionPlan, OriginPlan } from "./distributionPlan.ts";
import type { OriginGroupPlan } from "./originGroups.ts";
import type { PlayerPlan } from "./playerPlan.ts";

type Config = awsNative.types.input.cloudfront.DistributionConfigArgs;
type Behaviour = awsNative.types.input.cloudfront.DistributionDefaultCacheBehaviorArgs;
type Origin = awsNative.types.input.cloudfront.DistributionOriginArgs;
type OriginGroup = awsNative.types.input.cloudfront.DistributionOriginGroupArgs;

/** The plan in the words of `aws-native`, the renderer of every edge with a custom domain: only it can select origins by media quality. */
export function nativeDistributionArgs(plan: DistributionPlan, bindings: DistributionBindings): awsNative.cloudfront.DistributionArgs {
  const config: Config = {
    enabled: true,
    comment: plan.comment,
    aliases: [...plan.aliases],
    httpVersion: plan.httpVersion,
    ipv6Enabled: plan.ipv6,
    priceClass: plan.priceClass,
    origins: [
      ...plan.origins.map((origin) => renderOrigin(origin, bindings)),
      ...(plan.player === undefined ? [] : [renderPlayerOrigin(plan.player, bindings)]),
    ],
    ...(plan.originGroups.length === 0
      ? {}
      : { originGroups: { quantity: plan.originGroups.length, items: plan.originGroups.map(renderOriginGroup) } }),
    defaultCacheBehavior: renderBehaviour(plan.defaultBehaviour, bindings),
    cacheBehaviors: [
      ...plan.behaviours.map((behaviour) => ({ pathPattern: behaviour.pathPattern, ...renderBehaviour(behaviour, bindings) })),
      ...(plan.player === undefined ? [] : [playerBehaviour(plan.player, bindings)]),
    ],
    customErrorResponses: plan.errorCaching.map((error) => ({ errorCode: error.code, errorCachingMinTtl: error.minTtl })),
    restrictions: { geoRestriction: renderGeo(plan) },
    viewerCertificate: renderCertificate(plan, bindings),
    ...(bindings.firewallArn === undefined ? {} : { webAclId: bindings.firewallArn }),
  };
  return { distributionConfig: config };
}

function renderOrigin(origin: OriginPlan, bindings: DistributionBindings): Origin {
  return {
    id: origin.id,
    domainName: bound(bindings, origin.id),
    originAccessControlId: bindings.originAccessControlId,
    connectionAttempts: origin.connectionAttempts,
    connectionTimeout: origin.connectionTimeout,
    customOriginConfig: {
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
  return {
    id: group.id,
    members: { quantity: group.members.length, items: group.members.map((originId) => ({ originId })) },
    failoverCriteria: { statusCodes: { quantity: group.statusCodes.length, items: [...group.statusCodes] } },
    selectionCriteria: group.selection,
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

function renderPlayerOrigin({ origin }: PlayerPlan, bindings: DistributionBindings): Origin {
  const { host, originAccessControlId } = playerBound(bindings);
  return {
    id: origin.id,
    domainName: host,
    originAccessControlId,
    connectionAttempts: origin.connectionAttempts,
    connectionTimeout: origin.connectionTimeout,
    // An S3 origin says so even where an access control takes the identity's place (CloudFormation reference, S3OriginConfig).
    s3OriginConfig: { originAccessIdentity: "" },
  };
}

function renderGeo({ geo }: DistributionPlan): awsNative.types.input.cloudfront.DistributionGeoRestrictionArgs {
  if (geo === undefined) return { restrictionType: "none" };
  return { restrictionType: geo.kind === "allow" ? "whitelist" : "blacklist", locations: [...geo.countries] };
}

function renderCertificate(
  plan: DistributionPlan,
  bindings: DistributionBindings,
): awsNative.types.input.cloudfront.DistributionViewerCertificateArgs {
  if (plan.minimumTls === undefined || bindings.certificateArn === undefined) return { cloudFrontDefaultCertificate: true };
  return { acmCertificateArn: bindings.certificateArn, sslSupportMethod: "sni-only", minimumProtocolVersion: plan.minimumTls };
}
