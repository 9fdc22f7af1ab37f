import assert from "node:assert/strict";
import { runDrill } from "../../rehearsal/drills/run.ts";
import { drillOf } from "../../rehearsal/drills/kinds.ts";
import { drillText } from "../../rehearsal/drills/show.ts";
import { KINDS, type Format, type Kind, type ViewerReport } from "../../rehearsal/drills/types.ts";
import type { Viewer } from "../../rehearsal/drills/viewer.ts";
import { twice } from "./secondTry.ts";
import { theatre, type Theatre } from "./theatre.ts";

const MINUTE = 60_000;

/** Losses of a pipeline, and of the region, in a row; `npm run test:long` asks for twenty. */
const LOSSES = Number(process.env["ONAIR_TEST_REGION_LOSSES"] ?? "1");

/** Segments that everybody is watched with the fault in force, and after it. */
const HELD = LOSSES > 1 ? 2 : 1;

/** Seconds of stall say as much of this machine as of the platform: judged where somebody asked for twenty losses, on a machine with nothing else to do. */
const OF_TIME = /^it stood still/;

/** What leaves no trace in the preferred region's window. */
const PASSING: readonly Kind[] = ["5xx", "403", "black-hole", "hung-body", "quality", "forged", "expired"];

describe("drills on a deployment that plays", function () {
  this.timeout(10 * MINUTE);
  let there: Theatre | undefined;
  let viewers: Viewer[] = [];

  before(async function () {
    there = await theatre(this);
    await comeIn(there);
  });

  beforeEach(async () => {
    const { media, setRunning } = stage();
    media.faults.clear();
    await Promise.all((there?.aligned.regions ?? []).map((region) => setRunning(region, true)));
  });

  after(async () => {
    there?.stage.media.faults.clear();
    await Promise.all(viewers.splice(0).map((viewer) => viewer.close()));
  });

  const comeIn = async (house: Theatre): Promise<void> => {
    viewers = await Promise.all([house.open(house.aligned, "hls"), house.open(house.aligned, "dash"), house.open(house.unaligned, "hls")]);
  };

  /** Other viewers on a deployment where nothing is broken. */
  const mend = async (): Promise<void> => {
    const house = there ?? assert.fail("nothing plays");
    await Promise.all(viewers.splice(0).map((viewer) => viewer.close()));
    await house.mend();
    await comeIn(house);
  };

  /** Twenty losses in a row are a proof of their own, which a second try would spoil. */
  const drilled = (title: string, work: () => Promise<void>): void => {
    if (LOSSES > 1) it(title, work);
    else twice(title, work, mend);
  };

  /** What the viewers of every drill saw, by kind. */
  const seen = new Map<Kind, ViewerReport[]>();

  after(() => {
    for (const [kind, reports] of LOSSES > 1 ? seen : []) for (const line of worstOf(kind, reports)) console.log(`      ${line}`);
  });

  const stage = (): Theatre["stage"] => there?.stage ?? assert.fail("nothing plays");

  const drill = async (kind: Kind, round = 1, who = viewers): Promise<void> => {
    const { media, setRunning } = stage();
    const report = await runDrill({
      drill: drillOf(kind),
      round,
      media,
      setRunning,
      viewers: who,
      say: () => undefined,
      heldSegments: HELD,
    });
    seen.set(kind, [...(seen.get(kind) ?? []), ...report.viewers]);
    const broken = report.viewers.flatMap((viewer) => viewer.broken).filter((what) => LOSSES > 1 || !OF_TIME.test(what));
    // At once: a long run that is stopped has told what it saw.
    if (broken.length > 0) console.log(drillText(report));
    assert.deepEqual(broken, [], drillText(report));
    assert.equal(report.log.unsignedMediaBytes, 0);
    assert.ok(report.log.requests > 0, "somebody watched");
  };

  it("[E3] has every kind", () => {
    assert.deepEqual([...PASSING, "pipeline", "input", "stale", "region"].toSorted(), [...KINDS].toSorted());
  });

  for (let round = 1; round <= LOSSES; round += 1) {
    drilled(`[E3 E8] Loss of the pipeline that is taken, ${round} of ${LOSSES}: HLS and DASH, aligned and not, notice nothing`, () =>
      drill("pipeline", round),
    );
  }

  for (const kind of PASSING) {
    drilled(`[E3 E8] ${drillOf(kind).title}: HLS and DASH of an aligned channel, HLS of another, all as expected`, () => drill(kind));
  }

  // Each leaves a gap, and the region answers 404 until that has left the window: at once, on a channel each.
  drilled(
    `[E3 E8] ${drillOf("input").title} of an aligned channel, ${drillOf("stale").title.toLowerCase()} of another: all as expected`,
    async () => {
      const watching = (aligned: boolean): Viewer[] => viewers.filter(({ channel }) => channel.aligned === aligned);
      // Both to their end, so that neither goes on beside a second try.
      const both = await Promise.allSettled([drill("input", 1, watching(true)), drill("stale", 1, watching(false))]);
      for (const one of both) if (one.status === "rejected") throw one.reason;
    },
  );

  for (let round = 1; round <= LOSSES; round += 1) {
    drilled(`[E3 E8] Loss of the preferred region in mid-play, ${round} of ${LOSSES}: HLS and DASH, aligned and not`, () =>
      drill("region", round),
    );
  }

  it("[E5] no media byte of all of this came without a valid signature, or by a behaviour without a key group", () => {
    const media = stage()
      .media.served()
      .filter(({ path, status, bytes }) => path.startsWith("/out/") && status < 400 && bytes > 0);
    const formats = new Set<Format>(media.map(({ path }) => (path.endsWith(".mpd") ? "dash" : "hls")));
    assert.ok(media.length > 100 && formats.size === 2, "there was something to look at");
    assert.deepEqual(
      media.filter(({ signature, keyGroup }) => signature !== "valid" || !keyGroup),
      [],
    );
  });
});

/** The worst that anybody saw, a line for each format of aligned channels and of others. */
function worstOf(kind: Kind, reports: readonly ViewerReport[]): string[] {
  const groups = Object.groupBy(reports, ({ aligned, format }) => `${format}, ${aligned ? "aligned" : "not aligned"}`);
  return Object.entries(groups).map(([name, group]) => {
    const observed = group.map((report) => report.observed);
    const stalls = observed.map(({ stallSeconds }) => stallSeconds);
    const fatal = observed.flatMap(({ errors }) => errors).filter((error) => error.fatal).length;
    const jumps = observed.flatMap((one) => one.jumps).map((seconds) => Math.abs(seconds));
    return `${kind}, ${name}: ${group.length} drills, longest stall ${Math.max(...stalls).toFixed(2)} s, ${fatal} errors that ended playback, ${jumps.length} jumps told, the longest ${Math.max(0, ...jumps).toFixed(1)} s`;
  });
}
