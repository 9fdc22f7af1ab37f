import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { readAccount } from "../../rehearsal/cloud/account.ts";
import { writeAccount } from "../../rehearsal/account.ts";
import { accountFile } from "../support/cloudWorld.ts";

const UUID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

describe("the account of a rehearsal", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "onair-account-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const written = (config: Record<string, unknown>): ReturnType<typeof readAccount> => {
    writeFileSync(join(folder, "Pulumi.prod-global.yaml"), stringify({ config }));
    const target = join(folder, "account.yaml");
    writeAccount(accountFile, target, folder, { regions: [], last: [{ name: "prod-global", role: "global-edge", region: "us-east-1" }] });
    return readAccount(target);
  };

  it("[S5] has what the stack files bring along at the edge", () => {
    const account = written({
      "onair:domain": "live.team.tv",
      "onair:zoneId": "Z0123456789ABC",
      "onair:certificateArn": `arn:aws:acm:us-east-1:123456789012:certificate/${UUID}`,
      "onair:firewallArn": `arn:aws:wafv2:us-east-1:123456789012:global/webacl/corporate/${UUID}`,
      "onair:keyGroup": { id: UUID, publicKeys: { corporate: "K2JCJMDEHXQW5F" } },
      "onair:logBucket": "arn:aws:s3:::corporate-cdn-logs",
      "onair:edgeKeyArn": `arn:aws:kms:us-east-1:123456789012:key/${UUID}`,
    });
    assert.deepEqual(
      account.certificates.flatMap(({ domains }) => domains),
      ["watch.live.team.tv"],
    );
    assert.deepEqual([account.webAcls.length, account.keyGroups, account.keys.length], [1, [UUID], 1]);
    assert.deepEqual(
      account.buckets.map(({ name }) => name),
      ["corporate-cdn-logs"],
    );
  });

  it("[S5] has nothing that no stack file names", () => {
    const account = written({ "onair:domain": "live.team.tv" });
    assert.deepEqual([account.certificates, account.webAcls, account.keyGroups, account.buckets, account.keys], [[], [], [], [], []]);
  });
});
