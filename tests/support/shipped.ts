import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { runStack } from "../../stacks/run.ts";
import type { RawSettings } from "../../stacks/index.ts";
import { TEST_PUBLIC_KEY } from "./testKey.ts";
import { recordProgram, type RecordedResource, type RecordOptions } from "./mocks.ts";

/** The project's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export const SHIPPED_STACKS = ["prod-us-east-1", "prod-eu-west-1", "prod-global", "dev"] as const;
export type ShippedStack = (typeof SHIPPED_STACKS)[number];

/** What `onair init` would fill into the shipped stack files. */
const FILLED: Readonly<Record<string, unknown>> = {
  "onair:encoderCidrs": ["203.0.113.0/24"],
  "onair:domain": "live.broadcaster.tv",
  "onair:zoneId": "Z0123456789ABCDEFGHI",
  "onair:playbackKeys": { first: TEST_PUBLIC_KEY },
  "onair:alertEmail": "ops@broadcaster.tv",
};

/** Settings of a shipped stack file with its placeholders filled, and changes on top. */
export function shippedSettings(stack: ShippedStack, changes: Readonly<Record<string, unknown>> = {}, directory = ROOT): RawSettings {
  const file = parse(readFileSync(join(directory, `Pulumi.${stack}.yaml`), "utf8")) as { config: Record<string, unknown> };
  const filled = Object.fromEntries(Object.entries(FILLED).filter(([key]) => key in file.config));
  const config: Record<string, string> = {};
  for (const [key, value] of Object.entries({ ...file.config, ...filled, ...changes }))
    config[key] = typeof value === "string" ? value : JSON.stringify(value);
  return { config, secretKeys: [], stack, project: "onair", organization: "organization", directory };
}

export interface StackRecord {
  readonly resources: readonly RecordedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Runs one stack's program under mocks, from settings to outputs. */
export async function recordStack(raw: RawSettings, options: RecordOptions = {}): Promise<StackRecord> {
  const { resources, result } = await recordProgram(() => runStack(raw), {
    project: raw.project,
    stack: raw.stack,
    region: raw.config["aws:region"] ?? "",
    ...options,
  });
  return { resources, outputs: result };
}

/** Outputs of regions, as a stack reference of the edge finds them. */
export function asStacks(records: Readonly<Record<string, StackRecord>>): NonNullable<RecordOptions["stacks"]> {
  return Object.fromEntries(Object.entries(records).map(([stack, { outputs }]) => [`organization/onair/${stack}`, outputs]));
}

/** All shipped stacks: regions first, then the edge that reads them, then dev. */
export async function recordShipped(options: RecordOptions = {}): Promise<Record<ShippedStack, StackRecord>> {
  const us = await recordStack(shippedSettings("prod-us-east-1"));
  const eu = await recordStack(shippedSettings("prod-eu-west-1"));
  const stacks = asStacks({ "prod-us-east-1": us, "prod-eu-west-1": eu });
  const edge = await recordStack(shippedSettings("prod-global"), { ...options, stacks });
  const dev = await recordStack(shippedSettings("dev"), options);
  return { "prod-us-east-1": us, "prod-eu-west-1": eu, "prod-global": edge, dev };
}
