import assert from "node:assert/strict";
import fc from "fast-check";
import { rules } from "../../policy/rules/index.ts";
import {
  ACCOUNT_STATEMENT,
  bucketParts,
  CHANNEL,
  DISTRIBUTION,
  NATIVE_DISTRIBUTION,
  policy,
  TEMPLATE,
  templateStack,
  TYPES,
} from "./fixtures.ts";
import type { Props, TestResource } from "./harness.ts";
import { resource, skippedRules, UNKNOWN_LIST, UNKNOWN_OBJECT, UNKNOWN_STRING } from "./harness.ts";

/** One resource of most types that the rules read. */
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
