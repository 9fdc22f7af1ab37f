import assert from "node:assert/strict";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import fc from "fast-check";
import type { EdgeCors, EdgeResponseHeaders } from "../../rehearsal/media/deployed/index.ts";
import { represent } from "../../rehearsal/media/edge/representation.ts";
import { withPolicy } from "../../rehearsal/media/edge/responseHeaders.ts";
import type { ViewerAsk } from "../../rehearsal/media/edge/viewerRequest.ts";
import { behaviour, cookie, distribution, HOST, policy, signed, stage } from "./mediaEdgeFixture.ts";

const BODY = Buffer.from("0123456789");
const object = {
  status: 200,
  headers: { etag: '"v1"', "last-modified": "Sat, 21 Nov 2026 10:00:00 GMT", "content-type": "video/mp4" },
  body: BODY,
};
const part = (headers: Record<string, string>, method = "GET") => represent(object, method, headers);
const PLAYER = "https://player.example.com";

const CORS: EdgeCors = {
  origins: [PLAYER],
  methods: ["GET", "HEAD"],
  headers: ["Range"],
  exposed: ["CMSD-Static"],
  credentials: true,
  maxAge: 600,
  override: true,
};

function ask(headers: Record<string, string>, method = "GET"): ViewerAsk {
  return { method, path: "/a", query: "", headers, ip: "192.0.2.1", scheme: "https", host: HOST };
}

function dressed(
  set: Partial<EdgeResponseHeaders>,
  fromOrigin: Record<string, string>,
  asked: Record<string, string> = {},
  method = "GET",
) {
  return withPolicy(fromOrigin, { set: [], removed: [], ...set }, ask(asked, method), { random: 0.5, text: "cdn-cache-hit" });
}

describe("rehearsed edge, which part of an object is sent", () => {
  // CloudFront Developer Guide, "How CloudFront processes partial requests for an object (range GETs)".
  it("[E1] serves a range from the cached object, and 416 where there is none", () => {
    const cases: [string, number, string, string | undefined][] = [
      ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
      ["bytes=7-", 206, "789", "bytes 7-9/10"],
      ["bytes=-2", 206, "89", "bytes 8-9/10"],
      ["bytes=8-99", 206, "89", "bytes 8-9/10"],
      ["bytes=10-", 416, "", "bytes */10"],
      ["bytes=-0", 416, "", "bytes */10"],
    ];
    for (const [range, status, body, content] of cases) {
      const answer = part({ range });
      assert.deepEqual([answer.status, answer.body.toString(), answer.headers["content-range"]], [status, body, content], range);
    }
  });

  // The same page: ranges out of order, overlapping or not valid are answered with 200 and all of the object.
  it("[E1] answers ranges that are no good with the whole object", () => {
    for (const range of ["bytes=5-2", "bytes=4-6,0-1", "bytes=-", "items=0-1", "bytes=a-b", "bytes=-1-2"])
      assert.equal(part({ range }).status, 200, range);
  });

  // The same page: where the cache lacks the object, CloudFront may ask the origin for more than the range.
  it("[E1] asks the origin for the whole object, and serves later ranges from it", async () => {
    const { get, asked } = stage(distribution([behaviour({ path: "/*" })]), () => ({
      body: BODY,
      headers: { "cache-control": "max-age=9" },
    }));
    assert.equal((await get("/a", { range: "bytes=0-1" })).body.toString(), "01");
    assert.equal((await get("/a", { range: "bytes=2-3" })).body.toString(), "23");
    assert.deepEqual(
      asked.map(({ headers }) => headers["range"]),
      [undefined],
    );
  });

  // RFC 9110, 13: If-None-Match before If-Modified-Since; weak comparison. "Request and response behavior", caching: no tag, no match.
  it("[E1] answers 304 to a viewer who has the object", () => {
    for (const headers of [
      { "if-none-match": '"v0", W/"v1"' },
      { "if-none-match": "*" },
      { "if-modified-since": "Sat, 21 Nov 2026 10:00:01 GMT" },
    ]) {
      const answer = part(headers);
      assert.deepEqual([answer.status, answer.body.length, answer.headers["content-type"]], [304, 0, undefined]);
      assert.equal(answer.headers["etag"], '"v1"');
    }
    assert.equal(part({ "if-none-match": '"v2"', "if-modified-since": "Sat, 21 Nov 2026 10:00:01 GMT" }).status, 200);
    assert.equal(represent({ ...object, headers: {} }, "GET", { "if-none-match": '"v1"' }).status, 200);
    assert.equal(part({ "if-modified-since": "Sat, 21 Nov 2026 09:00:00 GMT" }).status, 200);
  });

  it("[E1] serves a range only of the version that If-Range names", () => {
    assert.equal(part({ range: "bytes=0-1", "if-range": '"v1"' }).status, 206);
    assert.equal(part({ range: "bytes=0-1", "if-range": '"v0"' }).status, 200);
    assert.equal(part({ range: "bytes=0-1", "if-range": 'W/"v1"' }).status, 200);
  });

  it("[E1] puts the ranges of an object together to the object", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(59), (bytes, cut) => {
        const body = Buffer.from(bytes);
        const at = cut % body.length;
        const [head, tail] = [`bytes=0-${String(at)}`, `bytes=${String(at + 1)}-`].map(
          (range) => represent({ ...object, body }, "GET", { range }).body,
        );
        assert.deepEqual(Buffer.concat([head ?? BODY, tail ?? BODY]), body);
      }),
    );
  });
});

