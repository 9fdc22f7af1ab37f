/** A breach of a rule of the simulated AWS: what is tried in the account of the examples, and the error it must meet. */
import type { World } from "../cloudWorld.ts";

export interface Breach {
  /** Name of the rule in rehearsal/cloud/rules/. */
  rule: string;
  title: string;
  attempt: (world: World) => Promise<unknown>;
  error: RegExp;
}

export function breach(rule: string, title: string, error: RegExp, attempt: Breach["attempt"]): Breach {
  return { rule, title, attempt, error };
}
