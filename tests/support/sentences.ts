import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./shipped.ts";

/** One thing that the code can say of a setting. */
export interface Sentence {
  /** Where it stands: `stacks/lineupRules.ts:31`. */
  readonly at: string;
  /** As written, with … for what is filled in. */
  readonly text: string;
  readonly matches: (what: string) => boolean;
}

/** How what is wrong begins: a pair of texts in the source that begins so is a sentence and its remedy. */
const BEGINNING =
  /^(is|are|was|has|have|had|holds?|names?|uses?|gives?|makes?|needs?|takes?|puts?|asks?|repeats?|begins?|ends?|contains?|cannot|lacks?|plays?|carr(y|ies)|stands?|spends?|allows?|differs?|falls?|overlaps?|mix(es)?|reach(es)?|goes|does|do|would|leaves?|says?|shares?|costs?|wants?|comes?|runs?|points?|serves?|sends?|lets?|keeps?|becomes?|belongs?|lies?|exceeds?|starts?|sets?|reads?|looks?|counts?|covers?|drops?|changes?) /;

/** Every sentence of a source file: the `what` of a problem, the first word to `must`, the first of a pair with its remedy. */
export function sentencesOf(file: string): Sentence[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
  const found: Sentence[] = [];
  const note = (node: ts.Node | undefined): void => {
    for (const text of node === undefined ? [] : textsOf(node)) {
      const { line } = source.getLineAndCharacterOfPosition(text.getStart(source));
      found.push(sentence(`${file}:${line + 1}`, partsOf(text)));
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText(source) === "what") note(node.initializer);
    else if (ts.isVariableDeclaration(node) && node.name.getText(source) === "what") note(node.initializer);
    else if (ts.isCallExpression(node) && node.expression.getText(source) === "must") note(node.arguments[0]);
    else if (ts.isArrayLiteralExpression(node) && isPair(node)) note(node.elements[0]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isPair({ elements: [first, second] }: ts.ArrayLiteralExpression): boolean {
  if (first === undefined || second === undefined || textsOf(second).length === 0) return false;
  return textsOf(first).some((text) => BEGINNING.test(partsOf(text)[0] ?? ""));
}

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression;

/** The texts an expression can be: both of a choice. */
function textsOf(node: ts.Node): Text[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) return [node];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  return ts.isParenthesizedExpression(node) ? textsOf(node.expression) : [];
}

/** The fixed parts of a text, with something between each two. */
function partsOf(text: Text): string[] {
  return ts.isTemplateExpression(text) ? [text.head.text, ...text.templateSpans.map(({ literal }) => literal.text)] : [text.text];
}

function sentence(at: string, parts: readonly string[]): Sentence {
  const pattern = new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}(; it contains .*)?$`, "su");
  return { at, text: parts.join("…"), matches: (what) => pattern.test(what) };
}
