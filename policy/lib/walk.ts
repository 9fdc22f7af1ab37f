import type { Plain } from "./plain.ts";
import { isList, isObject } from "./plain.ts";

/** A text somewhere inside a resource's properties. */
export interface Leaf {
  /** `tags.owner`, `ingress[0].cidrBlocks[1]`. */
  readonly path: string;
  /** The nearest property name: that of the list, for an entry of a list. */
  readonly key: string;
  readonly text: string;
}

/** Every text inside a value, with where it stands. */
export function* leaves(value: Plain | undefined, path = "", key = ""): Iterable<Leaf> {
  if (typeof value === "string") {
    yield { path, key, text: value };
  } else if (isList(value)) {
    for (const [index, item] of value.entries()) {
      yield* leaves(item, `${path}[${index}]`, key);
    }
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      yield* leaves(item, path === "" ? name : `${path}.${name}`, name);
    }
  }
}
