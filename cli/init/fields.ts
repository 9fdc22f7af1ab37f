import { z } from "zod";
import { dotted, PLACEHOLDERS, problemsOf, settingsSchema, type Problem, type Role } from "../../stacks/plain.ts";
import { configOf, type Draft } from "./draft.ts";

/** What `onair init` fills, by its name in the stack file. */
export type FieldName = "domain" | "zoneId" | "encoderCidrs" | "alertEmail";

interface Field {
  readonly name: FieldName;
  readonly option: string;
  readonly roles: readonly Role[];
  readonly question: string;
  /** The value is a list. */
  readonly many: boolean;
  /** Nothing deploys without it. */
  readonly required: boolean;
}

const REGIONAL: readonly Role[] = ["encode-region", "standalone"];

export const FIELDS: readonly Field[] = [
  {
    name: "domain",
    option: "--domain",
    roles: ["global-edge"],
    many: false,
    required: true,
    question: "Domain, in a Route 53 zone of yours (viewers will use watch.<domain>): ",
  },
  { name: "zoneId", option: "--zone-id", roles: ["global-edge"], many: false, required: true, question: "Id of that hosted zone (Z…): " },
  {
    name: "encoderCidrs",
    option: "--encoder-cidr",
    roles: REGIONAL,
    many: true,
    required: true,
    question: "Public networks of your encoders, such as 203.0.113.7/32 (several with commas): ",
  },
  {
    name: "alertEmail",
    option: "--alert-email",
    roles: [...REGIONAL, "global-edge"],
    many: false,
    required: false,
    question: "E-mail address for alerts (Enter for none): ",
  },
];

/** A value for a field: text, or a list of texts. */
export type FieldValue = string | readonly string[];
export type Answers = Partial<Record<FieldName, FieldValue>>;

const UNFILLED: readonly unknown[] = [PLACEHOLDERS.domain, PLACEHOLDERS.zoneId, PLACEHOLDERS.encoderCidr];

/** The field's value in a draft, or undefined while it is absent, empty or a placeholder. */
export function filledValue(draft: Draft, name: FieldName): FieldValue | undefined {
  const value = configOf(draft)[`onair:${name}`];
  if (Array.isArray(value)) return value.length === 0 || value.some((entry) => UNFILLED.includes(entry)) ? undefined : value.map(String);
  return typeof value !== "string" || value === "" || UNFILLED.includes(value) ? undefined : value;
}

/** The drafts of roles that have the field and in which it is still to be filled. */
export function unfilled(drafts: readonly Draft[], field: Field): Draft[] {
  return drafts.filter(
    (draft) =>
      field.roles.includes(draft.role) && (field.name !== "encoderCidrs" || draft.pushed) && filledValue(draft, field.name) === undefined,
  );
}

/** What the settings say about one value, as they will say it of the stack file. */
export function fieldProblems(role: Role, name: string, value: unknown, at: (path: readonly PropertyKey[]) => string): Problem[] {
  const settings = { role, environment: "any", [name]: value };
  const parsed = settingsSchema.safeParse(settings);
  return parsed.success ? [] : problemsOf(new z.ZodError(parsed.error.issues.filter(({ path }) => path[0] === name)), settings, at);
}

/** Everything the settings say about a draft as it stands. */
export function draftProblems(draft: Draft): Problem[] {
  const values = Object.fromEntries(
    Object.entries(configOf(draft)).flatMap(([key, value]) => (key.startsWith("onair:") ? [[key.slice("onair:".length), value]] : [])),
  );
  const parsed = settingsSchema.safeParse(values);
  if (parsed.success) return [];
  const problems = problemsOf(parsed.error, values, (path) => `${draft.file} onair:${dotted(path)}`);
  return problems.map((problem) =>
    problem.path.includes("onair:playbackKeys") ? { path: problem.path, what: problem.what, remedy: problem.remedy } : problem,
  );
}

/** Text as a person types it, in the form that the stack file keeps. */
export function tidy(field: Field, typed: string | readonly string[]): FieldValue {
  const texts = (typeof typed === "string" ? [typed] : typed)
    .flatMap((text) => (field.many ? text.split(/[\s,]+/) : [text.trim()]))
    .filter((text) => text !== "");
  if (field.many) return [...new Set(texts)];
  const text = texts[0] ?? "";
  return field.name === "domain" ? text.toLowerCase().replace(/\.$/, "") : text;
}
