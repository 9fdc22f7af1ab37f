/** Contribution through MediaConnect: flows, who may subscribe to them, and what they send on. */
export type * from "./types.ts";
export { feedFromFlows, flowRoleName, flowSecretsPolicy, flowTrust } from "./access.ts";
export { admittedNetwork, flowName, flowPlans, isEncrypted, portsOf, secretsOf } from "./flowPlan.ts";
export type { EntitlementPlan, FlowContext, FlowOutputPlan, FlowPlan, FlowSourcePlan } from "./flowPlan.ts";
export { entitlementArgs, flowArgs, outputArgs, secondSourceArgs } from "./flowArgs.ts";
export type { FlowSecrets } from "./flowArgs.ts";
export { Contribution } from "./contribution.ts";
export type { ContributionArgs, InputFlows, MadeFlow } from "./contribution.ts";
