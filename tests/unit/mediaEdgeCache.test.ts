import assert from "node:assert/strict";
import fc from "fast-check";
import { acceptedCodings, cacheKey } from "../../rehearsal/media/edge/cacheKey.ts";
import { isNamed } from "../../rehearsal/media/edge/edgeCache.ts";
import { lifetimeOf } from "../../rehearsal/media/edge/freshness.ts";
import type { OriginReply } from "../../rehearsal/media/types.ts";
import { behaviour, distribution, MEDIA_POLICY, NOW, origins, request, stage, type Answering } from "./mediaEdgeFixture.ts";
import { EdgeService } from "../../rehearsal/media/edge/index.ts";

const open = behaviour({ path: "/*" });
const edge = distribution([open]);
const saying =
  (cacheControl: string, more: Partial<OriginReply> = {}): Answering =>
  () => ({ headers: { "cache-control": cacheControl }, ...more });
const cached = (answer: { headers: Readonly<Record<string, string>> }): string =>
  (answer.headers["x-cache"] ?? "").replace(" from cloudfront", "");
const policy = { ...MEDIA_POLICY, minTtl: 0, defaultTtl: 60, maxTtl: 100 };
const seconds = (headers: Record<string, string>, over: Partial<typeof policy> = {}, status = 200): number | "not kept" => {
  const { stored, seconds: kept } = lifetimeOf({ status, headers }, { ...policy, ...over }, { 404: 7 }, NOW);
  return stored ? kept : "not kept";
};

describe("rehearsed edge, what is kept and for how long", () => {
  // CloudFront Developer Guide, "Manage how long content stays in the cache (expiration)", the table of headers and TTLs.
  it("[E1] keeps an object for max-age, s-maxage before it, Expires last, within minimum and maximum TTL", () => {
    assert.equal(seconds({ "cache-control": "max-age=30" }), 30);
    assert.equal(seconds({ "cache-control": "max-age=1000" }), 100);
    assert.equal(seconds({ "cache-control": "max-age=5" }, { minTtl: 10 }), 10);
    assert.equal(seconds({ "cache-control": "public, s-maxage=20, max-age=30" }), 20);
    const later = new Date(NOW + 40_000).toUTCString();
    assert.equal(seconds({ expires: later }), 40);
    assert.equal(seconds({ expires: later, "cache-control": "max-age=3" }), 3, "max-age wins over Expires");
    assert.equal(seconds({ expires: "0" }), 0);
    assert.equal(seconds({}), 60, "default TTL without a word of the origin");
    assert.equal(seconds({}, { minTtl: 80 }), 80, "the greater of minimum and default");
  });

  // The same table: no-cache, no-store, private are respected at a minimum TTL of 0, and mean the minimum TTL otherwise.
  it("[E1] respects no-store, no-cache and private unless a minimum TTL is set", () => {
    for (const directive of ["no-store", "private", "no-store, max-age=50"]) {
      assert.equal(seconds({ "cache-control": directive }), "not kept", directive);
      assert.equal(seconds({ "cache-control": directive }, { minTtl: 5 }), 5, directive);
    }
    assert.equal(seconds({ "cache-control": "no-cache" }), 0, "asks again each time");
  });

  it("[E1] never keeps an object longer than the maximum nor shorter than the minimum TTL", () => {
    const header = fc.oneof(
      fc.nat(200).map((age) => `max-age=${String(age)}`),
      fc.constantFrom("no-cache", "public", "max-age=x", ""),
    );
    fc.assert(
      fc.property(header, fc.nat(50), fc.nat(50), fc.nat(50), (cacheControl, minTtl, more, most) => {
        const times = { minTtl, defaultTtl: minTtl + more, maxTtl: minTtl + more + most };
        const kept = seconds({ "cache-control": cacheControl }, times);
        assert.ok(kept === "not kept" || (kept >= minTtl && kept <= times.maxTtl), `${cacheControl} ${String(kept)}`);
      }),
    );
  });

  // "How CloudFront processes HTTP 4xx and 5xx status codes from your origin", "Control how long CloudFront caches errors".
  it("[E1] keeps errors for the error caching minimum TTL, 10 seconds unless said, or longer if the origin says so", () => {
    assert.equal(seconds({}, {}, 404), 7);
    assert.equal(seconds({}, {}, 500), 10);
    assert.equal(seconds({ "cache-control": "max-age=50" }, {}, 404), 50);
    assert.equal(seconds({ "cache-control": "max-age=500" }, {}, 404), 100, "not beyond the maximum TTL");
    assert.equal(seconds({ "cache-control": "max-age=1" }, {}, 503), 10);
  });

  // The same pages: which statuses are always cached, which only with max-age or s-maxage, and 416 never.
  it("[E1] keeps 403 and its like only where the origin says for how long, and 416 never", () => {
    for (const status of [400, 403, 412, 415]) {
      assert.equal(seconds({}, {}, status), "not kept");
      assert.equal(seconds({ "cache-control": "max-age=30" }, {}, status), 30);
    }
    for (const status of [401, 416, 429]) assert.equal(seconds({ "cache-control": "max-age=30" }, {}, status), "not kept");
  });

  // "Control how long CloudFront caches errors": no-store and its like count for 404, 410, 414 and 501, and for no other error.
  it("[E1] lets the origin prevent the caching of some errors only", () => {
    for (const status of [404, 410, 414, 501]) assert.equal(seconds({ "cache-control": "no-store" }, {}, status), "not kept");
    for (const status of [500, 502, 503, 504]) assert.equal(seconds({ "cache-control": "no-store" }, {}, status), 10);
  });

  // "How CloudFront processes HTTP 3xx status codes from your origin".
  it("[E1] keeps 307 and 308 only with a Cache-Control header", () => {
    assert.equal(seconds({}, {}, 307), "not kept");
    assert.equal(seconds({ "cache-control": "max-age=5" }, {}, 308), 5);
    assert.equal(seconds({}, {}, 302), 60);
  });
});

