import type { z } from "zod";
import { knownKeys } from "./knownKeys.ts";
import { didYouMean, showValue, type Problem } from "./problems.ts";
import { mismatch, outOfBounds } from "./schemaWords.ts";
import { namesSecret } from "./secrets.ts";

/** Joins what is wrong and how to mend it into the one message a schema check can carry. */
export function must(what: string, remedy: string): string {
  return `${what}${SEPARATOR}${remedy}`;
}

/** The same for a value that may be, or hold, a secret: it is not shown, whatever it looks like. */
export function mustUnshown(what: string, remedy: string): string {
  return `${must(what, remedy)}${SEPARATOR}${UNSHOWN}`;
}

const SEPARATOR = "\u0000";
const UNSHOWN = "unshown";

interface Place {
  readonly input: unknown;
  readonly at: (path: readonly PropertyKey[]) => string;
  readonly schema?: z.ZodType;
}

/**
 * Turns what the schema found into problems with a path, the value and a remedy.
 * With the schema itself, a misspelt name is answered with the nearest one it knows.
 */
export function problemsOf(error: z.ZodError, input: unknown, at: (path: readonly PropertyKey[]) => string, schema?: z.ZodType): Problem[] {
  const place: Place = schema === undefined ? { input, at } : { input, at, schema };
  const problems = error.issues.flatMap((issue) => issueProblems(issue, place));
  return problems.filter(({ path, what }, index) => problems.findIndex((other) => other.path === path && other.what === what) === index);
}

type Issue = z.core.$ZodIssue;

function issueProblems(issue: Issue, place: Place): Problem[] {
  const { at, input } = place;
  const value = valueAt(input, issue.path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(issue.path, key, place));
  if (issue.code === "invalid_union") return unionProblems(issue, value, place);
  if (issue.code === "invalid_key") return keyProblems(issue, at);
  const shown = issue.message.endsWith(`${SEPARATOR}${UNSHOWN}`) ? undefined : value;
  return [withValue(at(issue.path), shown, ...complaintOf(issue, value))];
}

function complaintOf(issue: Issue, value: unknown): readonly [what: string, remedy: string] {
  const [what = "", remedy] = issue.message.split(SEPARATOR);
  if (remedy !== undefined) return [what, remedy];
  if (value === undefined) return ["is missing", "add it"];
  if (issue.code === "invalid_value") return notAllowed(value, issue.values.map(String));
  if (issue.code === "invalid_type") return mismatch(issue.expected, value);
  if (issue.code === "too_big" || issue.code === "too_small") return outOfBounds(issue);
  return ["is not in the right form", "see the schema named in the file's first line"];
}

function notAllowed(value: unknown, allowed: readonly string[]): readonly [what: string, remedy: string] {
  if (value === null) return mismatch("null", value);
  const hint = typeof value === "string" ? didYouMean(value, allowed) : "";
  return ["is not an allowed value", `${hint}use one of: ${allowed.join(", ")}`];
}

function unknownKey(path: readonly PropertyKey[], key: string, { input, at, schema }: Place): Problem {
  const here = at([...path, key]);
  if (namesSecret(key)) {
    const what = "is not a setting Onair knows, and by its name a secret";
    return { path: here, what, remedy: "remove it: Onair keeps no secret in its settings; if its value was one, replace it" };
  }
  const known = schema === undefined ? undefined : knownKeys(schema, input, path);
  if (known !== undefined && Object.hasOwn(known.elsewhere, key)) {
    return { path: here, what: "is not a setting Onair knows here", remedy: `remove it: it belongs to ${known.elsewhere[key] ?? ""}` };
  }
  const hint = known === undefined ? "" : didYouMean(key, known.here);
  return { path: here, what: "is not a setting Onair knows", remedy: `${hint}remove it, or correct its spelling` };
}

function keyProblems(issue: Extract<Issue, { code: "invalid_key" }>, at: Place["at"]): Problem[] {
  const key = String(issue.path.at(-1) ?? "");
  return issue.issues.map((inner) => withValue(at(issue.path), key, ...complaintOf(inner, key)));
}

/** The branch that the value was meant for is the one that fails latest: inside, then by its bounds, then by its kind. */
function unionProblems(issue: Extract<Issue, { code: "invalid_union" }>, value: unknown, place: Place): Problem[] {
  const here = place.at(issue.path);
  if ("options" in issue && Array.isArray(issue.options)) {
    const [what, remedy] = notAllowed(value, issue.options.map(String));
    return [withValue(here, value, value === undefined ? "is missing" : what, value === undefined ? `add it; ${remedy}` : remedy)];
  }
  const meant = issue.errors.toSorted((left, right) => nearness(right) - nearness(left))[0] ?? [];
  if (meant.length === 0 || nearness(meant) === 0) {
    if (value === undefined) return [{ path: here, what: "is missing", remedy: "add it" }];
    if (value === null) return [withValue(here, value, ...mismatch("null", value))];
    const kinds = issue.errors.flat().flatMap((inner) => (inner.code === "invalid_type" ? [mismatch(inner.expected, value)[1]] : []));
    return [
      withValue(
        here,
        value,
        "is none of the allowed forms",
        [...new Set(kinds)].join("; or ") || "see the schema named in the file's first line",
      ),
    ];
  }
  return meant.flatMap((inner) => issueProblems({ ...inner, path: [...issue.path, ...inner.path] }, place));
}

function nearness(branch: readonly Issue[]): number {
  const own = branch.filter(({ path }) => path.length === 0);
  if (own.some(({ code, message }) => code === "invalid_type" && !message.includes(SEPARATOR))) return 0;
  if (own.some(({ code }) => code === "invalid_value")) return 1;
  return own.length > 0 ? 2 : 3;
}

function withValue(path: string, value: unknown, what: string, remedy: string): Problem {
  const given = showValue(value);
  return given === undefined ? { path, what, remedy } : { path, what, given, remedy };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let current = input;
  for (const key of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

/** `channels.arena.rungs[2].name` */
export function dotted(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`)).join("");
}
