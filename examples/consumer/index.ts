import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import {
  openStack,
  readEncodeRegion,
  readGlobalEdge,
  StackContractError,
  type EncodeRegionContract,
  type GlobalEdgeContract,
} from "onair/contract";

/** Reads Onair's contracts; a stack that is missing is a user's matter and needs no trace. */
async function readContracts(edgeStack: string): Promise<{ edge: GlobalEdgeContract; regions: EncodeRegionContract[] }> {
  try {
    const edge = await readGlobalEdge(await openStack(edgeStack));
    const regions = [...new Set(Object.values(edge.channels).flatMap((channel) => channel.regions))].sort();
    const stackOf = (region: string): string => edgeStack.replace(/[^/]+$/, `${edge.environment}-${region}`);
    return { edge, regions: await Promise.all(regions.map(async (region) => readEncodeRegion(await openStack(stackOf(region))))) };
  } catch (error) {
    if (error instanceof StackContractError) throw new pulumi.RunError(error.message);
    throw error;
  }
}

export default async (): Promise<Record<string, unknown>> => {
  const config = new pulumi.Config();
  const { edge, regions } = await readContracts(config.require("onairStack"));

  for (const { region, alertTopicArn } of regions) {
    new aws.sns.TopicSubscription(`alerts-${region}`, {
      region,
      topic: alertTopicArn,
      protocol: "email",
      endpoint: config.require("alertEmail"),
    });
  }

  const channels = Object.entries(edge.channels);
  return {
    watch: Object.fromEntries(channels.map(([name, channel]) => [name, channel.playback])),
    ingest: Object.fromEntries(channels.map(([name, channel]) => [name, channel.ingest])),
    switchOfRegions: Object.fromEntries(channels.map(([name, { alignment }]) => [name, `${alignment.failover}: ${alignment.reason}`])),
  };
};
