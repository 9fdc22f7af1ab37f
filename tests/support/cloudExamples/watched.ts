/** Alarms, events, logs of the region. */
import { type Example } from "./example.ts";

export const watched: Example[] = [
  {
    name: "alarm",
    token: "aws:cloudwatch/metricAlarm:MetricAlarm",
    inputs: (made) => ({
      name: "news-outputs",
      namespace: "AWS/MediaLive",
      metricName: "ActiveOutputs",
      dimensions: { ChannelId: "1" },
      statistic: "Minimum",
      period: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
      alarmActions: [made.id("topic")],
    }),
  },
  {
    name: "composite",
    token: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    inputs: () => ({ alarmName: "news", alarmRule: 'ALARM("news-outputs")' }),
  },
  {
    name: "anomaly",
    token: "aws:cloudwatch/metricAlarm:MetricAlarm",
    inputs: () => ({
      name: "requests",
      comparisonOperator: "LessThanLowerThreshold",
      evaluationPeriods: 3,
      thresholdMetricId: "band",
      treatMissingData: "notBreaching",
      metricQueries: [
        { id: "watched", returnData: true, metric: { namespace: "AWS/CloudFront", metricName: "Requests", stat: "Sum", period: 60 } },
        { id: "band", returnData: true, expression: "ANOMALY_DETECTION_BAND(watched, 3)" },
      ],
    }),
  },
  {
    name: "suppressed",
    token: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    inputs: (made) => ({
      alarmName: "studio",
      alarmRule: 'ALARM("requests") AND NOT OK("news-outputs")',
      alarmActions: [made.id("topic")],
      actionsSuppressor: { alarm: "news", waitPeriod: 120, extensionPeriod: 300 },
    }),
  },
  {
    name: "dashboard",
    token: "aws:cloudwatch/dashboard:Dashboard",
    inputs: () => ({ dashboardName: "onair", dashboardBody: '{"widgets":[]}' }),
  },
  {
    name: "rule",
    token: "aws:cloudwatch/eventRule:EventRule",
    inputs: () => ({ name: "states", eventPattern: '{"source":["aws.medialive"]}', state: "ENABLED" }),
  },
  {
    name: "target",
    token: "aws:cloudwatch/eventTarget:EventTarget",
    inputs: (made) => ({ rule: "states", targetId: "alerts", arn: made.id("topic"), roleArn: made.output("role", "arn") }),
  },
  {
    name: "logGroup",
    token: "aws:cloudwatch/logGroup:LogGroup",
    inputs: (made) => ({ name: "/onair", kmsKeyId: made.output("key", "arn"), retentionInDays: 30, logGroupClass: "STANDARD" }),
  },
];
