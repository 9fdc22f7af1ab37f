import type { Plain, PlainObject } from "./plain.ts";
import { at, isList, isObject, keyText, plain, UNKNOWN } from "./plain.ts";

export const STACK_TYPES: readonly string[] = ["aws:cloudformation/stack:Stack", "aws-native:cloudformation:Stack"];

export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  /** Properties with references put in place: what CloudFormation computes, and what is not known yet, is UNKNOWN. */
  readonly props: PlainObject;
}

export interface Template {
  readonly resources: readonly TemplateResource[];
  /** True where a macro can add resources that nobody sees here. */
  readonly hasMacro: boolean;
}

/** `Fn::ForEach::…` among the resources makes any number of them. */
const LOOP = "Fn::";

/** The template read last: a dozen rules ask for the same one, one after the other, and it may hold 50 kB. */
let last: { readonly body: string; readonly parameters: string; readonly template: Template | undefined } | undefined;

/** Reads the template of a CloudFormation stack; `undefined` where it is not readable JSON or not known. */
export function readTemplate(stack: PlainObject): Template | undefined {
  const body = at(stack, "templateBody");
  if (typeof body !== "string") {
    return read(stack, body);
  }
  const parameters = textOf(at(stack, "parameters"));
  if (last?.body !== body || last.parameters !== parameters) {
    last = { body, parameters, template: read(stack, body) };
  }
  return last.template;
}

/** Parameters as text, an unknown value unlike any known one. */
function textOf(parameters: Plain | undefined): string {
  return JSON.stringify([parameters], (_, value: unknown) => (value === UNKNOWN ? { unknown: true } : value));
}

function read(stack: PlainObject, body: Plain | undefined): Template | undefined {
  const template = typeof body === "string" ? parsed(body) : body;
  const resources = at(template, "Resources");
  if (!isObject(template) || !isObject(resources)) {
    return undefined;
  }
  const lookup = (name: string): Plain => parameterValue(stack, template, name);
  const declared = Object.entries(resources).filter(([id]) => !id.startsWith(LOOP));
  return {
    resources: declared.map(([id, resource]) => ({
      id,
      type: keyText(at(resource, "Type")),
      props: asObject(evaluate(at(resource, "Properties") ?? {}, lookup)),
    })),
    hasMacro: at(template, "Transform") !== undefined || declared.length < Object.keys(resources).length,
  };
}

function parsed(body: string): Plain {
  try {
    return plain(JSON.parse(body));
  } catch {
    return null;
  }
}

function asObject(value: Plain | undefined): PlainObject {
  return isObject(value) ? value : {};
}

/** A parameter has the value that the stack passes, or else its default. */
function parameterValue(stack: PlainObject, template: PlainObject, name: string): Plain {
  return at(stack, "parameters", name) ?? at(template, "Parameters", name, "Default") ?? UNKNOWN;
}

const NO_VALUE = "AWS::NoValue";

/** Puts parameters in place and gives property names the provider's spelling, so that one rule reads both. */
function evaluate(value: Plain, lookup: (name: string) => Plain): Plain | undefined {
  if (isList(value)) {
    return value.map((item) => evaluate(item, lookup)).filter((item) => item !== undefined);
  }
  if (!isObject(value)) {
    return value;
  }
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "Ref") {
    const name = value["Ref"];
    return name === NO_VALUE ? undefined : typeof name === "string" ? lookup(name) : UNKNOWN;
  }
  if (keys.some((key) => key.startsWith("Fn::"))) {
    return UNKNOWN;
  }
  const entries = keys.map((key) => [spelling(key), evaluate(value[key] ?? null, lookup)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Plain] => entry[1] !== undefined));
}

/** `ChannelClass` in a template is `channelClass` in the provider. */
function spelling(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}
