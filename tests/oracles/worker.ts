import { spawn, type ChildProcessByStdio } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

const script = path.join(import.meta.dirname, "python", "worker.py");

interface Waiting {
  resolve: (reply: Record<string, unknown>) => void;
  reject: (error: Error) => void;
}

/** One long-lived Python process that answers a JSON line for each JSON line. It never keeps Node alive by itself. */
export class Worker {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting = new Map<number, Waiting>();
  #complaint = "";
  #last = 0;

  constructor(python: string, folder: string) {
    this.#child = spawn(python, [script], { stdio: ["pipe", "pipe", "pipe"], env: environment(folder) });
    this.#child.stderr.on("data", (chunk: Buffer) => (this.#complaint = (this.#complaint + chunk.toString()).slice(-4000)));
    this.#child.on("error", (error) => this.#fail(error.message));
    this.#child.on("exit", (code) => this.#fail(`the oracles' process ended with ${code}\n${this.#complaint}`));
    this.#child.stdin.on("error", () => undefined); // a process that died says so by its exit
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#receive(line));
    this.#rest();
  }

  async ask(request: Record<string, unknown>): Promise<Record<string, unknown>> {
    const id = ++this.#last;
    const reply = new Promise<Record<string, unknown>>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#child.ref();
    this.#stdout.ref();
    this.#child.stdin.write(`${JSON.stringify({ ...request, id })}\n`);
    return reply;
  }

  close(): void {
    this.#child.stdin.end();
  }

  get #stdout(): { ref(): void; unref(): void } {
    return this.#child.stdout as Readable & { ref(): void; unref(): void };
  }

  #receive(line: string): void {
    const reply = JSON.parse(line) as Record<string, unknown> & { id: number; error?: string };
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.error === undefined) waiting?.resolve(reply);
    else waiting?.reject(new Error(`an oracle failed:\n${reply.error}`));
    this.#rest();
  }

  #rest(): void {
    if (this.#waiting.size > 0) return;
    this.#child.unref();
    this.#stdout.unref();
    (this.#child.stderr as Readable & { unref(): void }).unref();
    (this.#child.stdin as Writable & { unref(): void }).unref();
  }

  #fail(reason: string): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new Error(reason));
    this.#waiting.clear();
  }
}

/**
 * The user's environment, save what could change an oracle's answer: newer schemas in cfn-lint's own cache and models or credentials of the AWS tools.
 * Bytecode goes beside the packages, not into the repository.
 */
function environment(folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_") && !name.startsWith("PYTHON"));
  const cache = path.join(folder, "cache");
  return {
    ...Object.fromEntries(kept),
    HOME: cache,
    LOCALAPPDATA: cache,
    XDG_CACHE_HOME: cache,
    PYTHONPYCACHEPREFIX: path.join(folder, "bytecode"),
    PYTHONUTF8: "1",
  };
}
