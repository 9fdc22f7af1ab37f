import { hlsPausesOnInputLoss } from "../../../policy/rules/redundancy/hls-pauses-on-input-loss.ts";
import { CHANNEL, TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const hls = "encoderSettings.outputGroups.0.outputGroupSettings.hlsGroupSettings";
const group = (settings: object) => [{ Name: "hls", OutputGroupSettings: { HlsGroupSettings: settings } }];
const inTemplate = (settings: object) => ({
  type: TYPES.cloudFormation,
  props: templateStack(changed(TEMPLATE, "Resources.Channel.Properties.EncoderSettings.OutputGroups", group(settings))),
});

describeRule(hlsPausesOnInputLoss, {
  rows: "S4 L3 L7",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.channel, props: CHANNEL },
  cases: [
    {
      when: "output that goes on",
      props: changed(CHANNEL, `${hls}.inputLossAction`, "EMIT_OUTPUT"),
      expect: [/inputLossAction "EMIT_OUTPUT" in output group "package". Set it to "PAUSE_OUTPUT"/],
    },
    { when: "no action", props: changed(CHANNEL, `${hls}.inputLossAction`, undefined), expect: [/inputLossAction nothing/] },
    {
      when: "an action that is not known yet",
      props: changed(CHANNEL, `${hls}.inputLossAction`, UNKNOWN_STRING),
      expect: [/Set it to "PAUSE_OUTPUT"/],
    },
    {
      when: "output to a bucket",
      props: changed(
        changed(CHANNEL, `${hls}.hlsCdnSettings`, [{ hlsS3Settings: { cannedAcl: "x" } }]),
        `${hls}.inputLossAction`,
        "EMIT_OUTPUT",
      ),
      expect: [],
    },
    {
      when: "another kind of output",
      props: changed(CHANNEL, "encoderSettings.outputGroups.0.outputGroupSettings", { archiveGroupSettings: [{}] }),
      expect: [],
    },
    {
      when: "output groups that are not known yet",
      props: changed(CHANNEL, "encoderSettings.outputGroups", UNKNOWN_LIST),
      expect: [/Write the list literally/],
    },
    { when: "CMAF inside a template", type: TYPES.cloudFormation, props: templateStack(TEMPLATE), expect: [] },
    {
      when: "HLS that goes on inside a template",
      ...inTemplate({ InputLossAction: "EMIT_OUTPUT", HlsCdnSettings: { HlsBasicPutSettings: {} } }),
      expect: [/\(template resource Channel\) has inputLossAction "EMIT_OUTPUT"/],
    },
    { when: "HLS that pauses inside a template", ...inTemplate({ InputLossAction: "PAUSE_OUTPUT" }), expect: [] },
  ],
});
