/** The committed type tables, ready to ask. */
import awsTable from "./aws.json" with { type: "json" };
import awsNativeTable from "./awsNative.json" with { type: "json" };
import { awsEnums } from "./enums.ts";
import mediaLiveChannelTable from "./mediaLiveChannel.json" with { type: "json" };
import mediaLiveInputTable from "./mediaLiveInput.json" with { type: "json" };
import type { TypeTable } from "./notation.ts";
import { traitsOf } from "./traits.ts";

export { jsonProperties, traitsOf } from "./traits.ts";
export type { Traits } from "./traits.ts";

/** What a property may hold. */
export type Kind =
  | { is: "string" | "number" | "boolean" | "any" | "asset" }
  | { is: "list" | "map"; of: Kind }
  | { is: "enum"; values: readonly string[] }
  | { is: "object"; name: string; fields: () => Fields }
  | { is: "either"; of: readonly Kind[] };

export type Fields = ReadonlyMap<string, Field>;

export interface Field {
  kind: Kind;
  required: boolean;
}

export interface ResourceSchema {
  token: string;
  inputs: Fields;
  /** Properties only the provider fills in. */
  outputs: readonly string[];
  /** Dotted paths whose change makes a new resource. */
  forceNew: readonly string[];
  /** Filled in by the provider when left out. */
  nameProperty: string | undefined;
  /** Outputs that an update leaves unknown until it is done. */
  volatile: readonly string[];
  global: boolean;
}

/** By the name before the first colon; what templates hold, by the whole type. */
const tables: Record<string, TypeTable> = {
  aws: awsTable,
  "aws-native": awsNativeTable,
  "AWS::MediaLive::Channel": mediaLiveChannelTable,
  "AWS::MediaLive::Input": mediaLiveInputTable,
};
const schemas = new Map<string, ResourceSchema>();
const objects = new Map<string, Fields>();

/** Every region AWS names. */
export const regions: ReadonlySet<string> = new Set(awsNativeTable.enums.Region.split("|"));

/** The tokens of all types in the tables. */
export function knownTypes(): string[] {
  return Object.values(tables).flatMap((table) => Object.keys(table.types));
}

/** The schema of a type such as `aws:kms/key:Key` or `AWS::MediaLive::Channel`; undefined where the tables have none. */
export function schemaOf(token: string): ResourceSchema | undefined {
  const known = schemas.get(token);
  if (known !== undefined) return known;
  const [packageName = ""] = token.split(":");
  const table = tables[token] ?? tables[packageName];
  const entry = table?.types[token];
  if (table === undefined || entry === undefined) return undefined;
  const traits = traitsOf(token);
  const inputs = fieldsOf(token, entry.inputs, table);
  const nameProperty = traits.name ?? "name";
  const schema: ResourceSchema = {
    token,
    inputs,
    outputs: words(entry.outputs),
    forceNew: [...words(entry.replaceOnChanges), ...(traits.forceNew ?? []), "region"].filter((path) =>
      inputs.has(path.split(".")[0] ?? ""),
    ),
    nameProperty: nameProperty !== false && inputs.has(nameProperty) ? nameProperty : undefined,
    volatile: traits.volatile ?? [],
    global: traits.global ?? false,
  };
  schemas.set(token, schema);
  return schema;
}

function words(list: string): string[] {
  return list === "" ? [] : list.split(" ");
}

function fieldsOf(owner: string, properties: Record<string, string>, table: TypeTable): Fields {
  const fields = new Map<string, Field>();
  for (const [name, notation] of Object.entries(properties)) {
    const required = notation.endsWith("!");
    const kind = kindOf(required ? notation.slice(0, -1) : notation, awsEnums[`${owner}.${name}`], table);
    fields.set(name, { kind, required });
  }
  return fields;
}

/** `choices` are the hand-written ones of the property; they apply to the string inside a list or map as well. */
function kindOf(notation: string, choices: string | undefined, table: TypeTable): Kind {
  const inner = notation.slice(1, -1);
  if (notation.startsWith("[") && notation.endsWith("]")) return { is: "list", of: kindOf(inner, choices, table) };
  if (notation.startsWith("{") && notation.endsWith("}")) return { is: "map", of: kindOf(inner, choices, table) };
  if (choices !== undefined) return { is: "enum", values: choices.split("|") };
  if (notation.includes("|")) return { is: "either", of: notation.split("|").map((part) => kindOf(part, undefined, table)) };
  if (notation.startsWith("~")) return { is: "enum", values: (table.enums[notation.slice(1)] ?? "").split("|") };
  if (notation.startsWith("#")) return { is: "object", name: notation.slice(1), fields: () => objectFields(notation.slice(1), table) };
  if (notation === "string" || notation === "number" || notation === "boolean" || notation === "asset") return { is: notation };
  return { is: "any" };
}

function objectFields(name: string, table: TypeTable): Fields {
  const key = `${Object.keys(table.types)[0] ?? ""} ${name}`;
  let fields = objects.get(key);
  if (fields === undefined) {
    fields = fieldsOf(name, table.objects[name] ?? {}, table);
    objects.set(key, fields);
  }
  return fields;
}
