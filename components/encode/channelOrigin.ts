import type awsNative from "@pulumi/aws-native";
import mediapackagev2 from "@pulumi/aws-native/mediapackagev2/index.js";
import type pulumi from "@pulumi/pulumi";
import { policyDocument } from "../storage/index.ts";
import type { EncodedChannelArgs } from "./encodedChannel.ts";
import type { EncoderPlan } from "./encoderPlan.ts";
import { originChannelPolicy } from "./encoderRole.ts";
import { encoderRoleName } from "./names.ts";
import { channelArgs, endpointArgs } from "./originArgs.ts";
import type { OriginPlan } from "./originPlan.ts";

export interface ChannelOrigin {
  readonly packager: awsNative.mediapackagev2.Channel;
  readonly packagerPolicy: pulumi.Resource;
  /** ARNs of the endpoints by name. */
  readonly endpointArns: Readonly<Record<string, pulumi.Output<string>>>;
}

/** Where a channel is packaged: its MediaPackage channel, who may send to it, and its endpoints, closed until an edge gives them a policy. */
export function makeOrigin(
  name: string,
  args: EncodedChannelArgs,
  plan: OriginPlan,
  { parent, role }: { readonly parent: pulumi.Resource; readonly role: pulumi.Resource },
): ChannelOrigin {
  const { environment, channel, region, channelGroup, production, nativeProvider } = args;
  const options = { parent, provider: nativeProvider };
  const packager = new mediapackagev2.Channel(name, channelArgs(plan), { ...options, protect: production, dependsOn: [channelGroup] });
  const statement = originChannelPolicy({ ...args, origin: plan.names }, encoderRoleName(environment, channel.name, region));
  const packagerPolicy = new mediapackagev2.ChannelPolicy(
    name,
    { channelGroupName: plan.names.channelGroup, channelName: plan.names.channel, policy: policyDocument(statement) },
    // MediaPackage refuses a policy that names a role which does not exist.
    { ...options, dependsOn: [packager, role] },
  );
  const endpointArns = Object.fromEntries(
    plan.endpoints.map((endpoint) => {
      const endpointName = `${name}-${endpoint.name}`;
      const made = new mediapackagev2.OriginEndpoint(endpointName, endpointArgs(plan.names, endpoint), {
        ...options,
        dependsOn: [packager],
      });
      return [endpoint.name, made.arn];
    }),
  );
  return { packager, packagerPolicy, endpointArns };
}

/** MediaPackage's ingest URLs, one per pipeline: pipeline 0 writes to the first, pipeline 1 to the second. */
export function ingestUrls(packager: awsNative.mediapackagev2.Channel, plan: EncoderPlan): pulumi.Output<string>[] {
  return plan.pipelines.map((_pipeline, index) =>
    packager.ingestEndpointUrls.apply((urls) => {
      const url = urls[index];
      if (url === undefined)
        throw new Error(
          `MediaPackage channel of ${plan.channel} gave ${String(urls.length)} ingest URLs, and pipeline ${String(index)} needs one`,
        );
      return url;
    }),
  );
}
