import { refuse, type Problem } from "../../stacks/plain.ts";
import type { Session } from "../session.ts";
import type { Draft } from "./draft.ts";
import { FIELDS, fieldProblems, filledValue, tidy, unfilled, type Answers, type FieldName, type FieldValue } from "./fields.ts";

/** Values given as options, in their tidy form. @throws SettingsError with the settings' own sentences, all at once */
export function givenAnswers(typed: Partial<Record<FieldName, string | readonly string[]>>, subject: string): Answers {
  const problems: Problem[] = [];
  const answers: Answers = {};
  for (const field of FIELDS) {
    const text = typed[field.name];
    if (text === undefined || (field.many && text.length === 0)) continue;
    const value = tidy(field, text);
    problems.push(...fieldProblems(field.roles[0] ?? "standalone", field.name, value, () => field.option));
    answers[field.name] = value;
  }
  refuse(problems, subject);
  return answers;
}

/** Values that all the environment's other stack files agree on: what a new region's file starts from. */
export function inheritedAnswers(drafts: readonly Draft[]): Answers {
  const answers: Answers = {};
  for (const { name } of FIELDS) {
    const values = drafts.map((draft) => filledValue(draft, name)).filter((value) => value !== undefined);
    const [first] = values;
    if (first !== undefined && values.every((value) => JSON.stringify(value) === JSON.stringify(first))) answers[name] = first;
  }
  return answers;
}

/** Asks for what neither the options nor the stack files say. Optional values are asked for only beside a needed one, so that a second run is silent. */
export async function askForMissing(session: Session, drafts: readonly Draft[], known: Answers): Promise<Answers> {
  const missing = FIELDS.filter((field) => known[field.name] === undefined && unfilled(drafts, field).length > 0);
  const answers: Answers = {};
  if (!missing.some(({ required }) => required)) return answers;
  for (const field of missing) {
    const value = await askFor(session, field);
    if (value !== undefined) answers[field.name] = value;
  }
  return answers;
}

async function askFor(session: Session, field: (typeof FIELDS)[number]): Promise<FieldValue | undefined> {
  for (;;) {
    const value = tidy(field, await session.ask(field.question));
    if (value.length === 0 && !field.required) return undefined;
    const problems =
      value.length === 0
        ? [{ what: "is needed", remedy: "nothing deploys without it" }]
        : fieldProblems(field.roles[0] ?? "standalone", field.name, value, () => field.option);
    if (problems.length === 0) return value;
    for (const { what, remedy } of problems) session.tell(`  That ${what}: ${remedy}.`);
  }
}

/** What is still missing when nobody may be asked. */
export function missingProblems(drafts: readonly Draft[], known: Answers): Problem[] {
  return FIELDS.filter((field) => field.required && known[field.name] === undefined).flatMap((field) => {
    const files = unfilled(drafts, field).map(({ file }) => file);
    return files.length === 0
      ? []
      : [
          {
            path: field.option,
            what: `is needed by ${files.join(", ")}`,
            remedy: "give the option, or run on a terminal without --yes to be asked",
          },
        ];
  });
}
