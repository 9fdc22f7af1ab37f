import { workers } from "./ready.ts";
import type { Wanted } from "./types.ts";

async function ask<T>(request: Record<string, unknown>, field: string): Promise<T> {
  const [worker] = await workers();
  if (!worker) throw new Error("the oracles have no process");
  return (await worker.ask(request))[field] as T;
}

/**
 * Every enum that an API request can carry (`medialive.CreateChannel`), in the form `judge` wants for coverage. The caller keeps the ones its settings can
 * reach: the whole list holds codecs, outputs and captions nobody offers.
 */
export async function choicesOf(target: string): Promise<Wanted[]> {
  const found = await ask<Record<string, string[]>>({ op: "choices", target }, "choices");
  return Object.entries(found).map(([path, values]) => ({ path: `${target} ${path}`, values }));
}

/** The judged types and the requests or CloudFormation types that judge them. */
export async function judgedTypes(): Promise<Record<string, string[]>> {
  return ask({ op: "types" }, "types");
}

/** The inputs, by target, that the mapping of a type would not know where to put. */
export async function unplacedInputs(type: string, inputs: Record<string, unknown>): Promise<Record<string, string[]>> {
  return ask({ op: "unplaced", type, inputs }, "unplaced");
}

/** The input paths that the tables of each type name. */
export async function namedInputs(): Promise<Record<string, string[]>> {
  return ask({ op: "types" }, "named");
}

/** `type input` pairs that are refused on purpose. */
export async function refusedInputs(): Promise<string[]> {
  return ask({ op: "types" }, "refused");
}
