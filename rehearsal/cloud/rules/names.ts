/** Names that are taken. Every service has its own error for it. */
import { text } from "../values.ts";
import type { Case, Rule, Rules } from "./rule.ts";

interface Taken {
  property: string;
  /** Error code of the service's API reference, create operation. */
  error: string;
  /** Where a name can be used once: `world` counts for every region of the account as well. */
  within: "region" | "world";
}

/**
 * S3 bucket names are unique in the world (S3 User Guide, "Bucket naming rules"), IAM's and CloudFront's in the account.
 * PutMetricAlarm, PutDashboard and PutRule would silently overwrite what has the name; two resources of one program that
 * share a name are a mistake all the same, so they are refused here.
 */
const taken: Record<string, Taken> = {
  "aws:s3/bucket:Bucket": { property: "bucket", error: "BucketAlreadyOwnedByYou", within: "world" },
  "aws:iam/role:Role": { property: "name", error: "EntityAlreadyExists", within: "world" },
  "aws:kms/alias:Alias": { property: "name", error: "AlreadyExistsException", within: "region" },
  "aws:sns/topic:Topic": {
    property: "name",
    error: "InvalidParameter: Topic already exists with different attributes or tags",
    within: "region",
  },
  "aws:sqs/queue:Queue": { property: "name", error: "QueueAlreadyExists", within: "region" },
  "aws:dynamodb/table:Table": { property: "name", error: "ResourceInUseException", within: "region" },
  "aws:kinesis/stream:Stream": { property: "name", error: "ResourceInUseException", within: "region" },
  "aws:cloudformation/stack:Stack": { property: "name", error: "AlreadyExistsException", within: "region" },
  "aws:cloudtrail/trail:Trail": { property: "name", error: "TrailAlreadyExistsException", within: "region" },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { property: "name", error: "would be overwritten", within: "region" },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { property: "alarmName", error: "would be overwritten", within: "region" },
  "aws:cloudwatch/dashboard:Dashboard": { property: "dashboardName", error: "would be overwritten", within: "region" },
  "aws:cloudwatch/eventRule:EventRule": { property: "name", error: "would be overwritten", within: "region" },
  "aws:cloudwatch/logGroup:LogGroup": { property: "name", error: "ResourceAlreadyExistsException", within: "region" },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": { property: "name", error: "ConflictException", within: "region" },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": { property: "name", error: "ConflictException", within: "region" },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    property: "name",
    error: "OriginAccessControlAlreadyExists",
    within: "world",
  },
  "aws:cloudfront/cachePolicy:CachePolicy": { property: "name", error: "CachePolicyAlreadyExists", within: "world" },
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": {
    property: "name",
    error: "OriginRequestPolicyAlreadyExists",
    within: "world",
  },
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
    property: "name",
    error: "ResponseHeadersPolicyAlreadyExists",
    within: "world",
  },
  "aws:cloudfront/publicKey:PublicKey": { property: "name", error: "PublicKeyAlreadyExists", within: "world" },
  "aws:cloudfront/keyGroup:KeyGroup": { property: "name", error: "KeyGroupAlreadyExists", within: "world" },
  "aws:cloudfront/function:Function": { property: "name", error: "FunctionAlreadyExists", within: "world" },
  "aws:cloudfront/keyValueStore:KeyValueStore": { property: "name", error: "EntityAlreadyExists", within: "world" },
  "aws-native:mediapackagev2:ChannelGroup": { property: "channelGroupName", error: "ConflictException", within: "region" },
};

const nameTaken: Rule = ({ cloud, token, region, inputs, before }: Case) => {
  const rule = taken[token];
  const name = text(inputs[rule?.property ?? ""]);
  if (rule === undefined || name === undefined) return undefined;
  const holder = cloud.store.find(
    token,
    (object) => object.inputs[rule.property] === name && object.id !== before?.id && (rule.within === "world" || object.region === region),
  );
  return holder === undefined ? undefined : `${rule.error}: ${name} already exists${rule.within === "region" ? ` in ${region}` : ""}`;
};

export const names: Record<string, Rules> = Object.fromEntries(Object.keys(taken).map((token) => [token, { save: [nameTaken] }]));
