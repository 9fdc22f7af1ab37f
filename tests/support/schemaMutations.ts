import { branchesOf, fits, type JsonSchema } from "./schemaCoverage.ts";

type Path = readonly (string | number)[];

/** One constraint of a schema at one place of a valid document, and values that break it. */
export interface Mutation {
  /** Where in the schema: `.channels.*.source[rtmp-push].instances`. */
  readonly field: string;
  readonly constraint: string;
  /** Where in the document a problem must be told. */
  readonly path: Path;
  /** Valid documents with this one place broken; each must be refused. */
  readonly documents: readonly unknown[];
}

/** Every constraint of a schema, each broken where some document first has its place; and the places no document has. */
export function mutationsOf(schema: JsonSchema, documents: readonly unknown[]): { mutations: Mutation[]; unreached: string[] } {
  const declared = new Set<string>();
  declare(schema, "", declared);
  const found = new Map<string, Mutation>();
  for (const document of documents) visit({ document, found }, schema, document, "", []);
  return { mutations: [...found.values()], unreached: [...declared].filter((label) => !found.has(label)) };
}

interface Walk {
  readonly document: unknown;
  readonly found: Map<string, Mutation>;
}

function declare(schema: JsonSchema, field: string, declared: Set<string>, isBranch = false): void {
  for (const { name } of constraintsOf(schema, isBranch)) declared.add(`${field} ${name}`);
  for (const branch of branchesOf(schema)) declare(branch.schema, `${field}${branch.label}`, declared, true);
  for (const [name, child] of Object.entries(schema.properties ?? {})) declare(child, `${field}.${name}`, declared);
  for (const child of childrenOf(schema)) declare(child, `${field}.*`, declared);
}

function visit(walk: Walk, schema: JsonSchema, value: unknown, field: string, path: Path, isBranch = false): void {
  for (const constraint of constraintsOf(schema, isBranch)) {
    const label = `${field} ${constraint.name}`;
    if (walk.found.has(label)) continue;
    const at = constraint.key === undefined ? path : [...path, constraint.key];
    const documents = constraint.broken(value).map((bad) => replaced(walk.document, path, bad));
    walk.found.set(label, { field, constraint: constraint.name, path: at, documents });
  }
  const branch = branchesOf(schema).find((candidate) => fits(candidate.schema, value));
  if (branch !== undefined) visit(walk, branch.schema, value, `${field}${branch.label}`, path, true);
  if (Array.isArray(value)) {
    for (const [index, item] of (value as unknown[]).entries()) {
      const child = schema.prefixItems?.[index] ?? schema.items;
      if (child !== undefined) visit(walk, child, item, `${field}.*`, [...path, index]);
    }
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      const known = schema.properties?.[key];
      if (known !== undefined) visit(walk, known, item, `${field}.${key}`, [...path, key]);
      else if (typeof schema.additionalProperties === "object")
        visit(walk, schema.additionalProperties, item, `${field}.*`, [...path, key]);
    }
  }
}

interface Constraint {
  readonly name: string;
  /** The entry of the value that a problem is told of, where it is not the value itself. */
  readonly key?: string;
  readonly broken: (value: unknown) => unknown[];
}

const STRANGE = "no-such-thing";
/** One of these breaks any pattern that a setting has. */
const ODD_TEXTS = ["", " ", "!", "a b", "\u00e9", "-", "x".repeat(300), "A", "0", 'say "so"'];

