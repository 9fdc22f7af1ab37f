/** Property values as they travel between engine and provider, with the markers that stand for what is not plain data. */
export type Value = string | number | boolean | null | undefined | Value[] | { [key: string]: Value };
export type Properties = Record<string, Value>;

/** Stands for "not known before the update has run". One of several markers; the SDK for Node sends this one for every type. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const unknowns: ReadonlySet<unknown> = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The property that marks an object as a secret, an asset or an archive. */
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const assets: ReadonlySet<unknown> = new Set(["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"]);

export function isUnknown(value: unknown): boolean {
  return unknowns.has(value);
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isAsset(value: Value): boolean {
  return isObject(value) && assets.has(value[signature]);
}

/** True when the value or anything inside it is unknown. */
export function hasUnknown(value: Value): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) ? Object.values(value).some(hasUnknown) : isUnknown(value);
}

/** The value without secret wrappers (we answer Configure so that the engine sends none, but state may hold some) and without nulls. */
export function plain(value: Value): Value {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  if (value[signature] === secret) return plain(value["value"]);
  const result: Properties = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== null && inner !== undefined && !key.startsWith("__")) result[key] = plain(inner);
  }
  return result;
}

export function plainProperties(value: Value): Properties {
  const result = plain(value);
  return isObject(result) ? result : {};
}

export function text(value: Value): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

export function list(value: Value): Value[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list; anything else in it is left out. */
export function objects(value: Value): Properties[] {
  return list(value).filter(isObject);
}

export function texts(value: Value): string[] {
  return list(value).flatMap((item) => text(item) ?? []);
}

export function object(value: Value): Properties {
  return isObject(value) ? value : {};
}

/** A JSON document given as text or as a value; undefined when it is neither. */
export function document(value: Value): Value {
  if (typeof value !== "string" || isUnknown(value)) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return undefined;
  }
}

/** One spelling for equal values: object keys in order, nothing undefined. */
export function canonical(value: Value): string {
  return JSON.stringify(value, (_key, inner: Value) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** A value as a word in a sentence. */
export function spelled(value: Value): string {
  if (value === undefined) return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The properties but for some. */
export function without(properties: Properties, ...names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}
