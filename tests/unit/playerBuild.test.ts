import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { buildPlayer, type BuiltFile } from "../../build/player.ts";

/** What a page may load when it is opened: everything that names another host in the attributes that load. */
const LOADS =
  /(?:\b(?:src|href|action|poster|data)\s*=\s*["']?|url\(\s*["']?|@import\s+["']?|\bfetch\(\s*["'`]|\bimport\(?\s*["'`]|\bfrom\s*["'`])(?:https?:)?\/\/[^"'`)\s]+/gi;

const INLINE_SCRIPT = /<script\b(?![^>]*\bsrc=)[^>]*>/i;
const INLINE_STYLE = /<style\b|\sstyle\s*=/i;
const HANDLER = /\son[a-z]+\s*=/i;

function text({ bytes }: BuiltFile): string {
  return bytes.toString("utf8");
}

describe("built player", () => {
  let files: BuiltFile[] = [];
  before(async function () {
    this.timeout(60_000);
    files = await buildPlayer();
  });

  function file(path: string): BuiltFile {
    const found = files.find((each) => each.path === path);
    assert.ok(found !== undefined, `${path} is not built`);
    return found;
  }

  it("[E8] the page has no inline script, style or handler, which the policy would refuse", () => {
    const html = text(file("index.html"));
    assert.doesNotMatch(html, INLINE_SCRIPT);
    assert.doesNotMatch(html, INLINE_STYLE);
    assert.doesNotMatch(html, HANDLER);
    assert.doesNotMatch(html, /\{\{/);
    assert.match("<script>x</script>", INLINE_SCRIPT);
    assert.match('<p style="color:red">', INLINE_STYLE);
    assert.match('<p onclick="x">', HANDLER);
  });

  it("[E8] no script evaluates text", () => {
    for (const script of files.filter(({ path }) => path.endsWith(".js"))) {
      assert.doesNotMatch(text(script), /\beval\(|\bnew Function\(|\.innerHTML\s*=|document\.write\(/, script.path);
    }
  });

  it("[E8] nothing is loaded from another host", () => {
    for (const each of files.filter(({ path }) => /\.(html|css|js)$/.test(path))) {
      // The player's only addresses of others are names: XML namespaces, and schemes of DASH that look like addresses.
      const loads = [...text(each).matchAll(LOADS)].map(([load]) => load);
      assert.deepEqual(loads, [], each.path);
    }
    for (const load of [
      '<script src="https://cdn.example/a.js">',
      "@import '//fonts.example/a.css'",
      "url(http://a.example/x.png)",
      'import("https://a.example/m.js")',
    ]) {
      assert.equal([...load.matchAll(LOADS)].length, 1, load);
    }
  });

  it("[E8] hashed names say their content, and only they are kept for ever", () => {
    for (const { path, bytes, immutable } of files) {
      const hash = /-([0-9a-f]{12})\.\w+$/.exec(path)?.[1];
      assert.equal(immutable, hash !== undefined, path);
      if (hash !== undefined) assert.equal(createHash("sha256").update(bytes).digest("hex").slice(0, 12), hash, path);
    }
    assert.equal(files.filter(({ immutable }) => immutable).length, 3);
  });

  it("[E8] every file that one names is built", () => {
    const names = new Set(files.map(({ path }) => path));
    for (const [, name] of text(file("index.html")).matchAll(/\b(?:src|href)="(?!data:)([^"]+)"/g)) assert.ok(names.has(name ?? ""), name);
    for (const [, name] of text(file("onair-player.js")).matchAll(/"\.\/([^"]+)"/g)) assert.ok(names.has(name ?? ""), name);
  });

  it("[E8] files.json lists all others with their size and hash", () => {
    const { files: listed } = JSON.parse(text(file("files.json"))) as { files: readonly { path: string; bytes: number; sha256: string }[] };
    assert.deepEqual(
      listed.map(({ path, bytes, sha256 }) => [path, bytes, sha256]),
      files
        .filter(({ path }) => path !== "files.json")
        .map(({ path, bytes }) => [path, bytes.length, createHash("sha256").update(bytes).digest("hex")]),
    );
  });

  it("[E8] the licences of what is bundled go along", () => {
    const licences = text(file("licences.txt"));
    for (const part of [/Apache License/, /== shaka-player \d+\.\d+\.\d+/, /Google/, /third_party\/cml-cmcd/]) assert.match(licences, part);
  });

  it("[E8] content types are those a browser takes under nosniff", () => {
    assert.deepEqual(Object.fromEntries(files.map(({ path, contentType }) => [path.replace(/.*\./, ""), contentType.split(";")[0]])), {
      html: "text/html",
      js: "text/javascript",
      css: "text/css",
      txt: "text/plain",
      json: "application/json",
    });
  });

  it("[E8] stays of a size that a phone takes", () => {
    const bytes =
      file("index.html").bytes.length +
      files.filter(({ path }) => path.startsWith("page-")).reduce((sum, each) => sum + each.bytes.length, 0);
    assert.ok(bytes < 900_000, `${String(bytes)} bytes`);
  });
});
