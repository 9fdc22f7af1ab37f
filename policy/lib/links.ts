import type { StackSubject } from "./rule.ts";
import type { Plain } from "./plain.ts";
import { at, isList, isObject } from "./plain.ts";

type Stack = readonly StackSubject[];

/** What rules ask of a stack again and again, found out once: hundreds of channels have thousands of alarms. */
interface StackIndex {
  readonly byType: ReadonlyMap<string, readonly StackSubject[]>;
  /** By the types asked for, joined. */
  readonly candidates: Map<string, Candidates>;
}

/** The resources of some types, by what can point at them. */
interface Candidates {
  readonly position: ReadonlyMap<StackSubject, number>;
  readonly byUrn: ReadonlyMap<string, StackSubject>;
  readonly byName: ReadonlyMap<string, readonly StackSubject[]>;
}

const indexes = new WeakMap<Stack, StackIndex>();

export function ofTypes(stack: Stack, types: readonly string[]): readonly StackSubject[] {
  const { byType } = indexOf(stack);
  return types.flatMap((type) => byType.get(type) ?? []);
}

function indexOf(stack: Stack): StackIndex {
  const known = indexes.get(stack);
  if (known !== undefined) {
    return known;
  }
  const index = { byType: grouped(stack, ({ type }) => [type]), candidates: new Map<string, Candidates>() };
  indexes.set(stack, index);
  return index;
}

function candidatesOf(stack: Stack, types: readonly string[]): Candidates {
  const { candidates } = indexOf(stack);
  const key = types.join();
  const known = candidates.get(key);
  if (known !== undefined) {
    return known;
  }
  const subjects = ofTypes(stack, types);
  const found = {
    position: new Map(subjects.map((subject, index) => [subject, index])),
    byUrn: new Map(subjects.map((subject) => [subject.urn, subject])),
    byName: grouped(subjects, names),
  };
  candidates.set(key, found);
  return found;
}

function grouped(subjects: Stack, keysOf: (subject: StackSubject) => readonly string[]): ReadonlyMap<string, readonly StackSubject[]> {
  const groups = new Map<string, StackSubject[]>();
  for (const subject of subjects) {
    for (const key of keysOf(subject)) {
      const same = groups.get(key);
      if (same === undefined) {
        groups.set(key, [subject]);
      } else {
        same.push(subject);
      }
    }
  }
  return groups;
}

/**
 * The resources of some types that a property of `from` points at. Before the deployment the ids are unknown, so the
 * engine's own record of what the property depends on decides; a name or ARN written out is matched by its text.
 */
export function targets(stack: Stack, from: StackSubject, property: string, types: readonly string[]): readonly StackSubject[] {
  return targetsOf(stack, from, property, types, texts(from.props[property]));
}

/** The same where the property's text holds names among other words: the caller picks them out. */
export function targetsOf(
  stack: Stack,
  from: StackSubject,
  property: string,
  types: readonly string[],
  written: readonly string[],
): readonly StackSubject[] {
  const { position, byUrn, byName } = candidatesOf(stack, types);
  const found = new Set<StackSubject>();
  for (const { urn } of from.resource.propertyDependencies[property] ?? []) {
    const subject = byUrn.get(urn);
    if (subject !== undefined) {
      found.add(subject);
    }
  }
  for (const name of written.flatMap(namesIn)) {
    for (const subject of byName.get(name) ?? []) {
      found.add(subject);
    }
  }
  return [...found].sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
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
  const keys = ["arn", "id", "name", "alarmName", "bucket", "keyId", "awsId", "queueUrl", "topicArn"];
  return keys.map((key) => at(props, key)).filter((name): name is string => typeof name === "string" && name !== "");
}

/** The names that a text may mean: itself, and for an ARN whatever it ends in. */
function namesIn(text: string): readonly string[] {
  if (!text.startsWith("arn:")) {
    return [text];
  }
  const ends = [...text.matchAll(/[:/]/g)].map(({ index }) => text.slice(index + 1));
  return [text, ...ends];
}

const KEY_TYPES: readonly string[] = ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"];
const ALIAS_TYPES: readonly string[] = ["aws:kms/alias:Alias"];

/** The keys of this stack that a property names, by key or by alias. A key brought along from elsewhere is not among them. */
export function keysOf(stack: Stack, from: StackSubject, property: string): readonly StackSubject[] {
  const direct = targets(stack, from, property, KEY_TYPES);
  const byAlias = targets(stack, from, property, ALIAS_TYPES).flatMap((alias) => targets(stack, alias, "targetKeyId", KEY_TYPES));
  return [...new Set([...direct, ...byAlias])];
}
