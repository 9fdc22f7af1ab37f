import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import {
  hitRatio,
  originRequests,
  perSecond,
  regionsServed,
  ServedLog,
  unsignedMedia,
  viewerSessions,
} from "../../rehearsal/media/log/index.ts";
import { regionsOfOrigins } from "../../rehearsal/media/origins/index.ts";
import type { ServedRequest } from "../../rehearsal/media/types.ts";
import { originIn } from "../support/scriptedOrigins.ts";

const AT = Date.UTC(2026, 0, 1);

function served(more: Partial<ServedRequest> = {}): ServedRequest {
  return {
    at: AT,
    method: "GET",
    path: "/out/v1/onair-prod-main/arena/live/segment_1.mp4",
    status: 200,
    bytes: 1_000,
    behaviour: "/out/v1/onair-prod-main/arena/*",
    keyGroup: true,
    signature: "valid",
    signedBy: "cookies",
    result: "Miss",
    attempts: [{ origin: "us", method: "GET", status: 200, ms: 3 }],
    origin: "us",
    ms: 4,
    ...more,
  };
}

const anyRecord: fc.Arbitrary<ServedRequest> = fc
  .record({
    path: fc.constantFrom("/out/v1/g/c/e/index.m3u8", "/player/index.html", "/out/v1", "/OUT/v1/x"),
    status: fc.constantFrom(200, 206, 204, 304, 302, 403, 404, 502, 504),
    bytes: fc.constantFrom(0, 1, 5_000),
    keyGroup: fc.boolean(),
    signature: fc.constantFrom("valid" as const, "missing" as const, "invalid" as const, "not asked" as const),
    result: fc.constantFrom("Hit" as const, "RefreshHit" as const, "Miss" as const, "Error" as const),
    at: fc.integer({ min: AT, max: AT + 20_000 }),
  })
  .map((some) => served(some));