/** What a schema asks. The kind of a union's branch is asked of the union. */
function constraintsOf(schema: JsonSchema, isBranch: boolean): Constraint[] {
  const constraints: Constraint[] = [];
  const add = (name: string, broken: (value: unknown) => unknown[], key?: string): void => {
    constraints.push({ name, broken, ...(key === undefined ? {} : { key }) });
  };
  if (schema.type !== undefined && !isBranch && branchesOf(schema).length === 0)
    add(`type ${String(schema.type)}`, () => othersThan(schema.type));
  if (branchesOf(schema).length > 0) add("union", (value) => strangersOf(schema, value));
  if (schema.enum !== undefined) add("enum", () => [STRANGE, `${String(schema.enum?.[0])}x`]);
  if (schema.const !== undefined) add("const", () => [STRANGE, null]);
  if (schema.pattern !== undefined)
    add("pattern", () => ODD_TEXTS.filter((text) => !new RegExp(schema.pattern ?? "", "u").test(text)).slice(0, 3));
  if (schema.format === "email") add("format", () => ["nobody", "a@b@c.tv"]);
  constraintsOfSize(schema, add);
  for (const name of schema.required ?? []) add(`required ${name}`, (value) => [without(value, name)], name);
  if (schema.additionalProperties === false) add("no other", (value) => [{ ...(value as object), [STRANGE]: 1 }], STRANGE);
  if (schema.propertyNames?.pattern !== undefined || schema.propertyNames?.maxLength !== undefined) {
    add("names", (value) => [{ ...(value as object), "!?": Object.values(value as Readonly<Record<string, unknown>>)[0] ?? "x" }], "!?");
  }
  return constraints;
}

function constraintsOfSize(schema: JsonSchema, add: (name: string, broken: (value: unknown) => unknown[]) => void): void {
  const { minimum, maximum, multipleOf, minLength = 0, maxLength, minItems = 0, maxItems } = schema;
  // zod writes the bounds of safe integers on every whole number: what lies beyond is told of as a number, not of the field.
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) add("minimum", () => [minimum - (schema.type === "integer" ? 1 : 0.5)]);
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) add("maximum", () => [maximum + (schema.type === "integer" ? 1 : 0.5)]);
  if (multipleOf !== undefined) add("multipleOf", (value) => [Number(value) + multipleOf / 2]);
  if (schema.type === "integer") add("whole", (value) => [Number(value) + 0.5]);
  if (minLength > 0) add("minLength", () => ["x".repeat(minLength - 1)]);
  if (maxLength !== undefined) add("maxLength", () => ["x".repeat(maxLength + 1)]);
  if (minItems > 0) add("minItems", (value) => [(value as unknown[]).slice(0, minItems - 1)]);
  if (maxItems !== undefined) add("maxItems", (value) => [Array.from({ length: maxItems + 1 }, () => (value as unknown[])[0])]);
  const places = schema.prefixItems?.length;
  if (places !== undefined) add("tuple", (value) => [(value as unknown[]).slice(1), [...(value as unknown[]), (value as unknown[])[0]]]);
}

const SAMPLES: readonly unknown[] = [null, STRANGE, 7.5, true, ["x", "x", "x", "x", "x", "x", "x"], { [STRANGE]: 1 }];

function othersThan(type: JsonSchema["type"]): unknown[] {
  const types: readonly string[] = typeof type === "string" ? [type] : (type ?? []);
  return SAMPLES.filter((sample) => !types.some((name) => name === typeOf(sample) || (name === "integer" && typeof sample === "number")));
}

/** Values of a kind that no branch has. */
function strangersOf(schema: JsonSchema, value: unknown): unknown[] {
  const kinds = new Set(branchesOf(schema).flatMap((branch) => typesOf(branch.schema, value)));
  return SAMPLES.filter((sample) => {
    const kind = typeOf(sample);
    return !kinds.has(kind) && !(kind === "number" && kinds.has("integer"));
  });
}

function typesOf({ type, const: only }: JsonSchema, value: unknown): readonly string[] {
  if (type === undefined) return [typeOf(only ?? value)];
  return typeof type === "string" ? [type] : type;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function childrenOf(schema: JsonSchema): JsonSchema[] {
  const extra = typeof schema.additionalProperties === "object" ? [schema.additionalProperties] : [];
  return [...(schema.items === undefined ? [] : [schema.items]), ...(schema.prefixItems ?? []), ...extra];
}

function without(value: unknown, name: string): unknown {
  return Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== name));
}

function replaced(document: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(document)) return (document as unknown[]).map((item, index) => (index === key ? replaced(item, rest, value) : item));
  return { ...(document as object), [key]: replaced((document as Record<string, unknown>)[String(key)], rest, value) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
