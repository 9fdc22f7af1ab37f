/**
 * Resource policies as far as a request of CloudFront needs them: an allow that fits and no deny that fits (IAM User Guide,
 * "Policy evaluation logic"). Unknown condition operators make an allow unfit and a deny fit.
 */
import { matches, statements, type Statement } from "../cloud/index.ts";

export interface Question {
  /** Service principal that signed, such as `cloudfront.amazonaws.com`; absent, nobody did. */
  readonly service?: string;
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Condition keys in lower case with their values, such as `aws:sourcearn`. */
  readonly context: Readonly<Record<string, string>>;
}

/** True when the policy, JSON text, lets the request through. Absent or unreadable, it lets nobody. */
export function admits(policy: string | undefined, question: Question): boolean {
  const fitting = readable(policy).filter((statement) => fits(statement, question));
  return fitting.some(({ effect }) => effect === "Allow") && !fitting.some(({ effect }) => effect === "Deny");
}

function readable(policy: string | undefined): Statement[] {
  if (policy === undefined) return [];
  try {
    return statements(policy);
  } catch {
    return [];
  }
}

function fits(statement: Statement, { service, action, resource, context }: Question): boolean {
  const { effect, services, principals, actions, resources, conditions } = statement;
  const everybody = services.includes("*") || principals.includes("*");
  if (!everybody && (service === undefined || !services.includes(service))) return false;
  if (!actions.some((pattern) => matches(pattern, action)) || !resources.some((pattern) => like(pattern, resource))) return false;
  return Object.entries(conditions).every(([operator, wanted]) => {
    const met = OPERATORS[operator];
    if (met === undefined || typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) return effect === "Deny";
    return Object.entries(wanted).every(([key, values]) => {
      const value = context[key.toLowerCase()];
      return value !== undefined && [values].flat().some((one) => met(typeof one === "string" ? one : JSON.stringify(one), value));
    });
  });
}

/** Of one wanted value and the one there is; a key that the request does not have meets none of them. */
const OPERATORS: Readonly<Partial<Record<string, (wanted: string, value: string) => boolean>>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (wanted, value) => wanted.toLowerCase() === value,
};

/** Wildcards as in `matches`, but letter case counts: ARNs and values are compared as they are. */
function like(pattern: string, value: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "s").test(value);
}
