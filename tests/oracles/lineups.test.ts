import assert from "node:assert/strict";
import { z } from "zod";
import { ladderSchema, lineupSchema, settingsSchema } from "../../stacks/index.ts";
import { channelsIn, generatedLineups } from "../support/generatedLineups.ts";
import type { EnvironmentFiles } from "../support/lineupArbitrary/index.ts";
import { SchemaCoverage, type JsonSchema } from "../support/schemaCoverage.ts";
import { recordShipped } from "../support/shipped.ts";
import { closeOracles, judge, oraclesReady, unexcused, type OracleReport } from "./index.ts";
import { judgeable } from "./judgeable.ts";
import { recordGenerated } from "./recorded.ts";

/** `npm run test:long` judges more of them, from another seed each day. */
const CHANNELS = Number(process.env["ONAIR_TEST_CHANNELS"] ?? 500);
const SEED = CHANNELS === 500 ? 20261121 : Number(new Date().toISOString().slice(0, 10).replaceAll("-", ""));
const ENOUGH = 0.95;

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
    const lineups = generatedLineups(CHANNELS, SEED);
    const channels = lineups.reduce((sum, files) => sum + channelsIn(files), 0);
    const resources = await recordGenerated(CHANNELS, SEED);
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
