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
