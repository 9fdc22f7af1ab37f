import type { CloudObject, ObjectStore, RunningCloud } from "../cloud/index.ts";
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

/** What the media plane needs of the simulated account. */
export type MediaCloud = Pick<RunningCloud, "resources" | "watch"> & { readonly objects: Pick<ObjectStore, "get"> };

export interface MediaOptions {
  readonly cloud: MediaCloud;
  /** MediaPackage channels that are encoded when they run; all unless given. */
  readonly channels?: readonly string[];
  /** File that every answer to a viewer is written to, as a line of JSON. */
  readonly log?: string;
  /** Country of all viewers, two letters; `US` unless given. */
  readonly country?: string;
  /** Told what starts, stops and breaks, a line each. */
  readonly tell?: (message: string) => void;
  /** Command of ffmpeg, from the PATH unless given. */
  readonly ffmpeg?: string;
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
export async function startMedia(options: MediaOptions): Promise<RunningMedia> {
  // What was started last is closed first: viewers, then what they wait for.
  const started = new AsyncDisposableStack();
  try {
    return await start(options, started);
  } catch (error) {
    // Why it did not start is to be heard, not what closing may say to that.
    await started.disposeAsync().catch(() => undefined);
    throw error;
  }
}

async function start(options: MediaOptions, started: AsyncDisposableStack): Promise<RunningMedia> {
  const { cloud, channels, log: file, country, tell, ffmpeg } = options;
  const deployed = latest(cloud, (all): Deployed => ({ edge: deployedEdge(all), endpoints: originEndpoints(all) }));
  started.defer(() => {
    deployed.close();
  });
  const { edge } = deployed.value();
  if (edge === undefined) throw new NothingDeployed("No distribution is deployed here: run npm run rehearse first.");
  await checkFfmpeg(ffmpeg);
  const wanted = (): EncoderChannel[] =>
    encoderChannels(cloud.resources()).filter(({ originChannel }) => channels === undefined || channels.includes(originChannel));
  const packager = new Packager();
  const encoder = startEncoder({
    packager,
    channels: wanted,
    watch: (listener) => cloud.watch(listener),
    ...(tell === undefined ? {} : { log: tell }),
    ...(ffmpeg === undefined ? {} : { command: ffmpeg }),
  });
  started.defer(() => encoder.close());
  const network = new Network();
  const log = new ServedLog(file === undefined ? {} : { file });
  started.defer(() => log.close());
  const origins = await startOrigins({ endpoints: () => deployed.value().endpoints, live: packager });
  started.defer(() => origins.close());
  const ask = askOrigins({
    origins: () => deployed.value().edge?.origins ?? [],
    port: origins.port,
    distributionArn: edge.arn,
    storage: storageOf(() => cloud.resources(), cloud.objects),
    network,
  });
  started.defer(() => {
    ask.close();
  });
  const served = await startEdge({
    edge: () => deployed.value().edge,
    ask,
    onServed: (request) => {
      log.add(request);
    },
    ...(country === undefined ? {} : { country }),
  });
  started.defer(() => served.close());
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
    close: () => started.disposeAsync(),
  };
}

/** What is read from the account, read anew only after a change. */
function latest<T>(cloud: MediaCloud, read: (all: readonly CloudObject[]) => T): { value(): T; close(): void } {
  let found: { readonly value: T } | undefined;
  const end = cloud.watch(() => {
    found = undefined;
  });
  return {
    value: () => (found ??= { value: read(cloud.resources()) }).value,
    close: end,
  };
}
