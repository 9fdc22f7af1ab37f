import { flowSourceDoubled } from "../../../policy/rules/redundancy/flow-source-doubled.ts";
import { FLOW, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const DOUBLED = { ...FLOW, sourceFailoverConfig: { state: "ENABLED", failoverMode: "FAILOVER", recoveryWindow: 200 } };
const settings = (key: string, value: unknown) => changed(DOUBLED, `sourceFailoverConfig.${key}`, value);

describeRule(flowSourceDoubled, {
  rows: "S4",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.flow, props: DOUBLED },
  cases: [
    { when: "a flow with one source", props: FLOW, expect: [] },
    {
      when: "two SRT streams merged",
      props: settings("failoverMode", "MERGE"),
      expect: [/merges two sources of "srt-listener".*Set failoverMode "FAILOVER"/],
    },
    { when: "two RTP streams merged", props: changed(settings("failoverMode", "MERGE"), "source.protocol", "rtp"), expect: [] },
    { when: "no mode", props: settings("failoverMode", undefined), expect: [/has failoverMode nothing/] },
    { when: "a mode that is not known yet", props: settings("failoverMode", UNKNOWN_STRING), expect: [/Set it literally/] },
    { when: "a window of a minute", props: settings("recoveryWindow", 60_000), expect: [/recoveryWindow 60000. Choose 100 to 500 ms/] },
    { when: "two sources switched off", props: settings("state", "DISABLED"), expect: [] },
  ],
});
