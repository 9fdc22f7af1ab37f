import pulumi from "@pulumi/pulumi";
import { AccessLogs } from "./accessLogs.ts";
import { channelOutput } from "./addresses.ts";
import type { EdgeChannelOutput } from "./addresses.ts";
import type { DistributionBindings } from "./bindings.ts";
import { ContributionNames } from "./contributionNames.ts";
import { distributionPlan } from "./distributionPlan.ts";
import type { DistributionPlan } from "./distributionPlan.ts";
import { EdgeDistribution } from "./edgeDistribution.ts";
import { EdgePolicies } from "./edgePolicies.ts";
import { EndpointPolicies } from "./endpointPolicies.ts";
import { FollowedNames } from "./followedNames.ts";
import { EDGE_REGION, byName, viewerName } from "./names.ts";
import { describeProblem, globalEdgeProblems } from "./problems.ts";
import { SigningKeys } from "./signingKeys.ts";
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
  readonly channels: Readonly<Record<string, EdgeChannelOutput>>;

  /** @throws pulumi.RunError with everything that must be mended, before any resource is made. */
  constructor(name: string, args: GlobalEdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:GlobalEdge", name, {}, opts);
    refuse(args);
    const plan = planOf(args);
    const keys = new SigningKeys(`${name}-keys`, args, { parent: this });
    const policies = new EdgePolicies(
      `${name}-edge`,
      { environment: args.environment, plan, allowedOrigins: args.allowedOrigins },
      { parent: this },
    );
    const certificate = this.certificate(name, args);
    const distribution = this.distribution(name, args, plan, bindings(args, plan, keys, policies, certificate));
    const logs = this.accessLogs(name, args, distribution);
    this.endpointPolicies(name, args, distribution);
    if (args.domain !== undefined) this.records(name, args.channels, args.environment, args.domain, distribution);

    this.distributionId = distribution.distributionId;
    this.distributionArn = distribution.arn;
    this.distributionDomain = distribution.domainName;
    this.viewerHost = args.domain === undefined ? distribution.domainName : pulumi.output(viewerName(args.domain.name));
    this.keyGroupId = keys.keyGroup.id;
    this.publicKeyIds = Object.fromEntries(Object.entries(keys.publicKeys).map(([keyId, key]) => [keyId, key.id]));
    this.storeArn = policies.store.arn;
    this.logsBucket = pulumi.output(logs.bucket.name);
    this.channels = Object.fromEntries(
      sortedChannels(args.channels).map((channel) => [channel.name, channelOutput(channel, this.viewerHost, args.domain)]),
    );
    this.registerOutputs({ distributionId: this.distributionId, viewerHost: this.viewerHost });
  }

  private certificate(name: string, args: GlobalEdgeArgs): ViewerCertificate | undefined {
    if (args.domain === undefined) return undefined;
    return new ViewerCertificate(`${name}-watch`, { domain: args.domain, production: args.production }, { parent: this });
  }

  private distribution(name: string, args: GlobalEdgeArgs, plan: DistributionPlan, bindings: DistributionBindings): EdgeDistribution {
    const nativeProvider = args.domain === undefined ? undefined : args.nativeProviders[EDGE_REGION];
    return new EdgeDistribution(
      `${name}-viewers`,
      {
        plan,
        bindings,
        accountId: args.accountId,
        production: args.production,
        ...(nativeProvider === undefined ? {} : { nativeProvider }),
      },
      { parent: this },
    );
  }

  private accessLogs(name: string, args: GlobalEdgeArgs, distribution: EdgeDistribution): AccessLogs {
    const { environment, production, accountId, logFormat: format = "json", logRetentionDays: retentionDays } = args;
    return new AccessLogs(
      `${name}-edge-logs`,
      { environment, production, accountId, format, retentionDays, distributionArn: distribution.arn },
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

  private records(
    name: string,
    channels: readonly EdgeChannel[],
    environment: string,
    domain: EdgeDomain,
    distribution: EdgeDistribution,
  ): void {
    new ViewerNames(`${name}-watch`, { domain, distributionDomain: distribution.domainName }, { parent: this });
    new ContributionNames(`${name}-ingest`, { domain, channels }, { parent: this });
    for (const channel of sortedChannels(channels).filter(({ uplink }) => uplink === "single")) {
      new FollowedNames(`${name}-${channel.name}`, { environment, domain, channel }, { parent: this });
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

function planOf(args: GlobalEdgeArgs): DistributionPlan {
  const { environment, channels, priceClass, domain } = args;
  return distributionPlan({ environment, channels, priceClass, ...(domain === undefined ? {} : { domainName: domain.name }) });
}

function bindings(
  args: GlobalEdgeArgs,
  plan: DistributionPlan,
  keys: SigningKeys,
  policies: EdgePolicies,
  certificate: ViewerCertificate | undefined,
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
    keyGroupId: keys.keyGroup.id,
    ...(certificate === undefined ? {} : { certificateArn: certificate.arn }),
  };
}

function sortedChannels(channels: readonly EdgeChannel[]): EdgeChannel[] {
  return [...channels].sort((left, right) => byName(left.name, right.name));
}
