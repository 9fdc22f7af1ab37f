import { channelStandardClass } from "../../../policy/rules/redundancy/channel-standard-class.ts";
import { CHANNEL, PARAMETERS, TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const channelClass = "Resources.Channel.Properties.ChannelClass";
const inTemplate = (value: unknown, parameters = {}) => ({
  type: TYPES.cloudFormation,
  props: templateStack(changed(TEMPLATE, channelClass, value), { ...PARAMETERS, ...parameters }),
});
const offAir = /has channel class .* Set channelClass to "STANDARD"/;

describeRule(channelStandardClass, {
  rows: "S4 L3",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.channel, name: "news", props: CHANNEL },
  cases: [
    {
      when: "one pipeline",
      props: changed(CHANNEL, "channelClass", "SINGLE_PIPELINE"),
      expect: [/^Channel "news" has channel class "SINGLE_PIPELINE".*Set channelClass to "STANDARD"/],
    },
    { when: "no class", props: changed(CHANNEL, "channelClass", undefined), expect: [offAir] },
    { when: "a class that is not known yet", props: changed(CHANNEL, "channelClass", UNKNOWN_STRING), expect: [offAir] },
    { when: "the production template", type: TYPES.cloudFormation, props: templateStack(TEMPLATE), expect: [] },
    {
      when: "one pipeline inside a template",
      ...inTemplate("SINGLE_PIPELINE"),
      expect: [/^CloudFormation stack "news" \(template resource Channel\) has channel class "SINGLE_PIPELINE"/],
    },
    {
      when: "one pipeline inside a template of the native provider",
      ...inTemplate("SINGLE_PIPELINE"),
      type: TYPES.nativeCloudFormation,
      expect: [offAir],
    },
    { when: "no class inside a template", ...inTemplate(undefined), expect: [offAir] },
    { when: "a class left out by AWS::NoValue", ...inTemplate({ Ref: "AWS::NoValue" }), expect: [offAir] },
    { when: "a computed class", ...inTemplate({ "Fn::If": ["Cheap", "SINGLE_PIPELINE", "STANDARD"] }), expect: [offAir] },
    { when: "a parameter whose default is STANDARD", ...inTemplate({ Ref: "Class" }), expect: [] },
    { when: "that parameter set to one pipeline", ...inTemplate({ Ref: "Class" }, { Class: "SINGLE_PIPELINE" }), expect: [offAir] },
    { when: "that parameter not known yet", ...inTemplate({ Ref: "Class" }, { Class: UNKNOWN_STRING }), expect: [offAir] },
    {
      when: "one pipeline in the second channel of a template",
      type: TYPES.cloudFormation,
      props: templateStack(
        changed(TEMPLATE, "Resources.Backup", { Type: "AWS::MediaLive::Channel", Properties: { ChannelClass: "SINGLE_PIPELINE" } }),
      ),
      expect: [/\(template resource Backup\)/],
    },
    {
      when: "a template given as an object",
      type: TYPES.nativeCloudFormation,
      props: { templateBody: changed(TEMPLATE, channelClass, "SINGLE_PIPELINE") },
      expect: [offAir],
    },
  ],
});
