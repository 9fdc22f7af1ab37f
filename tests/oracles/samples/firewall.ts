import type { Sample } from "../spoil.ts";

const region = "us-east-1";
const acl = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/viewers/01234567-89ab-cdef-0123-456789abcdef";
const visible = (metricName: string): Record<string, unknown> => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

/** The firewall of the edge, and what watches a distribution. */
export const firewallSamples: Sample[] = [
  {
    type: "aws:wafv2/webAcl:WebAcl",
    region,
    inputs: {
      name: "viewers",
      description: "viewers",
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: visible("viewers"),
      dataProtectionConfig: {
        dataProtections: [
          { action: "SUBSTITUTION", field: { fieldType: "QUERY_STRING" } },
          {
            action: "HASH",
            field: { fieldType: "SINGLE_HEADER", fieldKeys: ["cookie"] },
            excludeRuleMatchDetails: false,
            excludeRateBasedDetails: false,
          },
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
      tags: { project: "onair" },
    },
    spoilt: [
      { what: "enum", set: ["scope", "GLOBAL"], at: "scope", by: "botocore" },
      { what: "enum", set: ["scope", "GLOBAL"], at: "scope", by: "cfn-lint" },
      { what: "pattern", set: ["name", "my viewers"], at: "name", by: "botocore" },
      {
        what: "enum",
        set: ["rules[0].statement.notStatement.statement.geoMatchStatement.countryCodes[1]", "UK"],
        at: "rules[0].statement.notStatement.statement.geoMatchStatement.countryCodes[1]",
        by: "botocore",
      },
      {
        what: "range",
        set: ["rules[1].statement.rateBasedStatement.limit", 9],
        at: "rules[1].statement.rateBasedStatement.limit",
        by: "botocore",
      },
      {
        what: "range",
        set: ["rules[1].statement.rateBasedStatement.limit", 2_000_000_001],
        at: "rules[1].statement.rateBasedStatement.limit",
        by: "cfn-lint",
      },
      {
        what: "enum",
        set: ["rules[1].statement.rateBasedStatement.evaluationWindowSec", 240],
        at: "rules[1].statement.rateBasedStatement.evaluationWindowSec",
        by: "cfn-lint",
      },
      {
        what: "enum",
        set: ["dataProtectionConfig.dataProtections[0].field.fieldType", "QUERY"],
        at: "dataProtectionConfig.dataProtections[0].field.fieldType",
        by: "botocore",
      },
      {
        what: "missing",
        drop: "rules[2].statement.managedRuleGroupStatement.vendorName",
        at: "rules[2].statement.managedRuleGroupStatement.VendorName",
        by: "botocore",
      },
      { what: "missing", drop: "visibilityConfig", at: "VisibilityConfig", by: "botocore" },
      { what: "unknown property", set: ["rules[0].actions", {}], at: "rules[0].actions", by: "botocore" },
      { what: "wrong type", set: ["rules[0].priority", "first"], at: "rules[0].priority", by: "botocore" },
    ],
  },
  {
    type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    region,
    inputs: {
      resourceArn: acl,
      logDestinationConfigs: ["arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-viewers"],
      redactedFields: [{ queryString: {} }, { method: {} }, { uriPath: {} }, { singleHeader: { name: "cookie" } }],
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: [{ actionCondition: { action: "BLOCK" } }, { labelNameCondition: { labelName: "awswaf:managed:aws:x" } }],
          },
        ],
      },
    },
    spoilt: [
      { what: "enum", set: ["loggingFilter.defaultBehavior", "FORGET"], at: "loggingFilter.defaultBehavior", by: "botocore" },
      {
        what: "enum",
        set: ["loggingFilter.filters[0].conditions[0].actionCondition.action", "REFUSE"],
        at: "loggingFilter.filters[0].conditions[0].actionCondition.action",
        by: "cfn-lint",
      },
      { what: "missing", drop: "resourceArn", at: "ResourceArn", by: "botocore" },
      { what: "length", set: ["logDestinationConfigs", []], at: "logDestinationConfigs", by: "botocore" },
      { what: "missing", drop: "redactedFields[3].singleHeader.name", at: "redactedFields[3].singleHeader.Name", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudfront/monitoringSubscription:MonitoringSubscription",
    region,
    inputs: {
      distributionId: "E1DISTRIBUTION",
      monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } },
    },
    spoilt: [
      {
        what: "enum",
        set: ["monitoringSubscription.realtimeMetricsSubscriptionConfig.realtimeMetricsSubscriptionStatus", "On"],
        at: "monitoringSubscription.realtimeMetricsSubscriptionConfig.realtimeMetricsSubscriptionStatus",
        by: "botocore",
      },
      { what: "missing", drop: "distributionId", at: "DistributionId", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig",
    region,
    inputs: {
      name: "requests",
      samplingRate: 5,
      fields: ["timestamp", "sc-status"],
      endpoint: {
        streamType: "Kinesis",
        kinesisStreamConfig: {
          roleArn: "arn:aws:iam::123456789012:role/requests",
          streamArn: "arn:aws:kinesis:us-east-1:123456789012:stream/requests",
        },
      },
    },
    spoilt: [
      { what: "range", set: ["samplingRate", 0], at: "samplingRate", by: "cfn-lint" },
      { what: "length", set: ["fields", []], at: "fields", by: "cfn-lint" },
      { what: "missing", drop: "endpoint.kinesisStreamConfig.roleArn", at: "endpoint.kinesisStreamConfig.RoleARN", by: "botocore" },
      { what: "missing", drop: "samplingRate", at: "SamplingRate", by: "botocore" },
      { what: "wrong type", set: ["fields", "timestamp"], at: "fields", by: "botocore" },
    ],
  },
];
