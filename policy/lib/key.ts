import type { Plain } from "./plain.ts";
import { isSet, shown } from "./plain.ts";

/** True for a key that AWS manages for a service (`alias/aws/sns`): its policy cannot be changed, so it admits no other service. */
export function isAwsManagedKey(value: Plain | undefined): boolean {
  return typeof value === "string" && /(^|:|\/)alias\/aws\//.test(value);
}

/**
 * A property that must name a key of the customer. An unknown value counts, for the key is usually made in the same deployment.
 * `harm` says what goes wrong without it.
 */
export function* customerKey(property: string, value: Plain | undefined, harm: string): Iterable<string> {
  if (!isSet(value)) {
    yield `has no ${property}: ${harm} Set ${property} to a key of your own.`;
  } else if (isAwsManagedKey(value)) {
    yield `uses the key that AWS manages (${shown(value)}): ${harm} Set ${property} to a key of your own.`;
  }
}
