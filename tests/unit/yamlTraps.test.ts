import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadLineup } from "../../stacks/index.ts";
import { SettingsError } from "../../stacks/plain.ts";
import { SOUND_YAML, YAML_TRAPS } from "../support/yamlTraps.ts";

const LADDER = "frameRate: 30\nrungs: [720p]\n";

describe("settings: YAML that means something else", function () {
  this.timeout(5 * 60_000);

  let directory = "";
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "onair-yaml-"));
    for (const folder of ["lineups", "ladders"]) mkdirSync(join(directory, folder));
    writeFileSync(join(directory, "ladders", "hd-30.yaml"), LADDER);
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const read = (text: string | Uint8Array): ReturnType<typeof loadLineup> => {
    writeFileSync(join(directory, "lineups", "prod.yaml"), text);
    return loadLineup(directory, "prod");
  };

  it(`[S3] reads ${Object.keys(SOUND_YAML).length} files that mean what they seem to`, () => {
    for (const [title, text] of Object.entries(SOUND_YAML)) assert.deepEqual(read(text).problems, [], title);
  });

  it(`[S3] tells one clear problem of each of ${YAML_TRAPS.length} traps, with its line`, () => {
    const missed: string[] = [];
    for (const trap of YAML_TRAPS) {
      const { problems, lineup } = read(trap.text);
      const [problem] = new SettingsError(problems).problems;
      const told = problem !== undefined && lineup === undefined && trap.path.test(problem.path) && trap.what.test(problem.what);
      if (!told || problems.length > 1 + (trap.more ?? 0)) missed.push(`${trap.title}: ${JSON.stringify(problems.slice(0, 3))}`);
      assert.doesNotMatch(new SettingsError(problems).message, /[^\n\x20-\x7e…]/, trap.title);
    }
    assert.deepEqual(missed, []);
  });

  it("[S3] reads no folder, device or endless link in place of a file, and waits for none", () => {
    const file = join(directory, "lineups", "prod.yaml");
    const cases: [string, () => void, RegExp][] = [
      ["folder", () => mkdirSync(file), /is a folder/],
      ["link to itself", () => symlinkSync(file, file), /cannot be read/],
      ["endless device", () => symlinkSync("/dev/zero", file), /not an ordinary file/],
      ["nothing", () => undefined, /there is no such file/],
    ];
    for (const [title, make, what] of cases) {
      rmSync(file, { recursive: true, force: true });
      make();
      const [problem] = loadLineup(directory, "prod").problems;
      assert.match(problem?.what ?? "", what, title);
    }
    rmSync(file, { recursive: true, force: true });
  });

  it("[S3] tells problems in the order of the file, a missing setting at what lacks it", () => {
    const { problems } = read(`environment: prod
production: true
channels:
  zulu:
    regions: [us-east-1, eu-west-1]
    ladder: hd-31
    source: { type: rtmp-push }
    logLevel: LOUD
  alpha:
    title: Alpha
    regions: [us-esat-1, eu-west-1]
    ladder: hd-30
    source: { type: rtmp-push, instances: [a, a] }
`);
    assert.deepEqual(
      problems.map(({ path }) => path),
      [
        "lineups/prod.yaml:4 channels.zulu.title",
        "lineups/prod.yaml:8 channels.zulu.logLevel",
        "lineups/prod.yaml:11 channels.alpha.regions[0]",
        "lineups/prod.yaml:13 channels.alpha.source.instances",
        "ladders/hd-31.yaml",
      ],
    );
    assert.match(problems.at(-1)?.remedy ?? "", /did you mean hd-30/);
  });
});
