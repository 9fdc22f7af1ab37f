import type awsNative from "@pulumi/aws-native";
import mediapackagev2 from "@pulumi/aws-native/mediapackagev2/index.js";
import pulumi from "@pulumi/pulumi";
import type { Region } from "../encode/index.ts";
import { byName, endpointArn, originRegions } from "./names.ts";
import type { EdgeChannel } from "./types.ts";

export interface EndpointPoliciesArgs {
  readonly accountId: string;
  readonly channels: readonly EdgeChannel[];
  readonly distributionArn: pulumi.Input<string>;
  readonly nativeProviders: Readonly<Record<Region, awsNative.Provider>>;
  /** What makes the endpoints, where it is in the same stack. */
  readonly endpointsFrom: readonly pulumi.Resource[];
}

/** Opens the origin endpoints to this distribution and to nothing else. An endpoint without a policy answers nobody but the account's own principals. */
export class EndpointPolicies extends pulumi.ComponentResource {
  constructor(name: string, args: EndpointPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:EndpointPolicies", name, {}, opts);
    const channels = [...args.channels].sort((left, right) => byName(left.name, right.name));
    for (const channel of channels) {
      for (const region of originRegions(channel)) {
        for (const endpoint of endpointsOf(channel)) this.open(name, channel, region, endpoint, args);
      }
    }
    this.registerOutputs({});
  }

  private open(name: string, channel: EdgeChannel, region: Region, endpoint: string, args: EndpointPoliciesArgs): void {
    const provider = args.nativeProviders[region];
    new mediapackagev2.OriginEndpointPolicy(
      `${name}-${channel.name}-${region}-${endpoint}`,
      {
        channelGroupName: channel.channelGroup,
        channelName: channel.originChannel,
        originEndpointName: endpoint,
        policy: endpointPolicy(endpointArn(args.accountId, region, channel, endpoint), args.distributionArn),
      },
      { parent: this, dependsOn: [...args.endpointsFrom], ...(provider === undefined ? {} : { provider }) },
    );
  }
}

function endpointsOf(channel: EdgeChannel): string[] {
  return channel.startoverEndpoint === undefined ? [channel.liveEndpoint] : [channel.liveEndpoint, channel.startoverEndpoint];
}

/**
 * Only `AWS:SourceArn` may be unknown at preview, so that everything else can be judged there. `GetHeadObject` is what
 * media-quality selection asks the second origin with (CloudFront Developer Guide, "Media quality-aware resiliency").
 */
export function endpointPolicy(resource: string, distributionArn: pulumi.Input<string>): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ViewersThroughThisDistribution",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"],
        Resource: resource,
        Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
      },
    ],
  };
}
