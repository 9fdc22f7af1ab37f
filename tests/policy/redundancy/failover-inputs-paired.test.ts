import { failoverInputsPaired } from "../../../policy/rules/redundancy/failover-inputs-paired.ts";
import { CHANNEL, TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const condition = (settings: object) => ({ failoverConditionSettings: settings });
const PAIR = changed(CHANNEL, "inputAttachments", [
  {
    inputAttachmentName: "primary",
    inputId: "1",
    automaticInputFailoverSettings: {
      secondaryInputId: "2",
      inputPreference: "PRIMARY_INPUT_PREFERRED",
      failoverConditions: [
        condition({ inputLossSettings: { inputLossThresholdMsec: 1000 } }),
        condition({ audioSilenceSettings: { audioSelectorName: "main", audioSilenceThresholdMsec: 3000 } }),
      ],
    },
  },
  { inputAttachmentName: "second", inputId: "2" },
]);
const settings = (path: string, value: unknown) => changed(PAIR, `inputAttachments.0.automaticInputFailoverSettings.${path}`, value);
const loss = "failoverConditions.0.failoverConditionSettings.inputLossSettings.inputLossThresholdMsec";
const inTemplate = (preference: string) =>
  templateStack(
    changed(TEMPLATE, "Resources.Channel.Properties.InputAttachments", [
      {
        InputAttachmentName: "primary",
        InputId: { Ref: "IngestUrl1" },
        AutomaticInputFailoverSettings: {
          SecondaryInputId: { Ref: "IngestUrl2" },
          InputPreference: preference,
          FailoverConditions: [{ FailoverConditionSettings: { InputLossSettings: { InputLossThresholdMsec: 1000 } } }],
        },
      },
      { InputAttachmentName: "second", InputId: { Ref: "IngestUrl2" } },
    ]),
  );

describeRule(failoverInputsPaired, {
  rows: "S4 L1",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.channel, props: PAIR },
  cases: [
    { when: "inputs that do not fail over", props: CHANNEL, expect: [] },
    {
      when: "an input that fails over to itself",
      props: settings("secondaryInputId", "1"),
      expect: [/to itself or to nothing. Set secondaryInputId/],
    },
    { when: "no second input", props: settings("secondaryInputId", undefined), expect: [/to itself or to nothing/] },
    {
      when: "a second input that is not attached",
      props: settings("secondaryInputId", "3"),
      expect: [/to an input that is not attached. Attach it/],
    },
    { when: "a second input that is not known yet", props: settings("secondaryInputId", UNKNOWN_STRING), expect: [] },
    {
      when: "no condition",
      props: settings("failoverConditions", undefined),
      expect: [/has no failoverConditions in attachment "primary"/],
    },
    { when: "a threshold of half a second", props: settings(loss, 500), expect: [/inputLossThresholdMsec 500. Wait more than 500 ms/] },
    { when: "a threshold that is not known yet", props: settings(loss, UNKNOWN_STRING), expect: [/written literally/] },
    {
      when: "a short silence",
      props: settings("failoverConditions.1.failoverConditionSettings.audioSilenceSettings.audioSilenceThresholdMsec", 100),
      expect: [/audioSilenceThresholdMsec 100/],
    },
    {
      when: "an input that does not come back",
      props: settings("inputPreference", "EQUAL_INPUT_PREFERENCE"),
      expect: [/stays on the second input.*PRIMARY_INPUT_PREFERRED/],
    },
    {
      when: "attachments that are not known yet",
      props: changed(PAIR, "inputAttachments", UNKNOWN_LIST),
      expect: [/Write the list literally/],
    },
    {
      when: "settings that are not known yet",
      props: changed(PAIR, "inputAttachments.0.automaticInputFailoverSettings", UNKNOWN_STRING),
      expect: [/unknown failover settings/],
    },
    { when: "a pair in a template", type: TYPES.cloudFormation, props: inTemplate("PRIMARY_INPUT_PREFERRED"), expect: [] },
    {
      when: "a pair in a template that does not come back",
      type: TYPES.cloudFormation,
      props: inTemplate("EQUAL_INPUT_PREFERENCE"),
      expect: [/\(template resource Channel\) stays on the second input/],
    },
  ],
});
