/**
 * Writes the type tables from the typings of the packages in node_modules. Run by hand after an upgrade:
 * `node rehearsal/cloud/schema/generate.ts`. A test compares the committed tables with a fresh generation.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { borrowEnums } from "./borrowedEnums.ts";
import { mediaLiveChannelTable, mediaLiveInputTable, mediaLiveModel } from "./mediaLiveModel.ts";
import type { TypeEntry, TypeTable } from "./notation.ts";
import { classProperties, enumsOf, interfacesOf, parse, propertiesOf } from "./typings.ts";
import { awsFiles, awsNativeFiles, leftOut } from "./wanted.ts";

const require = createRequire(import.meta.url);

/** File name in this folder -> its text. */
export function generateTables(): Record<string, string> {
  const model = mediaLiveModel(packageFolder("@aws-sdk/client-medialive"));
  const aws = providerTable("aws", awsFiles);
  borrowEnums(aws, model, [
    { token: "aws:medialive/channel:Channel", request: model.channel },
    { token: "aws:medialive/input:Input", request: model.input },
  ]);
  const awsNative = providerTable("aws-native", awsNativeFiles);
  awsNative.enums["Region"] = regions();
  const tables = {
    "aws.json": aws,
    "awsNative.json": awsNative,
    "mediaLiveChannel.json": mediaLiveChannelTable(model),
    "mediaLiveInput.json": mediaLiveInputTable(model),
  };
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, `${JSON.stringify(table, undefined, 2)}\n`]));
}

/** Every region AWS names, from the choices of aws-native's provider. */
function regions(): string {
  const path = join(packageFolder("@pulumi/aws-native"), "types", "enums", "index.d.ts");
  const values = enumsOf(parse(path, readFileSync(path, "utf8"))).get("Region");
  if (values === undefined) throw new Error(`${path} names no regions`);
  return values;
}

function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

function providerTable(packageName: string, files: readonly string[]): TypeTable {
  const folder = packageFolder(`@pulumi/${packageName}`);
  const nested = new NestedTypes(folder);
  const types: Record<string, TypeEntry> = {};
  for (const file of files) {
    const entry = typeEntry(join(folder, file), nested, leftOut[file]);
    types[entry.token] = entry.table;
  }
  return { types, ...nested.closure() };
}

function typeEntry(path: string, nested: NestedTypes, without: readonly string[] = []): { token: string; table: TypeEntry } {
  const declarations = parse(`${path}.d.ts`, readFileSync(`${path}.d.ts`, "utf8"));
  const script = readFileSync(`${path}.js`, "utf8");
  const token = /__pulumiType = '([^']+)'/.exec(script)?.[1];
  if (token === undefined) throw new Error(`${path}.js names no type`);
  const className = token.split(":")[2] ?? "";
  const args = interfacesOf(declarations).get(`${className}Args`);
  if (args === undefined) throw new Error(`${path}.d.ts has no ${className}Args`);
  const inputs = propertiesOf(args, declarations, nested.read, without);
  const outputs = classProperties(declarations).filter((name) => !(name in inputs) && !without.includes(name));
  return {
    token,
    table: {
      inputs,
      outputs: outputs.join(" "),
      replaceOnChanges: quotedList(script, "replaceOnChanges"),
      secrets: quotedList(script, "additionalSecretOutputs"),
    },
  };
}

/** `{ replaceOnChanges: ["a", "b"] }` in the class's script, as "a b". */
function quotedList(script: string, property: string): string {
  const list = new RegExp(`${property}: \\[([^\\]]*)\\]`).exec(script)?.[1] ?? "";
  return [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1]).join(" ");
}

/**
 * The nested input types and enums that the types read so far lead to. The file that declares them has megabytes, one
 * namespace a service; only the namespaces asked for are parsed.
 */
class NestedTypes {
  readonly #folder: string;
  readonly #namespaces = new Map<string, string>();
  readonly #parsed = new Map<string, Declared>();
  readonly #wanted = new Set<string>();
  readonly #enums = new Map<string, string>();
  readonly #enumFiles = new Map<string, Map<string, string>>();

  constructor(folder: string) {
    this.#folder = folder;
    const text = readFileSync(join(folder, "types", "input.d.ts"), "utf8");
    for (const part of text.split(/^(?=export declare namespace )/m)) {
      this.#namespaces.set(/^export declare namespace (\w+)/.exec(part)?.[1] ?? "", part);
    }
  }

  readonly read = (name: string): string | undefined => {
    if (name.startsWith("inputs.")) {
      this.#wanted.add(name.slice("inputs.".length));
      return `#${name.slice("inputs.".length)}`;
    }
    if (name.startsWith("enums.")) return this.#enumKind(name.slice("enums.".length));
    // `Input<string | Bucket>`: the SDK sends the id of the resource. ARN and the like are plain strings under another name.
    return /^(\w+\.)?[A-Z]\w*$/.test(name) ? "string" : undefined;
  };

  #enumKind(name: string): string {
    const [module = ""] = name.split(".");
    let file = this.#enumFiles.get(module);
    if (file === undefined) {
      const path = join(this.#folder, "types", "enums", module, "index.d.ts");
      file = enumsOf(parse(path, readFileSync(path, "utf8")), `${module}.`);
      this.#enumFiles.set(module, file);
    }
    const values = file.get(name);
    if (values === undefined) return "string";
    this.#enums.set(name, values);
    return `~${name}`;
  }

  #declared(namespace: string): Declared {
    const known = this.#parsed.get(namespace);
    if (known !== undefined) return known;
    const file = parse(`types/input.d.ts (${namespace})`, this.#namespaces.get(namespace) ?? "");
    const declared = { file, interfaces: interfacesOf(file) };
    this.#parsed.set(namespace, declared);
    return declared;
  }

  /** Follows every reference until nothing new turns up. A Set that grows while it is walked visits what is added. */
  closure(): Pick<TypeTable, "objects" | "enums"> {
    const objects: Record<string, Record<string, string>> = {};
    for (const name of this.#wanted) {
      const { file, interfaces } = this.#declared(name.includes(".") ? (name.split(".")[0] ?? "") : "");
      const node = interfaces.get(name);
      if (node === undefined) throw new Error(`types/input.d.ts has no ${name}`);
      objects[name] = propertiesOf(node, file, this.read, leftOut[name]);
    }
    return { objects, enums: Object.fromEntries([...this.#enums].sort(([a], [b]) => (a < b ? -1 : 1))) };
  }
}

interface Declared {
  file: ReturnType<typeof parse>;
  interfaces: ReturnType<typeof interfacesOf>;
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(generateTables())) writeFileSync(join(import.meta.dirname, name), text);
}
