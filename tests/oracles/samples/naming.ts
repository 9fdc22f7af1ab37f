import type { Sample } from "../spoil.ts";

const region = "us-east-1";

export const namingSamples: Sample[] = [
  {
    type: "aws:acm/certificate:Certificate",
    region,
    inputs: {
      domainName: "live.example.com",
      validationMethod: "DNS",
      subjectAlternativeNames: ["*.live.example.com"],
      region,
      options: { certificateTransparencyLoggingPreference: "ENABLED" },
    },
    spoilt: [
      { what: "enum", set: ["validationMethod", "PHONE"], at: "validationMethod", by: "botocore" },
      { what: "enum", set: ["keyAlgorithm", "RSA_512"], at: "keyAlgorithm", by: "botocore" },
      { what: "pattern", set: ["domainName", "live_example"], at: "domainName", by: "botocore" },
      { what: "missing", drop: "domainName", at: "DomainName", by: "botocore" },
    ],
  },
  {
    type: "aws:route53/record:Record",
    region,
    inputs: {
      name: "news-a.ingest.example.com",
      zoneId: "Z0123456789",
      type: "A",
      ttl: 30,
      records: ["203.0.113.7"],
      setIdentifier: "us-east-1",
      healthCheckId: "abcdef11-2222-3333-4444-555555fedcba",
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
    },
    spoilt: [
      { what: "enum", set: ["failoverRoutingPolicies[0].type", "TERTIARY"], at: "failoverRoutingPolicies[0].type", by: "botocore" },
      { what: "enum", set: ["failoverRoutingPolicies[0].type", "TERTIARY"], at: "failoverRoutingPolicies[0].type", by: "cfn-lint" },
      { what: "enum", set: ["type", "ALIAS"], at: "type", by: "botocore" },
      { what: "pattern", set: ["records[0]", "203.0.113"], at: "records[0]", by: "cfn-lint" },
      { what: "range", set: ["ttl", -1], at: "ttl", by: "botocore" },
      {
        what: "consistency",
        set: ["aliases", [{ name: "d1.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }]],
        at: "ttl",
        by: "cfn-lint",
      },
      {
        what: "missing",
        set: ["aliases", [{ name: "d1.cloudfront.net", evaluateTargetHealth: false }]],
        at: "aliases[0].HostedZoneId",
        by: "botocore",
      },
    ],
  },
  {
    type: "aws:route53/healthCheck:HealthCheck",
    region,
    inputs: {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: "news-out",
      cloudwatchAlarmRegion: "us-east-1",
      insufficientDataHealthStatus: "Unhealthy",
      triggers: { alarm: "1" },
      tags: { Name: "news" },
    },
    spoilt: [
      { what: "enum", set: ["type", "ALARM"], at: "type", by: "botocore" },
      { what: "enum", set: ["insufficientDataHealthStatus", "Unknown"], at: "insufficientDataHealthStatus", by: "cfn-lint" },
      { what: "enum", set: ["cloudwatchAlarmRegion", "us-east-9"], at: "cloudwatchAlarmRegion", by: "botocore" },
      { what: "range", set: ["failureThreshold", 11], at: "failureThreshold", by: "botocore" },
      { what: "missing", drop: "cloudwatchAlarmName", at: "AlarmIdentifier.Name", by: "botocore" },
    ],
  },
];
