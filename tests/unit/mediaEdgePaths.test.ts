import assert from "node:assert/strict";
import fc from "fast-check";
import { behaviourFor, matchesPattern, matchesWildcards, normalisedPath } from "../../rehearsal/media/edge/paths.ts";
import { behaviour, distribution, signed, stage } from "./mediaEdgeFixture.ts";

/** The same by a regular expression: slower, and plain to see. */
function oracle(pattern: string, text: string): boolean {
  const expression = Array.from(pattern)
    .map((one) => (one === "*" ? "[^]*" : one === "?" ? "[^]" : one.replace(/[^A-Za-z0-9]/g, "\\$&")))
    .join("");
  return new RegExp(`^${expression}$`).test(text);
}

const alphabet = fc.constantFrom("a", "b", "/", ".", "*", "?", "A");
const word = fc.array(alphabet, { maxLength: 9 }).map((letters) => letters.join(""));

describe("rehearsed edge, which behaviour a path belongs to", () => {
  // CloudFront Developer Guide, "Cache behavior settings", path pattern: * is any run, ? one character, case counts.
  it("[E1] matches * and ? as a naive matcher does", () => {
    fc.assert(
      fc.property(word, word, (pattern, text) => {
        assert.equal(matchesWildcards(pattern, text), oracle(pattern, text), `${pattern} ${text}`);
      }),
      { numRuns: 3000 },
    );
    assert.equal(oracle("a?c", "abc") && !oracle("a?c", "ac") && !oracle("A*", "abc"), true, "the oracle tells right from wrong");
  });

  it("[E1] takes no time that grows out of hand with many wildcards", () => {
    assert.equal(matchesWildcards("*a".repeat(200), "a".repeat(5000) + "b"), false);
  });

  // The same page: case-sensitive; the leading slash may be left out.
  it("[E1] tells case apart, and takes a pattern without its leading slash", () => {
    assert.equal(matchesPattern("/images/*.jpg", "/images/a/b.jpg"), true);
    assert.equal(matchesPattern("images/*.jpg", "/images/a.jpg"), true);
    assert.equal(matchesPattern("/images/*.jpg", "/images/a.JPG"), false);
    assert.equal(matchesPattern("/images/a??.jpg", "/images/ab.jpg"), false);
    assert.equal(matchesPattern("*.jpg", "/images/a.jpg"), true);
  });

  // The same page, path normalization: RFC 3986, then multiple slashes and dot segments.
  it("[E1] matches the normalised path", () => {
    const cases: [string, string][] = [
      ["/out//v1///a", "/out/v1/a"],
      ["/out/v1/main/arena/../demo/x", "/out/v1/main/demo/x"],
      ["/a/./b/.", "/a/b/"],
      ["/../../a", "/a"],
      ["/%6fut/%2f%C3%bc", "/out/%2F%C3%BC"],
      ["/a/", "/a/"],
    ];
    for (const [path, normalised] of cases) assert.equal(normalisedPath(path), normalised, path);
  });

  it("[E1] normalises what is normal to itself, and leaves no dots behind", () => {
    const segment = fc.constantFrom("a", "", ".", "..", "%2e", "%2E%2e", "b.c", "%41", "%zz", "...");
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
        const once = normalisedPath(`/${segments.join("/")}`);
        assert.equal(normalisedPath(once), once);
        assert.doesNotMatch(once, /\/\.{0,2}\//);
      }),
    );
  });

  // The same page: behaviours in the order they are listed, the default one last.
  it("[E1] takes the first behaviour that fits, and the default one for the rest", () => {
    const list = [behaviour({ path: "/a/*" }), behaviour({ path: "/a/b/*" }), behaviour({ path: "*" })];
    assert.equal(behaviourFor(list, "/a/b/c")?.path, "/a/*");
    assert.equal(behaviourFor([...list].reverse(), "/a/b/c")?.path, "*");
    assert.equal(behaviourFor(list, "/c")?.path, "*");
  });

  // The same page: once the behaviour is found, the origin gets the raw path.
  it("[E1] sends the origin the path as the viewer wrote it", async () => {
    const { get, asked, served } = stage(distribution([behaviour({ path: "/out/v1/open/*" })]));
    await get("/out/v1//open/./a%7eb.mp4");
    assert.equal(asked[0]?.path, "/out/v1//open/./a%7eb.mp4");
    assert.equal(asked[0].behaviour, "/out/v1/open/*");
    assert.equal(served[0]?.behaviour, "/out/v1/open/*");
  });

  it("[E5] lets no dotted path out of a behaviour that wants a signature", async () => {
    const { get } = stage(distribution([signed(), behaviour({ path: "/open/*" })]));
    for (const path of ["/open/../out/v1/main/arena/x", "/open/%2e%2e/out/v1/main/arena/x", "//out/v1/main/arena/x"]) {
      assert.equal((await get(path)).status, 403, path);
    }
  });

  // "Specify a default root object": for the root URL, not for folders.
  it("[E8] asks for the default root object in the place of the root, and of nothing else", async () => {
    const open = behaviour({ path: "/*" });
    const { get, asked } = stage(distribution([open], { defaultRootObject: "index.html" }));
    await get("/");
    await get("/player/");
    assert.deepEqual(
      asked.map(({ path }) => path),
      ["/index.html", "/player/"],
    );
  });
});
