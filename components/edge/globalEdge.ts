import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { AccessLogs } from "./accessLogs.ts";
import { channelOutput } from "./addresses.ts";
import type { EdgeChannelOutput } from "./addresses.ts";
import { beforeDistribution, ownFirewall } from "./beforeDistribution.ts";
import type { BeforeDistribution } from "./beforeDistribution.ts";
import type { DistributionBindings } from "./bindings.ts";
import { ContributionNames } from "./contributionNames.ts";
import type { DistributionPlan } from "./distributionPlan.ts";
import { distributionBindings, planOf } from "./distributionParts.ts";
import { EdgeDistribution } from "./edgeDistribution.ts";
import { EdgePolicies } from "./edgePolicies.ts";
import { EndpointPolicies } from "./endpointPolicies.ts";
import { firewallName } from "./firewallPlan.ts";
import { FollowedNames, followedSides } from "./followedNames.ts";
import { EDGE_REGION, byName, viewerName } from "./names.ts";
import { describeProblem } from "./problem.ts";
import type { PlayerPlace } from "./playerPlace.ts";
import { globalEdgeProblems } from "./problems.ts";
import { SigningKeys } from "./signingKeys.ts";
import { SwitchChecks } from "./switchChecks.ts";
import type { EdgeChannel, EdgeDomain, GlobalEdgeArgs } from "./types.ts";
import { ViewerCertificate, ViewerNames } from "./viewerNames.ts";

/** What viewers touch, and the names encoders use: one signed distribution over every region of the lineup. */
export class GlobalEdge extends pulumi.ComponentResource {
  readonly distributionId: pulumi.Output<string>;
  readonly distributionArn: pulumi.Output<string>;
  /** The distribution's own name, `….cloudfront.net`. */
  readonly distributionDomain: pulumi.Output<string>;
  /** The host viewers use: `watch.<domain>`, or the distribution's own name. */
  readonly viewerHost: pulumi.Output<string>;
  readonly keyGroupId: pulumi.Output<string>;
  /** CloudFront's id of each public key (`Key-Pair-Id`), by our key id. */
  readonly publicKeyIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** The key-value store that the viewer-request function reads. */
  readonly storeArn: pulumi.Output<string>;
  readonly logsBucket: pulumi.Output<string>;
  /** The web ACL before the distribution, made or brought along. */
  readonly firewallArn: pulumi.Output<string> | undefined;
  /** Metric name of the firewall that the edge made (`AWS/WAFV2`, dimension `WebACL`). */
  readonly firewallMetric: string | undefined;
  /** The stream of the real-time log. */
  readonly requestStreamArn: pulumi.Output<string> | undefined;
  /** The page that plays: its address, and the bucket and prefix that it is published to. */
  readonly player: pulumi.Output<{ url: string; bucket: string; prefix: string }> | undefined;
  readonly channels: Readonly<Record<string, EdgeChannelOutput>>;

  /** @throws pulumi.RunError with everything that must be mended, before any resource is made. */
  constructor(name: string, args: GlobalEdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:GlobalEdge", name, {}, opts);
    refuse(args);
    const plan = planOf(args);
    const before = beforeDistribution(name, args, this);
    const keys = args.keyGroup === undefined ? new SigningKeys(`${name}-keys`, args, { parent: this }) : undefined;
    const keyGroupId = keys?.keyGroup.id ?? pulumi.output(args.keyGroup?.id ?? "");
    const policies = new EdgePolicies(
      `${name}-edge`,
      { environment: args.environment, plan, allowedOrigins: args.allowedOrigins },
      { parent: this },
    );
    const certificateArn = this.certificateArn(name, args);
    const distribution = this.distribution(
      name,
      args,
      plan,
      distributionBindings(args, plan, { before, keyGroupId, policies, certificateArn, player: before.player }),
      before.player,
    );
    before.player?.open(`${name}-player`, distribution.arn, args.nativeProviders[EDGE_REGION]);
    const logs = this.accessLogs(name, args, before, distribution);
    this.monitoring(name, args, distribution);
    this.endpointPolicies(name, args, distribution);
    if (args.domain !== undefined) this.records(name, args, args.domain, distribution);

    this.distributionId = distribution.distributionId;
    this.distributionArn = distribution.arn;
    this.distributionDomain = distribution.domainName;
    this.viewerHost = args.domain === undefined ? distribution.domainName : pulumi.output(viewerName(args.domain.name));
    this.keyGroupId = keyGroupId;
    this.publicKeyIds = publicKeyIds(keys, args);
    this.storeArn = policies.store.arn;
    this.logsBucket = pulumi.output(logs.bucketName);
    this.firewallArn = before.firewallArn === undefined ? undefined : pulumi.output(before.firewallArn);
    this.firewallMetric = ownFirewall(args) === undefined ? undefined : firewallName(args.environment);
    this.requestStreamArn = before.realtimeLogs?.streamArn;
    this.player = before.player?.output(this.viewerHost);
    this.channels = Object.fromEntries(
      sortedChannels(args.channels).map((channel) => [channel.name, channelOutput(channel, this.viewerHost, args)]),
    );
    this.registerOutputs({ distributionId: this.distributionId, viewerHost: this.viewerHost });
  }

