import type { z } from "zod";

/** What is wrong, and how to mend it. */
type Complaint = readonly [what: string, remedy: string];

const KINDS: Readonly<Record<string, readonly [name: string, remedy: string]>> = {
  string: ["text", "write text"],
  number: ["a number", "write a number, without quotes or unit"],
  int: ["a whole number", "write a whole number"],
  boolean: ["true or false", "write true or false, without quotes"],
  array: ["a list", "write a list, such as [a, b]"],
  tuple: ["a list", "write a list, such as [a, b]"],
  object: ["a group of settings", "write name: value pairs below it"],
  record: ["a group of settings", "write name: value pairs below it"],
};

/** A value of another kind than the schema expects. YAML decides what a bare word is, so quotes are what mends most of them. */
export function mismatch(expected: string, value: unknown): Complaint {
  if (value === null) return ["has no value", "write one, or remove the line"];
  const [name, remedy] = KINDS[expected] ?? ["what is expected here", "see the schema named in the file's first line"];
  const isBare = typeof value === "number" || typeof value === "boolean";
  return [`is ${kindOf(value)}, not ${name}`, expected === "string" && isBare ? `put it in quotes: "${String(value)}"` : remedy];
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of settings";
  return KINDS[typeof value]?.[0] ?? "something else";
}

type Bound = z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall;

/** A length or number outside of its bounds, where the schema has no words of its own. */
export function outOfBounds(issue: Bound): Complaint {
  const big = issue.code === "too_big";
  const bound = String(big ? issue.maximum : issue.minimum);
  const unit = issue.origin === "string" ? " characters" : issue.origin === "array" || issue.origin === "record" ? " entries" : "";
  const what =
    unit === ""
      ? big
        ? "is too high"
        : "is too low"
      : unit === " characters"
        ? big
          ? "is too long"
          : "is too short"
        : `has too ${big ? "many" : "few"} entries`;
  return [what, `use ${bound}${unit} or ${big ? "less" : "more"}`];
}
