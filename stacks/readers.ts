import pulumi from "@pulumi/pulumi";
import { StackContractError } from "./contractErrors.ts";
import {
  CONTRACT_OUTPUT,
  parseEncodeRegion,
  parseGlobalEdge,
  type ContractSource,
  type EncodeRegionContract,
  type GlobalEdgeContract,
} from "./contract.ts";

/**
 * A reference to another stack, which must exist: the engine stops at a reference to one that does not, before the
 * program can say what to do.
 * @throws StackContractError one sentence that names the stack, and what to run
 */
export async function openStack(name: string): Promise<pulumi.StackReference> {
  try {
    await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
  } catch (error) {
    if (String(error).includes("unknown stack")) throw StackContractError.missing(name);
    throw error;
  }
  return new pulumi.StackReference(name);
}

/**
 * Reads an encode region's contract through a stack reference, as plain data known at preview.
 * @throws StackContractError one sentence that names the stack, and what to run
 */
export async function readEncodeRegion(reference: pulumi.StackReference): Promise<EncodeRegionContract> {
  return parseEncodeRegion(await sourceOf(reference));
}

/** Reads the global edge's contract through a stack reference, as plain data known at preview. */
export async function readGlobalEdge(reference: pulumi.StackReference): Promise<GlobalEdgeContract> {
  return parseGlobalEdge(await sourceOf(reference));
}

/** The contract a stack last published, or undefined when it was never deployed. Whoever asks checks its shape. */
export async function peekContract(reference: pulumi.StackReference): Promise<unknown> {
  const source = await sourceOf(reference);
  return source.getContract();
}

async function sourceOf(reference: pulumi.StackReference): Promise<ContractSource> {
  const stack = await plain(reference.name);
  return {
    stack,
    async getContract() {
      const details: { readonly value?: unknown } = await reference.getOutputDetails(CONTRACT_OUTPUT);
      return details.value;
    },
  };
}

function plain(output: pulumi.Output<string>): Promise<string> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