describe("the log of served requests", () => {
  it("[E5] finds media that went out unsigned, or where no signature is asked for", () => {
    const bad: readonly Partial<ServedRequest>[] = [
      { signature: "missing" },
      { signature: "invalid" },
      { signature: "not asked" },
      { keyGroup: false },
      { keyGroup: false, signature: "not asked", status: 206, bytes: 1 },
      { signature: "missing", path: "/out/v1/onair-prod-main/arena/live/index.m3u8", result: "Hit", attempts: [] },
    ];
    for (const more of bad) {
      const record = served(more);
      assert.deepEqual(unsignedMedia([served(), record, served()]), [record], JSON.stringify(more));
    }
    const good: readonly Partial<ServedRequest>[] = [
      {},
      { signedBy: "url" },
      { signature: "missing", status: 403, bytes: 300, result: "Error" },
      { signature: "not asked", keyGroup: false, path: "/player/index.html" },
      { signature: "not asked", keyGroup: false, method: "OPTIONS", status: 204, bytes: 0 },
    ];
    assert.deepEqual(unsignedMedia(good.map(served)), []);
  });

  it("[E5] judges any record as the sentence says", () => {
    fc.assert(
      fc.property(fc.array(anyRecord), (records) => {
        const found = new Set(unsignedMedia(records));
        for (const record of records) {
          const { path, status, bytes, keyGroup, signature } = record;
          const media = path.indexOf("/out/v1/") === 0 && Math.floor(status / 100) === 2 && bytes !== 0;
          assert.equal(found.has(record), media && (!keyGroup || signature !== "valid"));
        }
      }),
    );
  });

  it("[E3] says which regions served media, and how often each origin was asked", () => {
    const records = [
      served(),
      served({
        origin: "eu",
        attempts: [
          { origin: "us", method: "GET", status: 503, ms: 2_000, failed: "connect" },
          { origin: "us", method: "GET", status: 503, ms: 2_000, failed: "connect" },
          { origin: "eu", method: "HEAD", status: 0, ms: 3 },
          { origin: "eu", method: "GET", status: 200, ms: 3 },
        ],
      }),
      served({ origin: "eu", status: 404 }),
      served({ origin: "eu", result: "Hit", attempts: [] }),
      served({ origin: "somewhere" }),
    ];
    const regions = regionsOfOrigins([
      originIn("us", "us-east-1"),
      originIn("eu", "eu-west-1"),
      originIn("x", "x", { domainName: "x.example" }),
    ]);
    assert.deepEqual(
      [...regionsServed(records, regions)],
      [
        ["us-east-1", 1],
        ["eu-west-1", 2],
      ],
    );
    assert.deepEqual(
      [...originRequests(records.slice(0, 2))],
      [
        ["us", { requests: 3, heads: 0, failed: 2 }],
        ["eu", { requests: 2, heads: 1, failed: 0 }],
      ],
    );
  });

  // CloudFront Developer Guide, "Types of metrics": errors are no cacheable requests.
  it("[E1] counts hits among what can be cached", () => {
    const results = ["Hit", "Hit", "RefreshHit", "Miss", "Error", "Redirect", "LimitExceeded", "FunctionGeneratedResponse"] as const;
    assert.deepEqual(hitRatio(results.map((result) => served({ result }))), { hits: 2, refreshes: 1, misses: 1, ratio: 0.5 });
    assert.equal(hitRatio([]).ratio, 0);
  });

  it("[E1] counts every request in exactly one second, silent seconds included", () => {
    fc.assert(
      fc.property(fc.array(anyRecord), (records) => {
        const seconds = perSecond(records);
        assert.equal(
          seconds.reduce((sum, { requests }) => sum + requests, 0),
          records.length,
        );
        assert.equal(
          seconds.reduce((sum, { bytes }) => sum + bytes, 0),
          records.reduce((sum, { bytes }) => sum + bytes, 0),
        );
        for (const [index, { second }] of seconds.entries()) assert.equal(second, (seconds[0]?.second ?? 0) + index);
      }),
    );
  });

  it("[E1] tells viewers apart by the session their player names", () => {
    const records = [
      served({ session: "a", at: AT + 5 }),
      served({ session: "b", status: 403, bytes: 9, signature: "missing" }),
      served({ session: "a", at: AT + 1, path: "/player/index.html" }),
      served(),
    ];
    assert.deepEqual(viewerSessions(records), [
      { session: "a", requests: 2, media: 1, bytes: 2_000, errors: 0, from: AT + 1, to: AT + 5 },
      { session: "b", requests: 1, media: 0, bytes: 9, errors: 1, from: AT, to: AT },
    ]);
  });

  it("[E3] keeps the newest records, oldest first, whatever the limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 70 }), (limit, count) => {
        const log = new ServedLog({ limit });
        const all = Array.from({ length: count }, (_, at) => served({ at }));
        for (const record of all) log.add(record);
        assert.deepEqual(log.records(), all.slice(-limit));
        assert.equal(log.total, count);
      }),
    );
    for (const limit of [0, -1, 1.5, Number.NaN]) assert.throws(() => new ServedLog({ limit }), RangeError);
  });

  it("[E3] tells every record to whoever watches, until they no longer do", () => {
    const log = new ServedLog();
    const heard: ServedRequest[] = [];
    const stop = log.watch((record) => heard.push(record));
    const [first, second] = [served(), served()];
    log.add(first);
    stop();
    log.add(second);
    assert.deepEqual(heard, [first]);
  });

  it("[E3] writes a line of JSON for every record, after what the file held", async () => {
    const folder = mkdtempSync(join(tmpdir(), "onair-log-"));
    try {
      const file = join(folder, "served.jsonl");
      for (const status of [200, 404]) {
        const log = new ServedLog({ limit: 1, file });
        log.add(served({ status }));
        log.add(served({ status: status + 1 }));
        await log.close();
        await log.close();
      }
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      assert.deepEqual(
        lines.map((line) => (JSON.parse(line) as ServedRequest).status),
        [200, 201, 404, 405],
      );
      await assert.rejects(new ServedLog({ file: join(folder, "none", "x") }).close(), /could not be written/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