  private certificateArn(name: string, args: GlobalEdgeArgs): pulumi.Input<string> | undefined {
    if (args.domain === undefined || args.certificateArn !== undefined) return args.certificateArn;
    return new ViewerCertificate(`${name}-watch`, { domain: args.domain, production: args.production }, { parent: this }).arn;
  }

  private distribution(
    name: string,
    args: GlobalEdgeArgs,
    plan: DistributionPlan,
    bindings: DistributionBindings,
    player: PlayerPlace | undefined,
  ): EdgeDistribution {
    const nativeProvider = args.domain === undefined ? undefined : args.nativeProviders[EDGE_REGION];
    return new EdgeDistribution(
      `${name}-viewers`,
      {
        plan,
        bindings,
        accountId: args.accountId,
        production: args.production,
        ...(nativeProvider === undefined ? {} : { nativeProvider }),
        // Whoever took the bucket's name first would be served otherwise.
        after: player === undefined ? [] : [player.bucket.bucket],
      },
      { parent: this },
    );
  }

  private accessLogs(name: string, args: GlobalEdgeArgs, { key }: BeforeDistribution, distribution: EdgeDistribution): AccessLogs {
    const { environment, production, accountId, logFormat: format = "json", logRetentionDays: retentionDays } = args;
    const store = args.logBucket !== undefined ? { bucket: args.logBucket } : key === undefined ? undefined : { key };
    if (store === undefined) throw new RangeError("the bucket of the access logs needs a key");
    return new AccessLogs(
      `${name}-edge-logs`,
      { environment, production, accountId, format, retentionDays, store, distributionArn: distribution.arn },
      { parent: this },
    );
  }

  private monitoring(name: string, args: GlobalEdgeArgs, distribution: EdgeDistribution): void {
    if (args.monitoring !== true) return;
    const realtimeMetricsSubscriptionConfig = { realtimeMetricsSubscriptionStatus: "Enabled" };
    new aws.cloudfront.MonitoringSubscription(
      `${name}-viewers`,
      { distributionId: distribution.distributionId, monitoringSubscription: { realtimeMetricsSubscriptionConfig } },
      { parent: this },
    );
  }

  private endpointPolicies(name: string, args: GlobalEdgeArgs, distribution: EdgeDistribution): void {
    const { accountId, channels, nativeProviders, endpointsFrom = [] } = args;
    new EndpointPolicies(
      `${name}-endpoints`,
      { accountId, channels, nativeProviders, endpointsFrom, distributionArn: distribution.arn },
      { parent: this },
    );
  }

  private records(name: string, args: GlobalEdgeArgs, domain: EdgeDomain, distribution: EdgeDistribution): void {
    const { environment, channels } = args;
    new ViewerNames(`${name}-watch`, { domain, distributionDomain: distribution.domainName }, { parent: this });
    new ContributionNames(`${name}-ingest`, { domain, channels }, { parent: this });
    const following = sortedChannels(channels).filter(({ uplink }) => uplink === "single");
    if (following.length === 0) return;
    const sides = following.flatMap(followedSides);
    const switches = new SwitchChecks(`${name}-in-service`, { environment, switches: args.switches ?? [], sides }, { parent: this });
    for (const channel of following) {
      new FollowedNames(`${name}-${channel.name}`, { environment, domain, channel, switches }, { parent: this });
    }
  }
}

function refuse(args: GlobalEdgeArgs): void {
  const problems = globalEdgeProblems(args);
  if (problems.length > 0)
    throw new pulumi.RunError(
      `The edge of ${args.environment} cannot be made:\n${problems.map((problem) => `  - ${describeProblem(problem)}`).join("\n")}`,
    );
}

function publicKeyIds(keys: SigningKeys | undefined, args: GlobalEdgeArgs): Record<string, pulumi.Output<string>> {
  const ids: [string, pulumi.Input<string>][] =
    keys === undefined
      ? Object.entries(args.keyGroup?.publicKeys ?? {})
      : Object.entries(keys.publicKeys).map(([keyId, key]) => [keyId, key.id]);
  return Object.fromEntries(ids.map(([keyId, id]) => [keyId, pulumi.output(id)]));
}

function sortedChannels(channels: readonly EdgeChannel[]): EdgeChannel[] {
  return [...channels].sort((left, right) => byName(left.name, right.name));
}
