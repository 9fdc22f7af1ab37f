import type { Oracle } from "./types.ts";

/** A kind of mistake, and how an input gets it. Paths are written like a complaint's: `rules[0].status`. */
export interface Spoil {
  what:
    "enum" | "range" | "length" | "pattern" | "unknown property" | "missing" | "wrong type" | "region" | "json" | "policy" | "consistency";
  set?: readonly [path: string, value: unknown];
  drop?: string;
  /** Instead of a change to the inputs: the region the resource is in. */
  region?: string;
  /** Where the complaint must point. */
  at: string;
  by: Oracle;
}

export interface Sample {
  type: string;
  region: string;
  inputs: Record<string, unknown>;
  spoilt: readonly Spoil[];
}

/** A copy of the inputs with the one mistake in it. Throws when the path leads nowhere: a spoil that spoils nothing would prove nothing. */
export function spoiled(inputs: Record<string, unknown>, spoil: Spoil): Record<string, unknown> {
  const copy = structuredClone(inputs);
  if (spoil.set) {
    const { holder, key } = walk(copy, spoil.set[0]);
    holder[key] = spoil.set[1];
  }
  if (spoil.drop !== undefined) {
    const { holder, key } = walk(copy, spoil.drop);
    if (!(key in holder)) throw new Error(`${spoil.drop} is not there to be dropped`);
    Reflect.deleteProperty(holder, key);
  }
  return copy;
}

function walk(inputs: Record<string, unknown>, path: string): { holder: Record<string, unknown>; key: string } {
  const parts = path.split(/[.[\]]+/).filter((part) => part !== "");
  const key = parts.pop() ?? "";
  let holder = inputs;
  for (const part of parts) {
    const next = holder[part];
    if (typeof next !== "object" || next === null) throw new Error(`${path}: nothing at ${part}`);
    holder = next as Record<string, unknown>;
  }
  return { holder, key };
}
