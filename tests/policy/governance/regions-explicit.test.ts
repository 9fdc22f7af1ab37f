import { regionsExplicit } from "../../../policy/rules/governance/regions-explicit.ts";
import { DEFAULT_PROVIDER, PROVIDER, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(regionsExplicit, {
  rows: "S4",
  elsewhere: "onair:edge:GlobalEdge",
  compliant: { type: TYPES.topic, provider: PROVIDER, props: {} },
  cases: [
    { when: "the engine's default provider", provider: DEFAULT_PROVIDER, expect: [/default provider.*Pass a provider of your own/] },
    { when: "the default provider of an older engine", provider: { ...DEFAULT_PROVIDER, name: "default" }, expect: [/default provider/] },
    { when: "the default provider and a region of its own", provider: DEFAULT_PROVIDER, props: { region: "eu-west-1" }, expect: [] },
    {
      when: "a provider without a region",
      provider: changed(PROVIDER, "props.region", undefined),
      expect: [/names no region. Set its region/],
    },
    { when: "a provider whose region is not known yet", provider: changed(PROVIDER, "props.region", UNKNOWN_STRING), expect: [] },
    { when: "a region that is not known yet", provider: DEFAULT_PROVIDER, props: { region: UNKNOWN_STRING }, expect: [] },
  ],
});
