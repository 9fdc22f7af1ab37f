/**
 * Service quotas of a new account that a lineup can run into. Sources: MediaPackage v2 User Guide "Quotas"; CloudFront
 * Developer Guide "Quotas"; CloudFormation User Guide "Quotas". MediaLive's are no longer printed in its guide: channels,
 * security groups, pull inputs and push inputs in a VPC are those of its edition of 2023, which gave 5 push inputs; AWS's
 * Live Event Framework (2026) counts 20, and so does `stacks/quotas.ts`. MediaConnect User Guide, "Quotas".
 */
export const defaultQuotas = {
  "medialive/channels": 5,
  "medialive/hevcChannels": 5,
  "medialive/uhdChannels": 1,
  "medialive/pushInputs": 20,
  "medialive/vpcPushInputs": 50,
  "medialive/pullInputs": 100,
  "medialive/inputSecurityGroups": 5,
  "mediaconnect/flows": 20,
  "mediapackagev2/channelGroups": 3,
  "mediapackagev2/channelsPerGroup": 10,
  "mediapackagev2/endpointsPerChannel": 10,
  "mediapackagev2/manifestsPerEndpoint": 25,
  "cloudfront/originGroupsPerDistribution": 10,
  "cloudfront/originsPerDistribution": 100,
  "cloudfront/behaviorsPerDistribution": 75,
  "cloudfront/distributionsPerOriginAccessControl": 100,
  "cloudfront/cachePolicies": 20,
  "cloudfront/queryStringsPerCachePolicy": 10,
  "cloudfront/keyGroups": 10,
  "cloudfront/keysPerKeyGroup": 5,
  "cloudfront/keyGroupsPerBehavior": 4,
  "cloudfront/functions": 100,
  "cloudfront/keyValueStores": 50,
} as const;

export type Quota = keyof typeof defaultQuotas;

export function isQuota(name: string): name is Quota {
  return name in defaultQuotas;
}
