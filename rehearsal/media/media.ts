import type { CloudObject, RunningCloud } from "../cloud/index.ts";
import { deployedEdge, encoderChannels, originEndpoints, type DeployedEdge } from "./deployed/index.ts";
import { startEdge } from "./edge/index.ts";
import { checkFfmpeg, startEncoder } from "./encoder/index.ts";
import { mediaFaults } from "./faults.ts";
import { ServedLog } from "./log/index.ts";
import { startOrigins } from "./origin/index.ts";
import { askOrigins, Network, storageOf } from "./origins/index.ts";
import { Packager } from "./packager/index.ts";
import type { EncoderChannel, OriginEndpoint, RunningMedia } from "./types.ts";
import { viewerHost, watchedChannels } from "./watched.ts";

export interface MediaOptions {
  readonly cloud: RunningCloud;
  /** MediaPackage channels that are encoded when they run; all unless given. */
  readonly channels?: readonly string[];
  /** File that every answer to a viewer is written to, as a line of JSON. */
  readonly log?: string;
  /** Country of all viewers, two letters; `US` unless given. */
  readonly country?: string;
  /** Told what starts, stops and breaks, a line each. */
  readonly tell?: (message: string) => void;
}

/** There is no distribution to watch through. */
export class NothingDeployed extends Error {}

/** What of the deployed state the media plane goes by. */
interface Deployed {
  readonly edge: DeployedEdge | undefined;
  readonly endpoints: readonly OriginEndpoint[];
}

/**
 * Starts encoding, packaging and serving what is deployed, and follows every change of it.
 * @throws NothingDeployed where the account has no distribution, FfmpegError where there is no ffmpeg, each with the remedy
 */
export async function startMedia({ cloud, channels, log: file, country, tell }: MediaOptions): Promise<RunningMedia> {
  const deployed = latest(cloud, (all): Deployed => ({ edge: deployedEdge(all), endpoints: originEndpoints(all) }));
  const { edge } = deployed.value();
  if (edge === undefined) throw new NothingDeployed("No distribution is deployed here: run npm run rehearse first.");
  await checkFfmpeg();
  const wanted = (): EncoderChannel[] =>
    encoderChannels(cloud.resources()).filter(({ originChannel }) => channels === undefined || channels.includes(originChannel));
  const packager = new Packager();
  const encoder = startEncoder({
    packager,
    channels: wanted,
    watch: (listener) => cloud.watch(listener),
    ...(tell === undefined ? {} : { log: tell }),
  });
  const network = new Network();
  const log = new ServedLog(file === undefined ? {} : { file });
  const origins = await startOrigins({ endpoints: () => deployed.value().endpoints, live: packager });
  const ask = askOrigins({
    origins: () => deployed.value().edge?.origins ?? [],
    port: origins.port,
    distributionArn: edge.arn,
    storage: storageOf(() => cloud.resources(), cloud.objects),
    network,
  });
  const served = await startEdge({
    edge: () => deployed.value().edge,
    ask,
    onServed: (request) => {
      log.add(request);
    },
    ...(country === undefined ? {} : { country }),
  });
  return {
    edgeUrl: served.url,
    viewerHost: viewerHost(edge),
    channels: () => {
      const now = deployed.value();
      return now.edge === undefined ? [] : watchedChannels(now.edge, now.endpoints, encoderChannels(cloud.resources()));
    },
    live: packager,
    faults: mediaFaults(encoder, packager, network),
    served: () => log.records(),
    watch: (listener) => log.watch(listener),
    close: async () => {
      deployed.close();
      // Viewers first, so that nobody waits for an origin that is gone.
      await served.close();
      ask.close();
      await Promise.all([encoder.close(), origins.close()]);
      await log.close();
    },
  };
}

/** What is read from the account, read anew only after a change. */
function latest<T>(cloud: RunningCloud, read: (all: readonly CloudObject[]) => T): { value(): T; close(): void } {
  let found: { readonly value: T } | undefined;
  const end = cloud.watch(() => {
    found = undefined;
  });
  return {
    value: () => (found ??= { value: read(cloud.resources()) }).value,
    close: end,
  };
}
