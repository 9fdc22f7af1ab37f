import type { Sample } from "../spoil.ts";

const account = "123456789012";
const flowArn = `arn:aws:mediaconnect:us-east-1:${account}:flow:1-AbCdEfGhIjKlMnOp-abcdef123456:onair-prod-feed-a`;
const roleArn = `arn:aws:iam::${account}:role/onair-prod-feed-us-east-1-flows`;
const secretArn = `arn:aws:secretsmanager:us-east-1:${account}:secret:onair/prod/feed/srt-AbCdEf`;
const srt = { keyType: "srt-password", roleArn, secretArn };

/** What MediaConnect is asked for: a flow, a second source, an output and an entitlement of it. */
export const flowSamples: Sample[] = [
  {
    type: "aws-native:mediaconnect:Flow",
    region: "us-east-1",
    inputs: {
      name: "onair-prod-feed-a",
      availabilityZone: "us-east-1a",
      maintenance: { maintenanceDay: "Tuesday", maintenanceStartHour: "08:00" },
      source: {
        name: "first",
        description: "feed",
        protocol: "srt-listener",
        ingestPort: 5000,
        whitelistCidr: "203.0.113.7/32",
        minLatency: 1000,
        maxBitrate: 20_000_000,
        decryption: srt,
      },
      sourceFailoverConfig: { state: "ENABLED", failoverMode: "FAILOVER", sourcePriority: { primarySource: "first" } },
      tags: [{ key: "onair:channel", value: "feed" }],
    },
    spoilt: [
      { what: "enum", set: ["source.protocol", "srt"], at: "source.protocol", by: "cfn-lint" },
      { what: "enum", set: ["source.protocol", "srt"], at: "source.protocol", by: "botocore" },
      { what: "enum", set: ["maintenance.maintenanceDay", "TUESDAY"], at: "maintenance.maintenanceDay", by: "cfn-lint" },
      { what: "enum", set: ["sourceFailoverConfig.failoverMode", "SWITCH"], at: "sourceFailoverConfig.failoverMode", by: "botocore" },
      { what: "enum", set: ["source.decryption.keyType", "password"], at: "source.decryption.keyType", by: "cfn-lint" },
      { what: "missing", drop: "source.decryption.roleArn", at: "source.decryption", by: "cfn-lint" },
      { what: "wrong type", set: ["source.ingestPort", "the usual"], at: "source.ingestPort", by: "botocore" },
      { what: "unknown property", set: ["source.cidr", "203.0.113.7/32"], at: "source.cidr", by: "cfn-lint" },
      { what: "missing", drop: "source", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws-native:mediaconnect:FlowSource",
    region: "us-east-1",
    inputs: {
      flowArn,
      name: "second",
      description: "feed",
      protocol: "rist",
      ingestPort: 5010,
      whitelistCidr: "203.0.113.8/32",
      maxLatency: 1000,
    },
    spoilt: [
      { what: "enum", set: ["protocol", "RIST"], at: "protocol", by: "botocore" },
      { what: "missing", drop: "description", at: "", by: "cfn-lint" },
      { what: "wrong type", set: ["maxLatency", "a second"], at: "maxLatency", by: "cfn-lint" },
    ],
  },
  {
    type: "aws-native:mediaconnect:FlowOutput",
    region: "us-east-1",
    inputs: {
      flowArn,
      name: "monitor",
      protocol: "srt-listener",
      port: 6000,
      cidrAllowList: ["192.0.2.7/32"],
      minLatency: 300,
      encryption: srt,
    },
    spoilt: [
      { what: "enum", set: ["encryption.keyType", "none"], at: "encryption.keyType", by: "cfn-lint" },
      { what: "wrong type", set: ["cidrAllowList", "192.0.2.7/32"], at: "cidrAllowList", by: "botocore" },
      { what: "unknown property", set: ["whitelistCidr", "192.0.2.7/32"], at: "whitelistCidr", by: "cfn-lint" },
    ],
  },
  {
    type: "aws-native:mediaconnect:FlowEntitlement",
    region: "us-east-1",
    inputs: {
      flowArn,
      name: "partner",
      description: "Shared with 210987654321",
      subscribers: ["210987654321"],
      dataTransferSubscriberFeePercent: 0,
      entitlementStatus: "ENABLED",
      encryption: { algorithm: "aes256", keyType: "static-key", roleArn, secretArn },
    },
    spoilt: [
      { what: "missing", drop: "subscribers", at: "", by: "cfn-lint" },
      { what: "enum", set: ["encryption.algorithm", "aes512"], at: "encryption.algorithm", by: "cfn-lint" },
      { what: "wrong type", set: ["dataTransferSubscriberFeePercent", "half"], at: "dataTransferSubscriberFeePercent", by: "botocore" },
    ],
  },
];
