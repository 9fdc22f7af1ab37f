import { epochInputsLive } from "../../../policy/rules/redundancy/epoch-inputs-live.ts";
import { CHANNEL, EPOCH_CHANNEL, replaced, TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import { changed, describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const stack = [
  resource(TYPES.channel, "news", EPOCH_CHANNEL, { inputAttachments: ["input"] }),
  resource(TYPES.input, "input", { type: "RTP_PUSH" }),
];
const input = (type: string) => replaced(stack, "input", { type });
const template = templateStack(
  changed(TEMPLATE, "Resources.Channel.Properties.EncoderSettings", { GlobalConfiguration: { OutputLockingMode: "EPOCH_LOCKING" } }),
);

describeRule(epochInputsLive, {
  rows: "S4 L3",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.channel, stack },
  cases: [
    {
      when: "a file",
      stack: input("MP4_FILE"),
      expect: [/^Channel "news" locks to the epoch and takes input "input" of type "MP4_FILE".*PIPELINE_LOCKING/],
    },
    { when: "a playlist", stack: input("URL_PULL"), expect: [/"URL_PULL"/] },
    { when: "a pull of RTMP, which may carry a timecode", stack: input("RTMP_PULL"), expect: [] },
    { when: "a type that is not known yet", stack: input(UNKNOWN_STRING), expect: [] },
    { when: "a file where only pipelines lock", stack: replaced(input("MP4_FILE"), "news", CHANNEL), expect: [] },
    { when: "the input of another channel", stack: [...stack, resource(TYPES.input, "demo", { type: "MP4_FILE" })], expect: [] },
    {
      when: "a playlist handed to a template",
      stack: [
        resource(TYPES.cloudFormation, "news", template, { parameters: ["input"] }),
        resource(TYPES.input, "input", { type: "URL_PULL" }),
      ],
      expect: [/^CloudFormation stack "news"/],
    },
  ],
});
