/**
 * Service quotas of a new account that a lineup can run into. Sources: MediaPackage v2 User Guide "Quotas"; CloudFront
 * Developer Guide "Quotas"; CloudFormation User Guide "Quotas".
 */
export const defaultQuotas = {
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
