import pulumi from "@pulumi/pulumi";
import { StackContractError } from "./contractErrors.ts";
import { encodeRegionProgram } from "./encodeRegion.ts";
import { globalEdgeProgram } from "./globalEdge.ts";
import { SettingsError } from "./problems.ts";
import { readSettings, type RawSettings, type Settings } from "./settings.ts";
import { standaloneProgram } from "./standalone.ts";

/**
 * Settings, then the program of the role, then its outputs.
 * @throws pulumi.RunError, which the engine prints without a trace, when a user can mend what is wrong
 */
export async function runStack(raw: RawSettings): Promise<Record<string, unknown>> {
  writeTracesPlainly();
  try {
    return await programOf(readSettings(raw));
  } catch (error) {
    if (error instanceof SettingsError || error instanceof StackContractError) throw new pulumi.RunError(error.message);
    throw error;
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
 * The SDK notes where each of its thousands of promises began, and maps every such trace to sources: a quarter of a
 * preview. Node runs this program's TypeScript in place, so lines need no mapping, and the nearest frames tell enough.
 */
function writeTracesPlainly(): void {
  Reflect.set(Error, "prepareStackTrace", undefined);
  Error.stackTraceLimit = 4;
}
