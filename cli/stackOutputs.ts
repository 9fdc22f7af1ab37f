import {
  CONTRACT_OUTPUT,
  parseEncodeRegion,
  parseGlobalEdge,
  StackContractError,
  type EncodeRegionContract,
  type GlobalEdgeContract,
} from "../stacks/plain.ts";
import { within } from "../control/index.ts";
import { keepContract, keptContract } from "./contractCopies.ts";
import { CliError } from "./errors.ts";
import { isRecord } from "./project.ts";

/** Runs the Pulumi CLI and captures what it says; answers also when it fails. */
export type PulumiRunner = (
  args: readonly string[],
  options: { readonly cwd: string; readonly signal?: AbortSignal },
) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;

/** For a command that must work while the state backend does not answer. */
export interface FallBack {
  readonly environment: string;
  /** How long the state may take where there is a copy to go by, seconds. */
  readonly seconds: number;
}

/** A contract that was not read from the state. */
export interface FromCopy {
  readonly stack: string;
  readonly readAt: Date;
  /** Why the state was not read. */
  readonly because: string;
}

/**
 * Reads contracts that deployed stacks have published, through the Pulumi CLI and the state backend it is logged in to. Each
 * that is read is kept in a file of the project, which a reader with a fallback goes by when the state does not answer.
 */
export class ContractReader {
  readonly #project: string;
  readonly #run: PulumiRunner;
  readonly #fallBack: FallBack | undefined;
  /** The copies that had to serve, in the order they were needed. */
  readonly copies: FromCopy[] = [];

  constructor(project: string, run: PulumiRunner, fallBack?: FallBack) {
    this.#project = project;
    this.#run = run;
    this.#fallBack = fallBack;
  }

  /** The edge's contract, also when the stack is standalone. @throws StackContractError, CliError */
  async globalEdge(stack: string): Promise<GlobalEdgeContract> {
    return parseGlobalEdge({ stack, getContract: async () => part(await this.#contract(stack), "globalEdge") });
  }

  /** The region's contract, also when the stack is standalone. @throws StackContractError, CliError */
  async encodeRegion(stack: string): Promise<EncodeRegionContract> {
    return parseEncodeRegion({ stack, getContract: async () => part(await this.#contract(stack), "encodeRegion") });
  }

  async #contract(stack: string): Promise<unknown> {
    const fallBack = this.#fallBack;
    const kept = fallBack === undefined ? undefined : keptContract(this.#project, fallBack.environment, stack);
    if (fallBack === undefined || kept === undefined) return this.#fromState(stack);
    try {
      return await within(fallBack.seconds, "Pulumi's state", (signal) => this.#fromState(stack, signal));
    } catch (error) {
      // Also when the state knows no such stack: in an emergency it may be the wrong one that answers.
      this.copies.push({ stack, readAt: kept.readAt, because: error instanceof Error ? error.message : String(error) });
      return kept.contract;
    }
  }

  async #fromState(stack: string, signal?: AbortSignal): Promise<unknown> {
    const { code, stdout, stderr } = await this.#run(
      ["stack", "output", CONTRACT_OUTPUT, "--json", "--non-interactive", "--stack", stack],
      { cwd: this.#project, ...(signal === undefined ? {} : { signal }) },
    );
    if (code !== 0) {
      if (/no stack named|does not have output property/.test(stderr)) throw StackContractError.missing(stack);
      throw new CliError(`Pulumi cannot read stack ${stack}: ${firstSentence(stderr)}`);
    }
    const contract = JSON.parse(stdout) as unknown;
    keepContract(this.#project, stack, contract);
    return contract;
  }
}

/** A standalone stack publishes both halves in one contract. */
function part(contract: unknown, half: "encodeRegion" | "globalEdge"): unknown {
  return isRecord(contract) && contract["role"] === "standalone" ? contract[half] : contract;
}

function firstSentence(text: string): string {
  const line = text
    .split("\n")
    .map((each) => each.trim())
    .find((each) => each !== "" && !each.startsWith("warning:"));
  return (line ?? "it gave no reason").replace(/^error: /, "");
}
