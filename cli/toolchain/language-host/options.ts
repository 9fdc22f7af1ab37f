import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb.js";
import { join } from "node:path";

/** `runtime.options` of Pulumi.yaml or PulumiPolicy.yaml, as far as Node programs know them. */
export interface RuntimeOptions {
  /** Whether the SDK compiles TypeScript itself (ts-node); true where nothing is said. */
  readonly typescript: boolean;
  readonly tsconfig: string | undefined;
  /** Extra words for the Node command line, separated by spaces. */
  readonly nodeargs: string | undefined;
}

export function optionsOf(info: ProgramInfo | undefined): RuntimeOptions {
  const given: Record<string, unknown> = info?.getOptions()?.toJavaScript() ?? {};
  return {
    typescript: given["typescript"] !== false,
    tsconfig: word(given["tsconfig"]),
    nodeargs: word(given["nodeargs"]),
  };
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function nodeArguments(options: RuntimeOptions): string[] {
  return options.nodeargs?.split(" ").filter((part) => part !== "") ?? [];
}

/**
 * A compile cache for each kind of process. The SDK sets a V8 flag in programs, and V8 takes no code that was compiled
 * under other flags: in one folder, programs and packs would throw out and rewrite each other's at every run.
 */
export function compileCacheOf(kind: "program" | "pack"): NodeJS.ProcessEnv {
  const folder = process.env["NODE_COMPILE_CACHE"];
  return folder === undefined || folder === "" ? {} : { NODE_COMPILE_CACHE: join(folder, kind) };
}

export function typeScriptEnvironment(options: RuntimeOptions): NodeJS.ProcessEnv {
  return {
    ...(options.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
}
