import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { writeFilesAtomically } from "../../cli/atomicFiles.ts";
import { atOnce } from "../../control/index.ts";

describe("work on many things at once", () => {
  it("[E4] keeps to the width, uses it, and answers in order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 20 }), fc.integer({ min: 1, max: 6 }), async (turns, width) => {
        let [now, most] = [0, 0];
        const results = await atOnce([...turns.entries()], width, async ([index, wait]) => {
          most = Math.max(most, ++now);
          for (let turn = 0; turn <= wait; turn++) await Promise.resolve();
          now--;
          return index;
        });
        assert.deepEqual(results, [...turns.keys()]);
        assert.equal(most, Math.min(width, turns.length));
      }),
    );
  });

  it("begins nothing new once something has failed", async () => {
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error("one");
    };
    await assert.rejects(atOnce([1, 2, 3, 4, 5, 6], 2, work), /one/);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    assert.ok(!begun.includes(6), String(begun));
  });
});

describe("files written at once", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "onair-files-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const modeOf = (path: string): number => statSync(path).mode & 0o777;

  it("[E4] have the permissions that are asked for, whatever lay there before", () => {
    const path = join(folder, "contracts.json");
    writeFilesAtomically([{ path, text: "new", mode: 0o600 }]);
    assert.equal(modeOf(path), 0o600);
    chmodSync(path, 0o644);
    writeFileSync(join(folder, `.contracts.json.${String(process.pid)}.new`), "left by a run that was killed", { mode: 0o666 });
    writeFilesAtomically([{ path, text: "newer", mode: 0o600 }]);
    assert.deepEqual([modeOf(path), readFileSync(path, "utf8")], [0o600, "newer"]);
  });

  it("keep their own where nothing is asked", () => {
    const path = join(folder, "lineup.yaml");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    writeFilesAtomically([{ path, text: "new" }]);
    assert.equal(modeOf(path), 0o640);
  });
});
