import { flowSourceGuarded } from "../../../policy/rules/delivery/flow-source-guarded.ts";
import { FLOW, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const source = (key: string, value: unknown) => changed(FLOW, `source.${key}`, value);

describeRule(flowSourceGuarded, {
  rows: "S4",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.flow, props: FLOW },
  cases: [
    {
      when: "a protocol in the clear",
      props: source("protocol", "rtp-fec"),
      expect: [/takes "rtp-fec", which goes in the clear. Use one of srt-listener/],
    },
    {
      when: "a protocol in the clear that was agreed on",
      props: source("protocol", "rtp-fec"),
      config: { inTheClear: ["rtp-fec"] },
      expect: [],
    },
    { when: "no encryption", props: source("decryption", undefined), expect: [/takes srt-listener without encryption. Set decryption/] },
    { when: "the world", props: source("whitelistCidr", "0.0.0.0/0"), expect: [/wider than \/16. Name the sender's block/] },
    { when: "no block", props: source("whitelistCidr", undefined), expect: [/Write whitelistCidr literally/] },
    { when: "a block that is not known yet", props: source("whitelistCidr", UNKNOWN_STRING), expect: [/Write whitelistCidr literally/] },
    { when: "a protocol that is not known yet", props: source("protocol", UNKNOWN_STRING), expect: [/written literally/] },
    { when: "a source that is not known yet", props: { source: UNKNOWN_OBJECT }, expect: [/source that is unknown/] },
    {
      when: "a flow that calls the sender",
      props: { source: { protocol: "srt-caller", decryption: { roleArn: UNKNOWN_STRING } } },
      expect: [],
    },
    { when: "an entitlement", props: { source: { entitlementArn: UNKNOWN_STRING } }, expect: [] },
    {
      when: "a second source of a flow",
      type: "aws-native:mediaconnect:FlowSource",
      props: { protocol: "rtp", whitelistCidr: "203.0.113.7/32" },
      expect: [/takes "rtp"/],
    },
    {
      when: "a shorter prefix where that will do",
      props: source("whitelistCidr", "203.0.0.0/12"),
      config: { minimumPrefix: 12 },
      expect: [],
    },
  ],
});
