import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeHash, encoderPlan, encodingOf, originPlan } from "../../components/encode/index.ts";
import type { Channel, Encoding, Lineup, Region } from "../../components/encode/index.ts";
import type { EncodeRegionContract, RegionChannel } from "../../stacks/contract.ts";
import { describeProblem } from "../../components/edge/index.ts";
import { regionMatchProblems } from "../../stacks/regionMatch.ts";
import { ARENA, DEMO, STUDIO } from "../support/lineups.ts";

const LINEUP: Lineup = { environment: "prod", production: true, channels: [ARENA, DEMO, STUDIO] };
const [US, EU] = ["us-east-1", "eu-west-1"];

const encodingIn = (channel: Channel, region: Region): Encoding =>
  encodingOf(encoderPlan(channel, LINEUP), originPlan(channel, region, LINEUP));

/** The part of a region's contract that is read here, of a region that deployed these channels. */
function contract(region: Region, channels: readonly Channel[], withEncoding = true): EncodeRegionContract {
  const entries = channels.map((channel): [string, Pick<RegionChannel, "encodeHash" | "encoding">] => {
    const encoding = encodingIn(channel, region);
    return [channel.name, { encodeHash: encodeHash(encoding), ...(withEncoding ? { encoding } : {}) }];
  });
  // Nothing else of a contract is read.
  return { region, channels: Object.fromEntries(entries) } as unknown as EncodeRegionContract;
}

const said = (...contracts: EncodeRegionContract[]): string[] => regionMatchProblems(LINEUP, contracts).map(describeProblem);
const [top, ...rungs] = ARENA.ladder.rungs;
assert.ok(top);
const CHANGED: Channel = { ...ARENA, ladder: { ...ARENA.ladder, rungs: [{ ...top, bitrate: top.bitrate * 2 }, ...rungs] } };

describe("regions that do not encode a channel alike", () => {
  it("[S3 E3] are none where both have what the lineup says, or both still have what it said before", () => {
    assert.deepEqual(said(contract(US, LINEUP.channels), contract(EU, LINEUP.channels)), []);
    assert.deepEqual(said(contract(US, [CHANGED, DEMO, STUDIO]), contract(EU, [CHANGED, DEMO, STUDIO])), []);
  });

  it("[S3 E3] are refused by channel, stacks and first field with both values, and the one that is behind is named", () => {
    const behind = [CHANGED, DEMO, STUDIO];
    assert.deepEqual(said(contract(US, LINEUP.channels), contract(EU, behind)), [
      `channel arena is not encoded alike by stacks prod-us-east-1 and prod-eu-west-1: they differ first in videos.v1-${top.name}.bitrate` +
        ` (given: ${String(top.bitrate)} in prod-us-east-1, ${String(top.bitrate * 2)} in prod-eu-west-1);` +
        " finish the change with npx onair deploy --env prod, or deploy the region that is behind: pulumi up --stack prod-eu-west-1",
    ]);
    assert.match(said(contract(US, behind), contract(EU, LINEUP.channels)).join(), /behind: pulumi up --stack prod-us-east-1$/);
  });

  it("[S3 E3] are told by the hash where a contract is of an older version", () => {
    const old = contract(EU, [CHANGED, DEMO, STUDIO], false);
    const [first, ...others] = said(contract(US, LINEUP.channels), old);
    assert.deepEqual(others, []);
    assert.match(
      first ?? "",
      /differ first in encodeHash \(given: [0-9a-f]{64} in prod-us-east-1, [0-9a-f]{64} in prod-eu-west-1\).*pulumi up --stack prod-eu-west-1$/,
    );
    assert.deepEqual(said(contract(US, LINEUP.channels), contract(EU, LINEUP.channels, false)), []);
  });

  it("[S3 E3] are told once for each channel, and say what one region has and the other has not", () => {
    const fewer: Channel = { ...STUDIO, ladder: { ...STUDIO.ladder, rungs: STUDIO.ladder.rungs.slice(1) } };
    const problems = said(contract(US, LINEUP.channels), contract(EU, [CHANGED, DEMO, fewer]));
    assert.equal(problems.length, 2);
    assert.match(
      problems[1] ?? "",
      /^channel studio .*differ first in outputs\.v1-\S+ \(given: v1-\S+ in prod-us-east-1, absent in prod-eu-west-1\)/,
    );
  });

  it("[S3] do not matter where a channel runs in one of them only, or one does not run it yet", () => {
    const lone: Lineup = { ...LINEUP, channels: [{ ...ARENA, regions: [US] }] };
    assert.deepEqual(regionMatchProblems(lone, [contract(US, [ARENA]), contract(EU, [CHANGED])]), []);
    assert.deepEqual(said(contract(US, LINEUP.channels), contract(EU, [DEMO, STUDIO])), []);
  });

  it("[S3 E3] are refused whatever differs", () => {
    const encoding = encodingIn(ARENA, US);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(encoding)), (name) => {
        const other = contract(EU, LINEUP.channels);
        const entry = other.channels[ARENA.name];
        assert.ok(entry?.encoding);
        entry.encoding[name] = "another";
        const problems = said(contract(US, LINEUP.channels), other);
        assert.equal(problems.length, 1);
        assert.ok(
          problems[0]?.includes(`differ first in ${name} (given: ${String(encoding[name])} in prod-us-east-1, another in prod-eu-west-1)`),
        );
      }),
    );
  });
});
