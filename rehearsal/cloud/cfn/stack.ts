/** What a CloudFormation stack makes: its resources, and the values of its outputs. */
import { checkInputs } from "../check.ts";
import type { Making } from "../outputs/making.ts";
import { schemaOf } from "../schema/index.ts";
import { coerce } from "./coerce.ts";
import type { CloudObject } from "../store.ts";
import { canonical, object, text, type Properties, type Value } from "../values.ts";
import { refuseByPolicy } from "./stackPolicy.ts";
import { templateTypes } from "./types.ts";
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
  for (const gone of leftOut(making, stackId, children)) refuseByPolicy(making.before?.inputs["policyBody"], "Update:Delete", gone);
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
  const templateType = templateTypes[type];
  if (schema === undefined || templateType === undefined)
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
  const existing = making.store.find(type, (child) => child.owner === stackId && child.hidden["logicalId"] === logicalId);
  const replaced = existing !== undefined && schema.forceNew.some((name) => canonical(existing.inputs[name]) !== canonical(inputs[name]));
  const changed = existing !== undefined && canonical(existing.inputs) !== canonical(inputs);
  // The policy that counts is the one the stack had: a new one is set with the update itself.
  if (changed) refuseByPolicy(making.before?.inputs["policyBody"], replaced ? "Update:Replace" : "Update:Modify", logicalId);
  const before = replaced ? undefined : existing;
  const id = before?.id ?? making.seed.also(replaced ? `${logicalId} in place of ${existing.id}` : logicalId).digits(7);
  const { outputs, hidden } = templateType.make(making, inputs, id, before);
  return { type, region: making.region, id, owner: stackId, inputs, outputs, hidden: { ...hidden, logicalId } };
}

/** Logical ids that the stack has and its new template has not. */
function leftOut({ store }: Making, stackId: string, children: ReadonlyMap<string, CloudObject>): string[] {
  return Object.keys(templateTypes)
    .flatMap((type) => store.all(type))
    .flatMap(({ owner, hidden }) => (owner === stackId ? (text(hidden["logicalId"]) ?? []) : []))
    .filter((logicalId) => !children.has(logicalId));
}

function attributeOf(child: CloudObject | undefined, attribute: string | undefined): Value {
  const known = child === undefined ? undefined : templateTypes[child.type];
  const value =
    child === undefined || known === undefined
      ? undefined
      : attribute === undefined
        ? known.ref(child)
        : known.attributes.includes(attribute)
          ? child.outputs[attribute]
          : undefined;
  if (value === undefined)
    throw new Error(`ValidationError: Template error: resource does not support attribute type ${attribute ?? "Ref"} in Fn::GetAtt`);
  return Array.isArray(value) ? value.map(String).join(",") : value;
}
