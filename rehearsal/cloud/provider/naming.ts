/** Names that a provider makes up for resources that were given none: the resource's own name and seven hexadecimal digits. */
import type { ResourceSchema } from "../schema/index.ts";
import { seeded } from "../seeded.ts";
import type { Store } from "../store.ts";
import { text, type Properties } from "../values.ts";

export interface Naming {
  urn: string;
  inputs: Properties;
  /** The inputs of the last update; empty for a new resource and for the replacement of one. */
  before: Properties;
}

/** Inputs with the made-up name, where the type takes one and none is given. A resource keeps the name it has. */
export function withName(schema: ResourceSchema, { urn, inputs, before }: Naming, store: Store): Properties {
  const property = schema.nameProperty;
  if (property === undefined || inputs[property] !== undefined) return inputs;
  const kept = text(before[property]);
  if (kept !== undefined) return { ...inputs, [property]: kept };
  const stem = text(inputs[`${property}Prefix`]) ?? `${stemOf(schema, urn)}-`;
  for (let attempt = 0; ; attempt += 1) {
    const name = `${stem}${seeded(urn, String(attempt)).hex(7)}`;
    if (store.find(schema.token, (object) => object.inputs[property] === name) === undefined) return { ...inputs, [property]: name };
  }
}

/** True when the name is one that was made up for this resource, so that a replacement can have another. */
export function isMadeUp(schema: ResourceSchema, urn: string, name: string): boolean {
  const stem = `${stemOf(schema, urn)}-`;
  return name.startsWith(stem) && /^[0-9a-f]{7}$/.test(name.slice(stem.length));
}

function stemOf(schema: ResourceSchema, urn: string): string {
  const own = urn.split("::").at(-1) ?? "";
  if (schema.token === "aws:kms/alias:Alias") return `alias/${own}`;
  return schema.token === "aws:s3/bucket:Bucket" ? own.toLowerCase() : own;
}
