/** The far side of functionThread.ts: runs functions one after the other, each code kept ready. */
import { parentPort } from "node:worker_threads";
import { FunctionRealm } from "./functionRealm.ts";
import { runFunctionNow } from "./functionRuntime.ts";
import type { FunctionCall, FunctionReply } from "./functionThread.ts";

const realms = new Map<string, FunctionRealm>();

function answer({ id, code, request, surroundings }: FunctionCall): FunctionReply {
  try {
    // Whoever calls ends a thread that takes too long: watching each run from here would cost more than the run.
    const realm = realms.get(code) ?? new FunctionRealm(code, "unlimited");
    realms.set(code, realm);
    return { id, run: runFunctionNow(realm, request, surroundings) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", (call: FunctionCall) => {
  parentPort?.postMessage(answer(call));
});
parentPort?.postMessage({ id: -1 } satisfies FunctionReply);
