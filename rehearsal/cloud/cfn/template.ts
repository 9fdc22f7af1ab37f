/**
 * CloudFormation templates as far as Onair uses them: parameters, resources of the types in the tables, outputs, and the
 * functions Ref, Fn::GetAtt, Fn::Sub and Fn::Join. Anything else is refused rather than ignored.
 */
import { document, isObject, list, object, text, type Properties, type Value } from "../values.ts";
import { isFunction, resolve, type Scope } from "./functions.ts";

/** CloudFormation User Guide, "Quotas": template body in a request, in bytes. */
export const templateBodyLimit = 51_200;

export interface TemplateResource {
  logicalId: string;
  type: string;
  properties: Properties;
}

export interface Template {
  resources: TemplateResource[];
  outputs: Properties;
  /** Replaces functions in a value by what they stand for. Throws on a name that the template does not have. */
  resolve(value: Value, attributes: Scope["attributes"]): Value;
}

const sections = ["AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Resources", "Outputs"];

/** A template with its parameters filled in. Throws what CloudFormation answers to a template it does not accept. */
export function readTemplate(body: string, given: Properties, pseudo: Record<string, string>): Template {
  if (Buffer.byteLength(body) > templateBodyLimit) {
    throw new Error(
      `ValidationError: 1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${String(templateBodyLimit)}; the body has ${String(Buffer.byteLength(body))} bytes`,
    );
  }
  const template = document(body);
  if (!isObject(template)) throw new Error("ValidationError: Template format error: the body is not a JSON object");
  const other = Object.keys(template).filter((name) => !sections.includes(name));
  if (other.length > 0) throw new Error(`ValidationError: Invalid template property or properties [${other.join(", ")}]`);
  const resources = resourcesOf(template);
  const names = { ...parameters(object(template["Parameters"]), given), ...pseudo };
  const scope = { names, resources: new Set(resources.map(({ logicalId }) => logicalId)) };
  const outputs = Object.fromEntries(Object.entries(object(template["Outputs"])).map(([name, output]) => [name, object(output)["Value"]]));
  refuseDangling([...resources.map(({ properties }) => properties), outputs], scope);
  return { resources, outputs, resolve: (value, attributes) => resolve(value, { ...scope, attributes }) };
}

function resourcesOf(template: Properties): TemplateResource[] {
  const entries = Object.entries(object(template["Resources"]));
  if (entries.length === 0) throw new Error("ValidationError: Template format error: At least one Resources member must be defined.");
  return entries.map(([logicalId, resource]) => {
    const { Type, Properties: properties, ...rest } = object(resource);
    const other = Object.keys(rest).filter((name) => !["DeletionPolicy", "UpdateReplacePolicy", "Metadata", "DependsOn"].includes(name));
    if (other.length > 0) throw new Error(`ValidationError: Invalid template resource property '${other[0] ?? ""}'`);
    return { logicalId, type: text(Type) ?? "", properties: object(properties) };
  });
}

/** Given values over defaults. CloudFormation API reference, CreateStack: every parameter needs a value, no other may be given. */
function parameters(declared: Properties, given: Properties): Record<string, Value> {
  const strange = Object.keys(given).filter((name) => !(name in declared));
  if (strange.length > 0) throw new Error(`ValidationError: Parameters: [${strange.join(", ")}] do not exist in the template`);
  const values = Object.entries(declared).map(([name, parameter]) => [name, given[name] ?? object(parameter)["Default"]] as const);
  const missing = values.flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0) throw new Error(`ValidationError: Parameters: [${missing.join(", ")}] must have values`);
  return Object.fromEntries(values);
}

/** A Ref or GetAtt to a name that is neither parameter nor resource. */
function refuseDangling(values: Value[], scope: Pick<Scope, "names" | "resources">): void {
  const dangling = new Set<string>();
  const walk = (value: Value): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isObject(value)) return;
    for (const name of namesIn(value)) if (!(name in scope.names) && !scope.resources.has(name)) dangling.add(name);
    Object.values(value).forEach(walk);
  };
  values.forEach(walk);
  if (dangling.size > 0) {
    throw new Error(
      `ValidationError: Template format error: Unresolved resource dependencies [${[...dangling].join(", ")}] in the Resources block of the template`,
    );
  }
}

function namesIn(value: Properties): string[] {
  if (!isFunction(value)) return [];
  const { Ref, "Fn::GetAtt": attribute, "Fn::Sub": sub } = value;
  if (Ref !== undefined) return [text(Ref) ?? ""];
  if (attribute !== undefined) return [(Array.isArray(attribute) ? text(attribute[0]) : text(attribute)?.split(".")[0]) ?? ""];
  if (sub === undefined) return [];
  const own = Object.keys(object(list(sub)[1]));
  const pattern = text(Array.isArray(sub) ? sub[0] : sub) ?? "";
  return [...pattern.matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map(([, name = ""]) => name.split(".")[0] ?? "")
    .filter((name) => !own.includes(name));
}
