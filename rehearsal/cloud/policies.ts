/** Reads policy documents as far as the refusals need: who may do what. Conditions and denials are weighed by `admitsRequest` only. */
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

/** What a service asks for on behalf of a resource of its own, such as CloudFront for a distribution. */
export interface ServiceRequest {
  readonly service: string;
  readonly action: string;
  /** ARN of what is asked for. */
  readonly resource: string;
  /** ARN of the resource it asks for. */
  readonly sourceArn: string;
}

/**
 * True when a statement allows the request, with all of its conditions, and none denies it. Conditions on `aws:SourceArn` and
 * `aws:SourceAccount` are understood (IAM User Guide, "AWS global condition context keys"); any other keeps the request out.
 */
export function admitsRequest(policy: Value, request: ServiceRequest): boolean {
  const concerned = statements(policy).filter(
    ({ services, actions, resources }) =>
      (services.includes(request.service) || services.includes("*")) &&
      actions.some((pattern) => matches(pattern, request.action)) &&
      resources.some((pattern) => matches(pattern, request.resource)),
  );
  const holds = ({ conditions }: Statement): boolean | undefined => conditionsHold(conditions, request.sourceArn);
  return (
    concerned.some((one) => one.effect === "Allow" && holds(one) === true) &&
    !concerned.some((one) => one.effect === "Deny" && holds(one) !== false)
  );
}

/** Undefined where a condition is of no kind that is known here. */
function conditionsHold(conditions: Properties, sourceArn: string): boolean | undefined {
  const context: Readonly<Record<string, string>> = { "aws:sourcearn": sourceArn, "aws:sourceaccount": sourceArn.split(":")[4] ?? "" };
  const each = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(object(keys)).map(([key, values]) => {
      const given = context[key.toLowerCase()];
      if (given === undefined) return undefined;
      if (operator === "StringEquals" || operator === "ArnEquals") return some(values).includes(given);
      return operator === "StringLike" || operator === "ArnLike" ? some(values).some((pattern) => matches(pattern, given)) : undefined;
    }),
  );
  return each.includes(undefined) ? undefined : each.every((one) => one === true);
}

/** IAM's wildcards: `*` any run, `?` one character; letter case does not count in actions. */
export function matches(pattern: string, value: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "i").test(value);
}
