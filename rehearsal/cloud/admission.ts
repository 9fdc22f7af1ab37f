/**
 * Whether a policy lets a service of AWS in, its conditions weighed. IAM User Guide, "Policy evaluation logic": a Deny that
 * applies wins, and without an Allow that applies the answer is no. A condition that is not known here does not hold.
 */
import { matches, statements, type Statement } from "./policies.ts";
import { isObject, list, object, text, type Value } from "./values.ts";

/** Who asks, and what AWS says of the request: `aws:SourceAccount`, `aws:SourceArn` and the like. */
export interface Caller {
  readonly service: string;
  readonly context: Readonly<Record<string, string>>;
}

export function admitsCaller(policy: Value, caller: Caller, action: string): boolean {
  const applying = statements(policy).filter((statement) => applies(statement, caller, action));
  return applying.some(({ effect }) => effect === "Allow") && !applying.some(({ effect }) => effect === "Deny");
}

function applies({ services, actions, conditions }: Statement, { service, context }: Caller, action: string): boolean {
  return (
    (services.includes(service) || services.includes("*")) &&
    actions.some((pattern) => matches(pattern, action)) &&
    Object.entries(conditions).every(([operator, keys]) => isObject(keys) && holds(operator, keys, context))
  );
}

function holds(operator: string, keys: Readonly<Record<string, Value>>, context: Caller["context"]): boolean {
  const compare = COMPARISONS[operator];
  if (compare === undefined) return false;
  return Object.entries(object(keys)).every(([key, wanted]) => {
    const value = context[key];
    return value !== undefined && some(wanted).some((one) => compare(one, value));
  });
}

const COMPARISONS: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringLike: matches,
  ArnLike: matches,
  ArnEquals: matches,
  Bool: (wanted, value) => wanted === value,
};

function some(value: Value): string[] {
  return (Array.isArray(value) ? list(value) : [value]).flatMap((item) => text(item) ?? []);
}
