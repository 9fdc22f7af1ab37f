/** Reads property lists out of TypeScript declarations, by syntax alone: no type checker, so it takes milliseconds a file. */
import ts from "typescript";

/** Turns the name of a referenced type into table notation, or undefined where the name means nothing to the tables. */
export type NameReader = (name: string) => string | undefined;

export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false);
}

/** Every interface of a file by its name, those inside `namespace x` as `x.Name`. */
export function interfacesOf(file: ts.SourceFile): Map<string, ts.InterfaceDeclaration> {
  const found = new Map<string, ts.InterfaceDeclaration>();
  const walk = (node: ts.Node, prefix: string): void => {
    if (ts.isInterfaceDeclaration(node)) found.set(prefix + node.name.text, node);
    else if (ts.isModuleDeclaration(node) && node.body !== undefined) {
      const inner = `${prefix}${node.name.text}.`;
      ts.forEachChild(node.body, (child) => {
        walk(child, inner);
      });
    }
  };
  ts.forEachChild(file, (node) => {
    walk(node, "");
  });
  return found;
}

/** Constants such as `X: { readonly A: "a" }`, as X -> "a|b"; those inside `namespace x` as `x.X`. */
export function enumsOf(file: ts.SourceFile, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (node: ts.Node, inside: string): void => {
    if (ts.isModuleDeclaration(node) && node.body !== undefined) {
      const inner = `${inside}${node.name.text}.`;
      ts.forEachChild(node.body, (child) => {
        walk(child, inner);
      });
    }
    if (!ts.isVariableStatement(node)) return;
    for (const { name, type } of node.declarationList.declarations) {
      if (!ts.isIdentifier(name) || type === undefined || !ts.isTypeLiteralNode(type)) continue;
      const values = type.members.map((member) => literalOf(member));
      if (values.every((value) => value !== undefined)) found.set(inside + name.text, values.join("|"));
    }
  };
  ts.forEachChild(file, (node) => {
    walk(node, prefix);
  });
  return found;
}

function literalOf(member: ts.TypeElement): string | undefined {
  if (!ts.isPropertySignature(member) || member.type === undefined || !ts.isLiteralTypeNode(member.type)) return undefined;
  const { literal } = member.type;
  return ts.isStringLiteral(literal) || ts.isNumericLiteral(literal) ? literal.text : undefined;
}

/** The properties of an interface but those left out: name -> kind, a `!` behind the kind of a required one. */
export function propertiesOf(
  node: ts.InterfaceDeclaration,
  file: ts.SourceFile,
  read: NameReader,
  leftOut: readonly string[] = [],
): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const member of node.members) {
    if (!ts.isPropertySignature(member) || member.type === undefined || leftOut.includes(member.name.getText(file))) continue;
    const required = member.questionToken === undefined ? "!" : "";
    properties[member.name.getText(file)] = kindOf(member.type, file, read) + required;
  }
  return properties;
}

/** The names of a class's instance properties. */
export function classProperties(file: ts.SourceFile): string[] {
  const names: string[] = [];
  ts.forEachChild(file, (node) => {
    if (!ts.isClassDeclaration(node)) return;
    for (const member of node.members) if (ts.isPropertyDeclaration(member)) names.push(member.name.getText(file));
  });
  return names;
}

/** A type node in table notation; see tables.ts for the notation. */
export function kindOf(node: ts.TypeNode, file: ts.SourceFile, read: NameReader): string {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return "string";
    case ts.SyntaxKind.NumberKeyword:
      return "number";
    case ts.SyntaxKind.BooleanKeyword:
      return "boolean";
    case ts.SyntaxKind.AnyKeyword:
      return "any";
  }
  if (ts.isParenthesizedTypeNode(node)) return kindOf(node.type, file, read);
  if (ts.isArrayTypeNode(node)) return `[${kindOf(node.elementType, file, read)}]`;
  if (ts.isUnionTypeNode(node)) return unionOf(node, file, read);
  if (ts.isTypeLiteralNode(node)) return mapOf(node, file, read);
  if (ts.isTypeReferenceNode(node)) return referenceOf(node, file, read);
  throw new Error(`no notation for the type ${node.getText(file)}`);
}

function unionOf(node: ts.UnionTypeNode, file: ts.SourceFile, read: NameReader): string {
  const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword).map((part) => kindOf(part, file, read));
  return [...new Set(parts)].join("|");
}

function mapOf(node: ts.TypeLiteralNode, file: ts.SourceFile, read: NameReader): string {
  const [member] = node.members;
  if (member === undefined) return "{any}";
  if (!ts.isIndexSignatureDeclaration(member)) throw new Error(`no notation for the type ${node.getText(file)}`);
  return `{${kindOf(member.type, file, read)}}`;
}

function referenceOf(node: ts.TypeReferenceNode, file: ts.SourceFile, read: NameReader): string {
  const name = node.typeName.getText(file);
  const [argument, second] = node.typeArguments ?? [];
  if ((name === "pulumi.Input" || name === "Array") && argument !== undefined) {
    const kind = kindOf(argument, file, read);
    return name === "Array" ? `[${kind}]` : kind;
  }
  if (name === "Record" && second !== undefined) return `{${kindOf(second, file, read)}}`;
  if (name.startsWith("pulumi.asset.")) return "asset";
  const kind = read(name);
  if (kind === undefined) throw new Error(`${file.fileName} refers to ${name}, which the tables cannot follow`);
  return kind;
}
