import { digestOf } from "../storage/index.ts";
import type { EncoderPlan } from "./encoderPlan.ts";
import type { OriginEndpointPlan, OriginPlan } from "./originPlan.ts";

/** What must be equal in all regions of a channel: dotted paths and their values, in alphabetical order. */
export type Encoding = Readonly<Record<string, Scalar>>;
type Scalar = string | number | boolean;

/**
 * Of the encoder everything counts but this, so that what a plan gains is compared until somebody says why not: names and
 * labels; how the signal comes in; how much of the encoder is doubled (MediaPackage admits a standard channel beside a single
 * pipeline, and production's are all standard); and what goes elsewhere than to viewers: pictures, recordings, other outputs.
 */
const NOT_COMPARED: readonly string[] = [
  "name",
  "channel",
  "tags",
  "logLevel",
  "attachments",
  "inputSpecification",
  "alignment",
  "tracks",
  "channelClass",
  "pipelines",
  "thumbnails",
  "archive",
  "others",
] satisfies (keyof EncoderPlan)[];

/** They belong to one region's endpoint: errors to the preferred one's; names to each where segments differ, as the locking says, which is compared. */
const OF_ONE_ENDPOINT: readonly string[] = ["forcedErrors", "segmentName"] satisfies (keyof OriginEndpointPlan)[];

/**
 * What two regions must share for one to take the place of the other: encodes, output names, segments and manifests
 * (MediaPackage v2 User Guide, "Cross-region failover").
 */
export function encodingOf(encoder: EncoderPlan, origin: OriginPlan): Encoding {
  const endpoints = origin.endpoints.map((endpoint) => without(OF_ONE_ENDPOINT, endpoint));
  const compared = { ...without(NOT_COMPARED, encoder), origin: { ...origin, endpoints } };
  return Object.fromEntries([...leaves("", compared)].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** SHA-256 of an encoding: regions that run a channel alike give the same value. */
export function encodeHash(encoding: Encoding): string {
  return digestOf(encoding);
}

/** A field in which two encodings differ; a value is `undefined` where the field is absent. */
export interface EncodingDifference {
  readonly field: string;
  readonly values: readonly [Scalar | undefined, Scalar | undefined];
}

/** The first field, by its name, in which two encodings differ; `undefined` when they are equal. */
export function encodingDifference(one: Encoding, other: Encoding): EncodingDifference | undefined {
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const field = fields.find((name) => one[name] !== other[name]);
  return field === undefined ? undefined : { field, values: [one[field], other[field]] };
}

function without(names: readonly string[], value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

/** Items of a list go by their name, or by the input they belong to, for their place says nothing; others by their place. */
function* leaves(path: string, value: unknown): Iterable<readonly [string, Scalar]> {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") yield [path, value];
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leaves(joined(path, keyOf(item) ?? String(index)), item);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* leaves(joined(path, key), item);
  }
}

function keyOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  if ("name" in item && typeof item.name === "string") return item.name;
  return "input" in item && typeof item.input === "string" ? item.input : undefined;
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
