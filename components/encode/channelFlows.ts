import type awsNative from "@pulumi/aws-native";
import type pulumi from "@pulumi/pulumi";
import { Contribution, flowName, flowPlans, isEncrypted, type MadeFlow, secretsOf, type FlowSource } from "../contribution/index.ts";
import { feedFlows } from "./feedFlows.ts";
import { channelResourceName } from "./names.ts";
import { passphraseName, passphraseOf, type Passphrases } from "./passphrases.ts";
import { inputResourceName, sourcesOf } from "./sources.ts";
import { PIPELINES, type Channel, type MaintenanceWindow, type Pipeline, type Region } from "./types.ts";

/** What the flows of a channel are made from. */
export interface ChannelFlowArgs {
  readonly channel: Channel;
  readonly environment: string;
  readonly production: boolean;
  readonly accountId: string;
  readonly region: Region;
  readonly maintenance: MaintenanceWindow;
  readonly encoderCidrs?: readonly string[];
  /** Two zones of the region; needed where a flow is. */
  readonly availabilityZones?: readonly string[];
  readonly passphrases?: Passphrases;
  readonly nativeProvider: awsNative.Provider;
}

/** Flows of a channel by the input that they feed. */
export type ChannelFlows = Readonly<Record<string, readonly MadeFlow[]>>;

type Sourced = Pick<Channel, "name" | "source" | "moreInputs">;

interface FlowInput {
  readonly key: string;
  readonly source: FlowSource;
  readonly name: string;
  readonly resource: string;
}

function flowInputs(channel: Sourced, environment: string): FlowInput[] {
  return sourcesOf(channel).flatMap(({ key, source }) => {
    if (source.type !== "mediaconnect") return [];
    const resource = inputResourceName(channel.name, key);
    return [{ key, source, resource, name: channelResourceName(environment, resource) }];
  });
}

/** Names of all flows of a channel, which the role of its encoder must reach. */
export function flowNames(channel: Sourced, { environment, production }: Pick<ChannelFlowArgs, "environment" | "production">): string[] {
  return flowInputs(channel, environment).flatMap(({ name }) => pipelinesOf(production).map((pipeline) => flowName(name, pipeline)));
}

/** Makes the flows of a channel, those of its inputs and those of its feeds to others; empty where there are none. */
export function makeFlows(args: ChannelFlowArgs, parent: pulumi.Resource): ChannelFlows {
  const { channel, environment, production, passphrases } = args;
  const found = flowInputs(channel, environment);
  const feeds = feedFlows(args);
  if (found.length + feeds.length === 0) return {};
  const inputs = found.map(({ key, source, name, resource }) => ({
    key,
    plans: flowPlans(source, {
      name,
      resource,
      pipelines: pipelinesOf(production),
      zones: args.availabilityZones ?? [],
      encoderCidrs: args.encoderCidrs ?? [],
      maintenance: args.maintenance,
    }),
    ...(isEncrypted(source.feed) ? { passphrase: passphraseOf(passphrases, passphraseName(environment, channel.name, key)) } : {}),
  }));
  const named = found.flatMap(({ source }) => secretsOf(source).map(({ secret }) => secret));
  const secrets = Object.fromEntries(named.map((name) => [name, passphraseOf(passphrases, name)]));
  return new Contribution(
    channel.name,
    { ...args, channel: channel.name, protect: production, inputs: [...inputs, ...feeds], secrets },
    { parent },
  ).flows;
}

function pipelinesOf(production: boolean): readonly Pipeline[] {
  return production ? PIPELINES : PIPELINES.slice(0, 1);
}
