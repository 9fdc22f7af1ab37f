/**
 * What the typings do not say about a type, written by hand.
 *
 * `forceNew`: the properties whose change makes a new resource. For the bridged provider they are the attributes that the
 * Terraform AWS provider's source marks ForceNew or RequiresReplace (internal/service/<service>/<resource>.go); for
 * aws-native they come from the typings (replaceOnChanges). `region` makes a new resource everywhere.
 * `name`: the property that the provider fills in when it is left out, where it is not `name`.
 * `volatile`: outputs that a change of the resource makes unknown at preview.
 * `global`: the service has one control plane, so the resource belongs to no region.
 */
export interface Traits {
  forceNew?: readonly string[];
  name?: string | false;
  volatile?: readonly string[];
  global?: boolean;
}

const bucketPart: Traits = { forceNew: ["bucket", "expectedBucketOwner"], name: false };
const cloudFront: Traits = { global: true, volatile: ["etag"] };

const traits: Record<string, Traits> = {
  "aws:kms/key:Key": { forceNew: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"] },
  "aws:kms/alias:Alias": { forceNew: ["name", "namePrefix"] },
  "aws:sns/topic:Topic": { forceNew: ["name", "namePrefix", "fifoTopic"] },
  "aws:sns/topicPolicy:TopicPolicy": { forceNew: ["arn"] },
  "aws:sns/topicSubscription:TopicSubscription": { forceNew: ["endpoint", "protocol", "topic"] },
  "aws:s3/bucket:Bucket": { forceNew: ["bucket", "bucketPrefix", "bucketNamespace", "objectLockEnabled"], name: "bucket" },
  "aws:s3/bucketVersioning:BucketVersioning": bucketPart,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucketPart,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketPart,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketPart,
  "aws:s3/bucketPolicy:BucketPolicy": bucketPart,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketPart,
  "aws:s3/bucketObjectv2:BucketObjectv2": { forceNew: ["bucket", "key"], name: "key", volatile: ["versionId"] },
  "aws:iam/role:Role": { forceNew: ["name", "namePrefix", "path"], global: true },
  "aws:iam/rolePolicy:RolePolicy": { forceNew: ["name", "namePrefix", "role"], global: true },
  "aws:medialive/input:Input": { forceNew: ["type", "vpc"] },
  "aws:medialive/channel:Channel": { forceNew: ["channelClass", "vpc"] },
  // All outputs turn unknown on any change: the provider cannot know what the template's new outputs will be.
  "aws:cloudformation/stack:Stack": { forceNew: ["name", "disableRollback", "onFailure", "timeoutInMinutes"], volatile: ["outputs"] },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { forceNew: ["name"] },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { forceNew: ["alarmName"] },
  "aws:cloudwatch/dashboard:Dashboard": { forceNew: ["dashboardName"] },
  "aws:cloudwatch/eventRule:EventRule": { forceNew: ["name", "namePrefix", "eventBusName"] },
  "aws:cloudwatch/eventTarget:EventTarget": { forceNew: ["rule", "eventBusName", "targetId"], name: "targetId" },
  "aws:cloudwatch/logGroup:LogGroup": { forceNew: ["name", "namePrefix", "logGroupClass"] },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": { forceNew: ["name", "logType", "resourceArn"] },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": { forceNew: ["name", "deliveryDestinationType", "outputFormat"] },
  "aws:cloudwatch/logDelivery:LogDelivery": { forceNew: ["deliveryDestinationArn", "deliverySourceName"] },
  "aws:cloudfront/distribution:Distribution": {
    forceNew: ["staging"],
    global: true,
    volatile: ["etag", "lastModifiedTime", "status", "inProgressValidationBatches"],
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": cloudFront,
  "aws:cloudfront/cachePolicy:CachePolicy": cloudFront,
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": cloudFront,
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": cloudFront,
  "aws:cloudfront/publicKey:PublicKey": { ...cloudFront, forceNew: ["encodedKey", "name", "namePrefix"] },
  "aws:cloudfront/keyGroup:KeyGroup": cloudFront,
  "aws:cloudfront/function:Function": { global: true, forceNew: ["name"], volatile: ["etag", "liveStageEtag", "status"] },
  "aws:cloudfront/keyValueStore:KeyValueStore": { global: true, forceNew: ["name"], volatile: ["etag", "lastModifiedTime"] },
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": { global: true, forceNew: ["distributionId"] },
  "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig": { global: true, forceNew: ["name"] },
  "aws:wafv2/webAcl:WebAcl": { forceNew: ["name", "namePrefix", "scope"], volatile: ["capacity", "lockToken"] },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": { forceNew: ["logDestinationConfigs", "resourceArn"] },
  "aws:acm/certificate:Certificate": {
    forceNew: ["domainName", "subjectAlternativeNames", "validationMethod", "keyAlgorithm", "certificateAuthorityArn", "validationOptions"],
  },
  "aws:acm/certificateValidation:CertificateValidation": { forceNew: ["certificateArn", "validationRecordFqdns"] },
  "aws:route53/record:Record": { forceNew: ["name", "zoneId"], global: true },
  "aws:route53/healthCheck:HealthCheck": {
    forceNew: ["type", "requestInterval", "measureLatency", "referenceName", "routingControlArn"],
    global: true,
  },
  "aws:cloudtrail/trail:Trail": { forceNew: ["name"] },
  "aws:sqs/queue:Queue": { forceNew: ["name", "namePrefix", "fifoQueue"] },
  "aws:sqs/queuePolicy:QueuePolicy": { forceNew: ["queueUrl"] },
  "aws:dynamodb/table:Table": {
    forceNew: ["name", "hashKey", "rangeKey", "localSecondaryIndexes", "importTable"],
    volatile: ["streamArn", "streamLabel"],
  },
  "aws:kinesis/stream:Stream": { forceNew: ["name"] },
  "aws-native:mediapackagev2:ChannelGroup": { name: "channelGroupName", volatile: ["modifiedAt"] },
  "aws-native:mediapackagev2:Channel": { name: "channelName", volatile: ["modifiedAt"] },
  "aws-native:mediapackagev2:OriginEndpoint": {
    name: "originEndpointName",
    // Manifests are what changes these.
    volatile: ["modifiedAt", "dashManifestUrls", "hlsManifestUrls", "lowLatencyHlsManifestUrls", "mssManifestUrls"],
  },
  "aws-native:cloudfront:Distribution": { global: true },
  "aws-native:s3:BucketPolicy": { name: false },
};

export function traitsOf(token: string): Traits {
  return traits[token] ?? {};
}

/** Properties that hold a JSON document as text (or, in aws-native, as a value): compared by what they mean. */
export const jsonProperties: ReadonlySet<string> = new Set([
  "assumeRolePolicy",
  "dashboardBody",
  "deliveryPolicy",
  "eventPattern",
  "filterPolicy",
  "policy",
  "policyBody",
  "policyDocument",
  "redrivePolicy",
  "templateBody",
]);
