import { z } from "zod";

/** The parts of a JSON Schema that say which names a place knows. */
interface Schema {
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface KnownKeys {
  readonly here: readonly string[];
  /** Names that belong to another kind of the same thing, with what makes it that kind: `domain` to `role: global-edge`. */
  readonly elsewhere: Readonly<Record<string, string>>;
}

/** The names a schema knows at a place of an input. */
export function knownKeys(schema: z.ZodType, input: unknown, path: readonly PropertyKey[]): KnownKeys {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
  let places: Schema[] = [root];
  let value = input;
  for (const key of path) {
    places = places.flatMap((place) => fitting(place, value)).flatMap((place) => step(place, key));
    value = typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  }
  const here = places.flatMap((place) => fitting(place, value)).flatMap((place) => Object.keys(place.properties ?? {}));
  return { here: [...new Set(here)], elsewhere: elsewhereOf(places, new Set(here)) };
}

function elsewhereOf(places: readonly Schema[], here: ReadonlySet<string>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const branch of places.flatMap(branchesOf)) {
    const [name, kind] = Object.entries(branch.properties ?? {}).find(([, child]) => child.const !== undefined) ?? [];
    if (name === undefined) continue;
    for (const key of Object.keys(branch.properties ?? {})) {
      if (!here.has(key)) found[key] = `${found[key] === undefined ? `${name}: ` : `${found[key]} or `}${String(kind?.const)}`;
    }
  }
  return found;
}

function branchesOf(schema: Schema): readonly Schema[] {
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
}

/** The branches of a union that the value can be, and a schema without branches itself. */
function fitting(schema: Schema, value: unknown): Schema[] {
  const branches = branchesOf(schema);
  if (branches.length === 0) return [schema];
  return branches.filter((branch) => isOfKind(branch, value)).flatMap((branch) => fitting(branch, value));
}

function isOfKind(branch: Schema, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const given = value as Readonly<Record<string, unknown>>;
  return Object.entries(branch.properties ?? {}).every(([name, child]) => child.const === undefined || child.const === given[name]);
}

function step(schema: Schema, key: PropertyKey): Schema[] {
  if (typeof key === "number") {
    const item = schema.prefixItems?.[key] ?? schema.items;
    return item === undefined ? [] : [item];
  }
  const { properties = {}, additionalProperties } = schema;
  if (typeof key === "string" && Object.hasOwn(properties, key)) return [properties[key] ?? {}];
  return typeof additionalProperties === "object" ? [additionalProperties] : [];
}
