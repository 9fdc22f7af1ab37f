import { streamRetained } from "../../../policy/rules/governance/stream-retained.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

const VIDEO = "aws:kinesis/videoStream:VideoStream";

describeRule(streamRetained, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: "aws:kinesis/stream:Stream", props: { retentionPeriod: 168 } },
  cases: [
    { when: "a day", props: { retentionPeriod: 24 }, expect: [/retentionPeriod 24.*to 168 hours or more/] },
    { when: "no retention", props: {}, expect: [/retentionPeriod nothing/] },
    { when: "a day where that will do", props: { retentionPeriod: 24 }, config: { minimumHours: 24 }, expect: [] },
    { when: "video that is not kept", type: VIDEO, props: { dataRetentionInHours: 0 }, expect: [/dataRetentionInHours 0/] },
    { when: "video that is kept", type: VIDEO, props: { dataRetentionInHours: 24 }, expect: [] },
    { when: "a retention that is not known yet", props: { retentionPeriod: UNKNOWN_STRING }, expect: [/Set it literally/] },
  ],
});
