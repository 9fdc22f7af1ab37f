import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bucketStatements } from "../../components/edge/accessLogs.ts";
import { edgeKeyStatements } from "../../components/edge/edgeKey.ts";
import { deliverySourceName } from "../../components/edge/names.ts";
import { regionKeyStatements } from "../../components/encode/plan.ts";
import type { PolicyStatement } from "../../components/storage/index.ts";
import { broughtToRegion } from "../../stacks/bringRegionSchema.ts";
import { edgeSettings, domainSettings } from "../../stacks/edgeSchema.ts";

const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "bring-your-own.md"), "utf8");
const documents = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  (match) => JSON.parse(match[1] ?? "") as { Statement?: PolicyStatement[] },
);

/** The policy of the page that has the statement. */
function shown(sid: string): unknown {
  return documents.find(({ Statement }) => Statement?.some(({ Sid }) => Sid === sid) === true)?.Statement;
}

describe("docs/bring-your-own.md", () => {
  it("[E1] asks of a log bucket what Onair asks of its own", () => {
    assert.deepEqual(shown("AccessLogsWrite"), bucketStatements("<bucket>", "<account>", deliverySourceName("<environment>")));
  });

  it("[O4] asks of a key what Onair asks of its own", () => {
    const use = { environment: "<environment>", accountId: "<account>", accessLogs: true, firewallLog: true, player: true };
    assert.deepEqual(shown("FirewallLogEncrypt"), edgeKeyStatements(use));
  });

  it("[S5] names settings that exist", () => {
    const known = new Set(Object.keys({ ...edgeSettings, ...domainSettings }));
    const edge = page.slice(page.indexOf("## At the edge"), page.indexOf("## In an encode region"));
    const named = [...edge.matchAll(/onair:([A-Za-z]+)/g)].map((match) => match[1] ?? "");
    assert.ok(named.length > 8);
    for (const setting of named) assert.ok(known.has(setting), setting);
  });

  it("[O4] asks of a region's key what Onair asks of its own", () => {
    assert.deepEqual(shown("PublisherEventsAmazonawsCom"), regionKeyStatements("<account>", "<region>"));
  });

  it("[L2] names every setting with which a region is given something", () => {
    const region = page.slice(page.indexOf("## In an encode region"));
    for (const setting of Object.keys(broughtToRegion)) assert.ok(region.includes(`onair:${setting}`), setting);
  });
});
