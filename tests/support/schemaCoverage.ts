/** The parts of a JSON Schema (2020-12) that the walks over it read. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly propertyNames?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/**
 * Which enum values, union branches and optional settings of a schema a set of documents used.
 * Labels are paths such as `channels.*.source[rtp-push].timecode=embedded`.
 */
export class SchemaCoverage {
  readonly #schema: JsonSchema;
  readonly #all = new Set<string>();
  readonly #hit = new Set<string>();

  constructor(schema: JsonSchema) {
    this.#schema = schema;
    this.#declare(schema, "");
  }

  /** Marks everything that one document uses. */
  add(document: unknown): void {
    this.#visit(this.#schema, document, "");
  }

  get total(): number {
    return this.#all.size;
  }

  get missed(): string[] {
    return [...this.#all].filter((label) => !this.#hit.has(label)).sort();
  }

  /** 0 to 1. */
  get share(): number {
    return this.#hit.size / this.#all.size;
  }

  #declare(schema: JsonSchema, path: string): void {
    for (const value of schema.enum ?? []) this.#all.add(`${path}=${String(value)}`);
    for (const branch of branchesOf(schema)) {
      this.#all.add(`${path}${branch.label}`);
      this.#declare(branch.schema, `${path}${branch.label}`);
    }
    for (const [name, child] of Object.entries(schema.properties ?? {})) {
      const here = `${path}.${name}`;
      if (!(schema.required ?? []).includes(name)) {
        this.#all.add(`${here} given`);
        this.#all.add(`${here} absent`);
      }
      this.#declare(child, here);
    }
    for (const child of childSchemas(schema)) this.#declare(child, `${path}.*`);
  }

  #visit(schema: JsonSchema, value: unknown, path: string): void {
    if (schema.enum?.includes(value) === true) this.#hit.add(`${path}=${String(value)}`);
    const branch = branchesOf(schema).find((candidate) => fits(candidate.schema, value));
    if (branch !== undefined) {
      this.#hit.add(`${path}${branch.label}`);
      this.#visit(branch.schema, value, `${path}${branch.label}`);
    }
    if (typeof value !== "object" || value === null) return;
    const entries = value as Record<string, unknown>;
    for (const [name, child] of Object.entries(schema.properties ?? {})) {
      const here = `${path}.${name}`;
      const given = name in entries && entries[name] !== undefined;
      if (!(schema.required ?? []).includes(name)) this.#hit.add(`${here} ${given ? "given" : "absent"}`);
      if (given) this.#visit(child, entries[name], here);
    }
    for (const child of childSchemas(schema)) for (const item of Object.values(entries)) this.#visit(child, item, `${path}.*`);
  }
}

function childSchemas(schema: JsonSchema): JsonSchema[] {
  const extra = typeof schema.additionalProperties === "object" ? [schema.additionalProperties] : [];
  return [...(schema.items === undefined ? [] : [schema.items]), ...(schema.prefixItems ?? []), ...extra];
}

export function branchesOf(schema: JsonSchema): { label: string; schema: JsonSchema }[] {
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((branch, index) => ({
    label: `[${branchName(branch, index)}]`,
    schema: branch,
  }));
}

function branchName(branch: JsonSchema, index: number): string {
  const discriminator = Object.values(branch.properties ?? {}).find((property) => property.const !== undefined);
  const name: unknown = discriminator?.const ?? branch.const ?? branch.type;
  return typeof name === "string" ? name : String(index);
}

/** Whether a value is of the kind that a branch of a union describes. */
export function fits(schema: JsonSchema, value: unknown): boolean {
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (schema.type === "object") {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const entries = value as Record<string, unknown>;
    return Object.entries(schema.properties ?? {}).every(
      ([name, child]) => child.const === undefined || !(name in entries) || child.const === entries[name],
    );
  }
  if (schema.type === "array") return Array.isArray(value);
  if (schema.type === "integer" || schema.type === "number") return typeof value === "number";
  return schema.type === undefined || typeof value === schema.type;
}
