import aws from "@pulumi/aws";
import type awsNative from "@pulumi/aws-native";
import cloudfront from "@pulumi/aws-native/cloudfront/index.js";
import pulumi from "@pulumi/pulumi";
import type { DistributionBindings } from "./bindings.ts";
import type { DistributionPlan } from "./distributionPlan.ts";
import { bridgedDistributionArgs } from "./renderBridged.ts";
import { nativeDistributionArgs } from "./renderNative.ts";

export interface EdgeDistributionArgs {
  readonly plan: DistributionPlan;
  readonly bindings: DistributionBindings;
  readonly accountId: string;
  readonly production: boolean;
  /** Given for an edge with a custom domain, which `aws-native` renders; absent for one without, which `aws` does. */
  readonly nativeProvider?: awsNative.Provider;
  /** What must stand before it, and is known to it by name alone. */
  readonly after: readonly pulumi.Resource[];
}

/** The distribution itself, by one of two renderers. Which one follows the domain, never a feature, and is fixed for life. */
export class EdgeDistribution extends pulumi.ComponentResource {
  readonly distributionId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;

  constructor(name: string, args: EdgeDistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:EdgeDistribution", name, {}, opts);
    const child = { parent: this, protect: args.production, dependsOn: [...args.after] };
    if (args.nativeProvider === undefined) {
      const distribution = new aws.cloudfront.Distribution(name, bridgedDistributionArgs(args.plan, args.bindings), child);
      this.distributionId = distribution.id;
      this.arn = distribution.arn;
      this.domainName = distribution.domainName;
    } else {
      const provider = args.nativeProvider;
      const distribution = new cloudfront.Distribution(name, nativeDistributionArgs(args.plan, args.bindings), {
        ...child,
        provider,
      });
      this.distributionId = distribution.awsId;
      // This provider gives no ARN (Service Authorization Reference, Amazon CloudFront, resource types).
      this.arn = pulumi.interpolate`arn:aws:cloudfront::${args.accountId}:distribution/${distribution.awsId}`;
      this.domainName = distribution.domainName;
    }
    this.registerOutputs({ distributionId: this.distributionId });
  }
}
