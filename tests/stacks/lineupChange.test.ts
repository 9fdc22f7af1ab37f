import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import type { RecordedResource } from "../support/mocks.ts";
import { asStacks, recordStack, ROOT, shippedSettings, type StackRecord } from "../support/shipped.ts";

type Channels = Record<string, unknown>;

/** Parts of the one distribution that every channel shares; whatever else differs belongs to the channel. */
const SHARED_AT_THE_EDGE = new Set(["aws-native:cloudfront:Distribution", "aws:cloudfront/function:Function"]);

/** What is said of all channels together: the alarm on the whole region, and dashboards. */
const OF_ALL = /::onair-prod-[a-z0-9-]+$|::prod-(region-down|starting)$/;

const REGIONS = ["prod-us-east-1", "prod-eu-west-1"] as const;

const shipped = parse(readFileSync(join(ROOT, "lineups", "prod.yaml"), "utf8")) as { channels: Channels };

/** What several channels share goes with the last that needs it: the bucket of recordings, the checks of the switches that names follow. */
const SHARED_BY: Readonly<Record<string, readonly string[]>> = {
  "$onair:encode:ArchiveStore": channelsWith("archive"),
  "$onair:edge:SwitchChecks": channelsWith("uplink"),
};

function channelsWith(field: string): string[] {
  return Object.entries(shipped.channels).flatMap(([name, channel]) =>
    typeof channel === "object" && channel !== null && field in channel ? [name] : [],
  );
}

describe("changes of a lineup", function () {
  this.timeout(240_000);

  it("[S3] shuffling the channels changes no resource of any stack", async () => {
    const before = await recordLineup(shipped.channels);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(Object.keys(shipped.channels), { minLength: Object.keys(shipped.channels).length }),
        async (order) => {
          const after = await recordLineup(Object.fromEntries(order.map((name) => [name, shipped.channels[name]])));
          for (const stack of Object.keys(before)) assert.deepEqual(inputsByUrn(after[stack]), inputsByUrn(before[stack]), stack);
        },
      ),
      { numRuns: 3, seed: 7 },
    );
  });

  for (const name of Object.keys(shipped.channels)) {
    it(`[S3] removing ${name} touches only what is its own`, async () => {
      const all = await recordLineup(shipped.channels);
      const fewer = await recordLineup(Object.fromEntries(Object.entries(shipped.channels).filter(([channel]) => channel !== name)));
      for (const stack of REGIONS) assertOnly(name, all[stack], fewer[stack], new Set());
      assertOnly(name, all["prod-global"], fewer["prod-global"], SHARED_AT_THE_EDGE);
    });
  }
});

/** Records the regions and the edge for a lineup in a folder of its own. */
async function recordLineup(channels: Channels): Promise<Record<string, StackRecord>> {
  const directory = mkdtempSync(join(tmpdir(), "onair-lineup-"));
  try {
    for (const entry of ["ladders", "Pulumi.prod-us-east-1.yaml", "Pulumi.prod-eu-west-1.yaml", "Pulumi.prod-global.yaml"])
      cpSync(join(ROOT, entry), join(directory, entry), { recursive: true });
    cpSync(join(ROOT, "lineups"), join(directory, "lineups"), { recursive: true });
    writeFileSync(join(directory, "lineups", "prod.yaml"), JSON.stringify({ environment: "prod", production: true, channels }));
    const records: Record<string, StackRecord> = {};
    for (const stack of REGIONS) records[stack] = await recordStack(shippedSettings(stack, {}, directory));
    records["prod-global"] = await recordStack(shippedSettings("prod-global", {}, directory), { stacks: asStacks(records) });
    return records;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function inputsByUrn(record: StackRecord | undefined): Record<string, unknown> {
  return Object.fromEntries((record?.resources ?? []).map(({ urn, inputs }) => [urn, plain(inputs)]));
}

function assertOnly(channel: string, all: StackRecord | undefined, fewer: StackRecord | undefined, shared: ReadonlySet<string>): void {
  const before = all?.resources ?? [];
  const kept = new Map((fewer?.resources ?? []).map((resource) => [resource.urn, resource]));
  for (const resource of before) {
    const same = kept.get(resource.urn);
    if (same === undefined) assert.ok(belongsTo(resource, channel), `${resource.urn} went with ${channel}`);
    else if (!shared.has(resource.type) && !OF_ALL.test(resource.urn) && resource.custom)
      assert.deepEqual(plain(same.inputs), plain(resource.inputs), `${resource.urn} changed with ${channel}`);
  }
  const names = new Set(before.map(({ urn }) => urn));
  for (const urn of kept.keys()) assert.ok(names.has(urn), `${urn} came when ${channel} went`);
}

/** Assets hold promises, which are never equal; their paths do not depend on the lineup. */
function plain(inputs: unknown): unknown {
  return JSON.parse(JSON.stringify(inputs)) as unknown;
}

function belongsTo({ urn, parent }: RecordedResource, channel: string): boolean {
  if (`${urn} ${parent}`.includes(channel)) return true;
  return Object.entries(SHARED_BY).some(([part, users]) => urn.includes(part) && users.length === 1 && users[0] === channel);
}
