import { at, isSet } from "../../lib/plain.ts";
import { resourceRule, stringsSetting } from "../../lib/rule.ts";
import { readTemplate, STACK_TYPES } from "../../lib/template.ts";

/** Resource types in a template that the rules of this pack read. */
const READ_TYPES = ["AWS::MediaLive::Channel", "AWS::MediaLive::Input", "AWS::MediaLive::InputSecurityGroup"];

export const templateReadable = resourceRule(
  {
    name: "template-readable",
    group: "redundancy",
    description: "A CloudFormation template hides nothing: it can be read before the deployment and holds only what this pack checks.",
    severity: "critical",
    remediation:
      "Pass templateBody as literal JSON without macros, put unknown values into parameters, and declare other resources outside it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html",
    settings: {
      otherTypes: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Resource types accepted in templates although no rule reads them.",
      },
    },
  },
  STACK_TYPES,
  function* ({ props }, settings) {
    if (isSet(at(props, "templateUrl"))) {
      yield "takes its template from a URL, where nobody can check it. Pass it as templateBody.";
    }
    const template = readTemplate(props);
    if (template === undefined) {
      yield "has a templateBody that cannot be read before the deployment. Write it as literal JSON and put unknown values into parameters.";
      return;
    }
    if (template.hasMacro) {
      yield "has a macro in its template, which can add resources that nobody checked. Write the resources out.";
    }
    const accepted = [...READ_TYPES, ...stringsSetting(settings, "otherTypes")];
    for (const { id, type } of template.resources.filter((resource) => !accepted.includes(resource.type))) {
      yield `holds ${type} (${id}) in its template, which no rule reads. Declare it as a Pulumi resource, or name its type in otherTypes.`;
    }
  },
);
