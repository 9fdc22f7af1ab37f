import type pulumi from "@pulumi/pulumi";

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
}

export function bound(bindings: DistributionBindings, originId: string): pulumi.Input<string> {
  const domain = bindings.originDomains[originId];
  if (domain === undefined) throw new RangeError(`no host name for origin ${originId}`);
  return domain;
}