describe("rehearsed edge, compression", () => {
  const text = Buffer.from("#EXTM3U\n".repeat(200));
  const playlist = {
    "content-type": "application/vnd.apple.mpegurl; charset=utf-8",
    etag: '"v1"',
    "content-length": String(text.length),
    "cache-control": "max-age=60",
  };
  const at = (headers: Record<string, string>, body = text, status = 200) =>
    stage(distribution([behaviour({ path: "/*" })]), () => ({ status, headers, body })).get("/a", { "accept-encoding": "gzip, br" });

  // "Serve compressed files": Brotli before Gzip; the strong tag becomes a weak one; each coding is cached by itself.
  it("[E1] compresses playlists for viewers that take it, Brotli first, and weakens the tag", async () => {
    const { get, asked } = stage(distribution([behaviour({ path: "/*" })]), () => ({ headers: playlist, body: text }));
    const brotli = await get("/a", { "accept-encoding": "gzip, deflate, br" });
    assert.deepEqual(
      [brotli.headers["content-encoding"], brotli.headers["etag"], brotli.headers["vary"]],
      ["br", 'W/"v1"', "Accept-Encoding"],
    );
    assert.deepEqual(brotliDecompressSync(brotli.body), text);
    const gzip = await get("/a", { "accept-encoding": "gzip" });
    assert.deepEqual(gunzipSync(gzip.body), text);
    assert.equal((await get("/a")).headers["content-encoding"], undefined);
    assert.equal(asked.length, 3);
    assert.equal((await get("/a", { "accept-encoding": "gzip" })).headers["x-cache"], "Hit from cloudfront");
  });

  // The same page: type, 1,000 to 10,000,000 bytes, Content-Length there, Content-Encoding not.
  it("[E1] compresses neither media nor small nor compressed answers, nor those without a length", async () => {
    const without = Object.fromEntries(Object.entries(playlist).filter(([name]) => name !== "content-length"));
    const coding = async (...args: Parameters<typeof at>): Promise<string | undefined> => (await at(...args)).headers["content-encoding"];
    assert.equal(await coding(playlist), "br");
    assert.equal(await coding({ ...playlist, "content-type": "video/mp4" }), undefined);
    assert.equal(await coding(playlist, text.subarray(0, 999)), undefined);
    assert.equal(await coding({ ...playlist, "content-encoding": "gzip" }), "gzip");
    assert.equal(await coding(without), undefined);
    const off = stage(distribution([behaviour({ path: "/*", compress: false })]), () => ({ headers: playlist, body: text }));
    assert.equal((await off.get("/a", { "accept-encoding": "br" })).headers["content-encoding"], undefined);
  });

  it("[E1] confirms a compressed object with the origin's own tag", async () => {
    const { get, asked, clock } = stage(distribution([behaviour({ path: "/*" })]), ({ headers }) =>
      headers["if-none-match"] === '"v1"'
        ? { status: 304, headers: { etag: '"v1"' }, body: Buffer.alloc(0) }
        : { headers: playlist, body: text },
    );
    await get("/a", { "accept-encoding": "br" });
    clock.now += 60_000;
    const again = await get("/a", { "accept-encoding": "br" });
    assert.deepEqual([again.headers["x-cache"], again.headers["etag"]], ["RefreshHit from cloudfront", 'W/"v1"']);
    assert.deepEqual(brotliDecompressSync(again.body), text);
    assert.equal(asked.length, 2);
  });
});

