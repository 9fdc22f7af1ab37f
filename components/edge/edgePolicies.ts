import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { viewerRequestCode } from "../../functions/viewer-request/index.ts";
import type { DistributionPlan } from "./distributionPlan.ts";
import { FAILOVER_CODES } from "./originGroups.ts";
import { viewerRequestName } from "./names.ts";
import { cachePolicyArgs, responseHeadersPolicyArgs } from "./policyPlans.ts";
import { routeTable } from "./routeTable.ts";

export interface EdgePoliciesArgs {
  readonly environment: string;
  readonly plan: DistributionPlan;
  readonly allowedOrigins: readonly string[];
}

/** What every behaviour of the distribution refers to: how it caches, what it answers with, who signs to the origin, what runs first. */
export class EdgePolicies extends pulumi.ComponentResource {
  readonly originAccess: aws.cloudfront.OriginAccessControl;
  readonly cachePolicy: aws.cloudfront.CachePolicy;
  readonly responseHeaders: aws.cloudfront.ResponseHeadersPolicy;
  /** Its keys belong to people and to the session service: a managed key would undo an evacuation at the next deployment. */
  readonly store: aws.cloudfront.KeyValueStore;
  readonly viewerRequest: aws.cloudfront.Function;

  constructor(name: string, args: EdgePoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:EdgePolicies", name, {}, opts);
    const { environment } = args;
    const child = { parent: this };
    this.originAccess = new aws.cloudfront.OriginAccessControl(
      name,
      {
        name: `onair-${environment}-mediapackage`,
        description: `Onair ${environment}: MediaPackage origins`,
        originAccessControlOriginType: "mediapackagev2",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      child,
    );
    this.cachePolicy = new aws.cloudfront.CachePolicy(name, cachePolicyArgs(environment), child);
    this.responseHeaders = new aws.cloudfront.ResponseHeadersPolicy(
      name,
      responseHeadersPolicyArgs(environment, args.allowedOrigins),
      child,
    );
    this.store = new aws.cloudfront.KeyValueStore(
      name,
      { name: `onair-${environment}-viewer`, comment: `Onair ${environment}: evacuation and revoked sessions` },
      child,
    );
    this.viewerRequest = new aws.cloudfront.Function(
      name,
      {
        name: viewerRequestName(environment),
        comment: `Onair ${environment}: orders the regions, refuses revoked sessions`,
        runtime: "cloudfront-js-2.0",
        code: viewerRequestCode(routeTable(args.plan), FAILOVER_CODES),
        keyValueStoreAssociations: [this.store.arn],
        publish: true,
      },
      child,
    );
    this.registerOutputs({ storeArn: this.store.arn });
  }
}
