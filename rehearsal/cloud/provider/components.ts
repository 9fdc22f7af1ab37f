/**
 * Serves `awsx` from a thread of its own: the SDK that constructs components takes most of a second to load, and leaves
 * rejected promises behind when an update fails, which must not reach whoever runs the rehearsal.
 */
import { Worker } from "node:worker_threads";
import type { Message } from "./awsxWorker.ts";
import type { Listening } from "./listen.ts";
import type { Log } from "./unary.ts";

export function serveComponents(version: string, log: Log): Promise<Listening> {
  const worker = new Worker(new URL("./awsxWorker.ts", import.meta.url), { argv: [version] });
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.on("message", (message: Message) => {
      if ("log" in message) log(message.log);
      else resolve({ port: message.port, close: () => void worker.terminate() });
    });
  });
}
