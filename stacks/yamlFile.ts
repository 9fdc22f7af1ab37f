import { parseDocument, type YAMLError } from "yaml";
import type { Problem } from "./problems.ts";
import { readText } from "./textFile.ts";
import { surveyYaml, type FileKind, type Lines } from "./yamlSurvey.ts";

export type FileResult =
  { readonly ok: true; readonly value: unknown; readonly lines: Lines } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a YAML 1.2 file of the project into plain data (core schema: `no` and `12:30` are text). What means one thing
 * to a reader and another to a parser is a problem, not a guess: aliases, merge keys, tags, directives, duplicate keys,
 * several documents, unusual numbers. Work grows with the size of the file, whatever is in it.
 */
export function readYaml(directory: string, file: string, kind: FileKind = "settings"): FileResult {
  const read = readText(directory, file);
  if (!read.ok) return { ok: false, problems: [read.problem] };
  // Duplicate keys are found in the survey: the parser compares each key of a map with all others. Its pretty errors search the text for each.
  const document = parseDocument(read.text, { version: "1.2", schema: "core", strict: true, uniqueKeys: false, prettyErrors: false });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) return { ok: false, problems: [faultProblem(file, read.text, fault)] };
  const { lines, problems } = surveyYaml(file, read.text, document, kind);
  if (problems.length > 0) return { ok: false, problems };
  // A stack file may hold comments alone, as `pulumi stack init` leaves it.
  if (document.contents === null && kind === "stack") return { ok: true, value: {}, lines };
  if (document.contents === null) {
    return { ok: false, problems: [{ path: file, what: "is empty", remedy: "write settings in it, or restore what it held" }] };
  }
  return { ok: true, value: document.toJS({ maxAliasCount: 0 }) as unknown, lines };
}

/** Problems of a file (`lineups/prod.yaml channels.arena`) with the line each is on, in the order of the file. */
export function atLines(problems: readonly Problem[], file: string, lines: Lines): Problem[] {
  const placed = problems.map((problem) => {
    const place = placeIn(problem.path, file);
    const line = place === undefined ? undefined : lineOf(place, lines);
    if (place === undefined || line === undefined) return { problem, line: 0 };
    return { problem: { ...problem, path: `${file}:${line}${place === "" ? "" : ` ${place}`}` }, line };
  });
  return placed.sort((left, right) => left.line - right.line).map(({ problem }) => problem);
}

function placeIn(path: string, file: string): string | undefined {
  if (path === file) return undefined;
  return path.startsWith(`${file} `) ? path.slice(file.length + 1) : undefined;
}

/** The line of a setting, or of what holds it when it is missing. */
function lineOf(place: string, lines: Lines): number | undefined {
  for (let rest = place; rest !== "";) {
    const line = lines.get(rest);
    if (line !== undefined) return line;
    rest = rest.slice(0, Math.max(0, rest.lastIndexOf("."), rest.lastIndexOf("[")));
  }
  return undefined;
}

/** The parser's faults in words of their own: its messages repeat the file's text, which may be a secret. */
const FAULTS: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  BAD_ALIAS: ["uses * at the beginning of a value", "put the value in quotes"],
  BAD_DIRECTIVE: ["has a directive that YAML does not know", "remove the line that begins with %"],
  BAD_DQ_ESCAPE: ["has a \\ sequence that YAML does not know", "use single quotes, or write \\\\ for \\"],
  BAD_INDENT: ["is not indented as YAML wants, or lacks a closing bracket", "indent with the same number of spaces as the lines beside it"],
  BAD_SCALAR_START: ["has a value that begins with a character YAML keeps for itself", "put the value in quotes"],
  BLOCK_AS_IMPLICIT_KEY: [
    "has a colon inside a value, or two settings in one line",
    "put the value in quotes, or each setting on its own line",
  ],
  BLOCK_IN_FLOW: ["has an indented block inside [ ] or { }", "close the bracket first"],
  KEY_OVER_1024_CHARS: ["has a setting's name of more than 1024 characters", "shorten it"],
  MISSING_CHAR: ["lacks a closing quote, bracket, colon or comma", "add what is missing"],
  MULTILINE_IMPLICIT_KEY: ["has a setting's name over several lines", "write name and colon on one line"],
  MULTIPLE_DOCS: ["holds several documents, parted by ---", "keep one, and remove the line with ---"],
  RESOURCE_EXHAUSTION: ["is nested too deeply", "remove the extra brackets or indentation"],
  TAB_AS_INDENT: ["is indented with a tab", "indent with spaces"],
  TAG_RESOLVE_FAILED: ["uses a YAML tag (!)", "write the value without it, or put it in quotes"],
  UNEXPECTED_TOKEN: ["has something here that does not belong", "correct the line"],
};

function faultProblem(file: string, text: string, fault: YAMLError): Problem {
  const line = text.slice(0, fault.pos[0]).split("\n").length;
  const [what, remedy] = FAULTS[fault.code] ?? ["has a mistake in this line", "correct it"];
  return { path: `${file}:${line}`, what: `is not valid YAML: it ${what}`, remedy };
}
