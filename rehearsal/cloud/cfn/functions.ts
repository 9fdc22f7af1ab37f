/** The intrinsic functions of a template. CloudFormation User Guide, "Intrinsic function reference". */
import { isObject, list, object, type Properties, spelled, text, type Value } from "../values.ts";

export interface Scope {
  /** Parameters and pseudo parameters. */
  names: Record<string, Value>;
  /** Logical ids. */
  resources: ReadonlySet<string>;
  /** What Ref (no attribute) or GetAtt of a resource gives, once it exists. */
  attributes(logicalId: string, attribute: string | undefined): Value;
}

export function isFunction(value: Properties): boolean {
  const [name = "", ...others] = Object.keys(value);
  return others.length === 0 && (name === "Ref" || name.startsWith("Fn::"));
}

/** The value with every function in it worked out. */
export function resolve(value: Value, scope: Scope): Value {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
  if (!isObject(value)) return value;
  if (isFunction(value)) return call(value, scope);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, scope)]));
}

function call(value: Properties, scope: Scope): Value {
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  switch (name) {
    case "Ref":
      return reference(text(argument) ?? "", undefined, scope);
    case "Fn::GetAtt": {
      const [logicalId = "", attribute = ""] = Array.isArray(argument)
        ? argument.map((part) => text(part) ?? "")
        : (text(argument) ?? "").split(".");
      return reference(logicalId, attribute, scope);
    }
    case "Fn::Join": {
      const [separator, parts] = list(argument);
      return list(resolve(parts, scope))
        .map(String)
        .join(text(separator) ?? "");
    }
    case "Fn::Sub":
      return substitute(argument, scope);
    default:
      throw new Error(`ValidationError: the rehearsal's CloudFormation does not know the function ${name}`);
  }
}

function reference(name: string, attribute: string | undefined, scope: Scope): Value {
  if (attribute === undefined && name in scope.names) return scope.names[name];
  return scope.attributes(name, attribute);
}

/** `${Name}`, `${Resource.Attribute}`; `${!Literal}` stands for itself. */
function substitute(argument: Value, scope: Scope): string {
  const [pattern, own] = Array.isArray(argument) ? argument : [argument];
  return (text(pattern) ?? "").replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    const [logicalId = "", attribute] = name.split(".");
    const given = object(own)[name];
    const result = given === undefined ? reference(logicalId, attribute, scope) : resolve(given, scope);
    return result === undefined ? whole : spelled(result);
  });
}
