/** CloudFront functions in a thread of their own, so that one that loops keeps nobody but those who wait for it. */
import { Worker } from "node:worker_threads";
import type { FunctionRun, FunctionSurroundings, ViewerRequest } from "./functionRuntime.ts";

/** One run that is asked for. */
export interface FunctionCall {
  readonly id: number;
  readonly code: string;
  readonly request: ViewerRequest;
  readonly surroundings: FunctionSurroundings;
}

/** What came of it; -1 for the thread's word that it is ready. */
export interface FunctionReply {
  readonly id: number;
  readonly run?: FunctionRun;
  readonly error?: string;
}

/** Runs functions for an edge. */
export interface FunctionRunner {
  run(code: string, request: ViewerRequest, surroundings: FunctionSurroundings): Promise<FunctionRun>;
  close(): Promise<void>;
}

interface Waiting {
  readonly call: FunctionCall;
  readonly resolve: (run: FunctionRun) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Milliseconds. CloudFront counts compute utilization, not time ("Restrictions on CloudFront Functions"); a function that ends at
 * all ends long before this, even on a busy machine.
 */
const LONGEST_RUN = 3000;

export class FunctionThread implements FunctionRunner {
  readonly #limit: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #ready = false;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  /** `limit`: milliseconds that one run may take. */
  constructor(limit = LONGEST_RUN) {
    this.#limit = limit;
  }

  /** @returns what the function did; rejects where it throws or takes too long */
  run(code: string, request: ViewerRequest, surroundings: FunctionSurroundings): Promise<FunctionRun> {
    return new Promise((resolve, reject) => {
      const call = { id: this.#count++, code, request, surroundings };
      this.#waiting.set(call.id, { call, resolve, reject });
      const worker = (this.#worker ??= this.#started());
      worker.ref();
      if (this.#ready) worker.postMessage(call);
      this.#watch();
    });
  }

  async close(): Promise<void> {
    const worker = this.#stopped();
    for (const { reject } of this.#waiting.values()) reject(new Error("the edge has closed"));
    this.#waiting.clear();
    await worker?.terminate();
  }

  #started(): Worker {
    const worker = new Worker(new URL("functionWorker.ts", import.meta.url), { env: {} });
    worker.on("message", (reply: FunctionReply) => {
      if (worker === this.#worker) this.#heard(worker, reply);
    });
    worker.on("error", (error) => {
      if (worker === this.#worker) this.#gaveUp(error instanceof Error ? error : new Error(String(error)));
    });
    return worker;
  }

  #heard(worker: Worker, { id, run, error }: FunctionReply): void {
    if (id < 0) {
      this.#ready = true;
      for (const { call } of this.#waiting.values()) worker.postMessage(call);
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (run === undefined) waiting?.reject(new Error(error));
    else waiting?.resolve(run);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#watch();
    if (this.#waiting.size === 0) worker.unref();
  }

  /** The thread answers in order, so the oldest is the one that runs. */
  #watch(): void {
    if (!this.#ready || this.#waiting.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#gaveUp(new Error("the function took too long"));
    }, this.#limit);
  }

  /** Ends the thread with the run that holds it up; the others run in a new one. */
  #gaveUp(error: Error): void {
    const [oldest] = this.#waiting.values();
    if (oldest !== undefined) this.#waiting.delete(oldest.call.id);
    oldest?.reject(error);
    void this.#stopped()?.terminate();
    if (this.#waiting.size > 0) this.#worker = this.#started();
  }

  #stopped(): Worker | undefined {
    const worker = this.#worker;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#worker = undefined;
    this.#ready = false;
    return worker;
  }
}
