import { framePrefix } from "./framePaths.ts";
import { outputSecrets, outputsOf, runsIn } from "./otherOutputs.ts";
import type { ChannelOutput } from "./outputTypes.ts";
import type { Channel, Region } from "./types.ts";

/** What a region tells of one further output of a channel: where it goes and whether this region sends it, no secret. */
export interface OutputFacts {
  readonly type: ChannelOutput["type"];
  readonly regions: ChannelOutput["regions"];
  readonly sentHere: boolean;
  /** RTMP: address and application, one per pipeline. */
  readonly urls?: readonly string[];
  /** Names of the secrets that hold its stream keys or its passphrase. */
  readonly secrets?: readonly string[];
  /** Pictures: where they lie, the prefix with a slash at its end. Absent where this region makes none. */
  readonly bucket?: string;
  readonly prefix?: string;
  /** Feed: accounts that are entitled to it. */
  readonly subscribers?: readonly string[];
}

/** The further outputs of a channel by key, as the contract tells of them; undefined when it has none. */
export function outputFacts(
  channel: Pick<Channel, "name" | "regions" | "outputs">,
  context: { readonly environment: string; readonly region: Region; readonly frameBucket?: string },
): Readonly<Record<string, OutputFacts>> | undefined {
  const all = outputsOf(channel);
  if (all.length === 0) return undefined;
  return Object.fromEntries(all.map(([key, output]) => [key, factsOf(key, output, channel, context)]));
}

function factsOf(
  key: string,
  output: ChannelOutput,
  channel: Pick<Channel, "name" | "regions">,
  { environment, region, frameBucket }: { readonly environment: string; readonly region: Region; readonly frameBucket?: string },
): OutputFacts {
  const sentHere = runsIn(output, channel, region);
  const head = { type: output.type, regions: output.regions, sentHere };
  const secrets = outputSecrets({ environment, channel: channel.name, key }, output);
  switch (output.type) {
    case "rtmp":
      return { ...head, urls: output.urls, secrets };
    case "frame-capture":
      return { ...head, ...(sentHere && frameBucket !== undefined ? { bucket: frameBucket, prefix: framePrefix(channel.name, key) } : {}) };
    case "mediaconnect":
      return { ...head, secrets, subscribers: output.subscribers };
  }
}
