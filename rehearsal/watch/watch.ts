import { openStage } from "../drills/index.ts";
import { RehearsalError } from "../errors.ts";
import { progressOn } from "../progress.ts";
import { withSession } from "../withSession.ts";
import { serveWatch } from "./server.ts";

export interface WatchOptions {
  /** Of the rehearsal. */
  readonly id: string;
  readonly environment: string;
  /** Channels to encode; the first aligned and the first other one unless given. */
  readonly channels?: readonly string[];
  /** Port of the page; 0 for a free one. */
  readonly port: number;
  readonly quiet: boolean;
  /** Told when everything can be looked at. */
  readonly ready: (places: WatchPlaces) => void;
  /** Aborted when it is enough, also while things are still being started. */
  readonly enough: AbortSignal;
}

export interface WatchPlaces {
  /** The page with the switches. */
  readonly url: string;
  readonly edgeUrl: string;
  /** What `edgeUrl` stands for. */
  readonly viewerHost: string;
  readonly channels: readonly string[];
}

/**
 * Puts a rehearsal's deployment on the air and serves the page to look at it, until told to stop. Leaves no port, no process and no
 * lock behind, however it ends.
 * @throws RehearsalError when nothing is deployed, a port is taken, or this machine lacks an encoder
 */
export async function watchRehearsal(options: WatchOptions): Promise<void> {
  const { environment, channels, port, quiet, enough } = options;
  await withSession(options, async (session) => {
    const progress = progressOn(process.stderr, quiet);
    const stage = await unlessEnough(enough, (signal) =>
      openStage({ session, environment, progress, signal, ...(channels === undefined ? {} : { channels }) }),
    );
    if (stage === undefined) return;
    try {
      const server = await serveWatch(stage, port).catch((error: unknown) => {
        throw portError(error, port);
      });
      try {
        const { edgeUrl, viewerHost } = stage.media;
        if (!enough.aborted) options.ready({ url: server.url, edgeUrl, viewerHost, channels: stage.channels.map(({ name }) => name) });
        await aborted(enough);
      } finally {
        await server.close();
      }
    } finally {
      await stage.close();
    }
  });
}

/** What was begun, or nothing when it was given up: whatever fails after that does so because of it. */
export async function unlessEnough<T>(enough: AbortSignal, begin: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  try {
    enough.throwIfAborted();
    return await begin(enough);
  } catch (error) {
    if (enough.aborted) return undefined;
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function portError(error: unknown, port: number): unknown {
  if (error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES"))
    return new RehearsalError(`Port ${port} cannot be had (${error.code}); leave --port out, and a free one is taken.`);
  return error;
}
