import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import type { FirewallPlan } from "./firewallPlan.ts";
import { firewallLogGroup, logGroupRetention } from "./firewallPlan.ts";
import { EDGE_REGION } from "./names.ts";
import { loggingFilter, redactedFields, webAclArgs } from "./renderFirewall.ts";

export interface EdgeFirewallArgs {
  readonly environment: string;
  readonly plan: FirewallPlan;
  /** Key of the log group; its policy admits CloudWatch Logs for this group. */
  readonly keyArn: pulumi.Input<string>;
  /** Days that the log is kept at least. */
  readonly retentionDays: number;
}

/** The firewall before the distribution, and its log. A distribution refers to it by ARN: it comes and goes without replacing one. */
export class EdgeFirewall extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: EdgeFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:EdgeFirewall", name, {}, opts);
    const child = { parent: this };
    const acl = new aws.wafv2.WebAcl(name, webAclArgs(args.plan, args.environment), child);
    const log = new aws.cloudwatch.LogGroup(
      `${name}-log`,
      {
        region: EDGE_REGION,
        name: firewallLogGroup(args.environment),
        kmsKeyId: args.keyArn,
        retentionInDays: logGroupRetention(args.retentionDays),
      },
      child,
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      name,
      {
        region: EDGE_REGION,
        resourceArn: acl.arn,
        logDestinationConfigs: [log.arn],
        loggingFilter: loggingFilter(args.plan),
        redactedFields: redactedFields(),
      },
      child,
    );
    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
