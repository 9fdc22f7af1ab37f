import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { ViewerStore } from "../../control/index.ts";
import { CliError } from "../errors.ts";
import { isRecord } from "../project.ts";
import { isAlive, machineId } from "./processes.ts";

/** Key of the deployment that is going on, in the viewers' store; the viewer-request function does not read it. */
export const LEASE_KEY = "deploy";

/** A run says this often that it is alive. Milliseconds. */
const RENEW_MS = 60_000;
/** A run that has said nothing for so long is gone. Milliseconds. */
export const STALE_MS = 5 * RENEW_MS;

export interface LeaseHolder {
  readonly id: string;
  readonly host: string;
  /** Tells the machine from another of that name, and from itself before it was booted anew; absent in what older versions wrote. */
  readonly boot?: string;
  readonly pid: number;
  /** When the run last said that it is alive, ISO 8601. */
  readonly at: string;
}

/** Whether a run that left this lease may still be going on. */
export function mayRun(holder: LeaseHolder, now: number, here = thisProcess(), alive: (pid: number) => boolean = isAlive): boolean {
  if (!(now - Date.parse(holder.at) < STALE_MS)) return false;
  if (holder.host !== here.host || holder.boot !== here.boot) return true;
  // Its number was given anew, to this run.
  return holder.pid !== here.pid && alive(holder.pid);
}

/** This process, as a lease names it. */
export function thisProcess(): Pick<LeaseHolder, "host" | "boot" | "pid"> {
  return { host: hostname(), boot: machineId(), pid: process.pid };
}

/** The right to deploy an environment, held by one run at a time. */
export class Lease {
  readonly #store: ViewerStore;
  readonly #id: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(store: ViewerStore, id: string) {
    this.#store = store;
    this.#id = id;
    this.#timer = setInterval(() => void this.#renew(), RENEW_MS);
    this.#timer.unref();
  }

  /** @throws CliError when somebody else's run is going on, unless it is to be taken over */
  static async take(store: ViewerStore, takeOver: boolean): Promise<Lease> {
    const id = randomUUID().slice(0, 8);
    await store.change(LEASE_KEY, (now) => {
      const holder = readHolder(now);
      if (holder !== undefined && !takeOver && mayRun(holder, Date.now()))
        throw new CliError(
          `A deployment is going on: run ${holder.id} on ${holder.host} (process ${holder.pid}), last heard of at ${holder.at}. Wait for it; if it is gone, say --take-over.`,
        );
      return written(id);
    });
    return new Lease(store, id);
  }

  /** @throws CliError when somebody took it over */
  async check(): Promise<void> {
    const holder = readHolder(await this.#store.get(LEASE_KEY));
    if (holder?.id !== this.#id)
      throw new CliError(
        `${holder === undefined ? "Somebody" : `Run ${holder.id} on ${holder.host}`} has taken this deployment over; this run ends here.`,
      );
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#store.change(LEASE_KEY, (now) => (readHolder(now)?.id === this.#id ? undefined : now));
  }

  async #renew(): Promise<void> {
    // Whoever took it over keeps it; what cannot be renewed now is renewed the next time, or checked before the next step.
    await this.#store.change(LEASE_KEY, (now) => (readHolder(now)?.id === this.#id ? written(this.#id) : now)).catch(() => undefined);
  }
}

function written(id: string): string {
  const holder: LeaseHolder = { id, ...thisProcess(), at: new Date().toISOString() };
  return JSON.stringify(holder);
}

/** Who holds the lease; undefined where nobody does, or what stands there is no lease. */
export function readHolder(value: string | undefined): LeaseHolder | undefined {
  if (value === undefined) return undefined;
  try {
    const holder: unknown = JSON.parse(value);
    if (!isRecord(holder)) return undefined;
    const { id, host, boot, pid, at } = holder;
    return { id: String(id), host: String(host), ...(typeof boot === "string" ? { boot } : {}), pid: Number(pid), at: String(at) };
  } catch {
    return undefined;
  }
}
