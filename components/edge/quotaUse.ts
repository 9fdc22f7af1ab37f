import type { DistributionPlan } from "./distributionPlan.ts";

/** What a plan takes of the quotas of one distribution. */
export interface EdgeQuotaUse {
  readonly origins: number;
  readonly originGroups: number;
  /** The default behaviour and the player's count too. */
  readonly behaviours: number;
}

/** Quotas of one distribution as they are unless raised (CloudFront Developer Guide, "Quotas"). */
export const DISTRIBUTION_QUOTAS: EdgeQuotaUse = { origins: 100, originGroups: 10, behaviours: 75 };

export function edgeQuotaUse(plan: DistributionPlan): EdgeQuotaUse {
  const player = plan.player === undefined ? 0 : 1;
  return {
    origins: plan.origins.length + player,
    originGroups: plan.originGroups.length,
    behaviours: plan.behaviours.length + 1 + player,
  };
}
