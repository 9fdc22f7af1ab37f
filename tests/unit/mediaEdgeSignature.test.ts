import assert from "node:assert/strict";
import fc from "fast-check";
import type { EdgeAnswer } from "../../rehearsal/media/edge/index.ts";
import { checkSignature } from "../../rehearsal/media/edge/signature.ts";
import type { ViewerAsk } from "../../rehearsal/media/edge/viewerRequest.ts";
import {
  behaviour,
  cookie,
  distribution,
  ECDSA,
  HOST,
  KEY_ID,
  NOW,
  policy,
  RSA,
  SECONDS,
  signed,
  signedUrl,
  stage,
} from "./mediaEdgeFixture.ts";

const PATH = "/out/v1/main/arena/live/index.m3u8";
const RESOURCE = `https://${HOST}/out/v1/main/arena/*`;
const URL_OF = `https://${HOST}${PATH}`;
const KEYS = { [KEY_ID]: RSA.publicKey };

function ask(url: string, headers: Record<string, string> = {}, over: Partial<ViewerAsk> = {}): ViewerAsk {
  const [path = "", query = ""] = url.split("?");
  return { method: "GET", path, query, headers, ip: "192.0.2.7", scheme: "https", host: HOST, ...over };
}

const withCookie = (text: string, url = PATH, over: Partial<ViewerAsk> = {}) =>
  checkSignature(ask(url, { cookie: cookie(text) }, over), KEYS, NOW);
const code = ({ body }: EdgeAnswer): string | undefined => /<Code>(\w+)<\/Code>/.exec(body.toString())?.[1];

