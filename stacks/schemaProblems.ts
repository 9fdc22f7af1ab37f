import type { z } from "zod";
import { didYouMean, showValue, type Problem } from "./problems.ts";

/** Joins what is wrong and how to mend it into the one message a schema check can carry. */
export function must(what: string, remedy: string): string {
  return `${what}${SEPARATOR}${remedy}`;
}

const SEPARATOR = "\u0000";

/** Turns what the schema found into problems with a path, the value and a remedy. */
export function problemsOf(error: z.ZodError, input: unknown, at: (path: readonly PropertyKey[]) => string): Problem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, input, at));
}

function issueProblems(issue: z.core.$ZodIssue, input: unknown, at: (path: readonly PropertyKey[]) => string): Problem[] {
  const value = valueAt(input, issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: at([...issue.path, key]),
      what: "is not a setting Onair knows",
      remedy: "remove it, or correct its spelling",
    }));
  }
  if (issue.code === "invalid_union") {
    const first = issue.errors.find((branch) => branch.every((inner) => inner.code !== "invalid_type")) ?? issue.errors[0] ?? [];
    if (first.length > 0) return first.flatMap((inner) => issueProblems({ ...inner, path: [...issue.path, ...inner.path] }, input, at));
    return [withValue(at(issue.path), "is none of the allowed forms", value, "see the schema named in the file's first line")];
  }
  const [what, remedy] = issue.message.split(SEPARATOR);
  if (remedy !== undefined) return [withValue(at(issue.path), what ?? "", value, remedy)];
  if (issue.code === "invalid_value") {
    const allowed = issue.values.map(String);
    const hint = typeof value === "string" ? didYouMean(value, allowed) : "";
    return [withValue(at(issue.path), "is not an allowed value", value, `${hint}use one of: ${allowed.join(", ")}`)];
  }
  if (value === undefined) return [{ path: at(issue.path), what: "is missing", remedy: "add it" }];
  return [withValue(at(issue.path), plain(issue.message), value, "correct the value")];
}

function plain(message: string): string {
  return message.replace(/^Invalid input: /, "is wrong: ").replace(/^Too/, "is too");
}

function withValue(path: string, what: string, value: unknown, remedy: string): Problem {
  const given = showValue(value);
  return given === undefined ? { path, what, remedy } : { path, what, given, remedy };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let current = input;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

/** `channels.arena.rungs[2].name` */
export function dotted(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`)).join("");
}
