import { routeAsked } from "../../functions/viewer-request/index.ts";
import { atOnce, type ViewerStore } from "../../control/index.ts";
import { LEASE_KEY, mayRun, readHolder, type LeaseHolder } from "../deploy/lease.ts";

/** What a deployment in work, or one that was killed, has left in the viewers' store. */
export interface DeploymentTraces {
  /** The region that a channel's viewers are led out of, by channel. */
  readonly leaving: Readonly<Record<string, string>>;
  /** The run that is going on. */
  readonly holder?: LeaseHolder;
}

/** Keys that are read at the same time. */
const WIDTH = 5;

/** Reads them. `routeKeys`: by channel. @throws Error when the store does not answer */
export async function readTraces(store: ViewerStore, routeKeys: Readonly<Record<string, string>>): Promise<DeploymentTraces> {
  const holder = readHolder(await store.get(LEASE_KEY));
  const found = await atOnce(Object.entries(routeKeys), WIDTH, async ([channel, key]) => {
    const value = await store.get(key);
    const leave = value === undefined ? undefined : routeAsked(value).leave;
    return leave === undefined ? [] : [[channel, leave] as const];
  });
  return { leaving: Object.fromEntries(found.flat()), ...(holder !== undefined && mayRun(holder, Date.now()) ? { holder } : {}) };
}
