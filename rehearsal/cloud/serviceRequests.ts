/**
 * Whether a resource's policy lets a request of an AWS service in: an allow that fits and no deny that does (IAM User Guide, "Policy
 * evaluation logic"). What is not understood keeps the request out: such a condition makes an allow unfit, and lets a deny fit.
 */
import { like, matches, statements, type Statement } from "./policies.ts";
import { object, type Properties, type Value } from "./values.ts";

export interface ServiceRequest {
  /** Service principal that signed, such as `cloudfront.amazonaws.com`; absent, nobody did. */
  readonly service?: string;
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Condition keys in lower case, such as `aws:sourcearn`; undefined where the request is known to have none. Of others nothing is known. */
  readonly context: Readonly<Record<string, string | undefined>>;
}

/** Keys that say for whom a service asks (IAM User Guide, "AWS global condition context keys"). @param sourceArn absent where nobody signed */
export function sourceContext(sourceArn: string | undefined): ServiceRequest["context"] {
  return { "aws:sourcearn": sourceArn, "aws:sourceaccount": sourceArn?.split(":")[4] };
}

/** An absent or unreadable policy lets nobody in. */
export function admitsRequest(policy: Value, request: ServiceRequest): boolean {
  const concerned = statements(policy).filter((statement) => concerns(statement, request));
  const hold = ({ conditions }: Statement): Truth => conditionsHold(conditions, request.context);
  return (
    concerned.some((one) => one.effect === "Allow" && hold(one) === true) &&
    !concerned.some((one) => one.effect === "Deny" && hold(one) !== false)
  );
}

function concerns({ services, principals, actions, resources }: Statement, { service, action, resource }: ServiceRequest): boolean {
  const everybody = services.includes("*") || principals.includes("*");
  return (
    (everybody || (service !== undefined && services.includes(service))) &&
    actions.some((pattern) => matches(pattern, action)) &&
    resources.some((pattern) => like(pattern, resource))
  );
}

/** Undefined where it cannot be said. */
type Truth = boolean | undefined;

/** All of them, as far as that is known: one that does not hold settles it. */
function conditionsHold(conditions: Properties, context: ServiceRequest["context"]): Truth {
  const each = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(object(keys)).map(([key, values]) => conditionHolds(operator, context, { key: key.toLowerCase(), values })),
  );
  if (each.includes(false)) return false;
  return each.includes(undefined) ? undefined : true;
}

/** A key that the request does not have meets no operator that is known here (IAM User Guide, "IAM JSON policy elements: Condition operators"). */
function conditionHolds(
  operator: string,
  context: ServiceRequest["context"],
  wanted: { readonly key: string; readonly values: Value },
): Truth {
  const met = OPERATORS[operator];
  if (met === undefined || !(wanted.key in context)) return undefined;
  const value = context[wanted.key];
  return value !== undefined && [wanted.values].flat().some((one) => met(typeof one === "string" ? one : JSON.stringify(one), value));
}

/** Of one wanted value and the one there is. */
const OPERATORS: Readonly<Partial<Record<string, (wanted: string, value: string) => boolean>>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (wanted, value) => wanted.toLowerCase() === value,
};
