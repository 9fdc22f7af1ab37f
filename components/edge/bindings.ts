import type pulumi from "@pulumi/pulumi";
import type { PlayerPlan } from "./playerPlan.ts";

/** What the player's part of a plan leaves open. */
export interface PlayerBindings {
  /** Of the bucket; plain, so that a policy can tell it from media at the first preview. */
  readonly host: string;
  readonly originAccessControlId: pulumi.Input<string>;
  readonly cachePolicyId: pulumi.Input<string>;
  readonly responseHeadersPolicyId: pulumi.Input<string>;
}

/** What a plan leaves open because it may be unknown until it is deployed. */
export interface DistributionBindings {
  /** Host names by origin id. */
  readonly originDomains: Readonly<Record<string, pulumi.Input<string>>>;
  readonly originAccessControlId: pulumi.Input<string>;
  readonly cachePolicyId: pulumi.Input<string>;
  readonly responseHeadersPolicyId: pulumi.Input<string>;
  readonly viewerRequestArn: pulumi.Input<string>;
  readonly keyGroupId: pulumi.Input<string>;
  /** Present exactly when the plan has an alias. */
  readonly certificateArn?: pulumi.Input<string>;
  /** The web ACL before the distribution; absent, none. */
  readonly firewallArn?: pulumi.Input<string>;
  /** Absent: no real-time log. */
  readonly realtimeLogConfigArn?: pulumi.Input<string>;
  /** Present exactly when the plan has a player. */
  readonly player?: PlayerBindings;
}

export function bound(bindings: DistributionBindings, originId: string): pulumi.Input<string> {
  const domain = bindings.originDomains[originId];
  if (domain === undefined) throw new RangeError(`no host name for origin ${originId}`);
  return domain;
}

/** @throws RangeError for a plan with a player whose bindings are missing. */
export function playerBound({ player }: DistributionBindings): PlayerBindings {
  if (player === undefined) throw new RangeError("nothing binds the player's behaviour");
  return player;
}

/** The page's behaviour as both providers spell it. No key group and no function: the page is for everybody, and what it plays is not. */
export function playerBehaviour({ behaviour }: PlayerPlan, bindings: DistributionBindings) {
  const { cachePolicyId, responseHeadersPolicyId } = playerBound(bindings);
  return {
    pathPattern: behaviour.pathPattern,
    targetOriginId: behaviour.targetOriginId,
    viewerProtocolPolicy: behaviour.viewerProtocolPolicy,
    allowedMethods: [...behaviour.allowedMethods],
    cachedMethods: [...behaviour.cachedMethods],
    compress: behaviour.compress,
    cachePolicyId,
    responseHeadersPolicyId,
  };
}
