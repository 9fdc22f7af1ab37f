import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { RehearsalError } from "./errors.ts";
import { shortUrn, type Outcome } from "./operation.ts";
import type { Session } from "./session.ts";

/** The policy pack as a user names it in the project's folder: strict where the lineup says `production`, advice elsewhere. */
export interface Pack {
  readonly folder: string;
  readonly config: string;
}

export function packFor(folder: string, environment: string): Pack {
  const lineup = parse(readFileSync(join(folder, "lineups", `${environment}.yaml`), "utf8")) as { production?: unknown } | null;
  return { folder: "policy", config: join("policy", "config", lineup?.production === false ? "dev.json" : "prod.json") };
}

/** Makes the stack in the state backend unless it is there. Answers whether it was made now. */
export async function initStack(session: Session, stack: string, folder = session.scratch.project): Promise<boolean> {
  if (isDeployed(session, stack, folder)) return false;
  const { code, stderr } = await session.pulumi(["stack", "init", stack, "--non-interactive"], folder);
  if (code !== 0) throw new RehearsalError(`pulumi stack init ${stack} failed: ${stderr.trim()}`);
  return true;
}

/** Whether the state backend knows the stack. */
export function isDeployed(session: Session, stack: string, folder: string): boolean {
  return existsSync(stateFile(session, stack, folder));
}

/** Where the state backend keeps the stack. */
export function stateFile(session: Session, stack: string, folder: string): string {
  return join(session.scratch.backend, ".pulumi", "stacks", projectOf(session, folder), `${stack}.json`);
}

/** Name of the Pulumi project in a folder of the scratch. */
export function projectOf(session: Session, folder: string): string {
  return folder === session.scratch.consumer ? "newsroom" : "onair";
}

/** What the engine says because something failed, not why. */
const AFTERMATH = /^(update|preview|destroy) failed$|context canceled|client connection is closing|Connection dropped/;

/** Why an operation failed, in the engine's words: what policies found first, then errors; the whole output where neither says. */
export function failureOf(outcome: Outcome): string {
  const mandatory = outcome.violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  const found = mandatory.map(({ policyName, resourceUrn, message }) => `${policyName}: ${shortUrn(resourceUrn ?? "")}: ${message}`);
  const errors = outcome.errors.filter((message) => !AFTERMATH.test(message));
  const lines = [...found, ...errors];
  if (lines.length > 0) return lines.join("\n");
  // A process that a signal ends answers 128 and the signal's number.
  if (outcome.code > 128) return "The Pulumi CLI was killed.";
  return outcome.output.includes("^C received") ? "It was interrupted." : outcome.output.trim();
}

/** `94 resources`, or what changed. */
export function summary({ changes, resources }: Outcome): string {
  const changed = Object.entries(changes).filter(([kind]) => kind !== "same");
  const parts = changed.map(([kind, count]) => `${count} ${WORDS[kind] ?? kind}`);
  return `${resources} resources${parts.length === 0 ? ", no change" : `: ${parts.join(", ")}`}`;
}

const WORDS: Readonly<Record<string, string>> = { create: "made", update: "changed", delete: "removed", replace: "replaced" };
