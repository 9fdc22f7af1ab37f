import assert from "node:assert/strict";
import type { Channel, Passphrases } from "../../components/encode/index.ts";
import { readAccount } from "../../rehearsal/cloud/account.ts";
import { channels } from "../../rehearsal/cloud/channels.ts";
import { findSecret, keepSecret } from "../../rehearsal/cloud/secrets.ts";
import { objects } from "../../rehearsal/cloud/values.ts";
import { deploy, type Deployed } from "../support/cloudProgram.ts";
import { accountFile, type World } from "../support/cloudWorld.ts";
import { STUDIO } from "../support/lineups.ts";
import { makeRegion } from "../support/region.ts";

const CHANNEL: Channel = {
  ...STUDIO,
  outputs: {
    tube: {
      type: "rtmp",
      regions: "preferred",
      urls: ["rtmps://a.tv/live", "rtmps://b.tv/live"],
      streamKeys: "each",
      keyVersion: 1,
      authentication: "common",
      verifyCertificate: true,
    },
    pictures: { type: "frame-capture", regions: "all", everySeconds: 10, height: 360, retentionDays: 7 },
    club: {
      type: "mediaconnect",
      regions: "preferred",
      subscribers: ["210987654321"],
      senders: { "us-east-1": ["198.51.100.7/32", "198.51.100.8/32"] },
      latencyMilliseconds: 2000,
      keyVersion: 1,
    },
  },
};
const OUTPUTS = "onair/prod/studio/outputs";
const STREAM_KEYS = [`${OUTPUTS}/tube/stream-key-1-a`, `${OUTPUTS}/tube/stream-key-1-b`];
const PASSPHRASE = `${OUTPUTS}/club/passphrase-1`;

function deployed(kept: readonly string[]): Promise<Deployed> {
  const passphrases: Record<string, Passphrases[string]> = {};
  const prepare = ({ cloud: { account }, store }: World): void => {
    for (const name of kept) {
      keepSecret(store, account, { name, region: "us-east-1", primaryRegion: "us-east-1", value: "x", description: "", tags: {} });
      passphrases[name] = { arn: findSecret(store, "us-east-1", name)?.arn ?? "" };
    }
  };
  const zones = { availabilityZones: ["us-east-1a", "us-east-1b"] };
  return deploy(() => makeRegion([CHANNEL], { ...zones, passphrases }), readAccount(accountFile), [], prepare);
}

describe("a channel of several outputs in the simulated AWS", function () {
  this.timeout(30_000);

  it("[L8] is made as it is, with references for its stream keys, and goes without a rest", async () => {
    const region = await deployed([...STREAM_KEYS, PASSPHRASE]);
    const [channel, ...others] = channels(region.store, "us-east-1");
    assert.deepEqual(others, []);
    const destinations = objects(channel?.body["destinations"]);
    assert.deepEqual(
      destinations.map(({ id }) => id),
      ["origin", "out-club", "out-pictures", "out-tube"],
    );
    const keys = objects(destinations[3]?.["settings"]).map(({ streamName }) => streamName);
    assert.deepEqual(
      keys,
      STREAM_KEYS.map((name) => `{{resolve:secretsmanager:${name}:SecretString}}`),
    );
    await region.destroy();
    assert.deepEqual(channels(region.store, "us-east-1"), []);
  });

  it("[L8] is refused by CloudFormation when a stream key is missing", async () => {
    await assert.rejects(
      deployed([STREAM_KEYS[0] ?? "", PASSPHRASE]),
      /can't find the specified secret\. \(onair\/prod\/studio\/outputs\/tube\/stream-key-1-b/,
    );
  });
});
