/** What Pulumi hands to a provider, as plain data. */
import { relative } from "node:path";
import pulumi from "@pulumi/pulumi";

/** What stands in `inputs` for a value that is unknown at preview. */
export const UNKNOWN = "<unknown>";

/** The engine's sentinel for a string that is not known yet. */
const SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value with `UNKNOWN` wherever it is not known yet. */
export function known(value: unknown): unknown {
  if (value === SENTINEL || pulumi.isUnknown(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(known);
  if (isContainer(value)) return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, known(item)]));
  return value;
}

/** Inputs that are wholly known. */
export function withoutUnknowns(inputs: Record<string, unknown>): Record<string, unknown> {
  const cleaned = known(inputs) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(cleaned).filter(([, value]) => !JSON.stringify(value ?? null).includes(UNKNOWN)));
}

function isContainer(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Assets as `{ file }` (relative to the working directory) or `{ text }`: Pulumi's own hold promises, which compare badly. */
export async function plainAssets<T>(value: T): Promise<T> {
  if (value instanceof pulumi.asset.FileAsset) return { file: relative(process.cwd(), await value.path) } as T;
  if (value instanceof pulumi.asset.StringAsset) return { text: await value.text } as T;
  if (Array.isArray(value)) return (await Promise.all(value.map(plainAssets))) as T;
  if (!isContainer(value)) return value;
  const entries = await Promise.all(
    Object.entries(value as object).map(async ([key, item]) => [key, await plainAssets(item as unknown)] as const),
  );
  return Object.fromEntries(entries) as T;
}