describe("rehearsed edge, the cache key", () => {
  const keyOf = (url: string, headers: Record<string, string> = {}, of = open): string => {
    const [path = "", query = ""] = url.split("?");
    return cacheKey({ method: "GET", path, query, headers, ip: "192.0.2.1", scheme: "https", host: "h" }, of, "GET").key;
  };

  // "Control the cache key with a policy": only the parameters of the allow list count, in the order of the request, case counts.
  it("[E1] tells apart what the policy names, and nothing else", () => {
    assert.equal(keyOf("/a?_HLS_msn=1&CMCD=x"), keyOf("/a?utm=2&_HLS_msn=1"));
    assert.notEqual(keyOf("/a?_HLS_msn=1"), keyOf("/a?_HLS_msn=2"));
    assert.notEqual(keyOf("/a?_HLS_msn=1"), keyOf("/a?_hls_msn=1"));
    assert.notEqual(keyOf("/a?_HLS_msn=1&_HLS_part=2"), keyOf("/a?_HLS_part=2&_HLS_msn=1"));
    assert.equal(keyOf("/a", { cookie: "x=1", origin: "https://a" }), keyOf("/a"));
  });

  it("[E1] tells headers and cookies apart where the policy names them", () => {
    const named = behaviour({
      cache: { ...MEDIA_POLICY, headers: { kind: "only", names: ["Origin"] }, cookies: { kind: "only", names: ["a"] } },
    });
    assert.notEqual(keyOf("/a", { origin: "https://a" }, named), keyOf("/a", { origin: "https://b" }, named));
    assert.notEqual(keyOf("/a", { cookie: "a=1" }, named), keyOf("/a", { cookie: "a=2" }, named));
    assert.equal(keyOf("/a", { cookie: "a=1; b=1" }, named), keyOf("/a", { cookie: "a=1; b=2" }, named));
  });

  it("[E5] never holds a signature", () => {
    const name = fc.constantFrom("Policy", "Signature", "Key-Pair-Id", "Expires", "Hash-Algorithm");
    const all = behaviour({ cache: { ...MEDIA_POLICY, query: { kind: "all" }, cookies: { kind: "all" } } });
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            name,
            fc.nat().map((value) => value.toString(16)),
          ),
          { maxLength: 5 },
        ),
        fc.constantFrom(all, open),
        (pairs, of) => {
          const query = pairs.map(([one, value]) => `${one}=${value}`).join("&");
          const cookie = pairs.map(([one, value]) => `CloudFront-${one}=${value}`).join("; ");
          assert.equal(keyOf(`/a?${query}`, { cookie }, of), keyOf("/a", {}, of));
        },
      ),
    );
  });

  // The same page, "Cache compressed objects": Accept-Encoding becomes br,gzip, gzip, br or nothing.
  it("[E1] normalises Accept-Encoding, and asks the origin for what is left of it", async () => {
    assert.deepEqual(acceptedCodings("gzip, deflate, br;q=0.9", MEDIA_POLICY), ["br", "gzip"]);
    assert.deepEqual(acceptedCodings("br;q=0, GZIP", MEDIA_POLICY), ["gzip"]);
    assert.deepEqual(acceptedCodings("br, gzip", { gzip: false, brotli: false }), []);
    const { get, asked } = stage(edge, saying("no-store"));
    for (const value of ["gzip, deflate, br, zstd", "gzip", "identity"]) await get("/a", { "accept-encoding": value });
    await get("/a");
    assert.deepEqual(
      asked.map(({ headers }) => headers["accept-encoding"]),
      ["br,gzip", "gzip", "identity", undefined],
    );
  });

  // "Request and response behavior for custom origins": User-Agent, X-Forwarded-For; with a cache policy no other header goes on.
  it("[E1] sends the origin no header of the viewer's but what a policy names", async () => {
    const { get, asked } = stage(edge);
    const viewer = { "user-agent": "Firefox", referer: "https://a", origin: "https://a", range: "bytes=0-1", cookie: "a=1", accept: "*/*" };
    await get("/a", viewer);
    const headers = asked[0]?.headers ?? {};
    assert.deepEqual(Object.keys(headers).sort(), ["user-agent", "via", "x-amz-cf-id", "x-forwarded-for"]);
    assert.deepEqual([headers["user-agent"], headers["x-forwarded-for"]], ["Amazon CloudFront", "127.0.0.1"]);
  });

  // "Control origin requests with a policy": sent to the origin without being in the cache key.
  it("[E1] sends what an origin request policy names, and keeps it out of the key", async () => {
    const with_ = behaviour({
      path: "/*",
      toOrigin: { query: { kind: "all" }, headers: { kind: "only", names: ["Origin"] }, cookies: { kind: "none" } },
    });
    const { get, asked } = stage(distribution([with_]), saying("max-age=60"));
    await get("/a?start=1", { origin: "https://a" });
    assert.equal(cached(await get("/a?start=2", { origin: "https://b" })), "Hit");
    assert.deepEqual([asked[0]?.query, asked[0]?.headers["origin"]], ["start=1", "https://a"]);
  });
});

