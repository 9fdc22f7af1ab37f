import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { scratchAt } from "../../rehearsal/scratch.ts";
import { isDeployedAsItStands, removeStamp, writeStamp } from "../../rehearsal/stamp.ts";
import { figuresOf, WINDOW } from "../../rehearsal/watch/figures.ts";
import { unlessEnough } from "../../rehearsal/watch/watch.ts";
import { serveWatch, type WatchServer, type WatchState } from "../../rehearsal/watch/server.ts";
import { fakeMedia, served } from "../support/drills.ts";
import { fakeStage, type FakeStage } from "../support/watchStage.ts";

describe("watch page", () => {
  let stage: FakeStage;
  let watch: WatchServer;

  beforeEach(async () => {
    stage = await fakeStage();
    watch = await serveWatch(stage, 0);
  });

  afterEach(async () => {
    await watch.close();
    await stage.close();
  });

  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${watch.url}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  const state = async (answer: Response): Promise<WatchState> => (await answer.json()) as WatchState;

  it("[E8] is served under a policy that lets nothing in from elsewhere", async () => {
    const answer = await fetch(watch.url);
    assert.equal(answer.status, 200);
    const policy = answer.headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'/);
    assert.doesNotMatch(policy, /https?:|unsafe|\*|data:/);
    const page = await answer.text();
    assert.doesNotMatch(page, /https?:\/\/|<script(?![^>]*src="\/)|<style| style=| on[a-z]+=/);
  });

  it("[E5] brings every channel's cookies, each for its own path", async () => {
    const cookies = (await fetch(watch.url)).headers.getSetCookie();
    assert.equal(cookies.length, 6);
    for (const cookie of cookies)
      assert.match(cookie, /^CloudFront-[A-Za-z-]+=[^;]+; Path=\/out\/v1\/main\/(arena|studio)\/; HttpOnly; SameSite=Lax$/);
  });

  it("[E3] breaks and heals, once each", async () => {
    const lever = async (answer: Response): Promise<string | undefined> =>
      (await state(answer)).levers.find(({ kind }) => kind === "stale")?.state;
    assert.equal(await lever(await post("/drills", { channel: "studio", kind: "stale", on: true })), "on");
    assert.equal(await lever(await post("/drills", { channel: "studio", kind: "stale", on: true })), "on");
    assert.equal(await lever(await post("/drills", { channel: "studio", kind: "stale", on: false })), "off");
    assert.deepEqual(stage.done, ["stale us-east-1 studio true", "stale us-east-1 studio false"]);
  });

  it("[E3] takes the pipeline away that is served", async () => {
    const fake = fakeMedia();
    fake.active = 2;
    const other = await serveWatch({ ...stage, media: { ...stage.media, ...fake.media } }, 0);
    try {
      for (const on of [true, false])
        await fetch(`${other.url}/drills`, {
          method: "POST",
          body: JSON.stringify({ channel: "arena", kind: "pipeline", on }),
          headers: { "content-type": "application/json" },
        });
    } finally {
      await other.close();
    }
    assert.deepEqual(fake.done, ["pipeline us-east-1 arena 2 true", "pipeline us-east-1 arena 2 false"]);
  });

  it("[E3] shows what is broken of a region beside every channel that prefers it", async () => {
    await post("/drills", { channel: "arena", kind: "region", on: true });
    const { levers } = await state(await post("/drills", { channel: "studio", kind: "quality", on: false }));
    assert.deepEqual(
      levers.filter(({ state: now }) => now === "on").map(({ kind }) => kind),
      ["region"],
    );
  });

  it("[E3] lets a newer fault of the way take the place of the older, and heals all", async () => {
    await post("/drills", { channel: "arena", kind: "black-hole", on: true });
    const { levers } = await state(await post("/drills", { channel: "arena", kind: "5xx", on: true }));
    assert.deepEqual(
      levers.filter(({ state: now }) => now === "on").map(({ kind }) => kind),
      ["5xx"],
    );
    await post("/heal", {});
    assert.deepEqual(stage.done, ["network us-east-1 black-hole", "network us-east-1 status 503", "network us-east-1 undefined"]);
  });

  it("[E5] expires, forges and takes away the right of one channel's viewers", async () => {
    for (const right of ["expired", "forged", "none"]) {
      const answer = await post("/right", { channel: "arena", right });
      assert.equal((await state(answer)).right, right);
      const cookies = (await post("/right", { channel: "arena", right })).headers.getSetCookie();
      assert.deepEqual([cookies.length, cookies.every((cookie) => cookie.includes("Max-Age=0"))], [3, right === "none"]);
    }
    const { right } = await state(await post("/drills", { channel: "studio", kind: "forged", on: false }));
    assert.equal(right, "signed", "the other channel's viewers keep theirs");
    assert.equal((await state(await post("/drills", { channel: "arena", kind: "expired", on: true }))).right, "expired");
    assert.equal((await state(await post("/drills", { channel: "arena", kind: "expired", on: false }))).right, "signed");
  });

  it("[E8] passes the player's page and media through as the edge gives them", async () => {
    const page = await fetch(`${watch.url}/player/index.html?channel=arena`, { headers: { cookie: "CloudFront-Policy=x" } });
    assert.equal(page.headers.get("x-from"), "edge");
    assert.equal(page.headers.get("content-security-policy"), "frame-ancestors 'self'");
    assert.match(await page.text(), /<onair-player>/);
    assert.equal((await fetch(`${watch.url}/out/v1/main/arena/live/index.m3u8?_HLS_msn=4`)).status, 403);
    assert.deepEqual(
      stage.asked.map(({ url, headers }) => [url, headers["cookie"], headers["host"]]),
      [
        ["/player/index.html?channel=arena", "CloudFront-Policy=x", new URL(stage.media.edgeUrl).host],
        ["/out/v1/main/arena/live/index.m3u8?_HLS_msn=4", undefined, new URL(stage.media.edgeUrl).host],
      ],
    );
  });

  it("[E7] does nothing for another site's page, nor under another name", async () => {
    const body = { channel: "arena", kind: "region", on: true };
    assert.equal((await post("/drills", body, { origin: "https://elsewhere.example" })).status, 403);
    assert.equal((await post("/drills", body, { "content-type": "text/plain" })).status, 415);
    assert.equal(await statusUnder("rebound.example"), 403);
    assert.deepEqual(stage.done, []);
  });

  const statusUnder = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(watch.url, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
        .on("error", reject)
        .end();
    });

  it("[E8] names what there is for what there is not", async () => {
    const unknown = await post("/drills", { channel: "opera", kind: "region", on: true });
    assert.deepEqual([unknown.status, await unknown.json()], [404, { message: "There are: arena, studio." }]);
    assert.equal((await post("/drills", { channel: "arena", kind: "flood", on: true })).status, 400);
    assert.equal((await post("/right", { channel: "arena", right: "royal" })).status, 400);
  });

  it("[E8] tells who listens of every change, and frees its port while somebody does", async () => {
    const events = await fetch(`${watch.url}/events?channel=arena`);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail();
    const next = async (): Promise<WatchState> => {
      const { value } = await reader.read();
      return JSON.parse((value ?? assert.fail("the stream ended")).split("\n")[0]?.slice("data: ".length) ?? "") as WatchState;
    };
    assert.deepEqual(
      (await next()).channels.map(({ name }) => name),
      ["arena", "studio"],
    );
    await post("/drills", { channel: "arena", kind: "403", on: true });
    let told = await next();
    while (told.levers.find(({ kind }) => kind === "403")?.state !== "on") told = await next();
    await watch.close();
    await assert.rejects(fetch(watch.url));
    watch = await serveWatch(stage, Number(new URL(watch.url).port));
  });
});

describe("watch page: figures", () => {
  it("[E8] counts what happened in the last seconds", () => {
    const now = 100_000;
    const attempt = { origin: "a", method: "GET", ms: 1 };
    const figures = figuresOf(
      [
        served({ at: now - WINDOW * 1000 - 1 }),
        served({ at: now - 5000 }),
        served({
          at: now - 4000,
          result: "Miss",
          attempts: [
            { ...attempt, status: 404 },
            { ...attempt, status: 200 },
          ],
        }),
        served({ at: now - 3000, status: 403, result: "Error", signature: "invalid" }),
        served({ at: now - 2000, path: "/player/index.html", keyGroup: false, signature: "not asked" }),
      ],
      now,
    );
    assert.deepEqual(figures, { perSecond: 4 / WINDOW, originPerSecond: 2 / WINDOW, hitRatio: 0.5, failedAttempts: 1, refused: 1 });
  });

  it("[E8] has no hit ratio of nothing", () => {
    assert.equal("hitRatio" in figuresOf([], 0), false);
  });
});

describe("watch page: what happened", () => {
  type Happenings = (before: object | undefined, now: object) => { text: string }[];

  it("[E8] is told once, also where the player's lists are full", async () => {
    const page = new URL("../../rehearsal/watch/page/happenings.js", import.meta.url).href;
    const { happenings } = (await import(page)) as { happenings: Happenings };
    const stats = { jumps: [], errors: [], stalls: { count: 0, seconds: 0 }, state: "playing", input: 1, region: "b" };
    const full = Array.from({ length: 200 }, (_, at) => ({ at, from: "a", to: "b" }));
    const texts = (before: object[], now: object[]): string[] =>
      happenings({ ...stats, regionSwitches: before }, { ...stats, regionSwitches: now }).map(({ text }) => text);
    assert.deepEqual(texts(full, [...full.slice(1), { at: 200, from: "b", to: "c" }]), ["b gave way to c"]);
    assert.deepEqual(texts(full, full), []);
    assert.deepEqual(texts([], full.slice(0, 1)), ["a gave way to b"]);
  });
});

describe("rehearse --watch: given up while it starts", () => {
  it("[E8] ends without a complaint, and complains of what failed by itself", async () => {
    const enough = new AbortController();
    const failing = (): Promise<string> => Promise.reject(new Error("no encoder"));
    assert.equal(await unlessEnough(enough.signal, () => Promise.resolve("a stage")), "a stage");
    await assert.rejects(unlessEnough(enough.signal, failing), /no encoder/);
    const given = unlessEnough(enough.signal, (signal) => {
      return new Promise<string>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("given up")));
      });
    });
    enough.abort();
    assert.equal(await given, undefined);
    assert.equal(await unlessEnough(enough.signal, () => assert.fail("nothing more is begun")), undefined);
  });
});

describe("rehearse --watch: what is deployed already", () => {
  const scratch = scratchAt("test-stamp");
  before(() => mkdirSync(scratch.root, { recursive: true }));
  after(() => rmSync(scratch.root, { recursive: true }));

  it("[E8] is not deployed again, as long as it is the same environment and the project stands as it stood", () => {
    assert.equal(isDeployedAsItStands(scratch.id, "prod"), false);
    writeStamp(scratch, "prod");
    assert.equal(isDeployedAsItStands(scratch.id, "prod"), true);
    assert.equal(isDeployedAsItStands(scratch.id, "dev"), false);
    removeStamp(scratch);
    assert.equal(isDeployedAsItStands(scratch.id, "prod"), false);
  });
});
