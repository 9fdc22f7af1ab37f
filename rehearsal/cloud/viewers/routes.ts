/** Where the deployed distributions send viewers, with what their key-value stores hold: the function's own code is asked. */
import { distributions, viewOf, type Behaviour, type DistributionView } from "../distributions.ts";
import { findByArn } from "../lookups.ts";
import { storedPairs } from "../sdk/keyValueStore.ts";
import type { CloudObject, Store } from "../store.ts";
import { text, texts } from "../values.ts";
import { runFunction, type StoredValues } from "./functionRuntime.ts";

/** How a request for the media of one behaviour finds its origin. */
export interface ViewerRoute {
  /** The behaviour's path pattern, such as `/out/v1/onair-prod-main/arena/*`. */
  readonly path: string;
  /** Host names of the origins in the order they are asked; one, or two of an origin group. */
  readonly hosts: readonly string[];
  /** True where the score decides and the order only between equal ones. */
  readonly byQuality: boolean;
  /** True where the function put a group of its own in the place of the configured one. */
  readonly redirected: boolean;
}

/** The routes of every distribution's media; the default behaviour has none. */
export async function viewerRoutes(store: Store): Promise<ViewerRoute[]> {
  const found: ViewerRoute[] = [];
  for (const distribution of distributions(store)) {
    const view = viewOf(distribution);
    for (const behaviour of view.behaviours) {
      if (behaviour.path !== undefined) found.push(await routeOf(store, view, behaviour, behaviour.path));
    }
  }
  return found;
}

async function routeOf(store: Store, view: DistributionView, behaviour: Behaviour, path: string): Promise<ViewerRoute> {
  const hostOf = (id: string): string => view.origins.find((origin) => origin.id === id)?.domainName ?? "";
  const configured = view.groups.find(({ id }) => id === behaviour.target);
  const asked = await askedGroup(store, view, behaviour, path);
  const group = asked ?? { origins: configured?.members ?? [behaviour.target], byQuality: configured?.byQuality ?? false };
  return { path, hosts: group.origins.map(hostOf), byQuality: group.byQuality, redirected: asked !== undefined };
}

interface AskedGroup {
  readonly origins: readonly string[];
  readonly byQuality: boolean;
}

/** What the behaviour's function makes of a request under the path; `undefined` where it leaves the request alone, or there is none. */
async function askedGroup(store: Store, view: DistributionView, behaviour: Behaviour, path: string): Promise<AskedGroup | undefined> {
  const [arn] = behaviour.functions;
  const found = arn === undefined ? undefined : findByArn(store, "aws:cloudfront/function:Function", arn);
  const code = text(found?.inputs["code"]);
  if (found === undefined || code === undefined) return undefined;
  const request = { method: "GET", uri: path.replace("*", "live/index.m3u8"), querystring: {}, cookies: {}, headers: {} };
  const surroundings = { store: valuesOf(store, found), origins: view.origins.map(({ id }) => id) };
  const { groups } = await runFunction(code, request, surroundings);
  const group = groups.at(-1);
  return group === undefined ? undefined : { origins: group.origins, byQuality: group.selection === "media-quality-score" };
}

function valuesOf(store: Store, viewerRequest: CloudObject): StoredValues {
  const [arn] = texts(viewerRequest.inputs["keyValueStoreAssociations"]);
  const values = arn === undefined ? undefined : findByArn(store, "aws:cloudfront/keyValueStore:KeyValueStore", arn);
  return values === undefined ? "absent" : storedPairs(values);
}
