import aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import { type IngestUrl, ingestAddresses } from "./ingest.ts";
import { inputArgs, type InputBindings } from "./inputArgs.ts";
import type { InputPlan } from "./inputPlan.ts";
import { PRIMARY } from "./sources.ts";

/** The inputs of a channel once they are made. */
export interface ChannelInputs {
  /** Ids by the name of their attachment. */
  readonly ids: Readonly<Record<string, pulumi.Output<string>>>;
  /** Where encoders push the primary source, one address per pipeline; empty when nobody pushes it. */
  readonly ingest: readonly IngestUrl[];
  /** The same for each further input that is pushed, by key. */
  readonly moreIngest: Readonly<Record<string, readonly IngestUrl[]>>;
}

/**
 * Makes the inputs of a channel. Protect them in production: encoders are set to their addresses, and a new input
 * would have others. An input in a VPC needs what its role may do before it is made.
 */
export function makeInputs(
  plans: readonly InputPlan[],
  bindings: InputBindings,
  options: { readonly parent: pulumi.Resource; readonly protect: boolean; readonly rolePolicy: pulumi.Resource },
): ChannelInputs {
  const { parent, protect, rolePolicy } = options;
  const made = plans.map((plan) => {
    const placed = plan.push !== undefined && bindings.vpc !== undefined;
    const input = new aws.medialive.Input(plan.resource, inputArgs(plan, bindings), {
      parent,
      protect,
      ...(placed ? { dependsOn: [rolePolicy] } : {}),
    });
    return { key: plan.key, id: input.id, ingest: plan.push === undefined ? [] : ingestAddresses(input, plan.push, parent) };
  });
  return {
    ids: Object.fromEntries(made.map(({ key, id }) => [key, id])),
    ingest: made.find(({ key }) => key === PRIMARY)?.ingest ?? [],
    moreIngest: Object.fromEntries(
      made.filter(({ key, ingest }) => key !== PRIMARY && ingest.length > 0).map(({ key, ingest }) => [key, ingest]),
    ),
  };
}
