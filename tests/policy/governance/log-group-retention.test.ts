import { logGroupRetention } from "../../../policy/rules/governance/log-group-retention.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(logGroupRetention, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.logGroup, props: { retentionInDays: 90 } },
  cases: [
    { when: "no retention", props: {}, expect: [/stay for ever. Set it literally, to 7 or more/] },
    { when: "a retention without end", props: { retentionInDays: 0 }, expect: [/retentionInDays 0/] },
    { when: "too short a retention", props: { retentionInDays: 3 }, expect: [/for 3 days, fewer than 7. Raise/] },
    { when: "a longer minimum", config: { minimumDays: 365 }, expect: [/for 90 days, fewer than 365/] },
    { when: "a retention that is not known yet", props: { retentionInDays: UNKNOWN_STRING }, expect: [/Set it literally/] },
  ],
});
