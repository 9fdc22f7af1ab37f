/** A Standard input fed by two MediaConnect flows, and what else hangs on the first of them. */
import { accountId, policy, region, type Example } from "./example.ts";

const secretArn = `arn:aws:secretsmanager:${region}:${accountId}:secret:onair/feed-AbCdEf`;
const flowActions = ["ManagedDescribeFlow", "ManagedAddOutput", "ManagedRemoveOutput"].map((name) => `mediaconnect:${name}`);

const flow = (name: string, zone: string): Example => ({
  name,
  token: "aws-native:mediaconnect:Flow",
  inputs: (made) => ({
    name,
    availabilityZone: `${region}${zone}`,
    maintenance: { maintenanceDay: "Tuesday", maintenanceStartHour: "03:00" },
    source: {
      name: "first",
      description: "an encoder",
      protocol: "srt-listener",
      ingestPort: 5000,
      whitelistCidr: "203.0.113.7/32",
      minLatency: 500,
      decryption: { keyType: "srt-password", roleArn: made.output("flowRole", "arn"), secretArn },
    },
    sourceFailoverConfig: {
      state: "ENABLED",
      failoverMode: "FAILOVER",
      recoveryWindow: 200,
      sourcePriority: { primarySource: "first" },
    },
    sourceMonitoringConfig: { thumbnailState: "ENABLED", contentQualityAnalysisState: "DISABLED" },
  }),
});

export const flows: Example[] = [
  {
    name: "flowRole",
    token: "aws:iam/role:Role",
    inputs: () => ({
      name: "onair-flows",
      assumeRolePolicy: policy({
        Effect: "Allow",
        Principal: { Service: "mediaconnect.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": `arn:aws:mediaconnect:${region}:${accountId}:flow:*` },
        },
      }),
    }),
  },
  {
    name: "flowPolicy",
    token: "aws:iam/rolePolicy:RolePolicy",
    inputs: (made) => ({
      name: "flows",
      role: made.id("role"),
      policy: policy({ Effect: "Allow", Action: flowActions, Resource: `arn:aws:mediaconnect:${region}:${accountId}:flow:*` }),
    }),
  },
  flow("flowA", "a"),
  flow("flowB", "b"),
  {
    name: "flowSource",
    token: "aws-native:mediaconnect:FlowSource",
    inputs: (made) => ({
      flowArn: made.id("flowA"),
      name: "second",
      description: "another encoder",
      protocol: "srt-listener",
      ingestPort: 5010,
      whitelistCidr: "198.51.100.7/32",
      decryption: { keyType: "srt-password", roleArn: made.output("flowRole", "arn"), secretArn },
    }),
  },
  {
    name: "flowOutput",
    token: "aws-native:mediaconnect:FlowOutput",
    inputs: (made) => ({
      flowArn: made.id("flowA"),
      name: "monitor",
      protocol: "srt-listener",
      port: 6000,
      cidrAllowList: ["192.0.2.7/32"],
      encryption: { keyType: "srt-password", roleArn: made.output("flowRole", "arn"), secretArn },
      outputStatus: "ENABLED",
    }),
  },
  {
    name: "flowEntitlement",
    token: "aws-native:mediaconnect:FlowEntitlement",
    inputs: (made) => ({
      flowArn: made.id("flowA"),
      name: "partner",
      description: "a broadcaster",
      subscribers: ["210987654321"],
      dataTransferSubscriberFeePercent: 100,
      encryption: { algorithm: "aes256", keyType: "static-key", roleArn: made.output("flowRole", "arn"), secretArn },
      entitlementStatus: "ENABLED",
    }),
  },
  {
    name: "flowInput",
    token: "aws:medialive/input:Input",
    inputs: (made) => ({
      name: "contribution",
      type: "MEDIACONNECT",
      roleArn: made.output("role", "arn"),
      mediaConnectFlows: [{ flowArn: made.id("flowA") }, { flowArn: made.id("flowB") }],
    }),
  },
];
