/** Compares inputs with the type tables: unknown and missing properties, wrong kinds, values outside their choices. */
import type { Field, Fields, Kind } from "./schema/index.ts";
import { jsonProperties } from "./schema/index.ts";
import { document, isAsset, isObject, isUnknown, type Properties, spelled, type Value } from "./values.ts";

export interface Failure {
  /** Path from the resource's inputs, such as `rules[0].status`. */
  property: string;
  reason: string;
}

/** All that is wrong with a resource's inputs. Values that are not known yet are taken to be right. */
export function checkInputs(inputs: Properties, fields: Fields): Failure[] {
  const failures: Failure[] = [];
  checkFields(inputs, fields, "", failures);
  return failures;
}

function checkFields(value: Properties, fields: Fields, path: string, failures: Failure[]): void {
  for (const [name, { required }] of fields) {
    if (required && isAbsent(value[name]))
      failures.push({ property: join(path, name), reason: `missing required property "${join(path, name)}"` });
  }
  for (const [name, inner] of Object.entries(value)) {
    const field = fields.get(name);
    if (field === undefined) failures.push({ property: join(path, name), reason: unknownProperty(name, fields) });
    else if (!isAbsent(inner)) checkField(inner, name, field, join(path, name), failures);
  }
}

function isAbsent(value: Value): boolean {
  return value === undefined || value === null;
}

function checkField(value: Value, name: string, field: Field, path: string, failures: Failure[]): void {
  checkKind(value, field.kind, path, failures);
  if (jsonProperties.has(name) && typeof value === "string" && document(value) === undefined) {
    failures.push({ property: path, reason: `"${path}" contains an invalid JSON: ${shown(value)}` });
  }
}

function checkKind(value: Value, kind: Kind, path: string, failures: Failure[]): void {
  if (isUnknown(value) || isAbsent(value)) return;
  switch (kind.is) {
    case "any":
      return;
    case "list":
      if (!Array.isArray(value)) fail("a list");
      else
        value.forEach((item, index) => {
          checkKind(item, kind.of, `${path}[${String(index)}]`, failures);
        });
      return;
    case "map":
      if (!isObject(value)) fail("a map");
      else for (const [key, item] of Object.entries(value)) checkKind(item, kind.of, join(path, key), failures);
      return;
    case "object":
      if (!isObject(value)) fail("an object");
      else checkFields(value, kind.fields(), path, failures);
      return;
    case "enum":
      if (!kind.values.includes(spelled(value))) fail(`one of ${kind.values.map((choice) => `"${choice}"`).join(", ")}`);
      return;
    case "either":
      checkEither(value, kind.of, path, failures);
      return;
    case "asset":
      if (!isAsset(value)) fail("an asset or archive");
      return;
    default:
      if (typeof value !== kind.is) fail(`a ${kind.is}`);
  }

  function fail(wanted: string): void {
    failures.push({ property: path, reason: `expected "${path}" to be ${wanted}, got ${shown(value)}` });
  }
}

/** Right when one of the kinds takes the value; otherwise the complaints of the kind that came closest. */
function checkEither(value: Value, kinds: readonly Kind[], path: string, failures: Failure[]): void {
  let best: Failure[] | undefined;
  for (const kind of kinds) {
    const own: Failure[] = [];
    checkKind(value, kind, path, own);
    if (own.length === 0) return;
    const closer = isObject(value) === (kind.is === "object");
    if (best === undefined || (closer && own.length < best.length)) best = own;
  }
  failures.push(...(best ?? []));
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function unknownProperty(name: string, fields: Fields): string {
  const near = [...fields.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
  return `unknown property "${name}"${near === undefined ? "" : `; did you mean "${near}"?`}`;
}

/** A value in a message, cut where it would drown the sentence. */
function shown(value: Value): string {
  const whole = JSON.stringify(value);
  return whole.length > 120 ? `${whole.slice(0, 117)}...` : whole;
}
