import type { StackSubject } from "./rule.ts";
import type { Plain } from "./plain.ts";
import { at, isList, isObject } from "./plain.ts";

type Stack = readonly StackSubject[];

/** Resources by type, once for each stack: a rule asks for every alarm of hundreds of channels what it points at. */
const indexes = new WeakMap<Stack, ReadonlyMap<string, readonly StackSubject[]>>();

export function ofTypes(stack: Stack, types: readonly string[]): readonly StackSubject[] {
  const index = indexes.get(stack) ?? indexed(stack);
  return types.flatMap((type) => index.get(type) ?? []);
}

function indexed(stack: Stack): ReadonlyMap<string, readonly StackSubject[]> {
  const index = new Map<string, StackSubject[]>();
  for (const subject of stack) {
    const same = index.get(subject.type);
    if (same === undefined) {
      index.set(subject.type, [subject]);
    } else {
      same.push(subject);
    }
  }
  indexes.set(stack, index);
  return index;
}

/**
 * The resources of some types that a property of `from` points at. Before the deployment the ids are unknown, so the
 * engine's own record of what the property depends on decides; a name or ARN written out is matched by its text.
 */
export function targets(stack: Stack, from: StackSubject, property: string, types: readonly string[]): readonly StackSubject[] {
  const dependencies = new Set((from.resource.propertyDependencies[property] ?? []).map((resource) => resource.urn));
  const written = texts(from.props[property]);
  return ofTypes(stack, types).filter(
    (candidate) => dependencies.has(candidate.urn) || written.some((text) => names(candidate).some((name) => refersTo(text, name))),
  );
}

/** Every string inside a value. */
function texts(value: Plain | undefined): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  if (isList(value)) {
    return value.flatMap(texts);
  }
  return isObject(value) ? Object.values(value).flatMap(texts) : [];
}

/** What AWS knows a resource by, as far as it is known. */
function names({ props }: StackSubject): readonly string[] {
  const keys = ["arn", "id", "name", "bucket", "keyId", "awsId", "queueUrl", "topicArn"];
  return keys.map((key) => at(props, key)).filter((name): name is string => typeof name === "string" && name !== "");
}

/** An ARN ends in the name of what it names. */
function refersTo(text: string, name: string): boolean {
  return text === name || (text.startsWith("arn:") && (text.endsWith(`:${name}`) || text.endsWith(`/${name}`)));
}

const KEY_TYPES: readonly string[] = ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"];
const ALIAS_TYPES: readonly string[] = ["aws:kms/alias:Alias"];

/** The keys of this stack that a property names, by key or by alias. A key brought along from elsewhere is not among them. */
export function keysOf(stack: Stack, from: StackSubject, property: string): readonly StackSubject[] {
  const direct = targets(stack, from, property, KEY_TYPES);
  const byAlias = targets(stack, from, property, ALIAS_TYPES).flatMap((alias) => targets(stack, alias, "targetKeyId", KEY_TYPES));
  return [...new Set([...direct, ...byAlias])];
}
