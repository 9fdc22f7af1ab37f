import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { generateKeyPairSync } from "node:crypto";
import type { DrilledChannel, Stage } from "../../rehearsal/drills/index.ts";
import type { ServedRequest } from "../../rehearsal/media/types.ts";
import { channel, fakeFaults } from "./drills.ts";

export interface FakeStage extends Stage {
  /** What was asked of the faults, the channels and the edge. */
  readonly done: string[];
  readonly asked: { readonly url: string; readonly headers: Readonly<Record<string, unknown>> }[];
  readonly log: ServedRequest[];
}

/** A page with a player that tells what it is told to; `window.stats` of the frame may be set. */
const PLAYER_PAGE = `<!doctype html><html lang="en"><title>Player</title><body style="margin:0;height:420px;background:#223"><onair-player></onair-player>
<script>
class Player extends HTMLElement {
  stats = { state: "playing", time: 1, wallClock: 1000, latency: 9.5, region: "us-east-1", input: 1, regionSwitches: [], stalls: { count: 0, seconds: 0 }, jumps: [], errors: [] };
}
customElements.define("onair-player", Player);
</script></body></html>`;

/** A stage without a deployment behind it: a small server stands in for the edge. */
export async function fakeStage(
  channels: readonly DrilledChannel[] = [channel("arena"), channel("studio", { aligned: false })],
): Promise<FakeStage> {
  const done: string[] = [];
  const asked: FakeStage["asked"] = [];
  const log: ServedRequest[] = [];
  const edge = createServer((request, response) => {
    asked.push({ url: request.url ?? "", headers: request.headers });
    if (request.url?.startsWith("/player/") === true)
      response
        .writeHead(200, { "content-type": "text/html", "x-from": "edge", "content-security-policy": "frame-ancestors 'self'" })
        .end(PLAYER_PAGE);
    else response.writeHead(403, { "content-type": "text/plain" }).end("no");
  });
  await new Promise<void>((resolve) => edge.listen(0, "127.0.0.1", resolve));
  return {
    done,
    asked,
    log,
    channels,
    key: { id: "K1", privateKey: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey },
    setRunning: (region, running) => Promise.resolve(void done.push(`${region} ${running ? "started" : "stopped"}`)),
    close: () => closed(edge),
    media: {
      edgeUrl: `http://127.0.0.1:${(edge.address() as AddressInfo).port}`,
      viewerHost: "watch.live.team.tv",
      channels: () => [],
      live: { find: () => undefined, all: () => [] },
      faults: fakeFaults(done),
      served: () => log,
      watch: () => () => undefined,
      close: () => Promise.resolve(),
    },
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
