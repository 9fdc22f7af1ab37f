import assert from "node:assert/strict";
import fc from "fast-check";
import { channelsFile, channelsPageFile } from "../../cli/publish/channels.ts";
import { digestOf, needsDigest, publishPlan, type PageFile, type Published } from "../../cli/publish/plan.ts";
import { readChannels } from "../../player/index.ts";
import { edgeContract } from "./cliSession.ts";

const NAMES = ["index.html", "channels.json", "files.json", "onair-player.js", "page-1a.js", "page-2b.js", "page-3c.css"];

const file: fc.Arbitrary<PageFile> = fc
  .record({
    path: fc.constantFrom(...NAMES),
    bytes: fc.uint8Array({ maxLength: 8 }),
    contentType: fc.constantFrom("text/html", "text/css"),
  })
  .map(({ path, bytes, contentType }) => ({
    path,
    // The content of a hashed file follows from its name.
    bytes: Buffer.from(path.includes("-") && !path.startsWith("onair") ? path : bytes),
    contentType: path.includes("-") ? "text/css" : contentType,
    immutable: path.includes("-") && !path.startsWith("onair"),
  }));
const build = fc.uniqueArray(file, { maxLength: NAMES.length, selector: ({ path }) => path });

/** A bucket after some builds were published, one after the other. */
function publishedAfter(...builds: readonly (readonly PageFile[])[]): Map<string, Published> {
  const bucket = new Map<string, Published>();
  for (const built of builds)
    for (const { path, bytes, digest } of publishPlan(bucket, built).uploads) bucket.set(path, { size: bytes.length, digest });
  return bucket;
}

describe("publishPlan", () => {
  it("[E8] leaves the bucket with every built file as it was built", () => {
    fc.assert(
      fc.property(build, build, (before, built) => {
        const bucket = publishedAfter(before, built);
        for (const one of built) assert.equal(bucket.get(one.path)?.digest, digestOf(one), one.path);
        for (const one of before) assert.ok(bucket.has(one.path), `${one.path} must stay: an open page may ask for it`);
      }),
    );
  });

  it("[E9] does nothing where nothing has changed, and so invalidates nothing", () => {
    fc.assert(
      fc.property(build, (built) => {
        const { uploads, stale, unchanged } = publishPlan(publishedAfter(built), built);
        assert.deepEqual([uploads, stale], [[], []]);
        assert.equal(unchanged.length, built.length);
      }),
    );
  });

  it("[E9] invalidates exactly the files that were published otherwise under the same name", () => {
    fc.assert(
      fc.property(build, build, (before, built) => {
        const { stale, uploads } = publishPlan(publishedAfter(before), built);
        const old = new Map(before.map((one) => [one.path, digestOf(one)]));
        const expected = built.filter((one) => old.has(one.path) && old.get(one.path) !== digestOf(one)).map(({ path }) => path);
        assert.deepEqual([...stale].sort(), expected.sort());
        assert.ok(
          stale.every((path) => !/-\w+\.(js|css)$/.test(path) || path === "onair-player.js"),
          "no hashed name is ever stale",
        );
        assert.ok(stale.every((path) => uploads.some((upload) => upload.path === path)));
      }),
    );
  });

  it("[E8] uploads what others name before what names it: hashed files first, the page last", () => {
    fc.assert(
      fc.property(build, (built) => {
        const order = publishPlan(new Map(), built).uploads.map(({ path, cacheControl }) => [
          path,
          path === "index.html" ? 2 : cacheControl.includes("immutable") ? 0 : 1,
        ]);
        const stages = order.map(([, stage]) => Number(stage));
        assert.deepEqual(stages, [...stages].sort());
      }),
    );
  });

  it("[E8] lets caches keep hashed names for a year, and all others for a minute", () => {
    const page = (path: string, immutable: boolean): PageFile => ({ path, bytes: Buffer.from(path), contentType: "text/css", immutable });
    const { uploads } = publishPlan(new Map(), [page("index.html", false), page("page-1a.js", true)]);
    assert.deepEqual(
      uploads.map(({ cacheControl }) => cacheControl),
      ["public, max-age=31536000, immutable", "public, max-age=60"],
    );
    assert.deepEqual(needsDigest([page("index.html", false), page("page-1a.js", true)]), ["index.html"]);
  });

  it("[E8] uploads again what somebody else put there, what was cut short, and what has another type", () => {
    const one: PageFile = { path: "index.html", bytes: Buffer.from("page"), contentType: "text/html", immutable: false };
    const asset: PageFile = { path: "page-1a.js", bytes: Buffer.from("script"), contentType: "text/javascript", immutable: true };
    const again = (published: [string, Published][]): string[] =>
      publishPlan(new Map(published), [one, asset]).uploads.map(({ path }) => path);
    assert.deepEqual(
      again([
        ["index.html", { size: 4 }],
        ["page-1a.js", { size: 6 }],
      ]),
      ["index.html"],
    );
    assert.deepEqual(
      again([
        ["index.html", { size: 4, digest: digestOf({ ...one, contentType: "text/plain" }) }],
        ["page-1a.js", { size: 5 }],
      ]),
      ["page-1a.js", "index.html"],
    );
  });
});

describe("channels.json", () => {
  const contract = edgeContract("prod", ["news", "arena"]);

  it("[E8 O1] is what the player reads, whole, and without a host: the page plays from its own", () => {
    const written = channelsFile(contract);
    const read = readChannels(JSON.parse(channelsPageFile(contract).bytes.toString("utf8")));
    assert.deepEqual(read, { environment: "prod", channels: written.channels, problems: [] });
    assert.deepEqual(
      written.channels.map(({ name, failover, playback }) => [name, failover, playback.hls]),
      [
        ["arena", "seamless", "/out/v1/prod-main/arena/live/hls.m3u8"],
        ["news", "seamless", "/out/v1/prod-main/news/live/hls.m3u8"],
      ],
    );
    assert.doesNotMatch(channelsPageFile(contract).bytes.toString("utf8"), /https?:/);
  });

  it("[E8] is the same in whatever order the contract has its channels", () => {
    assert.deepEqual(channelsPageFile(edgeContract("prod", ["arena", "news"])).bytes, channelsPageFile(contract).bytes);
  });
});
