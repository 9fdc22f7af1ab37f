import { isAlias, isMap, isScalar, isSeq, LineCounter, type Document, type ParsedNode, type Scalar } from "yaml";
import type { Problem } from "./problems.ts";
import { badName, badText, type Complaint } from "./rawText.ts";

/** Line by place in the document, as problems name places: `channels.arena.rungs[2]`. */
export type Lines = ReadonlyMap<string, number>;

/** `settings`: every text is Onair's own. `stack`: a Pulumi stack file, where other programs may keep any text. */
export type FileKind = "settings" | "stack";

/** Deeper than any settings file; it keeps what walks the data from running out of stack. */
const DEEPEST = 20;

/** Where everything stands in a parsed file, and what the parser accepted though a reader would understand something else. */
export function surveyYaml(
  file: string,
  text: string,
  document: Document.Parsed,
  kind: FileKind,
): { lines: Lines; problems: readonly Problem[] } {
  const survey = new Survey(file, text, kind);
  if (document.directives.yaml.explicit === true) survey.complain(0, "", DIRECTIVE);
  survey.node(document.contents, "", 0);
  return survey;
}

const DIRECTIVE: Complaint = ["names a YAML version, which changes what words mean", "remove the line that begins with %YAML"];
const ALIAS: Complaint = ["uses a YAML alias or anchor", "write the value out where it is used"];
const MERGE: Complaint = ["uses a YAML merge key", "write the settings out where they are used"];
const TAG: Complaint = ["uses a YAML tag (!)", "write the value without it"];
const DEEP: Complaint = ["is nested too deeply", "remove the extra brackets or indentation"];
const TWICE: Complaint = ["is there twice", "remove one of the two"];
const NO_NAME: Complaint = [
  "has something other than a name before a colon",
  "write a name; put it in quotes if it is a number or a word such as null",
];
const HASH: Complaint = ["is cut off by a # that begins a comment", "put the value in quotes, or a space after #"];

class Survey {
  readonly lines = new Map<string, number>();
  readonly problems: Problem[] = [];
  readonly #file: string;
  readonly #kind: FileKind;
  readonly #counter = new LineCounter();

  constructor(file: string, text: string, kind: FileKind) {
    this.#file = file;
    this.#kind = kind;
    this.#counter.addNewLine(0);
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#counter.addNewLine(at + 1);
  }

  complain(offset: number, place: string, [what, remedy, given]: Complaint): void {
    const path = `${this.#file}:${this.#line(offset)}${place === "" ? "" : ` ${place}`}`;
    this.problems.push({ path, what, ...(given === undefined ? {} : { given }), remedy });
  }

  node(node: ParsedNode | null, place: string, depth: number): void {
    if (node === null) return;
    const [offset] = node.range;
    if (!this.lines.has(place)) this.lines.set(place, this.#line(offset));
    if (isAlias(node) || node.anchor !== undefined) this.complain(offset, place, ALIAS);
    else if (node.tag !== undefined) this.complain(offset, place, TAG);
    else if (depth > DEEPEST) this.complain(offset, place, DEEP);
    else if (isMap(node)) this.#map(node, place, depth);
    else if (isSeq(node)) for (const [index, item] of node.items.entries()) this.node(item, `${place}[${index}]`, depth + 1);
    else this.#scalar(node, offset, place);
  }

  #map(node: Extract<ParsedNode, { items: { key: unknown }[] }>, place: string, depth: number): void {
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      const offset = key.range[0];
      if (!isScalar(key) || typeof key.value !== "string") {
        this.complain(offset, place, NO_NAME);
        continue;
      }
      const here = place === "" ? key.value : `${place}.${key.value}`;
      if (!this.lines.has(here)) this.lines.set(here, this.#line(offset));
      const bad = badName(key.value);
      if (isAlias(key) || key.anchor !== undefined) this.complain(offset, here, ALIAS);
      else if (key.tag !== undefined) this.complain(offset, here, TAG);
      else if (key.value === "<<") this.complain(offset, place, MERGE);
      else if (seen.has(key.value)) this.complain(offset, here, TWICE);
      else if (bad !== undefined) this.complain(offset, here, bad);
      else this.node(value, here, depth + 1);
      seen.add(key.value);
    }
  }

  #scalar(node: Scalar.Parsed, offset: number, place: string): void {
    const complaint = scalarComplaint(node, this.#kind);
    if (complaint !== undefined) this.complain(offset, place, complaint);
  }

  #line(offset: number): number {
    return this.#counter.linePos(offset).line;
  }
}

function scalarComplaint({ value, source, type, comment }: Scalar.Parsed, kind: FileKind): Complaint | undefined {
  if (typeof value === "number") return numberComplaint(value, source);
  if (typeof value !== "string") return undefined;
  if (type === "PLAIN" && comment !== undefined && comment !== null && /^[^\s#!]/.test(comment)) return HASH;
  return kind === "settings" ? badText(value) : undefined;
}

/** Numbers are written as people write them: YAML knows octal, hexadecimal and exponents, and infinity. */
function numberComplaint(value: number, source: string): Complaint | undefined {
  if (!Number.isFinite(value)) return ["is not a number that can be used", "write a finite number", source];
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return ["is too large to be exact", "write a smaller number, or put it in quotes if it is a name", source];
  if (/^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d+)$/.test(source)) return undefined;
  return ["is a number in an unusual form", `write ${value === 0 ? 0 : value}, or put it in quotes if it is text`, source];
}
