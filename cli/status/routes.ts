import { EVACUATE_KEY, routeAsked, type RouteRequest } from "../../functions/viewer-request/index.ts";
import { accessOf, openViewerStore } from "../../control/index.ts";
import type { GlobalEdgeContract } from "../../stacks/plain.ts";
import { sentenceOf } from "../errors.ts";

/** What somebody has asked of viewers' ways, beside what is configured. Plain data; additive only. */
export interface RouteStatus {
  /** The region that is evacuated; absent while none is. */
  readonly evacuated?: string;
  /** What is asked of single channels, by name; absent for a channel that goes its configured way. */
  readonly channels: Readonly<Record<string, RouteRequest>>;
}

export type RoutesRead = { readonly routes: RouteStatus } | { readonly problem: string };

/** Reads the viewers' store. `region` is where credentials are asked for; the store itself is of no region. */
export async function readRoutes(
  edge: Pick<GlobalEdgeContract, "viewerStoreArn" | "channels">,
  config: Readonly<Record<string, unknown>>,
  region: string,
): Promise<RoutesRead> {
  try {
    const store = await openViewerStore(accessOf(config, region), edge.viewerStoreArn);
    try {
      const evacuated = await store.get(EVACUATE_KEY);
      const channels: Record<string, RouteRequest> = {};
      for (const [name, { routeKey }] of Object.entries(edge.channels)) {
        const value = routeKey === undefined ? undefined : await store.get(routeKey);
        if (value !== undefined) channels[name] = routeAsked(value);
      }
      return { routes: { ...(evacuated === undefined ? {} : { evacuated }), channels } };
    } finally {
      store.close();
    }
  } catch (error) {
    return { problem: `Whether viewers are sent elsewhere than configured is not known: ${sentenceOf(error)}` };
  }
}

/** For people: nothing while everybody goes the configured way. */
export function routeLines({ evacuated, channels }: RouteStatus): string[] {
  const asked = Object.entries(channels).map(([name, { leave, plain }]) => {
    const words = [
      ...(leave === undefined ? [] : [`viewers leave ${leave}`]),
      ...(plain === true ? ["media quality does not decide"] : []),
    ];
    return `${name}: ${words.length === 0 ? "something unreadable is asked, which counts for nothing" : words.join(", ")}`;
  });
  const region = evacuated === undefined ? [] : [`${evacuated} IS EVACUATED; bring it back with: npx onair return ${evacuated}`];
  return region.length + asked.length === 0 ? [] : [...region, ...asked, ""];
}
