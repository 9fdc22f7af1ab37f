import type { Plain, PlainObject } from "./plain.ts";
import { at, isObject, isSet, itemsAt, plain, UNKNOWN } from "./plain.ts";

/** One principal of a statement: its kind (`AWS`, `Service`, …; `*` for everyone) and its value. */
export interface Principal {
  readonly kind: string;
  readonly value: Plain;
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Plain[];
}

/** One statement of an IAM policy document, in one shape however it was written. */
export interface Statement {
  readonly name: string;
  readonly allow: boolean;
  readonly principals: readonly Principal[];
  readonly actions: readonly Plain[];
  readonly resources: readonly Plain[];
  readonly conditions: readonly Condition[];
  /** `NotPrincipal`, `NotAction`, `NotResource`: they admit all but what they name. */
  readonly inverted: readonly string[];
}

export interface Unreadable {
  readonly unreadable: string;
}

const LITERAL = "Write it as a literal document from the names, account id and region that are known before the deployment.";

/** Reads a policy document given as an object or as JSON text. What it cannot read it says why, with the way out. */
export function readDocument(value: Plain | undefined): readonly Statement[] | Unreadable {
  if (value === UNKNOWN) {
    return { unreadable: `has a policy that is unknown before the deployment, so that nobody can check it. ${LITERAL}` };
  }
  const document = typeof value === "string" ? parsed(value) : value;
  if (!isObject(document)) {
    return { unreadable: `has a policy that is not a JSON document. ${LITERAL}` };
  }
  const statements = itemsAt(document, "Statement");
  if (statements.length === 0) {
    return { unreadable: `has a policy without a Statement. ${LITERAL}` };
  }
  if (statements.includes(UNKNOWN)) {
    return { unreadable: `has a policy with a statement that is unknown before the deployment. ${LITERAL}` };
  }
  return statements.map((statement, index) => readStatement(statement, index));
}

export function isUnreadable(value: readonly Statement[] | Unreadable): value is Unreadable {
  return "unreadable" in value;
}

function parsed(text: string): Plain {
  try {
    return plain(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The statements of a document that let somebody in; none where it cannot be read, which another rule then says. */
export function allowing(value: Plain | undefined): readonly Statement[] {
  const statements = isSet(value) ? readDocument(value) : [];
  return isUnreadable(statements) ? [] : statements.filter(({ allow }) => allow);
}

/** What a judge finds in the statements that let somebody in, or that the document cannot be read before the deployment. */
export function* eachAllow(value: Plain | undefined, judge: (statement: Statement) => Iterable<string>): Iterable<string> {
  const statements = readDocument(value);
  if (isUnreadable(statements)) {
    yield statements.unreadable;
    return;
  }
  for (const statement of statements.filter(({ allow }) => allow)) {
    yield* judge(statement);
  }
}

function readStatement(statement: Plain, index: number): Statement {
  const sid = at(statement, "Sid");
  return {
    name: typeof sid === "string" && sid !== "" ? `statement "${sid}"` : `statement ${index + 1}`,
    // Anything but a plain Deny may allow: an effect that is unknown does not pass for a refusal.
    allow: at(statement, "Effect") !== "Deny",
    principals: readPrincipals(at(statement, "Principal")),
    actions: itemsAt(statement, "Action"),
    resources: itemsAt(statement, "Resource"),
    conditions: readConditions(at(statement, "Condition")),
    inverted: ["NotPrincipal", "NotAction", "NotResource"].filter((key) => isSet(at(statement, key))),
  };
}

function readPrincipals(value: Plain | undefined): readonly Principal[] {
  if (!isObject(value)) {
    return value === undefined ? [] : [{ kind: "*", value }];
  }
  return Object.keys(value).flatMap((kind) => itemsAt(value, kind).map((entry) => ({ kind, value: entry })));
}

function readConditions(value: Plain | undefined): readonly Condition[] {
  const operators: PlainObject = isObject(value) ? value : {};
  return Object.entries(operators).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.keys(keys).map((key) => ({ operator, key: key.toLowerCase(), values: itemsAt(keys, key) }))
      : [{ operator, key: "", values: [UNKNOWN] }],
  );
}

/** True when a statement lets everybody in: a bare `*`, or `*` in place of an account. */
export function isAnyone(principal: Principal): boolean {
  return principal.value === "*" || (principal.kind === "*" && principal.value !== UNKNOWN);
}

export function isService(principal: Principal, service: string): boolean {
  return principal.kind === "Service" && principal.value === service;
}

/** True when one of a statement's action patterns covers the action; IAM compares without case. */
export function coversAction(statement: Statement, action: string): boolean {
  return statement.actions.some((pattern) => typeof pattern === "string" && matches(pattern, action));
}

/** IAM wildcards: `*` any text, `?` one character. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "i").test(text);
}

/** The values of a condition under one of the operators given; keys compare without case. */
export function conditionValues(statement: Statement, operators: readonly string[], key: string): readonly Plain[] {
  return statement.conditions
    .filter((condition) => operators.includes(condition.operator) && condition.key === key.toLowerCase())
    .flatMap((condition) => condition.values);
}

/** True when a condition under one of the operators ties a statement to a value of one of the keys, whoever its principals are. */
export function isBound(statement: Statement, operators: readonly string[], keys: readonly string[]): boolean {
  return keys.some((key) => conditionValues(statement, operators, key).some((value) => value !== "*"));
}
