import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { ladderSchema, lineupSchema, settingsSchema } from "../../stacks/index.ts";
import { recordEnvironment } from "../support/environmentFolder.ts";
import { environmentFiles, type EnvironmentFiles } from "../support/lineupArbitrary/index.ts";
import type { RecordedResource as Registered } from "../support/mocks.ts";
import { SchemaCoverage, type JsonSchema } from "../support/schemaCoverage.ts";
import { recordShipped } from "../support/shipped.ts";
import { closeOracles, judge, oraclesReady, unexcused, type OracleReport, type RecordedResource } from "./index.ts";

/** `npm run test:long` judges more of them, from another seed each day. */
const CHANNELS = Number(process.env["ONAIR_TEST_CHANNELS"] ?? 500);
const SEED = CHANNELS === 500 ? 20261121 : Number(new Date().toISOString().slice(0, 10).replaceAll("-", ""));
const ENOUGH = 0.95;

/** What an oracle reads of a registered resource; components have no inputs to judge. */
function judgeable(resources: readonly Registered[], prefix: string): RecordedResource[] {
  return resources
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map(({ type, name, region, inputs }) => ({
      type,
      name: `${prefix}/${name}`,
      region,
      inputs: JSON.parse(JSON.stringify(inputs)) as Record<string, unknown>,
    }));
}

describe("oracles over the program's own inputs", function () {
  this.timeout(60 * 60_000);

  before(async function () {
    if (!(await oraclesReady())) this.skip();
  });
  after(() => closeOracles());

  it("[S1] have no complaint about any input of the shipped stacks", async () => {
    const records = await recordShipped();
    const resources = Object.entries(records).flatMap(([stack, record]) => judgeable(record.resources, stack));
    const report = await judge(resources);
    assert.ok(resources.length > 250, `${resources.length} resources`);
    assertClean(report);
  });

  it(`[L3] have no complaint about ${CHANNELS} generated channels, which use at least 95 % of the settings`, async () => {
    const lineups = generated(CHANNELS);
    const channels = lineups.reduce((sum, files) => sum + channelCount(files), 0);
    const resources: RecordedResource[] = [];
    for (const [index, files] of lineups.entries()) {
      const records = await recordEnvironment(files);
      for (const [stack, record] of Object.entries(records)) resources.push(...judgeable(record.resources, `${index}/${stack}`));
    }
    const report = await judge(resources, { names: channelNames(lineups) });
    console.log(
      `      ${channels} channels in ${lineups.length} lineups from seed ${SEED}: ${resources.length} resources, ${report.distinct} distinct, ${report.complaints.length} complaints`,
    );
    assertClean(report);
    for (const [name, coverage] of Object.entries(settingsCoverage(lineups))) {
      const { total, missed, share } = coverage;
      console.log(
        `      ${name}: ${total - missed.length} of ${total} enum values and branches (${(share * 100).toFixed(1)} %)${missed.length > 0 ? `, not: ${missed.join(", ")}` : ""}`,
      );
      assert.ok(share >= ENOUGH, `${name} covered ${share}`);
    }
  });
});

function assertClean({ complaints, unjudged }: OracleReport): void {
  assert.deepEqual(complaints, []);
  assert.deepEqual(unexcused(unjudged), []);
}

/** Lineups with at least so many channels between them. */
function generated(channels: number): EnvironmentFiles[] {
  let found = 0;
  const lineups: EnvironmentFiles[] = [];
  for (const files of fc.sample(environmentFiles, { numRuns: channels, seed: SEED })) {
    if (found >= channels) break;
    found += channelCount(files);
    lineups.push(files);
  }
  return lineups;
}

function channelCount({ lineup }: EnvironmentFiles): number {
  return Object.keys(lineup["channels"] as object).length;
}

function channelNames(lineups: readonly EnvironmentFiles[]): string[] {
  return [...new Set(lineups.flatMap(({ lineup, environment }) => [environment, ...Object.keys(lineup["channels"] as object)]))].filter(
    (name) => name.length > 3,
  );
}

/** How much of the settings' enum values and branches the lineups used. */
function settingsCoverage(lineups: readonly EnvironmentFiles[]): Record<string, SchemaCoverage> {
  const of = (schema: z.ZodType): SchemaCoverage => new SchemaCoverage(z.toJSONSchema(schema, { io: "input" }) as JsonSchema);
  const coverage = { settings: of(settingsSchema), lineup: of(lineupSchema), ladder: of(ladderSchema) };
  for (const { lineup, ladders, stacks } of lineups) {
    coverage.lineup.add(lineup);
    for (const ladder of Object.values(ladders)) coverage.ladder.add(ladder);
    for (const { settings } of Object.values(stacks)) coverage.settings.add(settings);
  }
  return coverage;
}
