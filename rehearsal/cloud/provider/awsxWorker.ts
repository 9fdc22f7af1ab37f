/** The thread that components are constructed in; see components.ts. */
import { parentPort } from "node:worker_threads";
import { componentHandlers } from "./awsx.ts";
import { listen } from "./listen.ts";

export type Message = { port: number } | { log: string };

const tell = (message: Message): void => parentPort?.postMessage(message);
const log = (line: string): void => {
  tell({ log: line });
};

// When an update fails, the engine hangs up on constructions under way, and the SDK lets their last calls fail unheard.
process.on("unhandledRejection", (error) => {
  log(`awsx: ${error instanceof Error ? error.message : String(error)}`);
});

const { port } = await listen(componentHandlers(process.argv[2] ?? "", log));
tell({ port });
