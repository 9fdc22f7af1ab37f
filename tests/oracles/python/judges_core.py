"""Which target judges each type of messaging, storage of data, identity and watching, and where its inputs differ from the target's own names.

Where both a CloudFormation schema and an API model say something that the other does not (an alarm's treatMissingData is an enum in one, its
name's length a trait of the other), both judge. Sources: the provider's input typings on one side, botocore's models and cfn-lint's schemas on the other;
the table test reads every input of every type from the typings and fails for one that has no place here.
"""

from __future__ import annotations

from judges_words import ELSEWHERE, NAMED, PROVIDER, REGION
from translate import AUTONAME, Judge

_METRIC = {
    "name": "AlarmName",
    "evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile",
    "metricQueries": "Metrics",
    "metricQueries[].metric": "MetricStat",
    "metricQueries[].metric.dimensions": "Metric.Dimensions",
    "metricQueries[].metric.metricName": "Metric.MetricName",
    "metricQueries[].metric.namespace": "Metric.Namespace",
}
_SUPPRESSOR = {
    "actionsSuppressor": ".",
    "actionsSuppressor.alarm": "ActionsSuppressor",
    "actionsSuppressor.extensionPeriod": "ActionsSuppressorExtensionPeriod",
    "actionsSuppressor.waitPeriod": "ActionsSuppressorWaitPeriod",
}
_TRAIL = {"advancedEventSelectors[].fieldSelectors[].endsWiths": "EndsWith"}
_TRAIL |= {f"advancedEventSelectors[].fieldSelectors[].{plural}s": plural[0].upper() + plural[1:] for plural in ("notEndsWith", "notStartsWith", "startsWith")}
CORE: dict[str, list[Judge]] = {
    "aws:kms/key:Key": [
        Judge(
            "AWS::KMS::Key",
            places={"customerMasterKeySpec": "KeySpec", "deletionWindowInDays": "PendingWindowInDays", "isEnabled": "Enabled", "policy": "KeyPolicy"},
            absent={**REGION, "customKeyStoreId": "no such property", "xksKeyId": "no such property"},
        ),
        Judge(
            "kms.CreateKey",
            places={"customerMasterKeySpec": "KeySpec"},
            absent={**REGION, "deletionWindowInDays": ELSEWHERE, "enableKeyRotation": ELSEWHERE, "isEnabled": ELSEWHERE, "rotationPeriodInDays": ELSEWHERE},
        ),
    ],
    "aws:kms/alias:Alias": [Judge("AWS::KMS::Alias", places={"name": "AliasName"}, absent={**REGION, **NAMED}, fixed={"AliasName": "alias/autonamed"})],
    "aws:sns/topic:Topic": [
        Judge(
            "AWS::SNS::Topic",
            places={"name": "TopicName"},
            absent={**REGION, **NAMED, "deliveryPolicy": "no such property", "policy": "judged as a policy document"},
        )
    ],
    "aws:sns/topicPolicy:TopicPolicy": [Judge("AWS::SNS::TopicPolicy", places={"arn": "Topics[0]", "policy": "PolicyDocument"}, absent=REGION)],
    "aws:sns/topicSubscription:TopicSubscription": [
        Judge(
            "AWS::SNS::Subscription",
            places={"topic": "TopicArn"},
            absent={**REGION, "confirmationTimeoutInMinutes": PROVIDER, "endpointAutoConfirms": PROVIDER},
        )
    ],
    "aws:sqs/queue:Queue": [
        Judge(
            "AWS::SQS::Queue",
            places={
                "maxMessageSize": "MaximumMessageSize",
                "messageRetentionSeconds": "MessageRetentionPeriod",
                "name": "QueueName",
                "receiveWaitTimeSeconds": "ReceiveMessageWaitTimeSeconds",
                "visibilityTimeoutSeconds": "VisibilityTimeout",
            },
            absent={**REGION, **NAMED, "policy": "judged as a policy document"},
        )
    ],
    "aws:dynamodb/table:Table": [
        Judge(
            "dynamodb.CreateTable",
            places={
                "attributes": "AttributeDefinitions",
                "attributes[].name": "AttributeName",
                "attributes[].type": "AttributeType",
                "globalSecondaryIndexes[].keySchemas": "KeySchema",
                "globalSecondaryIndexes[].name": "IndexName",
                "globalSecondaryIndexes[].nonKeyAttributes": "Projection.NonKeyAttributes",
                "globalSecondaryIndexes[].projectionType": "Projection.ProjectionType",
                "globalSecondaryIndexes[].readCapacity": "ProvisionedThroughput.ReadCapacityUnits",
                "globalSecondaryIndexes[].writeCapacity": "ProvisionedThroughput.WriteCapacityUnits",
                "localSecondaryIndexes[].name": "IndexName",
                "localSecondaryIndexes[].nonKeyAttributes": "Projection.NonKeyAttributes",
                "localSecondaryIndexes[].projectionType": "Projection.ProjectionType",
                "name": "TableName",
                "readCapacity": "ProvisionedThroughput.ReadCapacityUnits",
                "serverSideEncryption": "SSESpecification",
                "serverSideEncryption.kmsKeyArn": "KMSMasterKeyId",
                "streamEnabled": "StreamSpecification.StreamEnabled",
                "streamViewType": "StreamSpecification.StreamViewType",
                "writeCapacity": "ProvisionedThroughput.WriteCapacityUnits",
            },
            absent={
                **REGION,
                "globalSecondaryIndexes[].hashKey": "a key name, turned into a key schema",
                "globalSecondaryIndexes[].rangeKey": "a key name, turned into a key schema",
                "globalTableWitness": ELSEWHERE,
                "hashKey": "a key name, turned into a key schema",
                "importTable": ELSEWHERE,
                "localSecondaryIndexes[].rangeKey": "a key name, turned into a key schema",
                "pointInTimeRecovery": ELSEWHERE,
                "rangeKey": "a key name, turned into a key schema",
                "replicas": ELSEWHERE,
                "restoreBackupArn": ELSEWHERE,
                "restoreDateTime": ELSEWHERE,
                "restoreSourceName": ELSEWHERE,
                "restoreSourceTableArn": ELSEWHERE,
                "restoreToLatestTime": ELSEWHERE,
                "ttl": ELSEWHERE,
            },
            fixed={"TableName": AUTONAME},
        ),
    ],
    "aws:kinesis/stream:Stream": [
        Judge(
            "AWS::Kinesis::Stream",
            places={
                "encryptionType": "StreamEncryption.EncryptionType",
                "kmsKeyId": "StreamEncryption.KeyId",
                "retentionPeriod": "RetentionPeriodHours",
                "shardLevelMetrics": "DesiredShardLevelMetrics",
                "warmThroughputMibPs": "WarmThroughputMiBps",
            },
            absent={**REGION, "enforceConsumerDeletion": PROVIDER},
        )
    ],
    "aws:iam/role:Role": [
        Judge(
            "AWS::IAM::Role",
            places={
                "assumeRolePolicy": "AssumeRolePolicyDocument",
                "inlinePolicies": "Policies",
                "inlinePolicies[].name": "PolicyName",
                "inlinePolicies[].policy": "PolicyDocument",
                "name": "RoleName",
            },
            absent={**NAMED, "forceDetachPolicies": PROVIDER},
        ),
        Judge(
            "iam.CreateRole",
            places={"assumeRolePolicy": "AssumeRolePolicyDocument", "name": "RoleName"},
            absent={**NAMED, "forceDetachPolicies": PROVIDER, "inlinePolicies": ELSEWHERE, "managedPolicyArns": ELSEWHERE},
            fixed={"RoleName": AUTONAME},
        ),
    ],
    "aws:iam/rolePolicy:RolePolicy": [
        Judge(
            "AWS::IAM::RolePolicy",
            places={"name": "PolicyName", "policy": "PolicyDocument", "role": "RoleName"},
            absent=NAMED,
            fixed={"PolicyName": AUTONAME},
        )
    ],
    "aws:cloudwatch/metricAlarm:MetricAlarm": [
        Judge("AWS::CloudWatch::Alarm", places=_METRIC, absent=REGION),
        Judge("cloudwatch.PutMetricAlarm", places=_METRIC, absent=REGION, fixed={"AlarmName": AUTONAME}),
    ],
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": [
        Judge("AWS::CloudWatch::CompositeAlarm", places=_SUPPRESSOR, absent=REGION),
        Judge("cloudwatch.PutCompositeAlarm", places=_SUPPRESSOR, absent=REGION),
    ],
    "aws:cloudwatch/dashboard:Dashboard": [
        Judge("AWS::CloudWatch::Dashboard", absent=REGION),
        Judge("cloudwatch.PutDashboard", absent=REGION),
    ],
    "aws:cloudwatch/eventRule:EventRule": [
        Judge("AWS::Events::Rule", absent={**REGION, **NAMED, "forceDestroy": PROVIDER, "isEnabled": "deprecated; becomes State"}),
        Judge("events.PutRule", absent={**REGION, **NAMED, "forceDestroy": PROVIDER, "isEnabled": "deprecated; becomes State"}, fixed={"Name": AUTONAME}),
    ],
    "aws:cloudwatch/eventTarget:EventTarget": [
        Judge(
            "events.PutTargets",
            root="Targets[0]",
            places={
                "appsyncTarget": "AppSyncParameters",
                "batchTarget": "BatchParameters",
                "batchTarget.arraySize": "ArrayProperties.Size",
                "batchTarget.jobAttempts": "RetryStrategy.Attempts",
                "ecsTarget": "EcsParameters",
                "ecsTarget.capacityProviderStrategies": "CapacityProviderStrategy",
                "ecsTarget.networkConfiguration": "NetworkConfiguration.awsvpcConfiguration",
                "ecsTarget.orderedPlacementStrategies": "PlacementStrategy",
                "eventBusName": "/EventBusName",
                "httpTarget": "HttpParameters",
                "inputTransformer.inputPaths": "InputPathsMap",
                "kinesisTarget": "KinesisParameters",
                "redshiftTarget": "RedshiftDataParameters",
                "redshiftTarget.secretsManagerArn": "SecretManagerArn",
                "rule": "/Rule",
                "runCommandTargets": "RunCommandParameters.RunCommandTargets",
                "sagemakerPipelineTarget": "SageMakerPipelineParameters",
                "sagemakerPipelineTarget.pipelineParameterLists": "PipelineParameterList",
                "sqsTarget": "SqsParameters",
                "targetId": "Id",
            },
            absent={**REGION, "ecsTarget.networkConfiguration.assignPublicIp": "a boolean that becomes ENABLED or DISABLED", "forceDestroy": PROVIDER},
        )
    ],
    "aws:cloudwatch/logGroup:LogGroup": [
        Judge("AWS::Logs::LogGroup", places={"name": "LogGroupName"}, absent={**REGION, **NAMED, "skipDestroy": PROVIDER}),
    ],
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": [Judge("logs.PutDeliverySource", absent=REGION)],
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": [Judge("logs.PutDeliveryDestination", absent=REGION)],
    "aws:cloudwatch/logDelivery:LogDelivery": [
        Judge("logs.CreateDelivery", places={"s3DeliveryConfigurations": "s3DeliveryConfiguration"}, absent=REGION)
    ],
    "aws:cloudtrail/trail:Trail": [
        Judge(
            "AWS::CloudTrail::Trail",
            places={**_TRAIL, "cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn", "enableLogging": "IsLogging", "name": "TrailName"},
            absent=REGION,
            fixed={"IsLogging": True},
        ),
        Judge(
            "cloudtrail.CreateTrail",
            places={"cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn", "tags": "TagsList"},
            absent={**REGION, "advancedEventSelectors": ELSEWHERE, "enableLogging": ELSEWHERE, "eventSelectors": ELSEWHERE, "insightSelectors": ELSEWHERE},
            fixed={"Name": AUTONAME},
        ),
    ],
}

# Inputs that Pulumi still accepts and that Onair must not use: a complaint is what we want.
REFUSED_CORE = {
    f"aws:sns/topic:Topic {protocol}{kind}": "delivery status logging is not used, and CloudFormation lists it in another form"
    for protocol in ("application", "firehose", "http", "lambda", "sqs")
    for kind in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate")
}
