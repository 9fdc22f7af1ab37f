import assert from "node:assert/strict";
import { GlobalEdge } from "../../components/edge/index.ts";
import type { GlobalEdgeArgs } from "../../components/edge/index.ts";
import { EVACUATE_KEY, routeKey, routeValue } from "../../functions/viewer-request/index.ts";
import { readAccount } from "../../rehearsal/cloud/account.ts";
import type { Store } from "../../rehearsal/cloud/store.ts";
import { viewerRoutes } from "../../rehearsal/cloud/viewers/routes.ts";
import { domain as zone, zoneId } from "../support/cloudExamples/index.ts";
import { deploy, type Deployed } from "../support/cloudProgram.ts";
import { accountFile } from "../support/cloudWorld.ts";
import { productionArgs, productionChannels } from "./globalEdgeFixture.ts";

/** Endpoints belong to the encode regions, which are not deployed here. */
const ELSEWHERE = ["aws-native:mediapackagev2:OriginEndpointPolicy"];
const US = "us-east-1";
const EU = "eu-west-1";

/** By channel: the regions in the order they are asked, and `*` where the score decides. */
type Routes = Record<string, string>;

describe("viewers of the deployed edge", function () {
  this.timeout(30_000);
  let edge: Deployed;

  before(async () => {
    const channels = productionChannels().filter(({ uplink }) => uplink === "both");
    const args = (): GlobalEdgeArgs => productionArgs({ channels, domain: { name: zone, zoneId } });
    edge = await deploy(() => new GlobalEdge("prod", args()), readAccount(accountFile), ELSEWHERE);
  });

  async function routes(keys: Readonly<Record<string, string>>): Promise<Routes> {
    hold(edge.store, keys);
    const found = await viewerRoutes(edge.store);
    return Object.fromEntries(
      found.map(({ path, hosts, byQuality }) => [
        path.split("/")[4] ?? "",
        `${byQuality ? "*" : ""}${hosts.map((host) => host.split(".")[4] ?? host).join(" ")}`,
      ]),
    );
  }

  it("[E3] are served by the better region where regions are aligned, and by the preferred one elsewhere", async () => {
    assert.deepEqual(await routes({}), { arena: `*${US} ${EU}`, demo: `${US} ${EU}`, studio: `${US} ${EU}` });
  });

  it("[E4] leave a region that is evacuated, whichever it is, and no score calls them back", async () => {
    assert.deepEqual(await routes({ [EVACUATE_KEY]: US }), { arena: `${EU} ${US}`, demo: `${EU} ${US}`, studio: `${EU} ${US}` });
    assert.deepEqual(await routes({ [EVACUATE_KEY]: EU }), { arena: `${US} ${EU}`, demo: `${US} ${EU}`, studio: `${US} ${EU}` });
  });

  it("[E3 O5] of one channel are moved alone, and chosen for by order while its regions differ", async () => {
    const key = routeKey("onair-prod-main", "arena");
    const others = { demo: `${US} ${EU}`, studio: `${US} ${EU}` };
    assert.deepEqual(await routes({ [key]: routeValue({ leave: US, plain: true }) ?? "" }), { arena: `${EU} ${US}`, ...others });
    assert.deepEqual(await routes({ [key]: routeValue({ leave: EU, plain: true }) ?? "" }), { arena: `${US} ${EU}`, ...others });
    assert.deepEqual(await routes({ [key]: routeValue({ plain: true }) ?? "" }), { arena: `${US} ${EU}`, ...others });
    assert.deepEqual(await routes({}), { arena: `*${US} ${EU}`, ...others });
  });

  it("[E4] stay where they are when the store has gone", async () => {
    const [values] = edge.store.all("aws:cloudfront/keyValueStore:KeyValueStore");
    assert.ok(values);
    const found = await viewerRoutes(edge.store);
    edge.store.remove(values);
    assert.deepEqual(await viewerRoutes(edge.store), found);
    edge.store.put(values);
  });
});

function hold(store: Store, keys: Readonly<Record<string, string>>): void {
  const [values] = store.all("aws:cloudfront/keyValueStore:KeyValueStore");
  assert.ok(values);
  store.put({ ...values, hidden: { ...values.hidden, keys: { ...keys } } });
}
