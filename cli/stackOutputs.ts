import {
  CONTRACT_OUTPUT,
  parseEncodeRegion,
  parseGlobalEdge,
  StackContractError,
  type EncodeRegionContract,
  type GlobalEdgeContract,
} from "../stacks/plain.ts";
import { CliError } from "./errors.ts";
import { isRecord } from "./project.ts";

/** Runs the Pulumi CLI and captures what it says; answers also when it fails. */
export type PulumiRunner = (
  args: readonly string[],
  options: { readonly cwd: string },
) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;

/** Reads contracts that deployed stacks have published, through the Pulumi CLI and the state backend it is logged in to. */
export class ContractReader {
  readonly #project: string;
  readonly #run: PulumiRunner;

  constructor(project: string, run: PulumiRunner) {
    this.#project = project;
    this.#run = run;
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
    const { code, stdout, stderr } = await this.#run(
      ["stack", "output", CONTRACT_OUTPUT, "--json", "--non-interactive", "--stack", stack],
      {
        cwd: this.#project,
      },
    );
    if (code === 0) return JSON.parse(stdout) as unknown;
    if (/no stack named|does not have output property/.test(stderr)) throw StackContractError.missing(stack);
    throw new CliError(`Pulumi cannot read stack ${stack}: ${firstSentence(stderr)}`);
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
