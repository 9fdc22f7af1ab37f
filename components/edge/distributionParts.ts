import type pulumi from "@pulumi/pulumi";
import type { BeforeDistribution } from "./beforeDistribution.ts";
import type { DistributionBindings } from "./bindings.ts";
import { distributionPlan } from "./distributionPlan.ts";
import type { DistributionPlan } from "./distributionPlan.ts";
import type { EdgePolicies } from "./edgePolicies.ts";
import type { SelectionContext } from "./originGroups.ts";
import type { PlayerPlace } from "./playerPlace.ts";
import type { GlobalEdgeArgs } from "./types.ts";

/** How the origins of these channels may be chosen. Only production's channels have scores: they alone take CMAF in. */
export function selectionContext({ domain, production, qualitySelection = "auto" }: SelectionArgs): SelectionContext {
  return { ...(domain === undefined ? {} : { domainName: domain.name }), qualitySelection: production ? qualitySelection : "off" };
}

type SelectionArgs = Pick<GlobalEdgeArgs, "domain" | "production" | "qualitySelection">;

/** The plan of the distribution that the arguments ask for. */
export function planOf(args: GlobalEdgeArgs): DistributionPlan {
  const { environment, channels, priceClass, geo, originShield = false, player = false } = args;
  return distributionPlan({
    environment,
    channels,
    priceClass,
    originShield,
    player,
    ...selectionContext(args),
    ...(geo === undefined ? {} : { geo }),
  });
}

export interface DistributionParts {
  readonly before: BeforeDistribution;
  readonly keyGroupId: pulumi.Input<string>;
  readonly policies: EdgePolicies;
  readonly certificateArn: pulumi.Input<string> | undefined;
  readonly player: PlayerPlace | undefined;
}

/** What the plan leaves open, from the resources that fill it. */
export function distributionBindings(
  args: Pick<GlobalEdgeArgs, "origins">,
  plan: DistributionPlan,
  { before, keyGroupId, policies, certificateArn, player }: DistributionParts,
): DistributionBindings {
  const domains = plan.origins.flatMap(({ id, region, channelGroup }) => {
    const domain = args.origins[region]?.[channelGroup];
    return domain === undefined ? [] : [[id, domain] as const];
  });
  return {
    originDomains: Object.fromEntries(domains),
    originAccessControlId: policies.originAccess.id,
    cachePolicyId: policies.cachePolicy.id,
    responseHeadersPolicyId: policies.responseHeaders.id,
    viewerRequestArn: policies.viewerRequest.arn,
    keyGroupId,
    ...(certificateArn === undefined ? {} : { certificateArn }),
    ...(before.firewallArn === undefined ? {} : { firewallArn: before.firewallArn }),
    ...(before.realtimeLogs === undefined ? {} : { realtimeLogConfigArn: before.realtimeLogs.configArn }),
    ...(player === undefined ? {} : { player: player.bindings }),
  };
}
