import type { Plain } from "./plain.ts";
import { isList, isObject, UNKNOWN } from "./plain.ts";

/** Parts of a property that belong to one region, or that AWS gives: addresses, roles, certificates. */
const OWN = /^(url|.*arn|.*urls?)$/i;

/** Where two values first differ, as `.hlsManifests[0].name`; `undefined` where they agree as far as both are known. */
export function firstDifference(left: Plain | undefined, right: Plain | undefined): string | undefined {
  if (left === UNKNOWN || right === UNKNOWN || left === right) {
    return undefined;
  }
  if (isList(left) && isList(right) && left.length === right.length) {
    return firstOf(left.map((item, index) => inside(`[${index}]`, item, right[index])));
  }
  if (isObject(left) && isObject(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((key) => !OWN.test(key)).sort();
    return firstOf(keys.map((key) => inside(`.${key}`, left[key], right[key])));
  }
  return isEmpty(left) && isEmpty(right) ? undefined : "";
}

function inside(step: string, left: Plain | undefined, right: Plain | undefined): string | undefined {
  const difference = firstDifference(left, right);
  return difference === undefined ? undefined : `${step}${difference}`;
}

function firstOf(differences: readonly (string | undefined)[]): string | undefined {
  return differences.find((difference) => difference !== undefined);
}

function isEmpty(value: Plain | undefined): boolean {
  return value === undefined || value === null;
}
