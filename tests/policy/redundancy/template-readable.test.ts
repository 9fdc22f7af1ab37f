import { templateReadable } from "../../../policy/rules/redundancy/template-readable.ts";
import { TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const topic = templateStack(changed(TEMPLATE, "Resources.Alerts", { Type: "AWS::SNS::Topic" }));
const unreadable = /templateBody that cannot be read.*Write it as literal JSON/;

describeRule(templateReadable, {
  rows: "S4 L3",
  elsewhere: TYPES.channel,
  compliant: { type: TYPES.cloudFormation, name: "news", props: templateStack(TEMPLATE) },
  cases: [
    { when: "a template that is not known yet", props: { templateBody: UNKNOWN_STRING }, expect: [unreadable] },
    { when: "a template with unknown resources", props: { templateBody: { Resources: UNKNOWN_OBJECT } }, expect: [unreadable] },
    {
      when: "YAML",
      props: { templateBody: "Resources:\n  Channel:\n    Type: AWS::MediaLive::Channel\n" },
      expect: [/^CloudFormation stack "news" has a templateBody that cannot be read/],
    },
    { when: "no template", props: {}, expect: [unreadable] },
    {
      when: "a template from a URL",
      props: { templateUrl: "https://example.com/t.json" },
      expect: [/from a URL.*Pass it as templateBody/, unreadable],
    },
    {
      when: "a macro",
      props: templateStack({ ...TEMPLATE, Transform: "AWS::LanguageExtensions" }),
      expect: [/macro.*Write the resources out/],
    },
    {
      when: "a loop over resources",
      props: templateStack(changed(TEMPLATE, "Resources.Fn::ForEach::Channels", ["x", ["a"], {}])),
      expect: [/macro/],
    },
    {
      when: "a nested stack",
      props: templateStack(changed(TEMPLATE, "Resources.Inner", { Type: "AWS::CloudFormation::Stack" })),
      expect: [/holds AWS::CloudFormation::Stack \(Inner\).*Declare it as a Pulumi resource/],
    },
    { when: "a topic inside a template", props: topic, expect: [/holds AWS::SNS::Topic \(Alerts\)/] },
    { when: "a topic where the config accepts the type", props: topic, config: { otherTypes: ["AWS::SNS::Topic"] }, expect: [] },
    { when: "a template of the native provider", type: TYPES.nativeCloudFormation, props: { templateBody: TEMPLATE }, expect: [] },
  ],
});
