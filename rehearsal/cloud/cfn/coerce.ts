import type { Kind } from "../schema/index.ts";
import { isObject, type Value } from "../values.ts";

/** CloudFormation takes numbers and truths written as text, as they come from parameters. What does not fit stays as it is. */
export function coerce(value: Value, kind: Kind): Value {
  if (kind.is === "list" && Array.isArray(value)) return value.map((item) => coerce(item, kind.of));
  if (kind.is === "map" && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, coerce(inner, kind.of)]));
  if (kind.is === "object" && isObject(value)) {
    const fields = kind.fields();
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const field = fields.get(key);
        return [key, field === undefined ? inner : coerce(inner, field.kind)];
      }),
    );
  }
  if (kind.is === "number" && typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (kind.is === "boolean" && (value === "true" || value === "false")) return value === "true";
  return value;
}
