import assert from "node:assert/strict";
import { FunctionThread } from "../../rehearsal/cloud/index.ts";
import type { EdgeBehaviour, EdgeFunction } from "../../rehearsal/media/deployed/index.ts";
import { FunctionRealm } from "../../rehearsal/cloud/viewers/functionRealm.ts";
import { calledHost, LONGEST_URL, schemeOf } from "../../rehearsal/media/edge/guards.ts";
import { behaviour, cookie, distribution, HOST, policy, request, signed, stage } from "./mediaEdgeFixture.ts";

const open = behaviour({ path: "/*" });

describe("rehearsed edge, who and what is turned away", () => {
  // CloudFront Developer Guide, "Require HTTPS for communication between viewers and CloudFront".
  it("[E2] redirects HTTP to HTTPS with 301 for GET and HEAD, with 307 for other methods", async () => {
    const { get, served } = stage(distribution([open]));
    const moved = await get("/a?b=1", { host: HOST });
    assert.deepEqual(
      [moved.status, moved.headers["location"], moved.headers["x-cache"]],
      [301, `https://${HOST}/a?b=1`, "Redirect from cloudfront"],
    );
    assert.equal((await get("/a", { host: HOST }, "OPTIONS")).status, 307);
    assert.deepEqual(
      served.map(({ result }) => result),
      ["Redirect", "Redirect"],
    );
  });

  // The same page: HTTPS only answers 403; both is neither.
  it("[E2] answers HTTP with 403 where HTTPS alone is allowed", async () => {
    const only = stage(distribution([behaviour({ path: "/*", viewerProtocol: "https-only" })]));
    assert.equal((await only.get("/a", { host: HOST })).status, 403);
    const both = stage(distribution([behaviour({ path: "/*", viewerProtocol: "allow-all" })]));
    assert.equal((await both.get("/a", { host: HOST })).status, 200);
  });

  it("[E2] takes loopback for the first alias by HTTPS, or for CloudFront's own name without one", async () => {
    const edge = distribution([open]);
    for (const host of ["127.0.0.1:8080", "localhost:1", "localhost", "[::1]:80"]) {
      assert.deepEqual([calledHost(edge, host), schemeOf(host)], [HOST, "https"], host);
    }
    assert.equal(calledHost({ ...edge, aliases: [] }, "localhost:1"), edge.domainName);
    assert.equal((await stage(edge).get("/a")).status, 200);
  });

  // "HTTP 403 status code (Permission Denied)", alternate CNAME is incorrectly configured.
  it("[E2] answers 403 to a name that is not the distribution's", async () => {
    const edge = distribution([open], { aliases: [HOST, "*.tv.example.com"] });
    assert.equal(calledHost(edge, "a.tv.example.com:443"), "a.tv.example.com");
    assert.equal(calledHost(edge, edge.domainName), edge.domainName);
    assert.equal(calledHost(edge, "other.example.com"), undefined);
    assert.equal((await stage(edge).get("/a", { host: "other.example.com" })).status, 403);
  });

  // AWS re:Post, "How do I troubleshoot 403 errors from CloudFront?": a method that is not allowed is 403, not 405.
  it("[E1] answers 403 to a method that the behaviour does not allow", async () => {
    const { get, asked } = stage(distribution([behaviour({ path: "/*", allowedMethods: ["GET", "HEAD"] })]));
    for (const method of ["OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"])
      assert.equal((await get("/a", {}, method)).status, 403, method);
    assert.equal(asked.length, 0);
  });

  // "Request and response behavior for custom origins": GET with a body 403; a URL of more than 8,192 bytes 413.
  it("[E1] answers 403 to a GET with a body, and 413 to a URL that is too long", async () => {
    const { get } = stage(distribution([open]));
    assert.equal((await get("/a", { "content-length": "3" })).status, 403);
    assert.equal((await get("/a", { "transfer-encoding": "chunked" })).status, 403);
    assert.equal((await get("/a", { "content-length": "0" })).status, 200);
    const room = LONGEST_URL - `https://${HOST}/`.length;
    assert.equal((await get(`/${"x".repeat(room)}`)).status, 200);
    assert.equal((await get(`/${"x".repeat(room + 1)}`)).status, 413);
  });

  // "Restrict the geographic distribution of your content": allow list, block list, 403.
  it("[E7] holds to the countries of the distribution", async () => {
    const status = async (kind: "allow" | "deny", country: string): Promise<number> =>
      (await stage(distribution([open], { geo: { kind, countries: ["US", "IE"] } }), undefined, { country }).get("/a")).status;
    assert.deepEqual(
      await Promise.all([status("allow", "IE"), status("allow", "FR"), status("deny", "US"), status("deny", "FR")]),
      [200, 403, 403, 200],
    );
    assert.equal(
      (await stage(distribution([open], { geo: { kind: "allow", countries: ["US"] } })).get("/a")).status,
      200,
      "US unless said",
    );
  });

  // AWS WAF Developer Guide, "Geographic match rule statement", "Setting rule priority": the first that matches decides, else the default.
  it("[E7] follows the web ACL's rules of countries in order, and its default action", async () => {
    const rule = (name: string, action: "allow" | "block", countries: string[], negated = false) => ({
      name,
      action,
      statement: { countries, negated },
    });
    const status = async (rules: ReturnType<typeof rule>[], defaultAction: "allow" | "block", country: string): Promise<number> =>
      (await stage(distribution([open], { firewall: { id: "w", defaultAction, rules, ignored: [] } }), undefined, { country }).get("/a"))
        .status;
    assert.equal(await status([rule("a", "block", ["FR"])], "allow", "FR"), 403);
    assert.equal(await status([rule("a", "block", ["FR"])], "allow", "US"), 200);
    assert.equal(await status([rule("a", "block", ["FR"], true)], "allow", "US"), 403);
    assert.equal(await status([rule("a", "allow", ["FR"]), rule("b", "block", ["FR"])], "block", "FR"), 200);
    assert.equal(await status([], "block", "US"), 403);
  });

  it("[E1] says so where nothing is deployed, and survives an origin that fails in its own way", async () => {
    const { get, served } = stage(distribution([open]), () => Promise.reject(new Error("broken")));
    assert.equal((await get("/a")).status, 502);
    assert.equal(served[0]?.result, "Error");
  });
});

