import { didYouMean, type Problem } from "./problems.ts";
import { badName, badText, type Complaint } from "./rawText.ts";
import { dotted } from "./schemaProblems.ts";
import type { RawSettings } from "./settings.ts";

export const NAMESPACE = "onair:";

/** Settings whose values are never printed, not even when they are wrong. */
const UNPRINTABLE: readonly string[] = ["playbackKeys", "tags"];

/** Deeper than any setting; it keeps what walks the data from running out of stack. */
const DEEPEST = 20;

/** The `onair:` values, JSON where it is JSON. Empty strings are what an unset typed setting reads as; secrets are left out. */
export function onairValues(raw: RawSettings): Record<string, unknown> {
  const given = Object.entries(raw.config).filter(
    ([key, text]) => key.startsWith(NAMESPACE) && text !== "" && !raw.secretKeys.includes(key),
  );
  return Object.fromEntries(given.map(([key, text]) => [key.slice(NAMESPACE.length), decode(text)]));
}

/** The engine hands every value over as text: lists and objects as JSON, numbers and booleans as they print. */
export function decode(text: string): unknown {
  if (!/^[[{]/.test(text) && !/^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(text) && text !== "true" && text !== "false") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What is wrong with the raw configuration whatever a schema says of it, in the order of the configuration. */
export function rawProblems(raw: RawSettings, stackFile: string): Problem[] {
  const values = onairValues(raw);
  return Object.keys(raw.config).flatMap((key) => {
    if (!key.startsWith(NAMESPACE)) return namespaceProblems(key, stackFile);
    if (raw.secretKeys.includes(key)) return [secretProblem(key, stackFile)];
    const setting = key.slice(NAMESPACE.length);
    return [...textComplaints(values[setting], [setting])].map(([path, [what, remedy, value]]) => {
      return { path: `${stackFile} ${NAMESPACE}${dotted(path)}`, what, remedy, ...(value === undefined ? {} : { given: value }) };
    });
  });
}

/**
 * Problems as they may be told: nothing of a setting that may be secret, and nothing more of a place
 * whose raw text was refused already.
 */
export function tellable(raw: RawSettings, refused: readonly Problem[], others: readonly Problem[]): Problem[] {
  const secret = raw.secretKeys.filter((key) => key.startsWith(NAMESPACE)).map((key) => key.slice(NAMESPACE.length));
  const places = refused.map(({ path }) => path);
  const rest = others.filter(
    ({ path }) => !places.some((place) => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`)),
  );
  return [...refused, ...rest].map((problem) => {
    const setting = / onair:([^\s.[]+)/.exec(problem.path)?.[1] ?? "";
    if (!UNPRINTABLE.includes(setting) && !secret.includes(setting)) return problem;
    return { path: problem.path, what: problem.what, remedy: problem.remedy };
  });
}

/** Nothing Onair reads is secret; a secret here was put in the wrong place. */
function secretProblem(key: string, stackFile: string): Problem {
  return {
    path: `${stackFile} ${key}`,
    what: "is set as a secret, and Onair keeps no secret in its settings",
    remedy: `remove it (pulumi config rm ${key}); private keys stay outside the project`,
  };
}

function namespaceProblems(key: string, stackFile: string): Problem[] {
  const [namespace = "", name = ""] = key.split(":");
  const path = `${stackFile} ${key}`;
  if (namespace === "aws-native") {
    return [
      {
        path,
        what: "is not read: Onair makes every provider from the aws: settings",
        remedy: `write aws:${name} instead, if it is one of them`,
      },
    ];
  }
  if (didYouMean(namespace, ["onair"]) === "") return [];
  return [{ path, what: `is in the namespace ${namespace}, which nothing reads`, remedy: `did you mean ${NAMESPACE}${name}?` }];
}

function* textComplaints(value: unknown, path: readonly PropertyKey[]): Generator<[path: readonly PropertyKey[], complaint: Complaint]> {
  if (typeof value === "string") {
    const complaint = badText(isPem(value) ? value.replace(/[\r\n]/g, "") : value);
    if (complaint !== undefined) yield [path, complaint];
  } else if (typeof value === "number") {
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
      yield [path, ["is too large to be exact", "write a smaller number, or put it in quotes if it is a name"]];
  } else if (typeof value === "object" && value !== null) {
    if (path.length > DEEPEST) yield [path, ["is nested too deeply", "remove the extra brackets"]];
    else yield* childComplaints(value, path);
  }
}

function* childComplaints(value: object, path: readonly PropertyKey[]): Generator<[path: readonly PropertyKey[], complaint: Complaint]> {
  for (const [key, child] of Object.entries(value) as [string, unknown][]) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    const complaint = Array.isArray(value) ? undefined : badName(key);
    if (complaint === undefined) yield* textComplaints(child, here);
    else yield [here, complaint];
  }
}

/** A key in PEM has lines; whether a public one may be there is its setting's own question. */
function isPem(text: string): boolean {
  return text.trimStart().startsWith("-----BEGIN ");
}
