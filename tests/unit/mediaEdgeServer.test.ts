import assert from "node:assert/strict";
import { startEdge } from "../../rehearsal/media/edge/index.ts";
import type { ServedRequest } from "../../rehearsal/media/types.ts";
import { behaviour, cookie, distribution, HOST, origins, policy, signed } from "./mediaEdgeFixture.ts";

const PLAYLIST = "/out/v1/main/arena/live/index.m3u8";

describe("rehearsed edge, over HTTP", () => {
  it("[E5] answers a signed GET on loopback in the name of the first alias, and an unsigned one with 403", async () => {
    const { ask, asked } = origins(() => ({ headers: { "content-type": "application/vnd.apple.mpegurl", "cache-control": "max-age=60" } }));
    const served: ServedRequest[] = [];
    const later = { DateLessThan: { "AWS:EpochTime": Math.floor(Date.now() / 1000) + 600 } };
    const headers = { cookie: cookie(policy(`https://${HOST}/out/v1/main/arena/*`, later)) };
    const edge = await startEdge({ edge: () => distribution([signed()]), ask, onServed: (request) => served.push(request) });
    try {
      const first = await fetch(`${edge.url}${PLAYLIST}?CMCD=sid%3D%22abc%22`, { headers });
      assert.equal(first.status, 200);
      assert.equal(await first.text(), "body");
      assert.equal(first.headers.get("x-cache"), "Miss from cloudfront");
      const second = await fetch(`${edge.url}${PLAYLIST}`, { headers });
      assert.equal(second.headers.get("x-cache"), "Hit from cloudfront");
      const head = await fetch(`${edge.url}${PLAYLIST}`, { headers, method: "HEAD" });
      assert.deepEqual([head.status, head.headers.get("content-length"), await head.text()], [200, "4", ""]);
      assert.equal((await fetch(`${edge.url}${PLAYLIST}`)).status, 403);
      assert.equal((await fetch(`${edge.url}${PLAYLIST}`, { headers, method: "POST", body: "x" })).status, 403);
      assert.equal((await fetch(`${edge.url}/%zz`, { headers })).status, 403);
    } finally {
      await edge.close();
    }
    assert.equal(asked.length, 1);
    assert.deepEqual(served.map(({ status, signature, signedBy, session }) => [status, signature, signedBy, session]).slice(0, 4), [
      [200, "valid", "cookies", "abc"],
      [200, "valid", "cookies", undefined],
      [200, "valid", "cookies", undefined],
      [403, "missing", undefined, undefined],
    ]);
  });

  it("[E5] goes on serving after a viewer went away, and breaks off where the origin did", async () => {
    let answer: () => void = () => undefined;
    const { ask, asked } = origins(async ({ path }) => {
      if (path === "/out/v1/open/slow") await new Promise<void>((resolve) => (answer = resolve));
      return path.endsWith("half") ? { headers: { "content-length": "100" }, incomplete: true } : {};
    });
    const edge = await startEdge({ edge: () => distribution([behaviour({ path: "/out/v1/open/*" })]), ask });
    try {
      const leaving = new AbortController();
      const gone = assert.rejects(fetch(`${edge.url}/out/v1/open/slow`, { signal: leaving.signal }));
      while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      leaving.abort();
      await gone;
      answer();
      assert.equal((await fetch(`${edge.url}/out/v1/open/a`)).status, 200);
      const half = await fetch(`${edge.url}/out/v1/open/half`);
      assert.equal(half.headers.get("content-length"), "100");
      await assert.rejects(half.arrayBuffer(), "the body ends before its length");
      assert.equal((await fetch(`${edge.url}/out/v1/open/a`)).headers.get("x-cache"), "Hit from cloudfront");
    } finally {
      await edge.close();
    }
  });
});