describe("rehearsed edge, headers on the way to the viewer", () => {
  // CloudFront Developer Guide, "Understand response headers policies", origin override of each header.
  it("[E7] sets security and custom headers, over the origin's own only where the policy says override", () => {
    const set = [
      { name: "x-frame-options", value: "DENY", override: true },
      { name: "x-own", value: "edge", override: false },
    ];
    assert.deepEqual(dressed({ set }, { "x-frame-options": "ALLOWALL", "x-own": "origin" }), {
      "x-frame-options": "DENY",
      "x-own": "origin",
    });
    assert.deepEqual(dressed({ set }, {}), { "x-frame-options": "DENY", "x-own": "edge" });
  });

  // The same page, remove headers: first removed, then added.
  it("[E7] removes headers before it adds its own", () => {
    const result = dressed(
      { removed: ["X-Powered-By", "X-Own"], set: [{ name: "x-own", value: "edge", override: false }] },
      { "x-powered-by": "a", "x-own": "b" },
    );
    assert.deepEqual(result, { "x-own": "edge" });
  });

  // The same page, CORS headers: in responses to requests with an Origin that is listed.
  it("[E7] allows the origins of the policy, with credentials, and no others", () => {
    assert.deepEqual(dressed({ cors: CORS }, {}, { origin: PLAYER }), {
      "access-control-allow-origin": PLAYER,
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": "CMSD-Static",
      vary: "Origin",
    });
    assert.deepEqual(dressed({ cors: CORS }, { "access-control-allow-origin": "*" }, { origin: "https://evil.example" }), {});
    assert.deepEqual(dressed({ cors: CORS }, { "content-type": "a/b" }), { "content-type": "a/b" });
  });

  // The same section: methods, headers and age only for a preflight; ALL stands for all methods.
  it("[E7] answers a preflight with methods, headers and age", () => {
    const preflight = { origin: PLAYER, "access-control-request-method": "GET" };
    const result = dressed({ cors: { ...CORS, methods: ["ALL"] } }, {}, preflight, "OPTIONS");
    assert.equal(result["access-control-allow-methods"], "GET, DELETE, HEAD, OPTIONS, PATCH, POST, PUT");
    assert.equal(result["access-control-allow-headers"], "Range");
    assert.equal(result["access-control-max-age"], "600");
    assert.equal(result["access-control-expose-headers"], undefined);
  });

  // The same section, origin override: false leaves the origin's header.
  it("[E7] leaves the origin's CORS headers where the policy does not override", () => {
    const result = dressed({ cors: { ...CORS, override: false } }, { "access-control-allow-origin": "https://other" }, { origin: PLAYER });
    assert.equal(result["access-control-allow-origin"], "https://other");
  });

  // The same section: a wildcard may stand for the leftmost part of the domain.
  it("[E7] knows origins by a wildcard at the left", () => {
    const allowed = (pattern: string, origin: string): boolean =>
      dressed({ cors: { ...CORS, origins: [pattern] } }, {}, { origin })["access-control-allow-origin"] === origin;
    assert.equal(allowed("https://*.example.org", "https://a.b.example.org"), true);
    assert.equal(allowed("*.example.org", "http://a.example.org"), true);
    assert.equal(allowed("https://*.example.org", "http://a.example.org"), false);
    assert.equal(allowed("https://*.example.org", "https://example.org"), false);
    assert.equal(allowed("https://*.example.org", "https://evilexample.org"), false);
  });

  it("[E7] never says * together with credentials", () => {
    const origin = fc.constantFrom("*", PLAYER, "https://other", "*.example.com");
    const cors = fc.record({ origins: fc.array(origin), credentials: fc.boolean(), override: fc.boolean() });
    const fromOrigin = fc.record(
      { "access-control-allow-origin": fc.constantFrom("*", PLAYER), "access-control-allow-credentials": fc.constant("true") },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(cors, fromOrigin, fc.constantFrom(PLAYER, "https://x.example.com", "null", undefined), (over, sent, asked) => {
        const clean: Record<string, string> = Object.fromEntries(Object.entries(sent));
        const headers = dressed({ cors: { ...CORS, ...over } }, clean, asked === undefined ? {} : { origin: asked });
        assert.ok(headers["access-control-allow-origin"] !== "*" || headers["access-control-allow-credentials"] === undefined);
        const allowed = headers["access-control-allow-origin"];
        if (over.override && asked !== undefined) assert.ok(allowed === undefined || allowed === "*" || allowed === asked);
      }),
    );
  });

  // The same page, Server-Timing header: a share of the responses in percent.
  it("[E7] adds Server-Timing to the share of responses that the policy names", () => {
    assert.equal(dressed({ serverTiming: 100 }, {})["server-timing"], "cdn-cache-hit");
    assert.equal(dressed({ serverTiming: 50 }, {})["server-timing"], undefined);
  });

  // "Request and response behavior for custom origins", headers that CloudFront removes or replaces.
  it("[E1] takes out what CloudFront keeps to itself, and adds its own", async () => {
    const sent = {
      "set-cookie": "a=1",
      trailer: "x",
      connection: "close",
      vary: "Accept-Encoding, Accept-Language",
      via: "1.1 origin",
      server: "MediaPackage",
      "x-own": "1",
    };
    const { get } = stage(distribution([behaviour({ path: "/*" })]), () => ({ headers: sent }));
    const { headers } = await get("/a");
    for (const name of ["set-cookie", "trailer", "connection"]) assert.equal(headers[name], undefined, name);
    assert.equal(headers["vary"], "Accept-Encoding");
    assert.match(headers["via"] ?? "", /^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/);
    assert.deepEqual([headers["server"], headers["x-own"]], ["MediaPackage", "1"]);
    assert.ok(headers["x-amz-cf-id"] !== undefined && headers["x-amz-cf-pop"] !== undefined);
  });

  // "Understand response headers policies": to every response that matches the behaviour; the cached object is not touched by it.
  it("[E7] dresses refusals of the behaviour too, and each cached answer for the viewer who asks", async () => {
    const responseHeaders = { set: [{ name: "x-own", value: "edge", override: true }], removed: [], cors: CORS };
    const { get } = stage(distribution([signed({ path: "/*", responseHeaders })]), () => ({ headers: { "cache-control": "max-age=60" } }));
    const refused = await get("/a", { origin: PLAYER });
    assert.deepEqual([refused.status, refused.headers["x-own"], refused.headers["access-control-allow-origin"]], [403, "edge", PLAYER]);
    const headers = { cookie: cookie(policy(`https://${HOST}/*`)) };
    assert.equal((await get("/a", { ...headers, origin: PLAYER })).headers["access-control-allow-origin"], PLAYER);
    assert.equal((await get("/a", headers)).headers["access-control-allow-origin"], undefined);
  });
});
