/**
 * The part of this room that settings need and that needs no provider.
 * A second door beside `index.ts`: opening that one loads provider SDKs, which takes a second.
 */
export type * from "./types.ts";
export { admittedNetwork, flowName, flowPlans, isEncrypted, portsOf, secretsOf } from "./flowPlan.ts";
export type { FlowPlan } from "./flowPlan.ts";
