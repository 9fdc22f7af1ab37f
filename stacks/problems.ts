import { hiddenMeaning, printable } from "./characters.ts";
import { secretKind } from "./secrets.ts";

/** One thing a user must mend. `path` is where (`lineups/prod.yaml:14 channels.arena.ladder`), never a stack trace. */
export interface Problem {
  readonly path: string;
  /** What is wrong, as the rest of a sentence that starts with the path. */
  readonly what: string;
  /** The offending value as given; absent when there is none or when it may be a secret. */
  readonly given?: string;
  readonly remedy: string;
}

/** Everything wrong with the settings, at once, before anything is registered. */
export class SettingsError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], subject = "The settings") {
    const shown = problems.map(presentable);
    super(renderProblems(shown, printable(subject)));
    this.name = "SettingsError";
    this.problems = shown;
  }
}

/** Throws one {@link SettingsError} when there is any problem. */
export function refuse(problems: readonly Problem[], subject?: string): void {
  if (problems.length > 0) throw new SettingsError(problems, subject);
}

/** More are counted, not shown: nobody mends a hundred at a time. */
const MOST_SHOWN = 100;

function renderProblems(problems: readonly Problem[], subject: string): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const body = problems.slice(0, MOST_SHOWN).map((problem) => {
    const given = problem.given === undefined ? "" : ` (given: ${problem.given})`;
    return `  ${problem.path}\n      ${problem.what}${given}\n      -> ${problem.remedy}`;
  });
  const rest = problems.length > MOST_SHOWN ? [`  and ${problems.length - MOST_SHOWN} more`] : [];
  return `${subject}: ${count} to mend. Nothing was created or changed.\n\n${[...body, ...rest].join("\n\n")}\n`;
}

const LONGEST_VALUE = 80;
const LONGEST_LINE = 300;

/** A problem as it may be printed anywhere: no secret, nothing that a terminal obeys, and what a reader cannot see is named. */
function presentable(problem: Problem): Problem {
  const { path, what, given, remedy } = problem;
  const hidden = hiddenMeaning(path) ?? (given === undefined ? undefined : hiddenMeaning(given));
  const shown = {
    path: shortened(withoutSecret(path), LONGEST_LINE),
    what: `${shortened(withoutSecret(what), LONGEST_LINE)}${hidden === undefined ? "" : `; it contains ${hidden}`}`,
    remedy: shortened(withoutSecret(remedy), LONGEST_LINE),
  };
  return given === undefined ? shown : { ...shown, given: shortened(withoutSecret(given), LONGEST_LINE) };
}

function withoutSecret(text: string): string {
  const kind = secretKind(text);
  return kind === undefined ? text : `[${kind}, not shown]`;
}

function shortened(text: string, longest: number): string {
  const characters = Array.from(text.slice(0, 2 * longest + 1));
  const line = printable(characters.slice(0, longest).join(""));
  return characters.length > longest ? `${line}…` : line;
}

/** A value as a user would recognise it, short, on one line, with nothing that could be a key. */
export function showValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" ? value : jsonOf(value, DEEPEST_SHOWN);
  if (/PRIVATE KEY|BEGIN [A-Z ]+KEY/.test(text)) return "[a key, not shown]";
  if (secretKind(text) !== undefined) return withoutSecret(text);
  const line = shortened(text.replace(/\s+/g, " "), LONGEST_VALUE);
  return typeof value === "string" && value !== value.trim() ? `"${line}"` : line === "" ? '""' : line;
}

/** Levels of a list or object that are shown: enough to recognise it. */
const DEEPEST_SHOWN = 4;

/** JSON, cut off below `levels`; also of what JSON has no word for. */
function jsonOf(value: unknown, levels: number): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string" || value === null) return JSON.stringify(value);
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value !== "object") return typeof value;
  if (levels === 0) return "…";
  if (Array.isArray(value))
    return `[${value
      .slice(0, 40)
      .map((item) => jsonOf(item, levels - 1))
      .join(",")}]`;
  const entries = Object.entries(value).slice(0, 40);
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonOf(item, levels - 1)}`).join(",")}}`;
}

/** Nobody misspells a name this long; comparing it with others would only take time. */
const LONGEST_MISSPELT = 60;

/** "did you mean X? " for a misspelt name, or nothing when no known name is near. */
export function didYouMean(given: string, known: readonly string[]): string {
  if (given.length > LONGEST_MISSPELT) return "";
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(given.length / 3)) + 1;
  for (const candidate of known) {
    const distance = nameDistance(given.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best === undefined ? "" : `did you mean ${best}? `;
}

/** Edits from one to the other; an abbreviation of three letters or more is near what it abbreviates. */
function nameDistance(given: string, candidate: string): number {
  return given.length >= 3 && candidate.startsWith(given) && candidate !== given ? 1 : editDistance(given, candidate);
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
