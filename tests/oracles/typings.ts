import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";

/** What a provider's typing says an input is made of. A list is told apart from the thing it repeats, a map from its values. */
export interface Typing {
  list: boolean;
  map: boolean;
  /** Absent for a scalar. Recursion (a WAF statement within a statement) is cut where a type would contain itself. */
  members?: Record<string, Typing>;
}

const require = createRequire(import.meta.url);
const packages: Record<string, string> = { aws: "@pulumi/aws", "aws-native": "@pulumi/aws-native" };

type Interfaces = Map<string, ts.InterfaceDeclaration>;
const known = new Map<string, Interfaces>();

/** The nested input types of a provider, by `module.Name`. The file is only parsed, never type-checked: 15 MB of declarations take two seconds that way. */
function inputTypes(root: string): Interfaces {
  const cached = known.get(root);
  if (cached) return cached;
  const found: Interfaces = new Map();
  const visit = (node: ts.Node, prefix: string): void => {
    if (ts.isInterfaceDeclaration(node)) found.set(`${prefix}${node.name.text}`, node);
    else if (ts.isModuleDeclaration(node)) node.body?.forEachChild((child) => visit(child, `${prefix}${node.name.text}.`));
  };
  parse(path.join(root, "types", "input.d.ts")).forEachChild((node) => visit(node, ""));
  known.set(root, found);
  return found;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, false);
}

/**
 * The inputs of a resource type (`aws:sns/topic:Topic`, `aws-native:mediapackagev2:Channel`), read from the provider's declarations.
 * Throws when the provider has no such type.
 */
export function inputsOf(type: string): Record<string, Typing> {
  const [provider = "", module = "", name = ""] = type.split(":");
  const packageName = packages[provider];
  if (!packageName) throw new Error(`${type}: no typings are known for provider ${provider}`);
  const root = path.dirname(require.resolve(packageName));
  const [folder = "", file = name.charAt(0).toLowerCase() + name.slice(1)] = module.split("/");
  const source = parse(path.join(root, folder, `${file}.d.ts`));
  const args = source.statements.find(
    (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === `${name}Args`,
  );
  if (!args) throw new Error(`${type}: its declarations have no ${name}Args`);
  return membersOf(args, inputTypes(root), []);
}

function membersOf(node: ts.InterfaceDeclaration, types: Interfaces, trail: string[]): Record<string, Typing> {
  const members: Record<string, Typing> = {};
  for (const member of node.members) {
    if (ts.isPropertySignature(member) && member.type) members[(member.name as ts.Identifier).text] = typingOf(member.type, types, trail);
  }
  return members;
}

function typingOf(node: ts.TypeNode, types: Interfaces, trail: string[]): Typing {
  if (ts.isUnionTypeNode(node)) {
    const parts = node.types.map((part) => typingOf(part, types, trail));
    return parts.find((part) => part.members) ?? parts.find((part) => part.list || part.map) ?? { list: false, map: false };
  }
  if (ts.isArrayTypeNode(node)) return { ...typingOf(node.elementType, types, trail), list: true };
  if (ts.isTypeLiteralNode(node)) return mapOf(node, types, trail);
  if (!ts.isTypeReferenceNode(node)) return { list: false, map: false };
  const name = entityName(node.typeName);
  if (name === "pulumi.Input") return node.typeArguments?.[0] ? typingOf(node.typeArguments[0], types, trail) : { list: false, map: false };
  const declaration = name.startsWith("inputs.") ? types.get(name.slice("inputs.".length)) : undefined;
  if (!declaration || trail.includes(name)) return { list: false, map: false };
  return { list: false, map: false, members: membersOf(declaration, types, [...trail, name]) };
}

function mapOf(node: ts.TypeLiteralNode, types: Interfaces, trail: string[]): Typing {
  const index = node.members.find(ts.isIndexSignatureDeclaration);
  if (!index) return { list: false, map: false };
  const value = typingOf(index.type, types, trail);
  return { list: false, map: true, ...(value.members ? { members: value.members } : {}) };
}

function entityName(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${entityName(name.left)}.${name.right.text}`;
}

/** An input that has every member of a typing once: what the tables must know a place for. */
export function everyInput(members: Record<string, Typing>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([name, typing]) => [name, everyValue(typing)]));
}

function everyValue(typing: Typing): unknown {
  const value = typing.members ? everyInput(typing.members) : "x";
  const held = typing.map ? { key: value } : value;
  return typing.list ? [held] : held;
}
