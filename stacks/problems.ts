/** One thing a user must mend. `path` is where (`lineups/prod.yaml channels.arena.ladder`), never a stack trace. */
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
    super(renderProblems(problems, subject));
    this.name = "SettingsError";
    this.problems = problems;
  }
}

/** Throws one {@link SettingsError} when there is any problem. */
export function refuse(problems: readonly Problem[], subject?: string): void {
  if (problems.length > 0) throw new SettingsError(problems, subject);
}

function renderProblems(problems: readonly Problem[], subject: string): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const body = problems.map((problem) => {
    const given = problem.given === undefined ? "" : ` (given: ${problem.given})`;
    return `  ${problem.path}\n      ${problem.what}${given}\n      -> ${problem.remedy}`;
  });
  return `${subject}: ${count} to mend. Nothing was created or changed.\n\n${body.join("\n\n")}\n`;
}

const LONGEST_VALUE = 80;

/** A value as a user would recognise it, short, on one line, with nothing that could be a key. */
export function showValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (/PRIVATE KEY|BEGIN [A-Z ]+KEY/.test(text)) return "[a key, not shown]";
  const line = text.replace(/\s+/g, " ");
  if (line === "") return '""';
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
}

/** "; did you mean X?" for a misspelt name, or nothing when no known name is near. */
export function didYouMean(given: string, known: readonly string[]): string {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(given.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(given.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best === undefined ? "" : `did you mean ${best}? `;
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
