import { regionsAllowed } from "../../../policy/rules/governance/regions-allowed.ts";
import { DEFAULT_PROVIDER, PROVIDER, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const elsewhere = { ...PROVIDER, props: { region: "af-south-1" } };

describeRule(regionsAllowed, {
  rows: "S4",
  elsewhere: TYPES.stack,
  compliant: {
    type: TYPES.topic,
    provider: PROVIDER,
    props: { name: "alerts", kmsMasterKeyId: "arn:aws:kms:eu-west-1:123456789012:key/1" },
  },
  cases: [
    {
      when: "a resource's own region",
      props: { region: "af-south-1" },
      expect: [/refers to "af-south-1" \(region\), which is not an allowed region. Use one of ap-northeast-1,/],
    },
    { when: "the region of its provider", provider: elsewhere, props: {}, expect: [/"af-south-1" \(region of its provider\)/] },
    { when: "its own region before the provider's", provider: elsewhere, props: { region: "us-east-1" }, expect: [] },
    {
      when: "an ARN of another region",
      props: { policy: '{"Resource":["arn:aws:kms:cn-north-1:123456789012:key/1","arn:aws-cn:kms:cn-north-1:1:key/1"]}' },
      expect: [/"cn-north-1" \(policy\)/],
    },
    {
      when: "a replica elsewhere",
      type: TYPES.table,
      props: { replicas: [{ regionName: "il-central-1" }] },
      expect: [/replicas\[0\]\.regionName/],
    },
    { when: "a provider elsewhere", type: "pulumi:providers:aws-native", props: { region: "us-west-1" }, expect: [/"us-west-1"/] },
    { when: "a shorter list", config: { allowed: ["eu-west-1"] }, expect: [/"us-east-1" \(region of its provider\)/] },
    { when: "regions that health checkers are in", type: TYPES.healthCheck, props: { regions: ["us-west-1"] }, expect: [] },
    {
      when: "the engine's own provider elsewhere",
      provider: { ...DEFAULT_PROVIDER, props: { region: "me-south-1" } },
      props: {},
      expect: [/"me-south-1"/],
    },
    {
      when: "ARNs and regions that are not known yet",
      provider: changed(PROVIDER, "props.region", UNKNOWN_STRING),
      props: { region: UNKNOWN_STRING, arn: UNKNOWN_STRING },
      expect: [],
    },
  ],
});
