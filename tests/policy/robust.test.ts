import assert from "node:assert/strict";
import fc from "fast-check";
import { rules } from "../../policy/rules/index.ts";
import {
  ACCOUNT_STATEMENT,
  bucketParts,
  CHANNEL,
  DISTRIBUTION,
  EPOCH_CHANNEL,
  FLOW,
  NATIVE_DISTRIBUTION,
  policy,
  TEMPLATE,
  templateStack,
  TYPES,
  WEB_ACL,
} from "./fixtures.ts";
import type { Props, TestResource } from "./harness.ts";
import { check, checkStack, resource, skippedRules, UNKNOWN_LIST, UNKNOWN_OBJECT, UNKNOWN_STRING } from "./harness.ts";

const STATEMENT = {
  Effect: "Allow",
  Action: ["sns:Publish", "s3:*"],
  Resource: ["*", "arn:aws:s3:::a/*"],
  Condition: { StringEquals: { a: "b" } },
};

/** One resource at least for every rule to read. */
const STACK: readonly TestResource[] = [
  ...bucketParts(),
  resource(TYPES.key, "key", { enableKeyRotation: true, policy: policy(ACCOUNT_STATEMENT) }),
  resource(TYPES.topic, "alerts", { name: "alerts", kmsMasterKeyId: "alias/onair" }, { kmsMasterKeyId: ["key"] }),
  resource(TYPES.alarm, "alarm", { alarmActions: ["arn:aws:sns:us-east-1:1:alerts"] }),
  resource(TYPES.distribution, "edge", DISTRIBUTION),
  resource(TYPES.nativeDistribution, "native-edge", NATIVE_DISTRIBUTION),
  resource(TYPES.channel, "channel", CHANNEL),
  resource(TYPES.cloudFormation, "template", templateStack(TEMPLATE)),
  resource(TYPES.nativeCloudFormation, "native-template", { templateBody: TEMPLATE, parameters: { Class: "STANDARD" } }),
  resource(TYPES.input, "input", {
    type: "RTMP_PUSH",
    destinations: [{ streamName: "a" }, { streamName: "b" }],
    inputSecurityGroups: ["1"],
  }),
  resource(TYPES.inputSecurityGroup, "encoders", { whitelistRules: [{ cidr: "203.0.113.7/32" }] }),
  resource("aws-native:mediapackagev2:OriginEndpointPolicy", "endpoint", {
    policy: policy({ ...ACCOUNT_STATEMENT, Condition: { StringEquals: { "AWS:SourceArn": "x" } } }),
  }),
  resource("aws-native:mediapackagev2:ChannelPolicy", "ingest", { policy: JSON.stringify(policy(ACCOUNT_STATEMENT)) }),
  resource(TYPES.record, "record", {
    zoneId: "Z",
    name: "a.",
    type: "A",
    ttl: 60,
    records: ["1"],
    setIdentifier: "a",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
  }),
  resource(TYPES.nativeRecord, "native-record", {
    hostedZoneId: "Z",
    name: "b.",
    type: "A",
    failover: "SECONDARY",
    aliasTarget: { dnsName: "x" },
  }),
  resource(TYPES.healthCheck, "check", { type: "CALCULATED", childHealthchecks: ["a"], childHealthThreshold: 1 }),
  resource("aws:dynamodb/table:Table", "table", {
    serverSideEncryption: { enabled: true, kmsKeyArn: "a" },
    replicas: [{ regionName: "b" }],
  }),
  resource(TYPES.channel, "epoch", EPOCH_CHANNEL, { inputAttachments: ["input"] }),
  resource(TYPES.compositeAlarm, "incident", { alarmRule: 'ALARM("a")', alarmActions: ["a"] }),
  resource(TYPES.bucketBlock, "block", { bucket: "archive", blockPublicAcls: true }),
  resource(TYPES.bucketVersioning, "versioning", { bucket: "archive", versioningConfiguration: { status: "Enabled" } }),
  resource(TYPES.bucketLifecycle, "lifecycle", { bucket: "archive", rules: [{ status: "Enabled", abortIncompleteMultipartUpload: {} }] }),
  resource(TYPES.bucketOwnership, "ownership", { bucket: "archive", rule: { objectOwnership: "ObjectWriter" } }),
  resource(TYPES.role, "role", {
    assumeRolePolicy: policy({ ...STATEMENT, Principal: { Service: "a" } }),
    inlinePolicies: [{ policy: policy(STATEMENT) }],
  }),
  resource(TYPES.rolePolicy, "rights", { policy: policy(STATEMENT) }),
  resource("aws:ec2/securityGroup:SecurityGroup", "group", {
    ingress: [{ fromPort: 1, toPort: 2, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] }],
  }),
  resource("aws:ec2/vpc:Vpc", "network", { cidrBlock: "10.0.0.0/16" }),
  resource("aws:sns/topicPolicy:TopicPolicy", "rights-of-topic", { arn: "a", policy: policy({ ...STATEMENT, Principal: "*" }) }),
  resource("aws:lambda/function:Function", "session", { runtime: "nodejs24.x", environment: { variables: { A: "b" } } }),
  resource("aws:lambda/functionUrl:FunctionUrl", "url", { authorizationType: "NONE" }),
  resource("aws:lambda/permission:Permission", "call", { principal: "a.amazonaws.com", sourceArn: "a" }),
  resource("aws:kinesis/stream:Stream", "stream", { encryptionType: "KMS", kmsKeyId: "a", retentionPeriod: 24 }),
  resource("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "delivery", {
    serverSideEncryption: { enabled: true, keyArn: "a" },
  }),
  resource("aws:cloudfront/realtimeLogConfig:RealtimeLogConfig", "requests", { fields: ["timestamp"] }),
  resource("aws:cloudfront/keyGroup:KeyGroup", "keys", { items: ["a"] }),
  resource(TYPES.originAccessControl, "access", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  }),
  resource(TYPES.webAcl, "acl", WEB_ACL),
  resource(TYPES.webAclLogging, "acl-logs", {
    resourceArn: "a",
    redactedFields: [{ queryString: {} }, { singleHeader: { name: "cookie" } }],
  }),
  resource(TYPES.logGroup, "lines", { kmsKeyId: "a", retentionInDays: 30 }),
  resource(TYPES.queue, "queue", { kmsMasterKeyId: "a", policy: policy(STATEMENT) }),
  resource(TYPES.subscription, "mail", { protocol: "email", endpoint: "a" }),
  resource(TYPES.trail, "trail", { kmsKeyId: "a", enableLogFileValidation: true }),
  resource("aws:secretsmanager/secret:Secret", "secret", { kmsKeyId: "a", replicas: [{ kmsKeyId: "b" }] }),
  resource("aws:ivs/channel:Channel", "ivs", { authorized: true }),
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", { policyArn: "arn:aws:iam::aws:policy/A" }),
  resource(TYPES.flow, "flow", {
    ...FLOW,
    availabilityZone: "a",
    sourceFailoverConfig: { state: "ENABLED", failoverMode: "MERGE", recoveryWindow: 1 },
  }),
  resource("aws-native:mediaconnect:FlowOutput", "feed", {
    protocol: "srt-listener",
    cidrAllowList: ["203.0.113.7/32"],
    encryption: { keyType: "srt-password", roleArn: "a", secretArn: "b" },
  }),
  resource("aws-native:mediaconnect:FlowEntitlement", "partner", { subscribers: ["123456789012"] }),
  resource("aws-native:mediapackagev2:Channel", "packaging", { inputType: "CMAF", outputHeaderConfiguration: { publishMqcs: true } }),
  resource(TYPES.endpoint, "live", {
    containerType: "CMAF",
    segment: {
      encryption: { encryptionMethod: { cmafEncryptionMethod: "CBCS" }, spekeKeyProvider: { drmSystems: ["FAIRPLAY"], url: "https://a" } },
    },
    hlsManifests: [{ manifestName: "a" }],
  }),
  resource("aws-native:sns:Topic", "twin", {}),
  resource(TYPES.stack, "stack", { encodes: { news: { a: "1", b: "2" } } }),
];

