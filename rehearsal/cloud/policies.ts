/** Reads policy documents as far as the refusals need: who may do what. Conditions and denials are weighed by `admitsRequest` (serviceRequests.ts) only. */
import { document, isObject, list, object, text, type Properties, type Value } from "./values.ts";

export interface Statement {
  effect: string;
  /** Service names such as `sns.amazonaws.com`. */
  services: string[];
  /** ARNs, account ids, or `*`. */
  principals: string[];
  actions: string[];
  resources: string[];
  conditions: Properties;
}

/** The statements of a policy given as JSON text or as a value. */
export function statements(policy: Value): Statement[] {
  const all = object(document(policy))["Statement"];
  return (Array.isArray(all) ? all : isObject(all) ? [all] : []).filter(isObject).map(statementOf);
}

function statementOf(statement: Properties): Statement {
  const principal = statement["Principal"];
  return {
    effect: text(statement["Effect"]) ?? "",
    services: isObject(principal) ? some(principal["Service"]) : principal === "*" ? ["*"] : [],
    principals: isObject(principal) ? some(principal["AWS"]) : principal === "*" ? ["*"] : [],
    actions: some(statement["Action"]),
    resources: some(statement["Resource"]),
    conditions: object(statement["Condition"]),
  };
}

/** One or several texts. */
function some(value: Value): string[] {
  return (Array.isArray(value) ? list(value) : [value]).flatMap((item) => text(item) ?? []);
}

/** True when an Allow statement lets the service do the action. */
export function admitsService(policy: Value, service: string, action: string): boolean {
  return statements(policy).some(
    ({ effect, services, actions }) =>
      effect === "Allow" && (services.includes(service) || services.includes("*")) && actions.some((pattern) => matches(pattern, action)),
  );
}

/** True when an Allow statement lets the principal (an ARN) do the action. */
export function admitsPrincipal(policy: Value, arn: string, action: string): boolean {
  return statements(policy).some(
    ({ effect, principals, actions }) =>
      effect === "Allow" &&
      principals.some((principal) => principal === "*" || principal === arn) &&
      actions.some((pattern) => matches(pattern, action)),
  );
}

/** IAM's wildcards: `*` any run, `?` one character; letter case does not count in actions. */
export function matches(pattern: string, value: string): boolean {
  return wildcards(pattern, "is").test(value);
}

/** As `matches`, but letter case counts: ARNs and the values of conditions are compared as they are. */
export function like(pattern: string, value: string): boolean {
  return wildcards(pattern, "s").test(value);
}

function wildcards(pattern: string, flags: string): RegExp {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, flags);
}
