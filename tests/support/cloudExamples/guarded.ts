/** What stands before a distribution: the firewall and its log, the real-time log. */
import { edge, policy, type Example } from "./example.ts";

const visible = (metricName: string): Record<string, string | boolean> => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

export const guarded: Example[] = [
  {
    name: "firewall",
    token: "aws:wafv2/webAcl:WebAcl",
    region: edge,
    inputs: () => ({
      name: "viewers",
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: visible("viewers"),
      dataProtectionConfig: {
        dataProtections: [
          { action: "SUBSTITUTION", field: { fieldType: "QUERY_STRING" } },
          { action: "HASH", field: { fieldType: "SINGLE_HEADER", fieldKeys: ["cookie"] } },
        ],
      },
      rules: [
        {
          name: "home",
          priority: 0,
          action: { block: {} },
          statement: { notStatement: { statement: { geoMatchStatement: { countryCodes: ["DE", "GB"] } } } },
          visibilityConfig: visible("home"),
        },
        {
          name: "rate",
          priority: 1,
          action: { count: {} },
          statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: 1000, evaluationWindowSec: 300 } },
          visibilityConfig: visible("rate"),
        },
        {
          name: "common",
          priority: 2,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: "AWS",
              name: "AWSManagedRulesCommonRuleSet",
              ruleActionOverrides: [{ name: "NoUserAgent_HEADER", actionToUse: { count: {} } }],
            },
          },
          visibilityConfig: visible("common"),
        },
      ],
    }),
  },
  {
    name: "firewallLog",
    token: "aws:cloudwatch/logGroup:LogGroup",
    region: edge,
    inputs: (made) => ({ name: "aws-waf-logs-viewers", kmsKeyId: made.output("edgeKey", "arn"), retentionInDays: 90 }),
  },
  {
    name: "firewallLogging",
    token: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    region: edge,
    inputs: (made) => ({
      resourceArn: made.output("firewall", "arn"),
      logDestinationConfigs: [made.output("firewallLog", "arn")],
      redactedFields: [{ queryString: {} }, { singleHeader: { name: "cookie" } }],
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions: [{ actionCondition: { action: "BLOCK" } }] }],
      },
    }),
  },
  {
    name: "requestStream",
    token: "aws:kinesis/stream:Stream",
    region: edge,
    inputs: (made) => ({
      name: "requests",
      streamModeDetails: { streamMode: "ON_DEMAND" },
      encryptionType: "KMS",
      kmsKeyId: made.output("edgeKey", "arn"),
    }),
  },
  {
    name: "requestRole",
    token: "aws:iam/role:Role",
    inputs: () => ({
      name: "onair-requests",
      assumeRolePolicy: policy({ Effect: "Allow", Principal: { Service: "cloudfront.amazonaws.com" }, Action: "sts:AssumeRole" }),
    }),
  },
  {
    name: "requestLog",
    token: "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig",
    region: edge,
    inputs: (made) => ({
      name: "requests",
      samplingRate: 5,
      fields: ["timestamp", "sc-status"],
      endpoint: {
        streamType: "Kinesis",
        kinesisStreamConfig: { roleArn: made.output("requestRole", "arn"), streamArn: made.output("requestStream", "arn") },
      },
    }),
  },
];