const odd = fc.constantFrom<unknown>(UNKNOWN_STRING, UNKNOWN_LIST, UNKNOWN_OBJECT, null, "", "[]", "{", 7, true, [], [[]], {}, [null], {
  Ref: "x",
});

/** Puts an odd value in the place that the picks lead to, from the top down. */
function spoilt(value: unknown, picks: readonly number[], replacement: unknown): unknown {
  const [pick, ...rest] = picks;
  if (pick === undefined || typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    return replacement;
  }
  const keys = Object.keys(value);
  const key = keys[pick % keys.length] ?? "";
  const changed = { ...value, [key]: spoilt((value as Record<string, unknown>)[key], rest, replacement) };
  return Array.isArray(value) ? Object.values(changed) : changed;
}

describe("policy pack on what nobody expects", () => {
  it("[S4] finds its own stack of odd values whole to begin with", async () => {
    assert.deepEqual(await skippedRules(rules, STACK), []);
  });

  it("[S4] has something in its stack for every rule to judge", async () => {
    const idle: string[] = [];
    for (const rule of rules) {
      const judged =
        "validateStack" in rule
          ? [await checkStack(rule, STACK)]
          : await Promise.all(STACK.map(({ props, type, name }) => check(rule, props, { type, name })));
      if (judged.every(({ notApplicable }) => notApplicable)) {
        idle.push(rule.name);
      }
    }
    assert.deepEqual(idle, []);
  });

  it("[S4] never throws, and is never turned into advice, whatever stands where", async () => {
    const place = fc.record({
      index: fc.nat(STACK.length - 1),
      picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 9 }),
      replacement: odd,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 3 }), async (places) => {
        const stack = [...STACK];
        for (const { index, picks, replacement } of places) {
          const one = stack[index] ?? assert.fail();
          stack[index] = { ...one, props: spoilt(one.props, picks, replacement) as Props };
        }
        assert.deepEqual(
          await skippedRules(
            rules,
            stack,
            stack.filter((one) => !STACK.includes(one)),
          ),
          [],
        );
      }),
      { numRuns: 100 },
    );
  });
});
