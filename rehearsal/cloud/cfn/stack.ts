/** What a CloudFormation stack makes: its resources, and the values of its outputs. */
import { templateChannel } from "../channels.ts";
import { checkInputs } from "../check.ts";
import type { Making } from "../outputs/making.ts";
import { regionalArn } from "../outputs/making.ts";
import { schemaOf } from "../schema/index.ts";
import { coerce } from "./coerce.ts";
import type { CloudObject } from "../store.ts";
import { object, objects, text, type Properties, type Value } from "../values.ts";
import { readTemplate, type Template, type TemplateResource } from "./template.ts";

export interface StackContent {
  children: CloudObject[];
  outputs: Properties;
}

/** Works out the template of a stack. Throws what CloudFormation would, with the reason of the resource that failed. */
export function stackContent(making: Making, stackId: string): StackContent {
  const body = text(making.inputs["templateBody"]);
  if (body === undefined)
    throw new Error("ValidationError: Either Template URL or Template Body must be specified. The rehearsal knows templateBody only.");
  const template = readTemplate(body, object(making.inputs["parameters"]), pseudoParameters(making, stackId));
  const children = new Map(template.resources.map((resource) => [resource.logicalId, childOf(resource, template, making, stackId)]));
  const attributes = (logicalId: string, attribute: string | undefined): Value => attributeOf(children.get(logicalId), attribute);
  return { children: [...children.values()], outputs: object(template.resolve(template.outputs, attributes)) };
}

function pseudoParameters({ account, region, inputs }: Making, stackId: string): Record<string, string> {
  return {
    "AWS::AccountId": account.accountId,
    "AWS::Partition": account.partition,
    "AWS::Region": region,
    "AWS::StackId": stackId,
    "AWS::StackName": text(inputs["name"]) ?? "",
    "AWS::URLSuffix": "amazonaws.com",
  };
}

function childOf({ logicalId, type, properties }: TemplateResource, template: Template, making: Making, stackId: string): CloudObject {
  const schema = schemaOf(type);
  if (schema === undefined || type !== templateChannel)
    throw new Error(`ValidationError: Template format error: Unrecognized resource types: [${type}]`);
  const resolved = object(
    template.resolve(properties, (other) => {
      throw new Error(`ValidationError: Circular or unsupported dependency on ${other}`);
    }),
  );
  const inputs = object(coerce(resolved, { is: "object", name: type, fields: () => schema.inputs }));
  const failures = checkInputs(inputs, schema.inputs);
  if (failures.length > 0) {
    throw new Error(
      `Properties validation failed for resource ${logicalId} with message: ${failures.map(({ property, reason }) => `#/${property}: ${reason}`).join("; ")}`,
    );
  }
  const before = making.store.find(type, (child) => child.owner === stackId && child.hidden["logicalId"] === logicalId);
  const id = before?.id ?? making.seed.also(logicalId).digits(7);
  const arn = regionalArn(making, "medialive", `channel:${id}`);
  const attached = objects(inputs["InputAttachments"]).flatMap(({ InputId }) => text(InputId) ?? []);
  return {
    type,
    region: making.region,
    id,
    owner: stackId,
    inputs,
    outputs: { arn, channelId: id, Arn: arn, Id: id, Inputs: attached },
    hidden: { state: "IDLE", since: 0, ...before?.hidden, logicalId },
  };
}

/** The reference page of AWS::MediaLive::Channel: Ref gives the channel's name, GetAtt its Arn, Id and Inputs. */
function attributeOf(child: CloudObject | undefined, attribute: string | undefined): Value {
  const value = attribute === undefined ? child?.inputs["Name"] : child?.outputs[attribute];
  const known = attribute === undefined || ["Arn", "Id", "Inputs"].includes(attribute);
  if (!known || value === undefined)
    throw new Error(`ValidationError: Template error: resource does not support attribute type ${attribute ?? "Ref"} in Fn::GetAtt`);
  return Array.isArray(value) ? value.map(String).join(",") : value;
}
