/**
 * The choices of properties that `@pulumi/aws` types as plain strings, by `<type token>.<property>` or
 * `<nested type>.<property>`. MediaLive's come from the SDK's model (borrowedEnums.ts), aws-native's from its typings.
 */
export const awsEnums: Record<string, string> = {
  // KMS API reference, CreateKey
  "aws:kms/key:Key.customerMasterKeySpec":
    "SYMMETRIC_DEFAULT|RSA_2048|RSA_3072|RSA_4096|HMAC_224|HMAC_256|HMAC_384|HMAC_512|ECC_NIST_P256|ECC_NIST_P384|ECC_NIST_P521|ECC_SECG_P256K1|ML_DSA_44|ML_DSA_65|ML_DSA_87|SM2|ECC_NIST_EDWARDS25519",
  "aws:kms/key:Key.keyUsage": "ENCRYPT_DECRYPT|SIGN_VERIFY|GENERATE_VERIFY_MAC|KEY_AGREEMENT",
  // SNS API reference, Subscribe
  "aws:sns/topicSubscription:TopicSubscription.protocol": "http|https|email|email-json|sms|sqs|application|lambda|firehose",
  "aws:sns/topicSubscription:TopicSubscription.filterPolicyScope": "MessageAttributes|MessageBody",
  "aws:sns/topic:Topic.tracingConfig": "Active|PassThrough",
  // S3 API reference: PutBucketVersioning, ServerSideEncryptionByDefault, OwnershipControlsRule, PutObject, Transition
  "s3.BucketVersioningVersioningConfiguration.status": "Enabled|Suspended|Disabled",
  "s3.BucketVersioningVersioningConfiguration.mfaDelete": "Enabled|Disabled",
  "s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault.sseAlgorithm": "AES256|aws:kms|aws:kms:dsse",
  "s3.BucketOwnershipControlsRule.objectOwnership": "BucketOwnerPreferred|ObjectWriter|BucketOwnerEnforced",
  "s3.BucketLifecycleConfigurationRule.status": "Enabled|Disabled",
  "s3.BucketLifecycleConfigurationRuleTransition.storageClass":
    "GLACIER|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|DEEP_ARCHIVE|GLACIER_IR",
  "s3.BucketLifecycleConfigurationRuleNoncurrentVersionTransition.storageClass":
    "GLACIER|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|DEEP_ARCHIVE|GLACIER_IR",
  "aws:s3/bucketObjectv2:BucketObjectv2.serverSideEncryption": "AES256|aws:kms|aws:kms:dsse|aws:fsx",
  "aws:s3/bucketObjectv2:BucketObjectv2.storageClass":
    "STANDARD|REDUCED_REDUNDANCY|GLACIER|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|DEEP_ARCHIVE|OUTPOSTS|GLACIER_IR|SNOW|EXPRESS_ONEZONE|FSX_OPENZFS|FSX_ONTAP",
  // CloudFormation API reference, CreateStack
  "aws:cloudformation/stack:Stack.onFailure": "DO_NOTHING|ROLLBACK|DELETE",
  // CloudWatch API reference, PutMetricAlarm
  "aws:cloudwatch/metricAlarm:MetricAlarm.comparisonOperator":
    "GreaterThanOrEqualToThreshold|GreaterThanThreshold|LessThanThreshold|LessThanOrEqualToThreshold|LessThanLowerOrGreaterThanUpperThreshold|LessThanLowerThreshold|GreaterThanUpperThreshold",
  "aws:cloudwatch/metricAlarm:MetricAlarm.statistic": "SampleCount|Average|Sum|Minimum|Maximum",
  "aws:cloudwatch/metricAlarm:MetricAlarm.treatMissingData": "breaching|notBreaching|ignore|missing",
  "aws:cloudwatch/metricAlarm:MetricAlarm.evaluateLowSampleCountPercentiles": "evaluate|ignore",
  // EventBridge API reference, PutRule
  "aws:cloudwatch/eventRule:EventRule.state": "ENABLED|DISABLED|ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
  // CloudWatch Logs API reference: CreateLogGroup, PutDeliveryDestination
  "aws:cloudwatch/logGroup:LogGroup.logGroupClass": "STANDARD|INFREQUENT_ACCESS|DELIVERY",
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination.outputFormat": "json|plain|w3c|raw|parquet",
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination.deliveryDestinationType": "S3|CWL|FH|XRAY",
  // CloudFront API reference: DistributionConfig, ViewerCertificate, CacheBehavior, CustomOriginConfig, GeoRestriction
  "aws:cloudfront/distribution:Distribution.httpVersion": "http1.1|http2|http3|http2and3",
  "aws:cloudfront/distribution:Distribution.priceClass": "PriceClass_100|PriceClass_200|PriceClass_All|None",
  "cloudfront.DistributionViewerCertificate.sslSupportMethod": "sni-only|vip|static-ip",
  "cloudfront.DistributionViewerCertificate.minimumProtocolVersion":
    "SSLv3|TLSv1|TLSv1_2016|TLSv1.1_2016|TLSv1.2_2018|TLSv1.2_2019|TLSv1.2_2021|TLSv1.3_2025|TLSv1.2_2025",
  "cloudfront.DistributionDefaultCacheBehavior.viewerProtocolPolicy": "allow-all|https-only|redirect-to-https",
  "cloudfront.DistributionOrderedCacheBehavior.viewerProtocolPolicy": "allow-all|https-only|redirect-to-https",
  "cloudfront.DistributionDefaultCacheBehavior.allowedMethods": "GET|HEAD|POST|PUT|PATCH|OPTIONS|DELETE",
  "cloudfront.DistributionOrderedCacheBehavior.allowedMethods": "GET|HEAD|POST|PUT|PATCH|OPTIONS|DELETE",
  "cloudfront.DistributionDefaultCacheBehavior.cachedMethods": "GET|HEAD|POST|PUT|PATCH|OPTIONS|DELETE",
  "cloudfront.DistributionOrderedCacheBehavior.cachedMethods": "GET|HEAD|POST|PUT|PATCH|OPTIONS|DELETE",
  "cloudfront.DistributionDefaultCacheBehaviorFunctionAssociation.eventType": "viewer-request|viewer-response",
  "cloudfront.DistributionOrderedCacheBehaviorFunctionAssociation.eventType": "viewer-request|viewer-response",
  "cloudfront.DistributionOriginCustomOriginConfig.originProtocolPolicy": "http-only|match-viewer|https-only",
  "cloudfront.DistributionOriginCustomOriginConfig.originSslProtocols": "SSLv3|TLSv1|TLSv1.1|TLSv1.2",
  "cloudfront.DistributionRestrictionsGeoRestriction.restrictionType": "blacklist|whitelist|none",
  // The same document types its choices as plain strings in aws-native.
  "cloudfront.DistributionConfigArgs.httpVersion": "http1.1|http2|http3|http2and3",
  "cloudfront.DistributionConfigArgs.priceClass": "PriceClass_100|PriceClass_200|PriceClass_All|None",
  "cloudfront.DistributionViewerCertificateArgs.sslSupportMethod": "sni-only|vip|static-ip",
  "cloudfront.DistributionViewerCertificateArgs.minimumProtocolVersion":
    "SSLv3|TLSv1|TLSv1_2016|TLSv1.1_2016|TLSv1.2_2018|TLSv1.2_2019|TLSv1.2_2021|TLSv1.3_2025|TLSv1.2_2025",
  "cloudfront.DistributionDefaultCacheBehaviorArgs.viewerProtocolPolicy": "allow-all|https-only|redirect-to-https",
  "cloudfront.DistributionCacheBehaviorArgs.viewerProtocolPolicy": "allow-all|https-only|redirect-to-https",
  "cloudfront.DistributionDefaultCacheBehaviorArgs.allowedMethods": "GET|HEAD|POST|PUT|PATCH|OPTIONS|DELETE",
  "cloudfront.DistributionCacheBehaviorArgs.allowedMethods": "GET|HEAD|POST|PUT|PATCH|OPTIONS|DELETE",
  "cloudfront.DistributionDefaultCacheBehaviorArgs.cachedMethods": "GET|HEAD|POST|PUT|PATCH|OPTIONS|DELETE",
  "cloudfront.DistributionCacheBehaviorArgs.cachedMethods": "GET|HEAD|POST|PUT|PATCH|OPTIONS|DELETE",
  "cloudfront.DistributionFunctionAssociationArgs.eventType": "viewer-request|viewer-response|origin-request|origin-response",
  "cloudfront.DistributionCustomOriginConfigArgs.originProtocolPolicy": "http-only|match-viewer|https-only",
  "cloudfront.DistributionCustomOriginConfigArgs.originSslProtocols": "SSLv3|TLSv1|TLSv1.1|TLSv1.2",
  "cloudfront.DistributionGeoRestrictionArgs.restrictionType": "blacklist|whitelist|none",
  // CloudFront API reference: OriginAccessControlConfig, CreateFunction, CachePolicyConfig, OriginRequestPolicyConfig
  "aws:cloudfront/originAccessControl:OriginAccessControl.originAccessControlOriginType": "s3|mediastore|lambda|mediapackagev2",
  "aws:cloudfront/originAccessControl:OriginAccessControl.signingBehavior": "always|never|no-override",
  "aws:cloudfront/originAccessControl:OriginAccessControl.signingProtocol": "sigv4",
  "aws:cloudfront/function:Function.runtime": "cloudfront-js-1.0|cloudfront-js-2.0",
  "cloudfront.CachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfig.cookieBehavior": "none|whitelist|allExcept|all",
  "cloudfront.CachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfig.headerBehavior": "none|whitelist",
  "cloudfront.CachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfig.queryStringBehavior": "none|whitelist|allExcept|all",
  "cloudfront.OriginRequestPolicyCookiesConfig.cookieBehavior": "none|whitelist|all|allExcept",
  "cloudfront.OriginRequestPolicyHeadersConfig.headerBehavior": "none|whitelist|allViewer|allViewerAndWhitelistCloudFront|allExcept",
  "cloudfront.OriginRequestPolicyQueryStringsConfig.queryStringBehavior": "none|whitelist|all|allExcept",
  "cloudfront.ResponseHeadersPolicySecurityHeadersConfigFrameOptions.frameOption": "DENY|SAMEORIGIN",
  "cloudfront.ResponseHeadersPolicySecurityHeadersConfigReferrerPolicy.referrerPolicy":
    "no-referrer|no-referrer-when-downgrade|origin|origin-when-cross-origin|same-origin|strict-origin|strict-origin-when-cross-origin|unsafe-url",
  // CloudFront API reference: EndPoint, RealtimeMetricsSubscriptionConfig
  "cloudfront.RealtimeLogConfigEndpoint.streamType": "Kinesis",
  "cloudfront.MonitoringSubscriptionMonitoringSubscriptionRealtimeMetricsSubscriptionConfig.realtimeMetricsSubscriptionStatus":
    "Enabled|Disabled",
  // AWS WAF API reference: CreateWebACL, RateBasedStatement, DataProtection, FieldToProtect, LoggingFilter, Filter, ActionCondition
  "aws:wafv2/webAcl:WebAcl.scope": "CLOUDFRONT|REGIONAL",
  "wafv2.WebAclRuleStatementRateBasedStatement.aggregateKeyType": "IP|FORWARDED_IP|CUSTOM_KEYS|CONSTANT",
  "wafv2.WebAclDataProtectionConfigDataProtection.action": "SUBSTITUTION|HASH",
  "wafv2.WebAclDataProtectionConfigDataProtectionField.fieldType": "SINGLE_HEADER|SINGLE_COOKIE|SINGLE_QUERY_ARGUMENT|QUERY_STRING|BODY",
  "wafv2.WebAclLoggingConfigurationLoggingFilter.defaultBehavior": "KEEP|DROP",
  "wafv2.WebAclLoggingConfigurationLoggingFilterFilter.behavior": "KEEP|DROP",
  "wafv2.WebAclLoggingConfigurationLoggingFilterFilter.requirement": "MEETS_ALL|MEETS_ANY",
  "wafv2.WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition.action":
    "ALLOW|BLOCK|COUNT|CAPTCHA|CHALLENGE|MONETIZE|EXCLUDED_AS_COUNT",
  // ACM API reference, RequestCertificate
  "aws:acm/certificate:Certificate.validationMethod": "EMAIL|DNS|HTTP|NONE",
  "aws:acm/certificate:Certificate.keyAlgorithm": "RSA_1024|RSA_2048|RSA_3072|RSA_4096|EC_prime256v1|EC_secp384r1|EC_secp521r1",
  // Route 53 API reference: ResourceRecordSet, HealthCheckConfig
  "aws:route53/record:Record.type": "A|AAAA|CAA|CNAME|DS|HTTPS|MX|NAPTR|NS|PTR|SOA|SPF|SRV|SSHFP|SVCB|TLSA|TXT",
  "route53.RecordFailoverRoutingPolicy.type": "PRIMARY|SECONDARY",
  "aws:route53/healthCheck:HealthCheck.type": "HTTP|HTTPS|HTTP_STR_MATCH|HTTPS_STR_MATCH|TCP|CALCULATED|CLOUDWATCH_METRIC|RECOVERY_CONTROL",
  "aws:route53/healthCheck:HealthCheck.insufficientDataHealthStatus": "Healthy|Unhealthy|LastKnownStatus",
  // DynamoDB API reference, CreateTable
  "aws:dynamodb/table:Table.billingMode": "PROVISIONED|PAY_PER_REQUEST",
  "aws:dynamodb/table:Table.streamViewType": "NEW_IMAGE|OLD_IMAGE|NEW_AND_OLD_IMAGES|KEYS_ONLY",
  "aws:dynamodb/table:Table.tableClass": "STANDARD|STANDARD_INFREQUENT_ACCESS",
  "dynamodb.TableAttribute.type": "S|N|B",
  // Kinesis Data Streams API reference: StartStreamEncryption, StreamModeDetails
  "aws:kinesis/stream:Stream.encryptionType": "NONE|KMS",
  "kinesis.StreamStreamModeDetails.streamMode": "PROVISIONED|ON_DEMAND",
  // CloudTrail API reference, EventSelector
  "cloudtrail.TrailEventSelector.readWriteType": "ReadOnly|WriteOnly|All",
};
