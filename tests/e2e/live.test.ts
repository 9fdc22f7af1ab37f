import assert from "node:assert/strict";
import { viewerCookies } from "../../rehearsal/drills/index.ts";
import { FORMATS, type DrilledChannel, type Format } from "../../rehearsal/drills/types.ts";
import { mpdFaults, mpdSuccessionFaults } from "../support/dashRules.ts";
import { multivariantFaults, playlistFaults, successionFaults } from "../support/hlsRules.ts";
import { twice } from "./secondTry.ts";
import { theatre, type Theatre } from "./theatre.ts";

const MINUTE = 60_000;

/** How long the live edge is followed; `npm run test:long` follows it for minutes. Milliseconds. */
const LENGTH = process.env["ONAIR_TEST_LIVE_MINUTES"] === undefined ? 8000 : Number(process.env["ONAIR_TEST_LIVE_MINUTES"]) * MINUTE;
/** Milliseconds between two looks; shorter than a segment, so that every version is seen. */
const LOOK_EVERY = 900;
/** Versions without which nothing can be said; a slow machine needs longer for them. */
const LEAST = 2;

describe("the live edge as strict readers see it", function () {
  this.timeout(2 * LENGTH + 10 * MINUTE);
  let there: Theatre;

  before(async function () {
    there = await theatre(this);
    await there.mend();
  });

  async function asked(channel: DrilledChannel, path: string): Promise<string> {
    const { media, key } = there.stage;
    const cookies = viewerCookies(key, channel.resource, "signed", Math.floor(Date.now() / 1000));
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
    const answer = await fetch(`${media.edgeUrl}${path}`, { headers: { cookie } });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${path}: ${text.slice(0, 200)}`);
    return text;
  }

  /** Reads a document over and over, and judges each new version alone and after the one before. */
  async function follow(
    read: () => Promise<string>,
    alone: (text: string) => string[],
    after: (older: string, newer: string) => string[],
  ): Promise<{ versions: number; faults: string[] }> {
    const faults: string[] = [];
    let versions = 0;
    let before: string | undefined;
    const begun = Date.now();
    const goesOn = (): boolean => Date.now() < begun + LENGTH || (versions < LEAST && Date.now() < begun + LENGTH + MINUTE);
    for (; goesOn(); await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))) {
      const now = await read();
      if (now === before) continue;
      versions += 1;
      faults.push(...alone(now), ...(before === undefined ? [] : after(before, now)));
      before = now;
    }
    return { versions, faults };
  }

  const followed = new Map<Format, ReturnType<typeof begin>>();

  /** All at once, with the first test that asks: what is waited for is the programme's time. */
  function following(format: Format): ReturnType<typeof begin> {
    for (const one of FORMATS) {
      if (followed.has(one)) continue;
      const begun = begin(one);
      // Each is judged by its own test.
      begun.catch(() => undefined);
      followed.set(one, begun);
    }
    return followed.get(format) ?? assert.fail();
  }

  async function begin(format: Format): Promise<{ versions: number; faults: string[] }[]> {
    return format === "dash" ? [await followDash(there.aligned)] : followHls(there.aligned, format);
  }

  async function followHls(channel: DrilledChannel, format: "hls" | "ll-hls"): Promise<{ versions: number; faults: string[] }[]> {
    const path = channel.playback[format] ?? assert.fail();
    const multivariant = await asked(channel, path);
    assert.deepEqual(multivariantFaults(multivariant), []);
    const uris = [...multivariant.matchAll(/URI="([^"]+\.m3u8)"/g)].map(([, uri = ""]) => uri);
    const plain = multivariant.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const all = [...new Set([...uris, ...plain])];
    assert.ok(all.length >= 5, "video, sound and captions");
    return Promise.all(
      all.map((uri) => follow(() => asked(channel, new URL(uri, `http://x${path}`).pathname), playlistFaults, successionFaults)),
    );
  }

  function followDash(channel: DrilledChannel): Promise<{ versions: number; faults: string[] }> {
    const expectation = { segmentSeconds: channel.segmentSeconds };
    const path = channel.playback.dash ?? assert.fail();
    return follow(
      () => asked(channel, path),
      (xml) => mpdFaults(xml, expectation),
      (older, newer) => mpdSuccessionFaults(older, newer, expectation),
    );
  }

  for (const [format, what] of [
    ["hls", "playlist of HLS"],
    ["ll-hls", "playlist of low-latency HLS"],
    ["dash", "DASH manifest"],
  ] as const) {
    twice(
      `[L7] every ${what} is faultless, and follows from the one before`,
      async () => {
        const all = await following(format);
        assert.deepEqual(
          all.flatMap(({ faults }) => faults),
          [],
        );
        assert.ok(all.every(({ versions }) => versions >= LEAST));
      },
      async () => {
        followed.delete(format);
        await there.mend();
      },
    );
  }
});
