import assert from "node:assert/strict";
import { foreignProblems, zoneProblems, type FoundZone } from "../../stacks/edgeBrought.ts";
import { asStacks, recordStack, shippedSettings, type StackRecord } from "../support/shipped.ts";

const UUID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
const FILE = "Pulumi.prod-global.yaml";
const DOMAIN = { name: "live.broadcaster.tv", zoneId: "Z0123456789ABCDEFGHI" };

const asked = (zone: Partial<FoundZone>): ReturnType<typeof zoneProblems> =>
  zoneProblems(FILE, DOMAIN, () => Promise.resolve({ name: "broadcaster.tv", privateZone: false, ...zone }));

describe("what AWS says of what the edge was given", () => {
  it("[E2] takes a domain that is its zone, or lies below it", async () => {
    for (const name of ["broadcaster.tv", "broadcaster.tv.", "live.broadcaster.tv"]) assert.deepEqual(await asked({ name }), []);
  });

  it("[E2] refuses a domain of another zone, and names both", async () => {
    for (const name of ["caster.tv", "other.tv", "sport.live.broadcaster.tv"]) {
      const [problem, ...more] = await asked({ name });
      assert.deepEqual(more, []);
      assert.equal(problem?.path, `${FILE} onair:domain`);
      assert.match(problem.what, new RegExp(`is not in hosted zone ${DOMAIN.zoneId}, which is ${name}: watch.live.broadcaster.tv`));
    }
  });

  it("[E2] refuses a private zone, and one that is not there", async () => {
    assert.match((await asked({ privateZone: true }))[0]?.what ?? "", /is the private zone broadcaster.tv/);
    const [problem] = await zoneProblems(FILE, DOMAIN, () => Promise.reject(new Error("NoSuchHostedZone: No hosted zone found\nmore")));
    assert.match(problem?.what ?? "", /^cannot be found \(NoSuchHostedZone: No hosted zone found\)$/);
  });

  it("[E2] refuses a certificate and a firewall of another account", () => {
    const certificateArn = `arn:aws:acm:us-east-1:999999999999:certificate/${UUID}`;
    const firewall = { arn: `arn:aws:wafv2:us-east-1:999999999999:global/webacl/corporate/${UUID}` };
    const edge = {
      playbackKeys: {},
      allowedOrigins: [],
      priceClass: "PriceClass_100",
      logRetentionDays: 90,
      originShield: false,
      player: true,
      monitoring: true,
      certificateArn,
      firewall,
    } as const;
    const paths = foreignProblems(FILE, { edge }, "123456789012").map(({ path, what }) => `${path} ${what}`);
    assert.deepEqual(paths, [
      `${FILE} onair:certificateArn belongs to another account than the one that is deployed to (123456789012)`,
      `${FILE} onair:firewallArn belongs to another account than the one that is deployed to (123456789012)`,
    ]);
    assert.deepEqual(foreignProblems(FILE, { edge }, "999999999999"), []);
  });
});

describe("the edge's program before anything is made", function () {
  this.timeout(30_000);
  let regions: Record<string, StackRecord>;

  before(async () => {
    regions = {
      "prod-us-east-1": await recordStack(shippedSettings("prod-us-east-1")),
      "prod-eu-west-1": await recordStack(shippedSettings("prod-eu-west-1")),
    };
  });

  it("[E2] looks the zone up, and tells everything that does not fit at once", async () => {
    const settings = shippedSettings("prod-global", {
      "onair:domain": "live.elsewhere.tv",
      "onair:certificateArn": `arn:aws:acm:us-east-1:999999999999:certificate/${UUID}`,
    });
    await assert.rejects(recordStack(settings, { stacks: asStacks(regions) }), (error: Error) => {
      assert.match(error.message, /2 problems to mend/);
      assert.match(error.message, /is not in hosted zone Z0123456789ABCDEFGHI, which is broadcaster.tv/);
      assert.match(error.message, /onair:certificateArn\n\s+belongs to another account/);
      return true;
    });
  });
});
