/** The resource types that templates may hold, and what CloudFormation gives back of each. */
import { templateChannel } from "../channels.ts";
import { inputBody, templateInput } from "../inputs.ts";
import { destinations, inputClass } from "../outputs/live.ts";
import { regionalArn, type Making } from "../outputs/making.ts";
import type { CloudObject } from "../store.ts";
import { objects, text, type Properties, type Value } from "../values.ts";

export interface TemplateType {
  /** What AWS fills in, and what the service keeps to itself. `inputs` are the template's. */
  make(making: Making, inputs: Properties, id: string, before: CloudObject | undefined): Pick<CloudObject, "outputs" | "hidden">;
  /** What Ref gives. */
  ref(child: CloudObject): Value;
  /** What Fn::GetAtt knows. */
  attributes: readonly string[];
}

export const templateTypes: Readonly<Record<string, TemplateType>> = {
  // The reference page of AWS::MediaLive::Channel: Ref gives the channel's name, GetAtt its Arn, Id and Inputs.
  [templateChannel]: {
    make: (making, inputs, id, before) => {
      const arn = regionalArn(making, "medialive", `channel:${id}`);
      const attached = objects(inputs["InputAttachments"]).flatMap(({ InputId }) => text(InputId) ?? []);
      return {
        outputs: { arn, channelId: id, Arn: arn, Id: id, Inputs: attached },
        hidden: { state: "IDLE", since: 0, ...before?.hidden },
      };
    },
    ref: ({ inputs }) => inputs["Name"],
    attributes: ["Arn", "Id", "Inputs"],
  },
  // The registry's primary identifier of AWS::MediaLive::Input is its Id. Of its destinations guide and registry say different things.
  [templateInput]: {
    make: (making, inputs, id, before) => {
      const arn = regionalArn(making, "medialive", `input:${id}`);
      const body = inputBody(templateInput, inputs);
      return {
        outputs: { arn, Arn: arn, Id: id, inputClass: inputClass(body), inputPartnerIds: [], inputSourceType: "STATIC" },
        hidden: { destinations: before?.hidden["destinations"] ?? destinations({ ...making, inputs: body }) },
      };
    },
    ref: ({ id }) => id,
    attributes: ["Arn", "Id"],
  },
};
