/** Players in a thread of their own, so that they and the edge do not wait for each other. */
import { parentPort, workerData } from "node:worker_threads";
import type { Viewer } from "../../capacity/index.ts";
import { playAudience } from "./audience.ts";
import { Client, type Seen } from "./client.ts";
import { wallClock } from "./clock.ts";

/** What the thread is given. */
export interface ThreadTask {
  readonly edgeUrl: string;
  readonly cookies: string;
  readonly manifest: string;
  readonly viewers: readonly Viewer[];
  /** Seconds since 1970. */
  readonly starts: number;
  readonly ends: number;
  readonly lateness: number;
  readonly seed: number;
}

/** What it gives back. */
export type ThreadResult = readonly Seen[];

const task = workerData as ThreadTask;
const client = new Client(task.edgeUrl, task.cookies);
await playAudience({ ...task, clock: wallClock, fetch: (path, kind) => client.fetch(path, kind) });
client.close();
parentPort?.postMessage(client.seen satisfies ThreadResult);
