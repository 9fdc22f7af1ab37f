import { alarmsKnowSilence } from "../../../policy/rules/governance/alarms-know-silence.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(alarmsKnowSilence, {
  rows: "S4 O2",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.alarm, props: { treatMissingData: "breaching" } },
  cases: [
    { when: "silence left to AWS", props: {}, expect: [/treatMissingData nothing. Set it literally to one of breaching/] },
    { when: "a word that CloudWatch does not know", props: { treatMissingData: "bad" }, expect: [/treatMissingData "bad"/] },
    { when: "a treatment that is not known yet", props: { treatMissingData: UNKNOWN_STRING }, expect: [/Set it literally/] },
  ],
});
