import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { SettingsError, settingsSchema, lineupSchema, ladderSchema } from "../../stacks/index.ts";
import { allSettings } from "../support/environmentFolder.ts";
import { brokenEnvironments, FAULTS } from "../support/brokenSettings/index.ts";
import { environmentFiles, type EnvironmentFiles } from "../support/lineupArbitrary/index.ts";
import { SchemaCoverage, type JsonSchema } from "../support/schemaCoverage.ts";

const RUNS = 200;
const ENOUGH = 0.95;
/** Every kind of fault at least once. */
const BROKEN = Math.max(RUNS, FAULTS.length);

function coverageOf(schema: z.ZodType): SchemaCoverage {
  return new SchemaCoverage(z.toJSONSchema(schema, { io: "input" }) as JsonSchema);
}

function samples(): EnvironmentFiles[] {
  return fc.sample(environmentFiles, { numRuns: RUNS, seed: 20261121 });
}

describe("settings", function () {
  this.timeout(5 * 60_000);

  it(`[S3] accepts ${RUNS} generated environments, which use at least 95 % of the schema`, () => {
    const coverage = { settings: coverageOf(settingsSchema), lineup: coverageOf(lineupSchema), ladder: coverageOf(ladderSchema) };
    for (const files of samples()) {
      allSettings(files);
      coverage.lineup.add(files.lineup);
      for (const ladder of Object.values(files.ladders)) coverage.ladder.add(ladder);
      for (const { settings } of Object.values(files.stacks)) coverage.settings.add(settings);
    }
    for (const [name, { total, missed, share }] of Object.entries(coverage)) {
      console.log(
        `      ${name}: ${total - missed.length} of ${total} values and branches (${(share * 100).toFixed(1)} %)${missed.length > 0 ? `, not: ${missed.join(", ")}` : ""}`,
      );
      assert.ok(share >= ENOUGH, `${name} covered ${share}`);
    }
  });

  it(`[S3] refuses ${BROKEN} broken environments, each with a path, a reason and a remedy`, () => {
    const seen = new Map<string, number>();
    const missed: string[] = [];
    for (const { files, fault } of brokenEnvironments(BROKEN)) {
      const error = refusalOf(files, fault.title);
      const problem = error.problems.find(({ path, what }) => fault.path.test(path) && fault.what.test(what));
      if (problem === undefined)
        missed.push(`${fault.title}: nothing of ${String(fault.what)} at ${String(fault.path)} in\n${error.message}`);
      else if (!(fault.remedy ?? /..../).test(problem.remedy))
        missed.push(`${fault.title}: not ${String(fault.remedy)} but ${problem.remedy}`);
      assert.doesNotMatch(error.message, /\bat .*\.ts:\d+|undefined|\[object/, fault.title);
      seen.set(fault.title, (seen.get(fault.title) ?? 0) + 1);
    }
    assert.equal(missed.join("\n"), "");
    console.log(`      ${BROKEN} broken environments of ${seen.size} kinds`);
  });

  it("[S3] reports all problems of a stack at once", () => {
    const [first, second] = ["empty title", "rising audio"].map((title) => FAULTS.find((fault) => fault.title === title));
    assert.ok(first !== undefined && second !== undefined);
    const [files] = samples();
    assert.ok(files !== undefined);
    const error = refusalOf(second.break(first.break(structuredClone(files))), "two faults");
    assert.ok(error.problems.length >= 2, error.message);
    assert.match(error.message, /Nothing was created/);
  });
});

function refusalOf(files: EnvironmentFiles, title: string): SettingsError {
  try {
    allSettings(files);
  } catch (error) {
    assert.ok(error instanceof SettingsError, `${title}: ${String(error)}`);
    return error;
  }
  return assert.fail(`${title} was accepted`);
}
