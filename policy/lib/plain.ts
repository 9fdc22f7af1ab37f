import { UnknownValueError } from "@pulumi/policy";

/** Stands in a plain tree wherever the engine does not know a value yet (during preview). */
export const UNKNOWN: unique symbol = Symbol("unknown until deployed");

/** Resource properties as data: what is known, and where something is unknown. */
export type Plain = null | boolean | number | string | typeof UNKNOWN | readonly Plain[] | PlainObject;
export interface PlainObject {
  readonly [key: string]: Plain;
}

/**
 * Copies policy properties into plain data. Reading an unknown property throws, and the engine turns a rule that throws
 * for this reason into advice; so every read happens here, once, and no rule ever meets the exception.
 */
export function plain(value: unknown): Plain {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") {
    return value;
  }
  if (Array.isArray(value)) {
    return Array.from({ length: value.length }, (_, index) => read(value, index));
  }
  if (typeof value === "object") {
    const copy: Record<string, Plain> = {};
    for (const key of Object.keys(value)) {
      copy[key] = read(value, key);
    }
    return copy;
  }
  return null;
}

function read(parent: object, key: string | number): Plain {
  let child: unknown;
  try {
    child = withoutTrace((): unknown => Reflect.get(parent, key));
  } catch (error) {
    if (error instanceof UnknownValueError) {
      return UNKNOWN;
    }
    throw error;
  }
  return plain(child);
}

/**
 * Runs what answers by an exception. The engine asks every rule about every resource, and most answers are such a one:
 * without this, writing down where each came from takes a sixth of the pack's time.
 */
export function withoutTrace<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

export function isObject(value: Plain | undefined): value is PlainObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Plain | undefined): value is readonly Plain[] {
  return Array.isArray(value);
}

/** The value at a path; `undefined` where nothing is set, UNKNOWN from the first unknown step on. */
export function at(value: Plain | undefined, ...path: readonly string[]): Plain | undefined {
  let current = value;
  for (const step of path) {
    if (current === UNKNOWN) {
      return UNKNOWN;
    }
    // Bridged providers wrap some single blocks in a list of one.
    const holder = isList(current) && current.length === 1 ? current[0] : current;
    current = isObject(holder) && Object.hasOwn(holder, step) ? holder[step] : undefined;
  }
  return current ?? undefined;
}

/** True where something is written: an unknown value counts, an empty string, list or null does not. */
export function isSet(value: Plain | undefined): boolean {
  if (value === undefined || value === null || value === "") {
    return false;
  }
  return isList(value) ? value.length > 0 : true;
}

/** The list at a path: empty where nothing is set, UNKNOWN where the whole list is unknown, a single value as a list of one. */
export function listAt(value: Plain | undefined, ...path: readonly string[]): readonly Plain[] | typeof UNKNOWN {
  const found = at(value, ...path);
  if (found === UNKNOWN) {
    return UNKNOWN;
  }
  if (!isSet(found)) {
    return [];
  }
  return isList(found) ? found : [found as Plain];
}

/** The same as `listAt`, for callers to whom an unknown list is a list of one unknown. */
export function itemsAt(value: Plain | undefined, ...path: readonly string[]): readonly Plain[] {
  const list = listAt(value, ...path);
  return list === UNKNOWN ? [UNKNOWN] : list;
}

/** A value as the key of a comparison: text as it is, everything else by its shape. */
export function keyText(value: Plain | undefined): string {
  return typeof value === "string" ? value : shown(value);
}

/** How a value is shown in a message: never the content of anything long, and never a guess for an unknown. */
export function shown(value: Plain | undefined): string {
  if (value === undefined || value === null) {
    return "nothing";
  }
  if (value === UNKNOWN) {
    return "a value unknown until it is deployed";
  }
  return typeof value === "string" ? `"${value.length > 80 ? `${value.slice(0, 77)}...` : value}"` : JSON.stringify(value);
}
