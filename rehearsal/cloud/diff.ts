/** Which inputs changed, and which of those changes need a new resource. */
import { jsonProperties, type ResourceSchema } from "./schema/index.ts";
import { canonical, document, hasUnknown, isObject, type Properties, type Value } from "./values.ts";

export interface Change {
  /** Path such as `encoderSettings.videoDescriptions[0].width`. */
  path: string;
  kind: "add" | "delete" | "update";
  replace: boolean;
}

export function changes(before: Properties, after: Properties, schema: ResourceSchema): Change[] {
  const found: Change[] = [];
  compareObjects(before, after, "", found);
  return found.map((change) => ({ ...change, replace: schema.forceNew.some((path) => covers(path, change.path)) }));
}

/** List positions do not count: `source[0].name` is covered by `source.name` and by `source`. */
function covers(path: string, changed: string): boolean {
  const bare = changed.replaceAll(/\[\d+\]/g, "");
  return bare === path || bare.startsWith(`${path}.`) || path.startsWith(`${bare}.`);
}

type Found = Omit<Change, "replace">;

function compareObjects(before: Properties, after: Properties, path: string, found: Change[]): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const inner = path === "" ? name : `${path}.${name}`;
    if (jsonProperties.has(name)) compareDocuments(before[name], after[name], inner, found);
    else compare(before[name], after[name], inner, found);
  }
}

function compare(before: Value, after: Value, path: string, found: Change[]): void {
  const was = before ?? undefined;
  const is = after ?? undefined;
  if (was === is && !hasUnknown(is)) return;
  if (was === undefined || is === undefined) add({ path, kind: was === undefined ? "add" : "delete" }, found);
  else if (Array.isArray(was) && Array.isArray(is)) compareLists(was, is, path, found);
  else if (isObject(was) && isObject(is)) compareObjects(was, is, path, found);
  else add({ path, kind: "update" }, found);
}

function compareLists(before: Value[], after: Value[], path: string, found: Change[]): void {
  for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
    compare(before[index], after[index], `${path}[${String(index)}]`, found);
  }
}

/** Equal documents spelt differently are no change: the providers suppress such differences. */
function compareDocuments(before: Value, after: Value, path: string, found: Change[]): void {
  const was = document(before);
  const is = document(after);
  if (was === undefined || is === undefined || hasUnknown(is)) compare(before, after, path, found);
  else if (canonical(was) !== canonical(is)) add({ path, kind: "update" }, found);
}

function add(change: Found, found: Change[]): void {
  found.push({ ...change, replace: false });
}
