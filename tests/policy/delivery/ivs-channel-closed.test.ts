import { ivsChannelClosed } from "../../../policy/rules/delivery/ivs-channel-closed.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

const NATIVE = "aws-native:ivs:Channel";

describeRule(ivsChannelClosed, {
  rows: "S4",
  elsewhere: TYPES.channel,
  compliant: { type: "aws:ivs/channel:Channel", props: { authorized: true } },
  cases: [
    { when: "a channel for all", props: {}, expect: [/has authorized nothing, so that anybody with the address can watch/] },
    { when: "a setting that is not known yet", props: { authorized: UNKNOWN_STRING }, expect: [/Set it to true/] },
    {
      when: "ingest in the clear",
      type: NATIVE,
      props: { authorized: true, insecureIngest: true },
      expect: [/insecureIngest true: the stream key/],
    },
    {
      when: "ingest that is not known yet",
      type: NATIVE,
      props: { authorized: true, insecureIngest: UNKNOWN_STRING },
      expect: [/Set it to false/],
    },
    { when: "a closed native channel", type: NATIVE, props: { authorized: true, insecureIngest: false }, expect: [] },
  ],
});
