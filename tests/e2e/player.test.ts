import assert from "node:assert/strict";
import { regionColour } from "../../rehearsal/media/index.ts";
import { FORMATS } from "../../rehearsal/drills/types.ts";
import type { Viewer } from "../../rehearsal/drills/viewer.ts";
import { accessibilityFaults, bandColour, choose, layoutFaults, LONGEST, plays, until } from "./page.ts";
import { twice } from "./secondTry.ts";
import { theatre, type Theatre } from "./theatre.ts";

const MINUTE = 60_000;
/** What the encoder writes into the captions, a line each second. */
const CUE = /(\d\d:\d\d:\d\d) UTC, ([a-z0-9-]+)/;
const PHONE = { width: 360, height: 740 };

/** A caption and the time that the picture shows (milliseconds since 1970), read so quickly after each other that they belong together. */
async function captioned(viewer: Viewer): Promise<{ text: string; shown: number }> {
  for (const deadline = Date.now() + LONGEST; Date.now() < deadline;) {
    const before = Date.now();
    const text = await viewer.page
      .getByText(CUE)
      .first()
      .textContent({ timeout: 3000 })
      .catch(() => null);
    const { stats } = await viewer.look();
    if (text !== null && stats.wallClock !== null && Date.now() - before < 1000) return { text, shown: stats.wallClock };
  }
  return assert.fail("no caption was shown");
}

describe("the player on a deployment that plays", function () {
  this.timeout(10 * MINUTE);
  let there: Theatre;
  const open: Viewer[] = [];

  before(async function () {
    there = await theatre(this);
  });

  beforeEach(() => there.mend());

  const leave = async (): Promise<void> => {
    await Promise.all(open.splice(0).map((viewer) => viewer.close()));
  };

  afterEach(leave);

  /** Tests of a picture that moves. */
  const playing = (title: string, work: () => Promise<void>): void => {
    twice(title, work, async () => {
      await leave();
      await there.mend();
    });
  };

  const watch = async (...[channel, format, options]: Parameters<Theatre["open"]>): Promise<Viewer> => {
    const viewer = await there.open(channel, format, options);
    open.push(viewer);
    return viewer;
  };

  for (const format of FORMATS) {
    playing(`[E8] plays ${format} through the deployed edge, and asks nobody else for anything`, async () => {
      const viewer = await there.open(there.aligned, format, { right: "signed" });
      open.push(viewer);
      const hosts = new Set<string>();
      viewer.page.on("request", (request) => {
        if (request.url().startsWith("http")) hosts.add(new URL(request.url()).host);
      });
      const { stats } = await plays(viewer, 4);
      assert.deepEqual([stats.format, stats.region, stats.jumps, stats.errors.filter(({ fatal }) => fatal)], [format, "us-east-1", [], []]);
      assert.deepEqual([...hosts], [new URL(there.stage.media.edgeUrl).host]);
      assert.ok(stats.wallClock !== null && Math.abs(Date.now() - stats.wallClock) < MINUTE, "the picture is of now");
      assert.ok(stats.frames.decoded > 25);
    });
  }

  playing("[E8] shows the region that it says it shows", async () => {
    const viewer = await watch(there.aligned, "hls");
    const { stats } = await plays(viewer);
    const seen = await bandColour(viewer.page);
    const distance = (region: string): number =>
      Math.hypot(...regionColour(region, there.aligned.regions).map((value, index) => value - (seen[index] ?? 0)));
    const nearest = there.aligned.regions.toSorted((one, other) => distance(one) - distance(other));
    assert.equal(nearest[0], stats.region);
  });

  playing("[E8] changes the language of the sound, and shows captions whose time is the picture's", async () => {
    const viewer = await watch(there.aligned, "hls");
    const { stats } = await plays(viewer);
    assert.equal(stats.audios.length, 2);
    const { page } = viewer;
    await choose(page, "Audio", /Español/);
    await until(viewer, "the other language", ({ audio }) => audio !== null && audio !== stats.audio);
    await choose(page, "Captions", /English CC/);
    await until(viewer, "captions", ({ caption }) => caption !== null);
    await plays(viewer, 2);
    const { text, shown } = await captioned(viewer);
    const [, clock = "", region] = CUE.exec(text) ?? [];
    const apart = Math.abs(Date.parse(`${new Date(shown).toISOString().slice(0, 10)}T${clock}Z`) - shown);
    assert.ok(apart < 3000 || apart > 86_000_000, `the caption says ${clock}, the picture is of ${new Date(shown).toISOString()}`);
    assert.ok(there.aligned.regions.includes(region ?? ""));
  });

  playing("[E8] takes a smaller rendition on a slow line, and a larger one when it is fast again", async () => {
    const viewer = await watch(there.aligned, "hls");
    const { stats } = await plays(viewer);
    const heights = stats.renditions.map(({ height }) => height);
    assert.ok(heights.length >= 3);
    const line = await viewer.page.context().newCDPSession(viewer.page);
    await line.send("Network.enable");
    const limit = (bitsPerSecond: number): Promise<unknown> =>
      line.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 0,
        downloadThroughput: bitsPerSecond < 0 ? -1 : bitsPerSecond / 8,
        uploadThroughput: -1,
      });
    const lowest = stats.renditions.at(-1) ?? assert.fail();
    await limit(lowest.bandwidth * 1.4);
    await until(viewer, "a smaller picture", ({ rendition }) => rendition !== null && rendition.height < Math.max(...heights));
    await limit(-1);
    await until(viewer, "a larger picture", ({ rendition }) => rendition?.height === Math.max(...heights));
  });

  it("[E5 E8] tells a signed-out viewer what to do, and gives no media", async () => {
    const before = there.stage.media.served().length;
    const viewer = await watch(there.aligned, "hls", { right: "none" });
    const { stats } = await until(viewer, "a refusal", ({ state }) => state === "error");
    assert.equal(stats.errors.at(-1)?.code, "signed-out");
    await viewer.page
      .getByText(/sign(ed)? in/i)
      .first()
      .waitFor({ timeout: LONGEST });
    const asked = there.stage.media
      .served()
      .slice(before)
      .filter(({ signature }) => signature === "missing");
    assert.ok(asked.length > 0 && asked.every(({ status }) => status === 403));
  });

  for (const [name, viewport] of [
    ["a phone", PHONE],
    ["a laptop", { width: 1280, height: 800 }],
  ] as const) {
    playing(`[E8] fits ${name}: nothing beside the page, nothing too small to hit, nothing that axe finds`, async () => {
      const viewer = await watch(there.aligned, "hls", { viewport });
      await plays(viewer, 1);
      await viewer.page.hover("onair-player");
      assert.deepEqual(await layoutFaults(viewer.page), []);
      assert.deepEqual(await accessibilityFaults(viewer.page), []);
    });
  }

  it("[E8] its judges find what is wrong with a page", async () => {
    const context = await there.browser.newContext({ viewport: PHONE });
    context.setDefaultTimeout(LONGEST);
    try {
      const page = await context.newPage();
      await page.setContent('<main><div style="width:500px"><button style="width:20px">x</button><img src="data:,"></div></main>');
      const faults = await layoutFaults(page);
      assert.equal(faults.length, 2);
      assert.ok((await accessibilityFaults(page)).some((fault) => fault.startsWith("image-alt")));
    } finally {
      await context.close();
    }
  });
});
