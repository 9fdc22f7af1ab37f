import pulumi from "@pulumi/pulumi";
import { type FlowSource, flowPlans, type InputFlows, type MadeFlow } from "../contribution/index.ts";
import type { OutputBinding } from "./hlsChannel.ts";
import { channelResourceName } from "./names.ts";
import { outputName, outputSecrets, outputsOf, runsIn } from "./otherOutputs.ts";
import type { MediaConnectOutput } from "./outputTypes.ts";
import { passphraseOf, type PassphraseSecret, type Passphrases } from "./passphrases.ts";
import { PIPELINES, type Channel, type MaintenanceWindow, type Region } from "./types.ts";

type Fed = Pick<Channel, "name" | "regions" | "outputs">;

/** A port that neither Zixi nor the system has (MediaConnect User Guide, "Source ports on MediaConnect flows"). */
const PORT = 5000;

/** The one entitlement of a feed's flow. */
const ENTITLEMENT = "subscribers";

interface Feed {
  readonly key: string;
  readonly output: MediaConnectOutput;
  /** Name of the secret that holds the passphrase. */
  readonly secret: string;
}

/** Feeds to broadcasters that a region sends. */
export function feedsIn(channel: Fed, { environment, region }: { readonly environment: string; readonly region: Region }): readonly Feed[] {
  return outputsOf(channel).flatMap(([key, output]) => {
    if (output.type !== "mediaconnect" || !runsIn(output, channel, region)) return [];
    const [secret = ""] = outputSecrets({ environment, channel: channel.name, key }, output);
    return [{ key, output, secret }];
  });
}

/** What MediaLive encrypts a channel's feeds with, for the role that must read it. */
export function feedPassphrases(feeds: readonly Feed[], passphrases: Passphrases | undefined): PassphraseSecret[] {
  return feeds.map(({ secret }) => passphraseOf(passphrases, secret));
}

/**
 * A flow for each pipeline of each feed, as those of an input but the other way round: MediaLive calls it, and other
 * accounts take what comes out of it. Each admits the address of its own pipeline alone.
 */
export function feedFlows(args: {
  readonly channel: Fed;
  readonly environment: string;
  readonly region: Region;
  readonly maintenance: MaintenanceWindow;
  readonly availabilityZones?: readonly string[];
  readonly passphrases?: Passphrases;
}): InputFlows[] {
  const { channel, environment, region, maintenance, availabilityZones: zones = [], passphrases } = args;
  return feedsIn(channel, args).map(({ key, output, secret }) => {
    const [admit, other] = output.senders[region] ?? [];
    if (admit === undefined || other === undefined) throw new RangeError(`output ${key} does not say what it is sent from in ${region}`);
    const own = `${channel.name}-${outputName(key)}`;
    const plans = flowPlans(asSource(output, admit), {
      name: channelResourceName(environment, own),
      // A dot, which no name of a channel or an input holds.
      resource: `${channel.name}.${outputName(key)}`,
      pipelines: PIPELINES,
      zones,
      encoderCidrs: [],
      maintenance,
    });
    const admitted = plans.map(({ first, ...plan }, index) => ({
      ...plan,
      first: first.listen === undefined ? first : { ...first, listen: { ...first.listen, whitelistCidr: index === 0 ? admit : other } },
    }));
    return { key: outputName(key), plans: admitted, passphrase: passphraseOf(passphrases, secret) };
  });
}

function asSource({ subscribers, latencyMilliseconds }: MediaConnectOutput, admit: string): FlowSource {
  return {
    type: "mediaconnect",
    timecode: "none",
    feed: { protocol: "srt-listener", port: PORT, admit, latencyMilliseconds },
    share: { [ENTITLEMENT]: { accounts: subscribers, dataTransferFeePercent: 0 } },
  };
}

/** Where MediaLive sends each feed, by the output's key. @throws Error when a flow takes nothing in */
export function feedBindings(
  feeds: readonly Feed[],
  flows: Readonly<Record<string, readonly MadeFlow[]>>,
  passphrases: Passphrases | undefined,
): Record<string, OutputBinding> {
  return Object.fromEntries(
    feeds.map(({ key, secret }) => {
      const urls = (flows[outputName(key)] ?? []).map(({ ingest, name }) => {
        if (ingest === undefined) throw new Error(`flow ${name} takes nothing in`);
        const { ip, port } = ingest;
        return pulumi.output(ip).apply((address) => `srt://${address}:${String(port)}`);
      });
      return [key, { urls, passphraseArn: passphraseOf(passphrases, secret).arn }];
    }),
  );
}