describe("rehearsed edge, hits, misses and what happens between them", () => {
  // "Understand the cache key": a hit while the object is valid; response headers X-Cache and Age.
  it("[E1] answers from the cache until the object expires, with its age", async () => {
    const { get, asked, clock, served } = stage(edge, saying("max-age=10"));
    assert.deepEqual([cached(await get("/a")), (await get("/a")).headers["age"]], ["Miss", "0"]);
    clock.now += 9_999;
    const late = await get("/a");
    assert.deepEqual([cached(late), late.headers["age"]], ["Hit", "9"]);
    clock.now += 1;
    assert.equal(cached(await get("/a")), "Miss");
    assert.equal(asked.length, 2);
    assert.deepEqual(
      served.map(({ result, attempts }) => [result, attempts.length]),
      [
        ["Miss", 1],
        ["Hit", 0],
        ["Hit", 0],
        ["Miss", 1],
      ],
    );
    assert.equal(served[1]?.origin, "main-us");
  });

  // "Request and response behavior for custom origins", conditional requests: the expired object's tag and date go to the origin.
  it("[E1] confirms an expired object with the origin, and serves it on as a RefreshHit", async () => {
    const { get, asked, clock } = stage(edge, ({ headers }) =>
      headers["if-none-match"] === '"v1"'
        ? { status: 304, headers: { "cache-control": "max-age=20" }, body: Buffer.alloc(0) }
        : {
            headers: { "cache-control": "max-age=1", etag: '"v1"', "last-modified": "Sat, 21 Nov 2026 10:00:00 GMT" },
            body: Buffer.from("first"),
          },
    );
    await get("/a");
    clock.now += 1000;
    const again = await get("/a");
    assert.deepEqual(
      [cached(again), again.status, again.body.toString(), again.headers["cache-control"]],
      ["RefreshHit", 200, "first", "max-age=20"],
    );
    assert.equal(asked[1]?.headers["if-modified-since"], "Sat, 21 Nov 2026 10:00:00 GMT");
    clock.now += 19_000;
    assert.equal(cached(await get("/a")), "Hit");
  });

  // "How CloudFront processes HTTP 4xx and 5xx status codes": an expired object is served while the origin answers 5xx.
  it("[E3] serves an expired object while the origin fails, and asks again when the error's time is over", async () => {
    let failing = false;
    const { get, asked, clock } = stage(edge, () => (failing ? { status: 503 } : { headers: { "cache-control": "max-age=1" } }));
    await get("/a");
    failing = true;
    clock.now += 5000;
    const stale = await get("/a");
    assert.deepEqual([stale.status, stale.body.toString(), stale.headers["age"]], [200, "body", "5"]);
    assert.equal((await get("/a")).status, 200);
    assert.equal(asked.length, 2, "not asked again within the error caching minimum TTL");
    clock.now += 1000;
    await get("/a");
    assert.equal(asked.length, 3);
  });

  // "Invalidate files": what was asked for before an invalidation is not kept after it, whatever the origin answers.
  it("[E1] does not bring back what was invalidated while the origin failed", async () => {
    let fail: (reply: Partial<OriginReply>) => void = () => undefined;
    const failing = new Promise<Partial<OriginReply>>((resolve) => (fail = resolve));
    const answers: (Partial<OriginReply> | Promise<Partial<OriginReply>>)[] = [
      { headers: { "cache-control": "max-age=1" }, body: Buffer.from("old") },
      failing,
      { body: Buffer.from("new") },
    ];
    const { get, asked, clock, service } = stage(edge, (_, count) => answers[count - 1] ?? { status: 500 });
    await get("/a");
    clock.now += 5000;
    const during = get("/a");
    while (asked.length < 2) await Promise.resolve();
    service.purge(["/a"]);
    fail({ status: 503 });
    assert.equal((await during).body.toString(), "old", "who asked before it may get it still");
    assert.equal((await get("/a")).body.toString(), "new");
    assert.equal(asked.length, 3);
  });

  // The same page: of a 4xx the viewer hears at once.
  it("[E3] says a 4xx to the viewer although an expired object is there", async () => {
    let gone = false;
    const { get, clock } = stage(edge, () => (gone ? { status: 404 } : { headers: { "cache-control": "max-age=1" } }));
    await get("/a");
    gone = true;
    clock.now += 1000;
    assert.equal((await get("/a")).status, 404);
  });

  it("[E1] answers a kept error from the cache, and still calls it an error", async () => {
    const { get, asked, clock } = stage(edge, () => ({ status: 404 }));
    assert.deepEqual([cached(await get("/a")), cached(await get("/a"))], ["Error", "Error"]);
    assert.equal(asked.length, 1);
    clock.now += 1000;
    await get("/a");
    assert.equal(asked.length, 2);
  });

  // "Request and response behavior for custom origins", simultaneous requests for the same object (request collapsing).
  it("[E1] asks the origin once for all who ask for the same object at the same time", async () => {
    let answer: (reply: Partial<OriginReply>) => void = () => undefined;
    const waiting = new Promise<Partial<OriginReply>>((resolve) => (answer = resolve));
    const { get, asked } = stage(edge, () => waiting);
    const all = Promise.all(Array.from({ length: 50 }, (_, index) => get("/a", {}, index % 2 === 1 ? "HEAD" : "GET")));
    answer({ headers: { "cache-control": "max-age=1" } });
    const results = (await all).map(cached);
    assert.equal(asked.length, 1);
    assert.deepEqual([results.filter((one) => one === "Miss").length, results.filter((one) => one === "Hit").length], [1, 49]);
  });

  // The same section: private, no-store, no-cache, max-age=0 at a minimum TTL of 0 prevent it; requests that differ are all sent.
  it("[E1] gives nobody an answer that was meant for another", async () => {
    for (const said of ["private", "no-store", "no-cache", "max-age=0", "s-maxage=0"]) {
      let count = 0;
      const { get, asked } = stage(edge, async () => {
        const body = Buffer.from(String(++count));
        await Promise.resolve();
        return { headers: { "cache-control": said }, body };
      });
      const bodies = await Promise.all(Array.from({ length: 5 }, async () => (await get("/a")).body.toString()));
      assert.deepEqual([new Set(bodies).size, asked.length], [5, 5], said);
    }
    const { get, asked } = stage(edge, saying("max-age=5"));
    await Promise.all([get("/a?_HLS_msn=1"), get("/a?_HLS_msn=2")]);
    assert.equal(asked.length, 2);
  });

  // "How CloudFront processes HTTP 4xx and 5xx status codes": responses to GET and HEAD are cached, to OPTIONS where configured.
  it("[E1] answers HEAD from a cached GET, and caches a HEAD of its own", async () => {
    const { get, asked } = stage(edge, saying("max-age=60"));
    await get("/a");
    const head = await get("/a", {}, "HEAD");
    assert.deepEqual([cached(head), head.headers["content-length"], head.body.length], ["Hit", "4", 0]);
    await get("/b", {}, "HEAD");
    assert.equal(cached(await get("/b", {}, "HEAD")), "Hit");
    assert.deepEqual(
      asked.map(({ method, path }) => `${method} ${path}`),
      ["GET /a", "HEAD /b"],
    );
  });

  it("[E7] caches OPTIONS only where the behaviour says so, and then beside the GET", async () => {
    const one = stage(edge, saying("max-age=60"));
    await one.get("/a", {}, "OPTIONS");
    await one.get("/a");
    await one.get("/a", {}, "OPTIONS");
    assert.deepEqual(
      one.asked.map(({ method }) => method),
      ["OPTIONS", "GET"],
    );
    const other = stage(distribution([behaviour({ path: "/*", cachedMethods: ["GET", "HEAD"] })]), saying("max-age=60"));
    await other.get("/a", {}, "OPTIONS");
    await other.get("/a", {}, "OPTIONS");
    assert.equal(other.asked.length, 2);
    // "Optimize high availability with CloudFront origin failover": only cached methods fail over.
    assert.deepEqual(other.asked[0]?.target, { kind: "origin", origin: "main-us" });
  });

  // "Manage how long content stays in the cache": what is asked for least makes room.
  it("[E1] evicts what was used least recently when its bytes are used up", async () => {
    const { get, asked } = stage(edge, saying("max-age=60", { body: Buffer.alloc(4096) }), { cacheBytes: 12_000 });
    for (const path of ["/a", "/b", "/a", "/c", "/a"]) await get(path);
    assert.deepEqual(
      asked.map(({ path }) => path),
      ["/a", "/b", "/c"],
    );
    await get("/b");
    assert.equal(asked.length, 4);
  });

  // "Request and response behavior for custom origins", dropped TCP connections.
  it("[E3] passes on what came before the origin broke off, and does not keep it", async () => {
    const { get, asked } = stage(edge, saying("max-age=60", { incomplete: true }));
    assert.equal((await get("/a")).incomplete, true);
    await get("/a");
    assert.equal(asked.length, 2);
  });

  // "Invalidate files": a path, or a path that ends with *; the query string counts where it is in the key; case counts.
  it("[E9] forgets what an invalidation names, and nothing else", async () => {
    const object = { path: "/a/b.html", query: "" };
    const fits = (path: string): boolean => isNamed(path, object);
    assert.deepEqual(["/a/b.html", "/a/*", "/*", "/a/b*"].map(fits), [true, true, true, true]);
    assert.deepEqual(["/a/B.html", "/a/b", "/b*", "/a/b.html?x"].map(fits), [false, false, false, false]);
    assert.equal(isNamed("/a", { path: "/a", query: "x=1" }), false);
    assert.equal(isNamed("/a*", { path: "/a", query: "x=1" }), true);
    const { get, service, asked } = stage(edge, saying("max-age=60"));
    for (const path of ["/a/1", "/b/1"]) await get(path);
    service.purge(["/a/*"]);
    assert.deepEqual([cached(await get("/a/1")), cached(await get("/b/1"))], ["Miss", "Hit"]);
    assert.equal(asked.length, 3);
  });

  it("[E9] follows invalidations of the distribution that were made since the last request", async () => {
    let invalidations: { id: string; paths: string[] }[] = [{ id: "I1", paths: ["/*"] }];
    const { get } = stage(() => distribution([open], { invalidations }), saying("max-age=60"));
    await get("/a");
    assert.equal(cached(await get("/a")), "Hit", "an old one is over");
    invalidations = [...invalidations, { id: "I2", paths: ["/a"] }];
    assert.deepEqual([cached(await get("/a")), cached(await get("/a"))], ["Miss", "Hit"]);
  });

  it("[E9] keeps nothing that was asked for before an invalidation and came after it", async () => {
    let answer: (reply: Partial<OriginReply>) => void = () => undefined;
    const { ask } = origins(() => new Promise<Partial<OriginReply>>((resolve) => (answer = resolve)));
    const service = new EdgeService({ edge: () => edge, ask, now: () => NOW });
    const old = service.serve(request("/a"));
    await new Promise(setImmediate);
    service.purge(["/*"]);
    answer({ headers: { "cache-control": "max-age=60" }, body: Buffer.from("old") });
    assert.equal((await old).body.toString(), "old");
    const next = service.serve(request("/a"));
    await new Promise(setImmediate);
    answer({ body: Buffer.from("new") });
    assert.equal((await next).body.toString(), "new");
  });
});
