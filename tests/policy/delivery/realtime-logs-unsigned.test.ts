import { realtimeLogsUnsigned } from "../../../policy/rules/delivery/realtime-logs-unsigned.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_LIST } from "../harness.ts";

describeRule(realtimeLogsUnsigned, {
  rows: "S4 B4",
  elsewhere: TYPES.distribution,
  compliant: { type: "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig", props: { fields: ["timestamp", "c-country", "sc-status"] } },
  cases: [
    {
      when: "the query string",
      props: { fields: ["timestamp", "cs-uri-query"] },
      expect: [/writes down "cs-uri-query", with which anybody could watch/],
    },
    { when: "the stem, which holds the query here", props: { fields: ["cs-uri-stem"] }, expect: [/"cs-uri-stem"/] },
    { when: "no fields", props: { fields: [] }, expect: [/Write the list literally/] },
    { when: "fields that are not known yet", props: { fields: UNKNOWN_LIST }, expect: [/Write the list literally/] },
  ],
});
