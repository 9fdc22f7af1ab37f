import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { judgedTypes } from "./ask.ts";
import { closeOracles, judge, oraclesReady, type Complaint, type RecordedResource } from "./index.ts";
import { samples } from "./samples/index.ts";
import { spoiled, type Sample, type Spoil } from "./spoil.ts";

/** Every complaint of one judging, by the name its resource was given. */
const complaints = new Map<string, Complaint[]>();

/** A type may have several samples: a small one and what only some of them have. */
const ownName = (sample: Sample): string => `${sample.type} ${samples.indexOf(sample)}`;
const goodName = (sample: Sample): string => `${ownName(sample)} good`;
const spoiltName = (sample: Sample, index: number): string => `${ownName(sample)} ${index}`;

function titleOf(spoil: Spoil): string {
  const change = spoil.region ?? spoil.drop ?? `${spoil.set?.[0] ?? ""} = ${JSON.stringify(spoil.set?.[1]).slice(0, 50)}`;
  return `${spoil.by} refuses: ${spoil.what} (${change})`;
}

describe("oracles: every judge passes a good input and refuses spoilt ones", function () {
  this.timeout(120_000);

  before(async function () {
    if (!(await oraclesReady())) this.skip();
    const resources: RecordedResource[] = samples.flatMap((sample) => [
      { type: sample.type, name: goodName(sample), region: sample.region, inputs: sample.inputs },
      ...sample.spoilt.map((spoil, index) => ({
        type: sample.type,
        name: spoiltName(sample, index),
        region: spoil.region ?? sample.region,
        inputs: spoiled(sample.inputs, spoil),
      })),
    ]);
    const report = await judge(resources);
    for (const complaint of report.complaints)
      complaints.set(complaint.resource, [...(complaints.get(complaint.resource) ?? []), complaint]);
  });
  after(closeOracles);

  for (const sample of samples) {
    describe(samples.find(({ type }) => type === sample.type) === sample ? sample.type : `${sample.type}, another`, () => {
      it("passes the good input", () => {
        assert.deepEqual(complaints.get(goodName(sample)) ?? [], []);
      });
      for (const [index, spoil] of sample.spoilt.entries()) {
        it(titleOf(spoil), () => {
          const found = complaints.get(spoiltName(sample, index)) ?? [];
          const right = found.some((complaint) => complaint.oracle === spoil.by && complaint.path === spoil.at);
          assert.ok(right, `expected ${spoil.by} at ${spoil.at || "the resource"}, got ${JSON.stringify(found, null, 1)}`);
        });
      }
    });
  }

  it("has a sample of every judged type", async () => {
    assert.deepEqual(Object.keys(await judgedTypes()).sort(), [...new Set(samples.map((sample) => sample.type))].sort());
  });
});
