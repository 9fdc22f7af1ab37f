import assert from "node:assert/strict";
import fc from "fast-check";
import { statusReport } from "../../cli/status/report.ts";
import { statusLines } from "../../cli/status/show.ts";
import { alignmentOf } from "../../components/encode/index.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/index.ts";
import { allSettings, recordEnvironment } from "../support/environmentFolder.ts";
import { environmentFiles, type EnvironmentFiles } from "../support/lineupArbitrary/index.ts";
import type { StackRecord } from "../support/shipped.ts";

type Document = Record<string, unknown>;

/** What may stand in the user's own words, and is left out of the search. */
const NAMES = /"(?:Title|title)":"[^"]*"/g;

/** The same environment with no timecode in any source. */
function untimed(files: EnvironmentFiles): EnvironmentFiles {
  const channels = Object.entries(files.lineup["channels"] as Record<string, Document>).map(([name, channel]) => {
    const without = (source: unknown): Document => ({ ...(source as Document), timecode: "none" });
    const more = channel["moreInputs"] as Document | undefined;
    return [
      name,
      {
        ...channel,
        source: without(channel["source"]),
        ...(more === undefined ? {} : { moreInputs: Object.fromEntries(Object.entries(more).map(([key, one]) => [key, without(one)])) }),
      },
    ];
  });
  return { ...files, lineup: { ...files.lineup, channels: Object.fromEntries(channels) as Document } };
}

/** Whether a lineup has a seamless channel, for the search to have something to find. */
function hasAligned(files: EnvironmentFiles): boolean {
  const [settings] = files.production ? allSettings(files) : [];
  return settings?.lineup.channels.some((channel) => alignmentOf(channel).failover === "seamless") === true;
}

/** Everything that the stacks of an environment register and put out, as text. */
function saidBy(records: Readonly<Record<string, StackRecord>>): string {
  return JSON.stringify(Object.values(records).map(({ resources, outputs }) => [resources.map(({ inputs }) => inputs), outputs])).replace(
    NAMES,
    "",
  );
}

/** What `onair status --why` and `--json` show of them. */
function statusOf(records: Readonly<Record<string, StackRecord>>): string {
  const contracts = Object.entries(records).map(([stack, { outputs }]) => ({ stack, contract: outputs["contract"] as Document }));
  const part = (contract: Document, role: string, key: string): Document | undefined =>
    contract["role"] === role ? contract : (contract[key] as Document | undefined);
  const regions = contracts.flatMap(({ stack, contract }) => {
    const found = part(contract, "encode-region", "encodeRegion");
    return found === undefined ? [] : [{ stack, contract: found as unknown as EncodeRegionContract, looks: [] }];
  });
  const edge = contracts.flatMap(({ stack, contract }) => {
    const found = part(contract, "global-edge", "globalEdge");
    return found === undefined ? [] : [{ stack, contract: found as unknown as GlobalEdgeContract }];
  })[0];
  const report = statusReport("made", regions, edge, []);
  return [...statusLines(report, { why: true }), ...statusLines(report), JSON.stringify(report)].join("\n").replace(NAMES, "");
}

describe("what the stacks say of alignment", function () {
  this.timeout(300_000);
  let lineups: EnvironmentFiles[];
  let aligned: EnvironmentFiles[];

  before(() => {
    lineups = fc.sample(environmentFiles, { numRuns: 200, seed: 20261121 });
    aligned = lineups.filter(hasAligned).slice(0, 6);
  });

  it("[E3] a lineup without timecode is nowhere called seamless: no resource, output, contract or status has the word", async () => {
    for (const files of [...aligned, ...lineups.slice(0, 10)]) {
      const records = await recordEnvironment(untimed(files));
      const [said, status] = [saidBy(records), statusOf(records)];
      assert.ok(said.length > 10_000 && status.length > 200);
      assert.doesNotMatch(said, /seamless/i);
      assert.doesNotMatch(status, /seamless/i);
      assert.doesNotMatch(said, /EPOCH_LOCK(?:ING|ED)(?<!NON_EPOCH_LOCKED)/);
    }
  });

  it("[E3] a channel is called seamless by contract, edge and status together, and by none of them otherwise", async () => {
    let seamless = 0;
    for (const files of [...aligned, ...lineups.filter(({ production }) => production).slice(0, 6)]) {
      const records = await recordEnvironment(files);
      const contracts = Object.values(records).map(
        ({ outputs }) =>
          outputs["contract"] as { channels: Record<string, { alignment: { failover: string; conditions: { met: boolean }[] } }> },
      );
      const status = statusOf(records);
      for (const name of Object.keys(files.lineup["channels"] as Document)) {
        const said = contracts.flatMap(({ channels }) => channels[name]?.alignment ?? []);
        assert.equal(said.length, 3, `${name}: two regions and the edge`);
        for (const { failover, conditions } of said)
          assert.equal(failover, conditions.every(({ met }) => met) && conditions.length > 5 ? "seamless" : "visible", name);
        const verdicts = new Set(said.map(({ failover }) => failover));
        assert.equal(verdicts.size, 1, name);
        const [verdict] = verdicts;
        assert.match(status, new RegExp(`^${name}: .*, ${verdict ?? ""} failover`, "m"));
        if (verdict === "seamless") seamless += 1;
      }
    }
    assert.ok(seamless > 0, "no generated channel is seamless: the search above would find nothing in any case");
  });
});
