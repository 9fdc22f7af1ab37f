import type { Sample } from "../spoil.ts";

const region = "us-east-1";
const topic = "arn:aws:sns:us-east-1:123456789012:onair-alarms";

export const watchingSamples: Sample[] = [
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    region,
    inputs: {
      name: "news-outputs",
      namespace: "AWS/MediaLive",
      metricName: "ActiveOutputs",
      dimensions: { ChannelId: "1234567", Pipeline: "0" },
      statistic: "Minimum",
      period: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
      alarmActions: [topic],
    },
    spoilt: [
      { what: "enum", set: ["comparisonOperator", "Less"], at: "comparisonOperator", by: "botocore" },
      { what: "enum", set: ["statistic", "Median"], at: "statistic", by: "botocore" },
      { what: "enum", set: ["treatMissingData", "bad"], at: "treatMissingData", by: "cfn-lint" },
      { what: "range", set: ["evaluationPeriods", 0], at: "evaluationPeriods", by: "botocore" },
      { what: "range", set: ["period", 45], at: "period", by: "cfn-lint" },
      { what: "pattern", set: ["namespace", ":AWS"], at: "namespace", by: "botocore" },
      { what: "length", set: ["name", "x".repeat(256)], at: "name", by: "botocore" },
      {
        what: "length",
        set: ["alarmActions", Array.from({ length: 6 }, (_, index) => `${topic}${index}`)],
        at: "alarmActions",
        by: "botocore",
      },
      { what: "wrong type", set: ["threshold", "one"], at: "threshold", by: "botocore" },
      {
        what: "missing",
        set: ["metricQueries", [{ id: "m", metric: { metricName: "ActiveOutputs", namespace: "AWS/MediaLive", stat: "Minimum" } }]],
        at: "metricQueries[0].metric.Period",
        by: "botocore",
      },
    ],
  },
  {
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    region,
    inputs: {
      alarmName: "news-off-air",
      alarmRule: 'ALARM("news-on-air") AND ALARM("news-outputs")',
      alarmActions: [topic],
      actionsSuppressor: { alarm: "region-down", waitPeriod: 120, extensionPeriod: 300 },
    },
    spoilt: [
      { what: "missing", drop: "alarmRule", at: "AlarmRule", by: "botocore" },
      { what: "length", set: ["alarmRule", "x".repeat(10_241)], at: "alarmRule", by: "botocore" },
      { what: "length", set: ["alarmName", "x".repeat(256)], at: "alarmName", by: "botocore" },
      {
        what: "length",
        set: ["alarmActions", Array.from({ length: 6 }, (_, index) => `${topic}${index}`)],
        at: "alarmActions",
        by: "botocore",
      },
      { what: "wrong type", set: ["actionsSuppressor.waitPeriod", "soon"], at: "actionsSuppressor.waitPeriod", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudwatch/dashboard:Dashboard",
    region,
    inputs: { dashboardName: "onair-prod-us-east-1", dashboardBody: JSON.stringify({ widgets: [] }) },
    spoilt: [
      { what: "missing", drop: "dashboardBody", at: "DashboardBody", by: "botocore" },
      { what: "wrong type", set: ["dashboardBody", 7], at: "dashboardBody", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudwatch/eventRule:EventRule",
    region,
    inputs: {
      name: "medialive-alerts",
      eventPattern: JSON.stringify({ source: ["aws.medialive"], "detail-type": ["MediaLive Channel Alert"] }),
      state: "ENABLED",
    },
    spoilt: [
      { what: "enum", set: ["state", "ON"], at: "state", by: "botocore" },
      { what: "pattern", set: ["name", "medialive alerts"], at: "name", by: "botocore" },
      { what: "json", set: ["eventPattern", "source=aws.medialive"], at: "eventPattern", by: "json" },
      { what: "pattern", set: ["scheduleExpression", "every hour"], at: "scheduleExpression", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    region,
    inputs: {
      rule: "medialive-alerts",
      targetId: "topic",
      arn: topic,
      retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
    },
    spoilt: [
      { what: "range", set: ["retryPolicy.maximumRetryAttempts", 186], at: "retryPolicy.maximumRetryAttempts", by: "botocore" },
      { what: "range", set: ["retryPolicy.maximumEventAgeInSeconds", 5], at: "retryPolicy.maximumEventAgeInSeconds", by: "botocore" },
      { what: "pattern", set: ["targetId", "a topic"], at: "targetId", by: "botocore" },
      { what: "missing", drop: "arn", at: "Arn", by: "botocore" },
      { what: "json", set: ["input", "hello"], at: "input", by: "json" },
    ],
  },
  {
    type: "aws:cloudwatch/logGroup:LogGroup",
    region,
    inputs: {
      name: "/onair/control",
      retentionInDays: 90,
      kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012",
    },
    spoilt: [
      { what: "enum", set: ["retentionInDays", 100], at: "retentionInDays", by: "cfn-lint" },
      { what: "enum", set: ["logGroupClass", "CHEAP"], at: "logGroupClass", by: "cfn-lint" },
      { what: "pattern", set: ["name", "on air"], at: "name", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    region,
    inputs: { name: "edge", logType: "ACCESS_LOGS", resourceArn: "arn:aws:cloudfront::123456789012:distribution/E1ABC", region },
    spoilt: [
      { what: "pattern", set: ["name", "the edge"], at: "name", by: "botocore" },
      { what: "length", set: ["name", "x".repeat(61)], at: "name", by: "botocore" },
      { what: "missing", drop: "logType", at: "logType", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
    region,
    inputs: {
      name: "edge",
      outputFormat: "parquet",
      deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::onair-logs" },
    },
    spoilt: [
      { what: "enum", set: ["outputFormat", "csv"], at: "outputFormat", by: "botocore" },
      {
        what: "missing",
        drop: "deliveryDestinationConfiguration.destinationResourceArn",
        at: "deliveryDestinationConfiguration.destinationResourceArn",
        by: "botocore",
      },
    ],
  },
  {
    type: "aws:cloudwatch/logDelivery:LogDelivery",
    region,
    inputs: {
      deliverySourceName: "edge",
      deliveryDestinationArn: "arn:aws:logs:us-east-1:123456789012:delivery-destination:edge",
      recordFields: ["date", "time"],
      s3DeliveryConfigurations: [{ enableHiveCompatiblePath: true, suffixPath: "/{yyyy}/{MM}/{dd}/{HH}" }],
    },
    spoilt: [
      {
        what: "length",
        set: ["s3DeliveryConfigurations[0].suffixPath", "x".repeat(257)],
        at: "s3DeliveryConfigurations[0].suffixPath",
        by: "botocore",
      },
      {
        what: "wrong type",
        set: ["s3DeliveryConfigurations[0].enableHiveCompatiblePath", "yes"],
        at: "s3DeliveryConfigurations[0].enableHiveCompatiblePath",
        by: "botocore",
      },
      { what: "length", set: ["fieldDelimiter", "------"], at: "fieldDelimiter", by: "botocore" },
      { what: "missing", drop: "deliverySourceName", at: "deliverySourceName", by: "botocore" },
    ],
  },
];
