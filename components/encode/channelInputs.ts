import aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import { type IngestUrl, ingestAddresses } from "./ingest.ts";
import { inputArgs, type InputBindings } from "./inputArgs.ts";
import type { InputPlan } from "./inputPlan.ts";
import { PRIMARY } from "./sources.ts";
import { makeSrtInput } from "./srtInput.ts";

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
 * would have others. What MediaLive does with a
 * role, placing an input in a VPC or taking from a flow, that role must be allowed before the input is made.
 */
export function makeInputs(
  plans: readonly InputPlan[],
  bindings: InputBindings,
  options: { readonly parent: pulumi.Resource; readonly protect: boolean; readonly rolePolicy: pulumi.Resource },
): ChannelInputs {
  const { parent, protect, rolePolicy } = options;
  const made = plans.map((plan) => {
    const placed = (plan.push !== undefined && bindings.vpc !== undefined) || plan.type === "MEDIACONNECT";
    const made = { parent, protect, ...(placed ? { dependsOn: [rolePolicy] } : {}) };
    const id =
      plan.type === "SRT_LISTENER" || plan.type === "SRT_CALLER"
        ? makeSrtInput(plan, bindings, made)
        : new aws.medialive.Input(plan.resource, inputArgs(plan, bindings), made).id;
    const pushed = plan.push === undefined ? [] : ingestAddresses({ id, name: plan.name }, plan.push, parent);
    const taken = (bindings.flows?.made[plan.key] ?? []).flatMap(({ ingest }) => ingest ?? []);
    return { key: plan.key, id, ingest: [...pushed, ...taken] };
  });
  return {
    ids: Object.fromEntries(made.map(({ key, id }) => [key, id])),
    ingest: made.find(({ key }) => key === PRIMARY)?.ingest ?? [],
    moreIngest: Object.fromEntries(
      made.filter(({ key, ingest }) => key !== PRIMARY && ingest.length > 0).map(({ key, ingest }) => [key, ingest]),
    ),
  };
}