describe("rehearsed edge, signed URLs and cookies", () => {
  // CloudFront Developer Guide, "Use signed URLs" and "Use signed cookies": canned and custom policies.
  it("[E5] takes canned and custom policies, in a URL and in cookies", () => {
    const canned = signedUrl({ url: URL_OF });
    const custom = signedUrl({ url: URL_OF, policy: policy(RESOURCE) });
    assert.deepEqual(checkSignature(ask(canned), KEYS, NOW), { kind: "valid", by: "url" });
    assert.deepEqual(checkSignature(ask(custom), KEYS, NOW), { kind: "valid", by: "url" });
    assert.deepEqual(withCookie(policy(RESOURCE)), { kind: "valid", by: "cookies" });
    const [expires, signature] = ["Expires", "Signature"].map((name) => new URL(`https://${HOST}${canned}`).searchParams.get(name) ?? "");
    const cookies = `CloudFront-Expires=${String(expires)}; CloudFront-Signature=${String(signature)}; CloudFront-Key-Pair-Id=${KEY_ID}`;
    assert.deepEqual(checkSignature(ask(PATH, { cookie: cookies }), KEYS, NOW), { kind: "valid", by: "cookies" });
    assert.equal(checkSignature(ask(`${PATH}2`, { cookie: cookies }), KEYS, NOW).kind, "invalid", "a canned policy is for one URL");
  });

  // "Create key pairs for your signers": RSA 2048 and ECDSA P-256; the pages of the policies: Hash-Algorithm SHA1 (default) or SHA256.
  it("[E5] verifies RSA and ECDSA over SHA-1 and SHA-256, each only as what it says it is", () => {
    for (const { privateKey, publicKey } of [RSA, ECDSA]) {
      for (const algorithm of ["SHA1", "SHA256"] as const) {
        const url = signedUrl({ url: URL_OF, policy: policy(RESOURCE) }, { privateKey, algorithm });
        assert.equal(checkSignature(ask(url), { [KEY_ID]: publicKey }, NOW).kind, "valid", algorithm);
        const other = algorithm === "SHA1" ? `${url}&Hash-Algorithm=SHA256` : url.replace("Hash-Algorithm=SHA256", "Hash-Algorithm=SHA1");
        assert.equal(checkSignature(ask(other), { [KEY_ID]: publicKey }, NOW).kind, "invalid");
      }
    }
    assert.equal(checkSignature(ask(signedUrl({ url: URL_OF }, { privateKey: ECDSA.privateKey })), KEYS, NOW).kind, "invalid");
  });

  // "Specify signers that can create signed URLs and signed cookies": only keys of the behaviour's trusted key groups.
  it("[E5] knows no key that is not in a trusted key group of the behaviour", () => {
    const url = signedUrl({ url: URL_OF }, { keyPairId: "KOTHERKEY12345" });
    const verdict = checkSignature(ask(url), KEYS, NOW);
    assert.deepEqual(verdict, { kind: "invalid", by: "url", refusal: { code: "InvalidKey", message: "Unknown Key" } });
    assert.equal(checkSignature(ask(signedUrl({ url: URL_OF }, { keyPairId: "__proto__" })), KEYS, NOW).kind, "invalid");
  });

  // "Create a signed URL using a custom policy", Resource: * and ? anywhere; left out, everything that the key guards.
  it("[E5] reads wildcards in a custom policy's resource, and no resource as any", () => {
    assert.equal(withCookie(policy(`https://${HOST}/out/*/ind?x.m3u8`)).kind, "valid");
    assert.equal(withCookie(policy(`https://${HOST}/out/v1/main/other/*`)).kind, "invalid");
    assert.equal(withCookie(policy("http://*")).kind, "invalid", "the scheme counts");
    assert.equal(withCookie(policy("http*://*")).kind, "valid");
    const open = JSON.stringify({ Statement: [{ Condition: { DateLessThan: { "AWS:EpochTime": SECONDS + 1 } } }] });
    assert.equal(checkSignature(ask(PATH, { cookie: cookie(open, {}) }), KEYS, NOW).kind, "valid");
  });

  it("[E5] lets no dotted path reach beyond a custom policy's resource", () => {
    assert.equal(withCookie(policy(RESOURCE), "/out/v1/main/arena/../demo/index.m3u8").kind, "invalid");
  });

  // The same page: the viewer's own query string belongs to the resource, the signature's names do not.
  it("[E5] counts the viewer's own query string into the URL, and the signature's names out of it", () => {
    const url = signedUrl({ url: `${URL_OF}?_HLS_msn=7` });
    assert.equal(checkSignature(ask(url), KEYS, NOW).kind, "valid");
    assert.equal(checkSignature(ask(url.replace("_HLS_msn=7", "_HLS_msn=8")), KEYS, NOW).kind, "invalid");
    assert.equal(withCookie(policy(RESOURCE), `${PATH}?CMCD=x`).kind, "valid");
  });

  // The same page: DateLessThan is required; DateGreaterThan and IpAddress (IPv4, with or without a mask) are optional.
  it("[E5] holds a policy to its times and its address", () => {
    const at = (condition: Record<string, unknown>, ip = "192.0.2.7"): string => withCookie(policy(RESOURCE, condition), PATH, { ip }).kind;
    assert.equal(at({ DateLessThan: { "AWS:EpochTime": SECONDS + 1 } }), "valid");
    assert.equal(at({ DateLessThan: { "AWS:EpochTime": SECONDS } }), "invalid");
    assert.equal(at({ DateGreaterThan: { "AWS:EpochTime": SECONDS - 1 } }), "valid");
    assert.equal(at({ DateGreaterThan: { "AWS:EpochTime": SECONDS + 1 } }), "invalid");
    assert.equal(at({ IpAddress: { "AWS:SourceIp": "192.0.2.0/24" } }), "valid");
    assert.equal(at({ IpAddress: { "AWS:SourceIp": "192.0.2.7" } }, "::ffff:192.0.2.7"), "valid");
    assert.equal(at({ IpAddress: { "AWS:SourceIp": "192.0.2.8/32" } }), "invalid");
    assert.equal(at({ IpAddress: { "AWS:SourceIp": "0.0.0.0/0" } }), "valid");
  });

  // The same page: one statement, names exactly as specified.
  it("[E5] refuses a policy that is signed and malformed", () => {
    const condition = { DateLessThan: { "AWS:EpochTime": SECONDS + 60 } };
    const malformed: unknown[] = [
      { Statement: [] },
      {
        Statement: [
          { Resource: RESOURCE, Condition: condition },
          { Resource: RESOURCE, Condition: condition },
        ],
      },
      { Statement: [{ Resource: RESOURCE, Condition: {} }] },
      { Statement: [{ Resource: RESOURCE, Condition: { DateLessThan: { "AWS:EpochTime": "soon" } } }] },
      { Statement: [{ Resource: [RESOURCE], Condition: condition }] },
      { Statement: [{ Resource: "/out/*", Condition: condition }] },
      { Statement: [{ Resource: RESOURCE, Condition: { ...condition, dateGreaterThan: 1 } }] },
      { Statement: [{ Resource: RESOURCE, Condition: { ...condition, IpAddress: { "AWS:SourceIp": "2001:db8::/32" } } }] },
      [],
      7,
    ];
    for (const one of malformed) {
      const verdict = withCookie(JSON.stringify(one));
      assert.equal(verdict.kind === "invalid" && verdict.refusal.code, "MalformedPolicy", JSON.stringify(one));
    }
  });

  // "Decide to use signed URLs or signed cookies": with a signed URL, the URL alone decides.
  it("[E5] goes by the signed URL alone where a request carries both", () => {
    const good = cookie(policy(RESOURCE));
    const bad = signedUrl({ url: `https://${HOST}/elsewhere` });
    const query = bad.slice(bad.indexOf("?"));
    assert.deepEqual(checkSignature(ask(`${PATH}${query}`, { cookie: good }), KEYS, NOW).kind, "invalid");
    assert.deepEqual(checkSignature(ask(signedUrl({ url: URL_OF }), { cookie: "CloudFront-Key-Pair-Id=x" }), KEYS, NOW), {
      kind: "valid",
      by: "url",
    });
  });

  it("[E5] never lets a forged, expired or tampered signature pass", () => {
    const whole = signedUrl({ url: URL_OF, policy: policy(RESOURCE) });
    const text = whole.slice(whole.indexOf("?") + 1);
    assert.equal(checkSignature(ask(`${PATH}?${text}`), KEYS, NOW).kind, "valid");
    const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~&=%";
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(characters.length - 1), fc.constantFrom("change", "drop", "double"), (at, which, how) => {
        const put = how === "change" ? (characters[which] ?? "") : how === "drop" ? "" : (text[at] ?? "").repeat(2);
        const changed = text.slice(0, at) + put + text.slice(at + 1);
        fc.pre(changed !== text);
        // A parameter more or an empty one says nothing.
        fc.pre(!changed.includes("&&") && changed.split("&").length === text.split("&").length);
        assert.notEqual(checkSignature(ask(`${PATH}?${changed}`), KEYS, NOW).kind, "valid", changed);
      }),
      { numRuns: 500 },
    );
    assert.equal(checkSignature(ask(`${PATH}?${text}`), KEYS, NOW + 3_600_000).kind, "invalid", "expired");
    assert.equal(checkSignature(ask(`${PATH}?${text}`), { [KEY_ID]: ECDSA.publicKey }, NOW).kind, "invalid", "forged");
  });

  it("[E5] never throws, whatever a request holds", () => {
    const names = fc.constantFrom("Policy", "Signature", "Key-Pair-Id", "Expires", "Hash-Algorithm", "x");
    const value = fc.oneof(fc.string(), fc.constant(KEY_ID), fc.constant("e30_"), fc.base64String());
    fc.assert(
      fc.property(fc.array(fc.tuple(names, value), { maxLength: 6 }), fc.string(), (pairs, noise) => {
        const query = pairs.map(([name, text]) => `${name}=${text}`).join("&");
        const cookies = pairs.map(([name, text]) => `CloudFront-${name}=${text}`).join("; ");
        assert.notEqual(checkSignature(ask(`/${noise.replaceAll("?", "")}?${query}`, { cookie: cookies }), KEYS, NOW).kind, "valid");
        assert.notEqual(checkSignature(ask("/", { cookie: cookies + noise }), { [KEY_ID]: "no key" }, NOW).kind, "valid");
      }),
      { numRuns: 300 },
    );
  });

  // AWS re:Post, "How do I troubleshoot issues related to a signed URL or signed cookies in CloudFront?"
  it("[E5] answers 403 in XML: MissingKey without a signature, InvalidKey for a stranger's, AccessDenied for one that does not hold", async () => {
    const { get, served, asked } = stage(distribution([signed()]));
    const missing = await get(PATH);
    assert.deepEqual(
      [missing.status, missing.headers["content-type"], missing.headers["x-cache"]],
      [403, "text/xml", "Error from cloudfront"],
    );
    assert.match(missing.body.toString(), /^<\?xml version="1.0" encoding="UTF-8"\?><Error><Code>MissingKey<\/Code>/);
    assert.equal(code(await get(PATH, { cookie: cookie(policy(RESOURCE), { keyPairId: "KOTHER" }) })), "InvalidKey");
    assert.equal(code(await get(PATH, { cookie: cookie(policy(`https://${HOST}/x/*`)) })), "AccessDenied");
    assert.equal(code(await get(`${PATH}?Policy=x&Signature=%&Key-Pair-Id=${KEY_ID}`)), "MalformedSignature");
    assert.deepEqual(
      served.map(({ signature }) => signature),
      ["missing", "invalid", "invalid", "invalid"],
    );
    assert.equal(asked.length, 0, "nothing reached an origin");
  });

  // "Use signed URLs", when CloudFront checks the expiration: at the time of each request.
  it("[E5] checks the end of a signature at each request, for cached objects too", async () => {
    const { get, clock } = stage(distribution([signed()]), () => ({ headers: { "cache-control": "max-age=86400" } }));
    const headers = { cookie: cookie(policy(RESOURCE)) };
    assert.equal((await get(PATH, headers)).status, 200);
    assert.equal((await get(PATH, headers)).headers["x-cache"], "Hit from cloudfront");
    clock.now += 3_600_000;
    assert.equal((await get(PATH, headers)).status, 403);
  });

  // "Use signed URLs": CloudFront takes its own parameters out before the request goes on.
  it("[E5] keeps the signature out of the cache key and from the origin, whatever the cache policy says", async () => {
    const all = signed({ cache: { ...behaviour().cache, query: { kind: "all" }, cookies: { kind: "all" } } });
    const { get, asked } = stage(distribution([all]), () => ({ headers: { "cache-control": "max-age=60" } }));
    const first = await get(signedUrl({ url: `${URL_OF}?a=1` }));
    const again = await get(signedUrl({ url: `${URL_OF}?a=1`, policy: policy(RESOURCE) }));
    assert.deepEqual([first.headers["x-cache"], again.headers["x-cache"]], ["Miss from cloudfront", "Hit from cloudfront"]);
    await get(`${PATH}?b=1`, { cookie: `${cookie(policy(RESOURCE))}; theme=dark` });
    assert.deepEqual(
      asked.map(({ query }) => query),
      ["a=1", "b=1"],
    );
    assert.equal(asked[1]?.headers["cookie"], "theme=dark");
  });

  it("[E5] asks no signature of a behaviour without a key group, and says so in its record", async () => {
    const { get, served } = stage(distribution([behaviour({ path: "/open/*" })]));
    assert.equal((await get("/open/a")).status, 200);
    assert.deepEqual(
      served.map(({ keyGroup, signature }) => [keyGroup, signature]),
      [[false, "not asked"]],
    );
  });
});
