import pulumi from "@pulumi/pulumi";
import { StackContractError } from "./contractErrors.ts";
import { encodeRegionProgram } from "./encodeRegion.ts";
import { globalEdgeProgram } from "./globalEdge.ts";
import { SettingsError } from "./problems.ts";
import { readSettings, type RawSettings, type Settings } from "./settings.ts";
import { standaloneProgram } from "./standalone.ts";

/** Environment variable: 1 for the traces of errors. */
const TRACES = "ONAIR_TRACES";

/**
 * Settings, then the program of the role, then its outputs.
 * @throws pulumi.RunError, which the engine prints without a trace, when a user can mend what is wrong
 */
export async function runStack(raw: RawSettings): Promise<Record<string, unknown>> {
  const traced = process.env[TRACES] === "1";
  writeTraces(traced);
  try {
    return await programOf(readSettings(raw));
  } catch (error) {
    if (error instanceof SettingsError || error instanceof StackContractError) throw new pulumi.RunError(error.message);
    throw traced ? error : unforeseen(error);
  }
}

function programOf(settings: Settings): Promise<Record<string, unknown>> {
  switch (settings.role) {
    case "encode-region":
      return encodeRegionProgram(settings);
    case "global-edge":
      return globalEdgeProgram(settings);
    case "standalone":
      return standaloneProgram(settings);
  }
}

/**
 * The SDK notes where each of its thousands of promises began, and maps every such trace to sources: half of what a program of many
 * channels costs. So none is written unless somebody looks for a fault of ours, where lines need no mapping, for Node runs this
 * program's TypeScript in place.
 */
function writeTraces(wanted: boolean): void {
  Reflect.set(Error, "prepareStackTrace", undefined);
  if (!wanted) Error.stackTraceLimit = 0;
}

/** What nobody foresaw, with a word on how to see more of it. The SDK's own errors it knows to print. */
function unforeseen(error: unknown): unknown {
  if (pulumi.RunError.isInstance(error) || pulumi.ResourceError.isInstance(error)) return error;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Error(`${what}\n${TRACES}=1 before the command shows where this comes from.`, { cause: error });
}
