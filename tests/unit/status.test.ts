import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import {
  countsLine,
  countsOf,
  GROUPS,
  judgeStatus,
  LANDED,
  PAGE,
  proofOf,
  REQUIREMENTS,
  RESULTS_FILE,
  rowsOf,
  statusPage,
  worksOf,
  type PartResults,
  type TestResult,
} from "../status/index.ts";

const PROJECT = join(import.meta.dirname, "..", "..");

const test = (rows: string, state: TestResult["state"] = "passed", file = "tests/unit/x.test.ts"): TestResult => ({
  file,
  titles: ["a thing", rows === "" ? "holds" : `[${rows}] holds`],
  state,
});

/** A passing test for every row that has landed. */
const proven: PartResults = REQUIREMENTS.filter((row) => LANDED.has(worksOf(row)[0] ?? "run it")).map(({ id }) => test(id));

describe("the status page", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "onair-status-"));
    mkdirSync(join(root, "docs"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const check = (results: PartResults, complete = true) => judgeStatus(root, results, { complete, write: false });
  const write = (results: PartResults, complete = true) => judgeStatus(root, results, { complete, write: true });

  it("has each row once, in a group, brought by some work", () => {
    const ids = REQUIREMENTS.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(ids.length, 40);
    for (const row of REQUIREMENTS) {
      assert.ok(GROUPS[row.id.slice(0, 1)] !== undefined, row.id);
      assert.ok(worksOf(row).length > 0, row.id);
    }
  });

  it("reads one id and several, of a test and of the suites around it", () => {
    assert.deepEqual(rowsOf({ titles: ["[S4 E5] pack", "[L4] encodes [10 tracks] (see [S4])"] }), ["S4", "E5", "L4"]);
    assert.deepEqual(rowsOf({ titles: ["settings", "refuses a[0] and AV1"] }), []);
    assert.equal(proofOf({ titles: ["[S4 E5] pack", "[L4]  encodes"] }), "pack: encodes");
  });

  it("is up to date right after it was written, in whatever order tests ran", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...proven, test("L4", "passed", "tests/a.test.ts"), test("")], { minLength: proven.length + 2 }),
        (order) => {
          assert.deepEqual(write(proven).ok, true);
          assert.equal(check(proven).ok, true);
          assert.equal(statusPage(order), statusPage([...proven, test(""), test("L4", "passed", "tests/a.test.ts")]));
        },
      ),
    );
  });

  for (const { id } of REQUIREMENTS.filter((row) => LANDED.has(worksOf(row)[0] ?? "run it"))) {
    it(`refuses a run that does not prove ${id}`, () => {
      assert.equal(write(proven).ok, true);
      const without = proven.filter((one) => !rowsOf(one).includes(id));
      for (const results of [without, [...without, test(id, "skipped")]]) {
        const { ok, lines } = check(results);
        assert.equal(ok, false);
        assert.match(lines.join("\n"), new RegExp(`^  ${id} \\(`, "m"));
      }
    });
  }

  it("asks nothing of rows whose first work is still to come", () => {
    const later = REQUIREMENTS.filter((row) => !LANDED.has(worksOf(row)[0] ?? "run it")).map(({ id }) => id);
    assert.ok(later.includes("L10") && later.includes("O6"));
    assert.equal(write(proven).ok, true);
  });

  it("refuses a page that does not name a new test, and names the line", () => {
    assert.equal(write(proven).ok, true);
    const { ok, lines } = check([...proven, { file: "tests/new.test.ts", titles: ["[E7] shuts a country out"], state: "passed" }]);
    assert.equal(ok, false);
    assert.match(lines.join("\n"), /npm run status/);
    assert.match(lines.join("\n"), /\+ {3}- shuts a country out/);
  });

  it("is not interested in tests without an id", () => {
    assert.equal(write(proven).ok, true);
    assert.equal(check([...proven, test(""), test("", "skipped")]).ok, true);
  });

  it("refuses an id that is no row's, also in a part of a run", () => {
    const { ok, lines } = check([test("L99")], false);
    assert.equal(ok, false);
    assert.match(lines.join("\n"), /tests\/unit\/x\.test\.ts: "a thing: holds" carries \[L99\]/);
  });

  it("judges no rows after a part of a run, says so, and writes nothing", () => {
    const { ok, lines } = check([test("L4")], false);
    assert.equal(ok, true);
    assert.match(lines.join("\n"), /not checked/);
    assert.equal(write([test("L4")], false).ok, false);
    assert.equal(existsSync(join(root, PAGE)), false);
  });

  it("is not written by a run in which a row's test was skipped", () => {
    const { ok, lines } = write([...proven, test("L4", "skipped")]);
    assert.equal(ok, false);
    assert.match(lines.join("\n"), /skipped: tests\/unit\/x\.test\.ts/);
    assert.equal(existsSync(join(root, PAGE)), false);
  });

  it("escapes what Markdown would take for its own", () => {
    const page = statusPage([{ file: "x", titles: ["[L4] *names* <b> a_b | c"], state: "passed" }]);
    assert.ok(page.includes("\\*names\\* \\<b\\> a\\_b \\| c"), page);
  });
});

describe("the reporter of npm test", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "onair-reporter-"));
    const spec = (name: string, body: string): void => writeFileSync(join(folder, name), body);
    spec("one.test.ts", 'describe("one", () => { it("[L4] passes", () => {}); it("[L5] waits"); });\n');
    spec(
      "two.test.ts",
      'it("fails", () => { throw new Error("on purpose"); });\ndescribe("hooked", () => { before(() => { throw new Error("hook"); }); it("never runs", () => {}); });\n',
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const jobs of [[], ["--parallel", "--jobs", "2"]]) {
    it(`counts every test${jobs.length > 0 ? " of files side by side" : ""}, hooks that fail among the failures, and shows what spec shows`, () => {
      const file = join(folder, "results.json");
      const run = spawnSync(
        process.execPath,
        [
          join(PROJECT, "node_modules/mocha/bin/mocha.js"),
          "--no-config",
          "--reporter",
          join(PROJECT, "tests/status/reporter.ts"),
          ...jobs,
          join(folder, "*.test.ts"),
        ],
        { cwd: PROJECT, encoding: "utf8", env: { ...process.env, [RESULTS_FILE]: file } },
      );
      assert.notEqual(run.status, 0);
      assert.match(run.stdout, /1 passing/);
      assert.match(run.stdout, /\[L4\] passes/);
      const results = JSON.parse(readFileSync(file, "utf8")) as PartResults;
      assert.equal(countsLine(countsOf(results)), "1 passed, 2 failed, 1 skipped");
      assert.deepEqual(results.find(({ state }) => state === "passed")?.titles, ["one", "[L4] passes"]);
      assert.ok(results.every((one) => one.file.endsWith(".test.ts") && !one.file.includes("\\")));
      rmSync(file);
    });
  }
});
