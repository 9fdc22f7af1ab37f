import assert from "node:assert/strict";
import fc from "fast-check";
import {
  defaultWindow,
  freeWindow,
  WEEK_DAYS,
  WINDOW_LENGTH,
  windowOf,
  windowsOverlap,
  type MaintenanceWindow,
} from "../../stacks/maintenance.ts";
import { LIVE_REGIONS } from "../../stacks/regions.ts";

const window: fc.Arbitrary<MaintenanceWindow> = fc
  .tuple(fc.constantFrom(...WEEK_DAYS), fc.integer({ min: 0, max: 23 }))
  .map(([day, hour]) => ({ day, startTime: `${String(hour).padStart(2, "0")}:00` }));

/** Every minute of a week that a window covers, worked out the long way round. */
function minutesOf({ day, startTime }: MaintenanceWindow): Set<number> {
  const start = WEEK_DAYS.indexOf(day) * 24 * 60 + Number(startTime.slice(0, 2)) * 60;
  return new Set(Array.from({ length: WINDOW_LENGTH * 60 }, (_, minute) => (start + minute) % (7 * 24 * 60)));
}

describe("maintenance windows", () => {
  it("[L3] overlap exactly where they have a minute in common, over midnight and the end of the week too", () => {
    fc.assert(
      fc.property(window, window, (one, other) => {
        const common = [...minutesOf(one)].some((minute) => minutesOf(other).has(minute));
        assert.equal(windowsOverlap(one, other), common);
        assert.equal(windowsOverlap(other, one), common);
      }),
      { numRuns: 2000 },
    );
    const cases: readonly (readonly [MaintenanceWindow, MaintenanceWindow, boolean])[] = [
      [{ day: "SUNDAY", startTime: "23:00" }, { day: "MONDAY", startTime: "00:00" }, true],
      [{ day: "SUNDAY", startTime: "22:00" }, { day: "MONDAY", startTime: "00:00" }, false],
      [{ day: "TUESDAY", startTime: "23:00" }, { day: "WEDNESDAY", startTime: "00:00" }, true],
      [{ day: "TUESDAY", startTime: "02:00" }, { day: "TUESDAY", startTime: "03:00" }, true],
      [{ day: "TUESDAY", startTime: "02:00" }, { day: "THURSDAY", startTime: "02:00" }, false],
    ];
    for (const [one, other, expected] of cases) assert.equal(windowsOverlap(one, other), expected, `${one.day} ${one.startTime}`);
  });

  it("[L3] are each region's own where nothing is written, and never overlap then", () => {
    for (const [index, region] of LIVE_REGIONS.entries()) {
      for (const other of LIVE_REGIONS.slice(index + 1))
        assert.equal(windowsOverlap(defaultWindow(region), defaultWindow(other)), false, `${region} and ${other}`);
    }
  });

  it("[L3] are found free beside neighbours, whatever these have", () => {
    fc.assert(
      fc.property(fc.constantFrom(...LIVE_REGIONS), fc.array(window, { maxLength: 3 }), (region, taken) => {
        const free = freeWindow(region, taken);
        assert.ok(taken.every((other) => !windowsOverlap(free, other)));
        assert.equal(free.startTime, defaultWindow(region).startTime);
      }),
    );
  });

  it("take what a stack file says, and the region's own for the rest", () => {
    assert.deepEqual(windowOf("eu-west-1", "MONDAY", "04:00"), { day: "MONDAY", startTime: "04:00" });
    assert.deepEqual(windowOf("eu-west-1", undefined, "04:00"), { day: "THURSDAY", startTime: "04:00" });
    assert.deepEqual(windowOf("eu-west-1", "FEAST", undefined), { day: "THURSDAY", startTime: "02:00" });
  });
});
