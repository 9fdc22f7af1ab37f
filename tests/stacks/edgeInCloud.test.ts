import assert from "node:assert/strict";
import { GlobalEdge } from "../../components/edge/index.ts";
import type { GlobalEdgeArgs } from "../../components/edge/index.ts";
import { bucketStatements } from "../../components/edge/accessLogs.ts";
import { deliverySourceName } from "../../components/edge/names.ts";
import { policyJson } from "../../components/storage/index.ts";
import { readAccount, type Account } from "../../rehearsal/cloud/account.ts";
import { accountId, domain as zone, zoneId } from "../support/cloudExamples/index.ts";
import { deploy } from "../support/cloudProgram.ts";
import { accountFile } from "../support/cloudWorld.ts";
import { developmentArgs, productionArgs, productionChannels } from "./globalEdgeFixture.ts";

const UUID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
const CERTIFICATE = `arn:aws:acm:us-east-1:${accountId}:certificate/${UUID}`;
const ACL = `arn:aws:wafv2:us-east-1:${accountId}:global/webacl/corporate/${UUID}`;
const BUCKET = "corporate-cdn-logs";

/** Endpoints belong to the encode regions, which are not deployed here. */
const ELSEWHERE = ["aws-native:mediapackagev2:OriginEndpointPolicy"];

const account = (change: Partial<Account> = {}): Account => ({ ...readAccount(accountFile), ...change });
const policy = policyJson(...bucketStatements(BUCKET, accountId, deliverySourceName("prod")));
const BROUGHT: Partial<Account> = {
  certificates: [{ arn: CERTIFICATE, domains: [`*.${zone}`] }],
  webAcls: [ACL, ACL.replace("global", "regional")],
  keyGroups: [UUID],
  buckets: [{ name: BUCKET, policy }],
};

/** A production edge in the zone of the simulated account; no channel follows alarms, which belong to the encode regions too. */
function production(change: Partial<GlobalEdgeArgs> = {}): GlobalEdgeArgs {
  const channels = productionChannels().filter(({ uplink }) => uplink === "both");
  return productionArgs({ channels, domain: { name: zone, zoneId }, ...change });
}

const brought: Partial<GlobalEdgeArgs> = {
  certificateArn: CERTIFICATE,
  firewall: { arn: ACL },
  keyGroup: { id: UUID, publicKeys: { corporate: "K2JCJMDEHXQW5F" } },
  playbackKeys: {},
  logBucket: BUCKET,
};

describe("the edge in the simulated AWS", function () {
  this.timeout(30_000);

  const CHOICES: Readonly<Record<string, { readonly args: () => GlobalEdgeArgs; readonly account?: Account }>> = {
    "production as shipped": { args: () => production() },
    "every protection on": {
      args: () =>
        production({
          geo: { kind: "allow", countries: ["DE", "GB"], enforcedBy: "firewall" },
          firewall: { mode: "block", viewersPerAddress: 100_000, anonymousAddresses: "block" },
          originShield: true,
          realtimeLogs: { samplingRate: 100 },
        }),
    },
    "countries by the distribution": { args: () => production({ geo: { kind: "block", countries: ["KP"], enforcedBy: "distribution" } }) },
    "everything brought along": { args: () => production(brought), account: account(BROUGHT) },
    "production with a player": { args: () => production({ player: true }) },
    "a player beside everything that is brought along": { args: () => production({ ...brought, player: true }), account: account(BROUGHT) },
    "development with everything on": {
      args: () =>
        developmentArgs({
          geo: { kind: "block", countries: ["KP"], enforcedBy: "distribution" },
          firewall: { mode: "count", viewersPerAddress: 1, anonymousAddresses: "allow" },
          originShield: true,
          monitoring: true,
          realtimeLogs: { samplingRate: 1 },
          player: true,
        }),
    },
  };

  for (const [title, { args, account: own = account() }] of Object.entries(CHOICES)) {
    it(`[E7] is made and taken away again without a refusal: ${title}`, async () => {
      const deployed = await deploy(() => new GlobalEdge("prod", args()), own, ELSEWHERE);
      assert.ok(deployed.tokens.some((token) => /cloudfront.*:Distribution$/.test(token)));
      await deployed.destroy();
    });
  }

  const REFUSED: Readonly<
    Record<string, { readonly change: Partial<Account>; readonly error: RegExp; readonly args?: Partial<GlobalEdgeArgs> }>
  > = {
    "a certificate for another name": {
      change: { certificates: [{ arn: CERTIFICATE, domains: ["www.example.org"] }] },
      error: new RegExp(`doesn't cover the alternate domain name watch.${zone}`),
    },
    "a certificate that is not there": { change: { certificates: [] }, error: /isn't in us-east-1 region, or isn't valid/ },
    "a firewall that is not there": { change: { webAcls: [] }, error: /InvalidWebACLId/ },
    "a key group that is not there": { change: { keyGroups: [] }, error: /TrustedKeyGroupDoesNotExist/ },
    "a log bucket that is not there": { change: { buckets: [] }, error: /bucket arn:aws:s3:::corporate-cdn-logs does not exist/ },
    "a log bucket that lets nobody in": {
      change: { buckets: [{ name: BUCKET, policy: "" }] },
      error: /lets delivery.logs.amazonaws.com put objects/,
    },
    "a domain outside the zone": {
      change: {},
      args: { domain: { name: "live.example.net", zoneId } },
      error: /not permitted in zone|doesn't cover/,
    },
  };

  for (const [title, { change, error, args = {} }] of Object.entries(REFUSED)) {
    it(`[E7] meets AWS's own refusal, by name: ${title}`, () =>
      assert.rejects(
        deploy(() => new GlobalEdge("prod", production({ ...brought, ...args })), account({ ...BROUGHT, ...change }), ELSEWHERE),
        error,
      ));
  }
});
