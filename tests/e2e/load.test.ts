import assert from "node:assert/strict";
import { viewerCookies } from "../../rehearsal/drills/signature.ts";
import { loadLines, runPlayers, strained, worst, type LoadReport } from "../../rehearsal/load/index.ts";
import type { DrilledChannel, Format } from "../../rehearsal/drills/types.ts";
import { theatre, type Theatre } from "./theatre.ts";

const MINUTE = 60_000;

/** Seconds of one run. */
const SECONDS = 40;

/** None unless asked for: a run takes a minute and a machine with nothing else to do. `npm run test:long` asks for five hundred; unit tests hold model and players together in virtual time. */
const MOST = Number(process.env["ONAIR_TEST_PLAYERS"] ?? "0");
const COUNTS = [10, 50, 200, 500].filter((count) => count <= MOST);

/** A machine that stands still for a moment spoils a run, and a segment at the edge of what is counted is some percent: other viewers are tried then. */
const TRIES = 3;

describe("the load model and players against the deployed edge", function () {
  this.timeout(10 * MINUTE);
  let there: Theatre;

  before(async function () {
    there = await theatre(this);
    await there.mend();
  });

  const play = async (channel: DrilledChannel, players: number, format: Format): Promise<LoadReport> => {
    const { media, key } = there.stage;
    const watched = media.channels().find(({ originChannel }) => originChannel === channel.originChannel);
    assert.ok(watched);
    const cookies = Object.entries(viewerCookies(key, watched.resource, "signed", Math.floor(Date.now() / 1000)));
    let report: LoadReport | undefined;
    for (let seed = 1; seed <= TRIES && (report === undefined || strained(report) || worst(report) > 0.1); seed++) {
      const cookie = cookies.map(([name, value]) => `${name}=${value}`).join("; ");
      report = await runPlayers(media, { players, seconds: SECONDS, format, seed, channel: watched.originChannel, cookies: cookie });
      console.error(loadLines(report).join("\n"));
    }
    assert.ok(report);
    return report;
  };

  /** Where the machine is too slow to tell, that is told, in CI too: such a run says nothing of the model, either way. */
  const judge = (context: Mocha.Context, report: LoadReport): void => {
    const lines = loadLines(report).join("\n");
    if (strained(report) && worst(report) > 0.1) {
      console.error(`SKIPPED, NOTHING IS PROVEN: this machine is too slow to compare\n${lines}`);
      context.skip();
    }
    assert.ok(worst(report) <= 0.1, lines);
  };

  for (const players of COUNTS) {
    it(`[O7 E1] ${String(players)} HLS players load edge and origins as the model says, within ten percent`, async function () {
      judge(this, await play(there.unaligned, players, "hls"));
    });
  }

  if (MOST >= 10) {
    it("[O7 E3] ten DASH players of a channel chosen by quality: a HEAD to the other region for each miss", async function () {
      const report = await play(there.aligned, 10, "dash");
      judge(this, report);
      assert.ok(Object.values(report.edge.origins).some(({ heads }) => heads > 0));
    });
  }
});