const refuseAll = (): { refusal: string } => ({ refusal: "none here" });

function function_(body: string, values: EdgeFunction["values"] = {}): EdgeFunction {
  return { arn: "arn:aws:cloudfront::123456789012:function/f", code: `import cf from 'cloudfront';\n${body}`, values };
}

function with_(body: string, values: EdgeFunction["values"] = {}, over: Partial<EdgeBehaviour> = {}): EdgeBehaviour {
  return behaviour({ path: "/*", viewerRequest: function_(body, values), ...over });
}

describe("rehearsed edge, functions on the way", () => {
  // CloudFront Developer Guide, "Event structure": names of headers in lower case, cookies apart, multiValue for what came twice.
  it("[E4] gives a function the whole event", async () => {
    const echo = "async function handler(event) { return { statusCode: 200, headers: {}, body: JSON.stringify(event) }; }";
    const { get, served } = stage(distribution([with_(echo)]));
    const answer = await get("/a%20b?x=1&x=2&y", { cookie: "a=1; b=2; a=3", "user-agent": "Firefox" });
    const event = JSON.parse(answer.body.toString()) as Record<string, Record<string, unknown>>;
    assert.deepEqual(event["request"], {
      method: "GET",
      uri: "/a%20b",
      querystring: { x: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] }, y: { value: "" } },
      headers: { host: { value: HOST }, "user-agent": { value: "Firefox" } },
      cookies: { a: { value: "1", multiValue: [{ value: "1" }, { value: "3" }] }, b: { value: "2" } },
    });
    assert.deepEqual(
      [event["version"], event["viewer"], event["context"]?.["eventType"], event["context"]?.["distributionId"]],
      ["1.0", { ip: "127.0.0.1" }, "viewer-request", "E123"],
    );
    assert.deepEqual(
      [served[0]?.result, answer.headers["x-cache"]],
      ["FunctionGeneratedResponse", "FunctionGeneratedResponse from cloudfront"],
    );
  });

  // The same page: a function that returns a response ends the request.
  it("[E4] sends a function's own response, with its headers, cookie and body", async () => {
    const body =
      "return { statusCode: 302, headers: { location: { value: '/b' } }, cookies: { c: { value: '1' } }, body: { encoding: 'base64', data: 'aGk=' } };";
    const { get, asked } = stage(distribution([with_(`function handler() { ${body} }`)]));
    const answer = await get("/a");
    assert.deepEqual(
      [answer.status, answer.headers["location"], answer.headers["set-cookie"], answer.body.toString()],
      [302, "/b", "c=1", "hi"],
    );
    assert.equal(asked.length, 0);
  });

  // The same page: a changed uri changes the object, not the behaviour.
  it("[E4] goes on with the request as the function leaves it, in the same behaviour", async () => {
    const body = "const r = event.request; r.uri = '/out/v1/other/x'; r.querystring = { _HLS_msn: { value: '3' } }; return r;";
    const { get, asked, served } = stage(distribution([with_(`function handler(event) { ${body} }`)]));
    await get("/a?_HLS_msn=1");
    assert.deepEqual(
      [asked[0]?.path, asked[0]?.query, served[0]?.behaviour, served[0]?.path],
      ["/out/v1/other/x", "_HLS_msn=3", "/*", "/a"],
    );
  });

  // "Helper methods for origin modification": createRequestOriginGroup, selectRequestOriginById.
  it("[E4] sends the request to the group or origin that the function asks for", async () => {
    const group =
      "cf.createRequestOriginGroup({ originIds: [{ originId: 'main-eu' }, { originId: 'main-us' }], failoverCriteria: { statusCodes: [503] } });";
    const one = stage(distribution([with_(`function handler(event) { ${group} return event.request; }`)]));
    await one.get("/a");
    assert.deepEqual(one.asked[0]?.target, { kind: "group", origins: ["main-eu", "main-us"], statusCodes: [503], byQuality: false });
    const other = stage(distribution([with_("function handler(event) { cf.selectRequestOriginById('main-eu'); return event.request; }")]));
    await other.get("/a");
    assert.deepEqual(other.asked[0]?.target, { kind: "origin", origin: "main-eu" });
    const stranger = stage(
      distribution([with_("function handler(event) { cf.selectRequestOriginById('nowhere'); return event.request; }")]),
    );
    assert.equal((await stranger.get("/a")).status, 503);
  });

  // "Helper methods for key value stores": get by key, refused for a missing one; exists; JSON on request.
  it("[E4] lets the function read its key-value store as it is at that moment", async () => {
    const body =
      "const k = cf.kvs(); const v = await k.get('go').catch(() => 'none'); return { statusCode: 200, headers: {}, body: v + ' ' + (await k.exists('go')) };";
    let values: Record<string, string> = {};
    const { get } = stage(() => distribution([with_(`async function handler() { ${body} }`, values)]));
    assert.equal((await get("/a")).body.toString(), "none false");
    values = { go: "west" };
    assert.equal((await get("/a")).body.toString(), "west true");
    const json = "return { statusCode: (await cf.kvs().get('j', { format: 'json' })).code, headers: {} };";
    assert.equal((await stage(distribution([with_(`async function handler() { ${json} }`, { j: '{"code":204}' })])).get("/a")).status, 204);
  });

  // "HTTP 503 status code (function execution error)".
  it("[E4] answers 503 for a function that throws, loops, never answers or answers what is refused", async () => {
    const broken = [
      "function handler() { throw new Error('x'); }",
      "async function handler() { await 0; for (;;); }",
      "function handler() { return new Promise(() => {}); }",
      "function handler() { return undefined; }",
      "function handler(event) { event.request.uri = 'a'; return event.request; }",
      "function handler(event) { event.request.method = 'HEAD'; return event.request; }",
      "function handler() { return { statusCode: 'OK', headers: {} }; }",
      "function handler() { return setTimeout(() => 0); }",
      "function handler() { return eval('1'); }",
      "function handler(event) { cf.updateRequestOrigin({ domainName: 'a.example' }); return event.request; }",
      "const handler = ;",
    ];
    for (const body of broken) {
      const { get, asked } = stage(distribution([with_(body)]));
      assert.deepEqual([(await get("/a")).status, asked.length], [503, 0], body);
    }
  });

  it("[E4] runs functions in a thread that a loop does not hold up for the others", async () => {
    const looping = function_(
      "async function handler(event) { await 0; if (event.request.uri === '/loop') for (;;); return event.request; }",
    );
    const functions = new FunctionThread(200);
    const { get } = stage(distribution([behaviour({ path: "/*", viewerRequest: looping })]), undefined, { functions });
    try {
      const statuses = await Promise.all(["/a", "/loop", "/b", "/c"].map(async (path) => (await get(path)).status));
      assert.deepEqual(statuses, [200, 503, 200, 200]);
      assert.equal((await get("/a")).status, 200);
    } finally {
      await functions.close();
    }
  });

  it("[E4] begins each run with variables of its own", async () => {
    const { get } = stage(
      distribution([
        with_("let count = 0; function handler() { count += 1; return { statusCode: 200, headers: {}, body: String(count) }; }"),
      ]),
    );
    assert.deepEqual([(await get("/a")).body.toString(), (await get("/b")).body.toString()], ["1", "1"]);
    const realm = new FunctionRealm("let count = 0; function handler() { count += 1; return count; }");
    assert.deepEqual([realm.run({}, refuseAll), realm.run({}, refuseAll)], [1, 1], "the same with the code kept ready");
  });

  it("[E4] leaves nothing of a run in the globals of the next", () => {
    const realm = new FunctionRealm(`function handler() {
      const seen = [globalThis.left, [].left, JSON.left, 'a'.trim(), typeof enter];
      globalThis.left = Array.prototype.left = JSON.left = 1;
      String.prototype.trim = () => 'changed';
      return seen.map(String);
    }`);
    const untouched = ["undefined", "undefined", "undefined", "a", "undefined"];
    assert.deepEqual([realm.run({}, refuseAll), realm.run({}, refuseAll)], [untouched, untouched]);
  });

  it("[E4] hands a function no constructor of this side: not by its globals, not by an error of a used up stack", () => {
    const found = (code: string): unknown => new FunctionRealm(code).run({}, refuseAll);
    const reach = "(one) => { try { return one.constructor.constructor('return typeof process')(); } catch (error) { return 'none'; } }";
    assert.equal(found(`function handler() { return (${reach})(globalThis); }`), "none");
    assert.equal(found(`function handler() { return (${reach})(cf.kvs); }`), "none");
    const deep = `const reach = ${reach}; const seen = {};
      function down() {
        try { down(); } catch (error) { seen[reach(error)] = 1; }
        try { cf.selectRequestOriginById('x'); } catch (error) { try { seen[reach(error)] = 1; } catch { } }
      }
      function handler() { down(); return Object.keys(seen); }`;
    assert.deepEqual(found(deep), ["none"]);
  });

  // Which comes first is not documented: the rehearsal asks for the signature first (docs/rehearsal-limits.md).
  it("[E5] runs no function for a request without a valid signature", async () => {
    const answering = function_("function handler() { return { statusCode: 200, headers: {}, body: 'open' }; }");
    const { get } = stage(distribution([signed({ path: "/*", viewerRequest: answering })]));
    assert.equal((await get("/a")).status, 403);
    assert.equal((await get("/a", { cookie: cookie(policy(`https://${HOST}/*`)) })).body.toString(), "open");
  });

  // "Restrictions on all edge functions": no viewer-response function for errors of 400 and above.
  it("[E4] runs a viewer-response function for what is no error", async () => {
    const viewerResponse = function_(
      "function handler(event) { event.response.headers['x-seen'] = { value: event.request.uri }; return event.response; }",
    );
    const { get } = stage(distribution([behaviour({ path: "/*", viewerResponse })]), ({ path }) => ({ status: path === "/a" ? 200 : 404 }));
    const good = await get("/a");
    assert.deepEqual([good.headers["x-seen"], good.body.toString()], ["/a", "body"]);
    assert.equal((await get("/b")).headers["x-seen"], undefined);
  });

  it("[E8] knows a player's session by its CMCD, in the query or in a header", async () => {
    const { service, served } = stage(distribution([open]));
    await service.serve(request("/a?CMCD=bl%3D2000%2Csid%3D%22one%22"));
    await service.serve(request("/a", { "cmcd-session": 'cid="x",sid="two"' }));
    await service.serve(request("/a?CMCD=%zz"));
    assert.deepEqual(
      served.map(({ session }) => session),
      ["one", "two", undefined],
    );
  });
});
