/** What viewers were served, newest records kept. */
import { createWriteStream, type WriteStream } from "node:fs";
import type { ServedRequest } from "../types.ts";

export interface ServedLogOptions {
  /** Records kept; the oldest go first. Default 100,000. */
  readonly limit?: number;
  /** File that every record is appended to as a line of JSON; absent, none. */
  readonly file?: string;
}

export class ServedLog {
  readonly #limit: number;
  readonly #ring: ServedRequest[] = [];
  readonly #listeners = new Set<(request: ServedRequest) => void>();
  readonly #stream: WriteStream | undefined;
  /** Where the next record goes once the ring is full: there lies the oldest. */
  #next = 0;
  #total = 0;
  #broken: Error | undefined;

  /** @throws RangeError for a limit that is no whole number above zero */
  constructor({ limit = 100_000, file }: ServedLogOptions = {}) {
    if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`limit must be a whole number above zero, not ${limit}`);
    this.#limit = limit;
    if (file === undefined) return;
    this.#stream = createWriteStream(file, { flags: "a", mode: 0o600 });
    this.#stream.on("error", (error) => (this.#broken = error));
  }

  add(request: ServedRequest): void {
    this.#total += 1;
    if (this.#ring.length < this.#limit) this.#ring.push(request);
    else this.#ring[this.#next] = request;
    this.#next = (this.#next + 1) % this.#limit;
    this.#stream?.write(`${JSON.stringify(request)}\n`);
    for (const listener of [...this.#listeners]) listener(request);
  }

  /** Oldest first. */
  records(): readonly ServedRequest[] {
    if (this.#ring.length < this.#limit) return [...this.#ring];
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }

  /** How many there have been, those no longer kept included. */
  get total(): number {
    return this.#total;
  }

  /** Calls `listener` with every record; answers how to end that. */
  watch(listener: (request: ServedRequest) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * Waits until the file has everything.
   * @throws Error when the file could not be written
   */
  async close(): Promise<void> {
    this.#listeners.clear();
    const stream = this.#stream;
    if (stream !== undefined && !stream.closed) {
      await new Promise<void>((resolve) => {
        stream.once("close", resolve);
        stream.end();
      });
    }
    if (this.#broken !== undefined) throw new Error(`the log of requests could not be written: ${this.#broken.message}`);
  }
}
