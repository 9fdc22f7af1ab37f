import assert from "node:assert/strict";
import { asStacks, recordStack, shippedSettings, type StackRecord } from "../support/shipped.ts";

type Contract = Record<string, unknown> & { channels: Record<string, Record<string, unknown>> };

describe("the edge's program", function () {
  this.timeout(30_000);
  let regions: Record<string, StackRecord>;

  before(async () => {
    regions = {
      "prod-us-east-1": await recordStack(shippedSettings("prod-us-east-1")),
      "prod-eu-west-1": await recordStack(shippedSettings("prod-eu-west-1")),
    };
  });

  const run = (stacks: Record<string, StackRecord>, own?: unknown): Promise<StackRecord> =>
    recordStack(shippedSettings("prod-global"), {
      stacks: { ...asStacks(stacks), ...(own === undefined ? {} : { "organization/onair/prod-global": { contract: own } }) },
    });

  /** The regions with one contract changed. */
  function changed(stack: string, change: (contract: Contract) => void): Record<string, StackRecord> {
    const copy = structuredClone(regions[stack]?.outputs) as { contract: Contract };
    change(copy.contract);
    return { ...regions, [stack]: { resources: [], outputs: copy } };
  }

  const refusal = async (attempt: Promise<unknown>): Promise<string> => {
    try {
      await attempt;
    } catch (error) {
      return (error as Error).message;
    }
    return assert.fail("it was accepted");
  };

  it("[S5] names a region that is not deployed, and the command, in one sentence", async () => {
    const { "prod-us-east-1": us } = regions;
    assert.ok(us);
    assert.equal(
      await refusal(run({ "prod-us-east-1": us })),
      "Stack organization/onair/prod-eu-west-1 is not deployed yet; deploy it first: pulumi up --stack prod-eu-west-1",
    );
  });

  it("[S5] names every region that is not deployed at once", async () => {
    const sentences = (await refusal(run({}))).split("\n");
    assert.equal(sentences.length, 2);
    for (const region of ["eu-west-1", "us-east-1"]) assert.ok(sentences.some((sentence) => sentence.endsWith(`--stack prod-${region}`)));
  });

  it("[S5] says the same of a region whose stack exists and was never deployed", async () => {
    const empty = { ...regions, "prod-eu-west-1": { resources: [], outputs: {} } };
    assert.match(await refusal(run(empty)), /prod-eu-west-1 is not deployed yet/);
  });

  it("[S5] refuses by name a channel that a region does not run", async () => {
    const message = await refusal(run(changed("prod-eu-west-1", ({ channels }) => Reflect.deleteProperty(channels, "studio"))));
    assert.match(
      message,
      /channel studio\n\s+is in the lineup, and stack prod-eu-west-1 does not run it yet\n\s+-> .*pulumi up --stack prod-eu-west-1/,
    );
  });

  it("[S5] names the first field of a contract that it cannot read", async () => {
    const message = await refusal(
      run(
        changed("prod-us-east-1", ({ channels }) => {
          if (channels["arena"] !== undefined) channels["arena"]["channelArn"] = 7;
        }),
      ),
    );
    assert.match(message, /prod-us-east-1 has an unreadable contract at channels\.arena\.channelArn/);
  });

  it("[S5] refuses a contract of another version or role", async () => {
    assert.match(
      await refusal(run(changed("prod-us-east-1", (contract) => (contract["contractVersion"] = 2)))),
      /speaks contract version 2/,
    );
    assert.match(
      await refusal(run(changed("prod-us-east-1", (contract) => (contract["role"] = "global-edge")))),
      /has the role global-edge/,
    );
  });

  it("[S5] ignores fields that a later version adds", async () => {
    const { resources } = await run(changed("prod-us-east-1", (contract) => (contract["later"] = { anything: true })));
    assert.ok(resources.length > 50);
  });

  it("[S3 E3] refuses regions in the middle of a change, by channel, stacks and first field, with both values and the way on", async () => {
    const message = await refusal(
      run(
        changed("prod-eu-west-1", ({ channels }) => {
          const encoding = channels["arena"]?.["encoding"] as Record<string, unknown>;
          assert.equal(encoding["videos.v1-1080p.bitrate"], 4_000_000);
          encoding["videos.v1-1080p.bitrate"] = 3_500_000;
        }),
      ),
    );
    assert.equal(
      message.trimEnd(),
      [
        "Onair cannot deploy prod-global: 1 problem to mend. Nothing was created or changed.",
        "",
        "  channel arena",
        "      is not encoded alike by stacks prod-us-east-1 and prod-eu-west-1: they differ first in videos.v1-1080p.bitrate (given: 4000000 in prod-us-east-1, 3500000 in prod-eu-west-1)",
        "      -> finish the change with npx onair deploy --env prod, or deploy the region that is behind: pulumi up --stack prod-eu-west-1",
      ].join("\n"),
    );
  });

  it("[S3 E3] serves regions of an older version that said a hash and no fields", async () => {
    const older = structuredClone(regions);
    for (const { outputs } of Object.values(older)) {
      for (const channel of Object.values((outputs["contract"] as Contract).channels)) Reflect.deleteProperty(channel, "encoding");
    }
    assert.ok((await run(older)).resources.length > 50);
  });

  it("[E4] refuses a single uplink whose regions admit different encoders", async () => {
    const message = await refusal(run(changed("prod-eu-west-1", (contract) => (contract["encoderCidrs"] = ["198.51.100.0/24"]))));
    assert.match(message, /channel roaming\n\s+has one uplink that moves between regions/);
  });

  it("[L3] refuses regions that AWS may restart at once, also over the end of the week", async () => {
    const windows = (day: string, startTime: string) =>
      changed("prod-eu-west-1", (contract) => (contract["maintenance"] = { day, startTime }));
    const us = (regions["prod-us-east-1"]?.outputs["contract"] as Contract)["maintenance"];
    assert.deepEqual(us, { day: "TUESDAY", startTime: "08:00" });
    for (const startTime of ["07:00", "08:00", "09:00"]) {
      const message = await refusal(run(windows("TUESDAY", startTime)));
      assert.match(
        message,
        /stacks prod-eu-west-1 and prod-us-east-1\n\s+have maintenance windows that overlap, and AWS may restart both sides of arena, demo, roaming, studio at once/,
      );
      assert.match(message, /-> .*Pulumi\.prod-us-east-1\.yaml and deploy that stack first/);
    }
    for (const startTime of ["06:00", "10:00"]) assert.ok((await run(windows("TUESDAY", startTime))).resources.length > 50);
  });

  it("[L3] takes a region of an older version, which says nothing of its window, for right", async () => {
    const { resources } = await run(changed("prod-eu-west-1", (contract) => Reflect.deleteProperty(contract, "maintenance")));
    assert.ok(resources.length > 50);
  });

  it("[E2] refuses another domain on a live stack", async () => {
    const { outputs } = await run(regions);
    const live = { ...(outputs["contract"] as object), domain: "other.broadcaster.tv" };
    assert.match(await refusal(run(regions, live)), /onair:domain\n\s+cannot change on a live stack, where it is other\.broadcaster\.tv/);
  });

  it("[O1] puts out where to push and what to watch, for every channel", async () => {
    const { outputs } = await run(regions);
    const contract = outputs["contract"] as Contract;
    assert.deepEqual(Object.keys(contract.channels).sort(), ["arena", "demo", "roaming", "studio"]);
    const arena = contract.channels["arena"];
    assert.deepEqual(arena?.["playback"], {
      hls: "https://watch.live.broadcaster.tv/out/v1/onair-prod-main/arena/live/index.m3u8",
      lowLatencyHls: "https://watch.live.broadcaster.tv/out/v1/onair-prod-main/arena/live/ll.m3u8",
      dash: "https://watch.live.broadcaster.tv/out/v1/onair-prod-main/arena/live/manifest.mpd",
      startoverHls: "https://watch.live.broadcaster.tv/out/v1/onair-prod-main/arena/startover/index.m3u8",
      startoverDash: "https://watch.live.broadcaster.tv/out/v1/onair-prod-main/arena/startover/manifest.mpd",
    });
    assert.deepEqual(contract.channels["roaming"]?.["failoverIngest"], {
      a: "rtmp://roaming-a.ingest.live.broadcaster.tv:1935/roaming/a",
      b: "rtmp://roaming-b.ingest.live.broadcaster.tv:1935/roaming/b",
    });
    assert.deepEqual(contract.channels["demo"]?.["ingest"], { "eu-west-1": {}, "us-east-1": {} });
  });
});
