import assert from "node:assert/strict";
import fc from "fast-check";
import { firstRendition, hasAdvanced, readMediaPlaylist, readPlaylist, watchAdvance } from "../../control/index.ts";
import { setChannelState, templateChannel } from "../../rehearsal/cloud/channels.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import type { CloudObject } from "../../rehearsal/cloud/store.ts";
import { object, spelled } from "../../rehearsal/cloud/values.ts";
import { awsEnvironment } from "../support/awsEnvironment.ts";
import { World } from "../support/cloudWorld.ts";

const media = (first: number, count: number): string =>
  [
    "#EXTM3U",
    "#EXT-X-TARGETDURATION:4",
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    ...Array.from({ length: count }, (_, at) => `#EXTINF:4.0,\ns${first + at}.mp4`),
  ].join("\n");

describe("the playlist that proves a channel", () => {
  it("[E3] finds the first rendition of a multivariant playlist", () => {
    assert.equal(
      firstRendition(
        "#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow/a.m3u8?x=1\n#EXT-X-STREAM-INF:BANDWIDTH=2\nb.m3u8",
      ),
      "low/a.m3u8?x=1",
    );
    for (const text of ["", "<html>", media(1, 2), "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n"]) assert.throws(() => firstRendition(text));
  });

  it("[E3] advances exactly when a later segment came", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 9 }), fc.nat(3), (first, count, later) => {
        const before = readMediaPlaylist(media(first, count));
        const after = readMediaPlaylist(media(first + later, count));
        assert.equal(hasAdvanced(before, after), later > 0);
        assert.equal(hasAdvanced(after, before), false);
        assert.equal(hasAdvanced(before, readMediaPlaylist(media(first, count + later))), later > 0);
      }),
    );
  });

  for (const [what, text] of [
    ["no playlist", "not here"],
    ["no target duration", "#EXTM3U\n#EXTINF:4,\na.mp4"],
    ["no segment", "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:3"],
    ["a sequence that is no number", media(1, 1).replace("SEQUENCE:1", "SEQUENCE:x")],
  ] as const)
    it(`[E3] reads nothing into ${what}`, () => {
      assert.throws(() => readMediaPlaylist(text));
    });

  describe("at the simulated packager", () => {
    let world: World;
    let endpoint: SdkEndpoint;
    let restore: () => void;
    let channel: CloudObject;
    const access = { region: "eu-west-1" };
    const place = (more: Partial<{ egressDomain: string; path: string }> = {}): { egressDomain: string; path: string } => ({
      egressDomain: spelled(world.object("group").outputs["egressDomain"]),
      path: manifestPath(),
      ...more,
    });
    const manifestPath = (): string => {
      const [url = ""] = world.object("endpoint").outputs["hlsManifestUrls"] as string[];
      return new URL(url).pathname;
    };

    beforeEach(async () => {
      world = await World.full();
      endpoint = await serveSdk(world.cloud, () => undefined);
      restore = awsEnvironment(endpoint.url);
      const [IngestA, IngestB] = world.object("origin").outputs["ingestEndpointUrls"] as string[];
      await world.update("stack", { parameters: { ...object(world.inputs("stack")["parameters"]), IngestA, IngestB } });
      const [fed] = world.store.all(templateChannel, "eu-west-1");
      assert.ok(fed !== undefined);
      channel = fed;
    });
    afterEach(async () => {
      restore();
      await endpoint.close();
    });
    const run = async (): Promise<void> => {
      setChannelState(channel, "STARTING", world.store);
      await new Promise((resolve) => setTimeout(resolve, 40));
    };

    it("[E3] advances while the channel runs, and stands still once it does not", async () => {
      await run();
      assert.deepEqual(await watchAdvance(access, place(), { timeoutSeconds: 10, pollSeconds: 0.05 }), { advancing: true });
      setChannelState(channel, "STOPPING", world.store);
      await new Promise((resolve) => setTimeout(resolve, 40));
      const { advancing } = await watchAdvance(access, place(), { timeoutSeconds: 0.5, pollSeconds: 0.05 });
      assert.equal(advancing, false);
    });

    it("[E3] is not there before the first start, nor under another name, and the reason is told", async () => {
      await assert.rejects(readPlaylist(access, place()), /MediaPackage answered 404/);
      await run();
      await readPlaylist(access, place());
      await assert.rejects(readPlaylist(access, place({ path: manifestPath().replace("index", "other") })), /404/);
      await assert.rejects(readPlaylist(access, place({ egressDomain: "x.egress.y.mediapackagev2.eu-west-1.amazonaws.com" })), /404/);
    });

    it("[E3] is refused to a signature for another region, to none, and where AWS fails", async () => {
      await run();
      await assert.rejects(readPlaylist({ region: "us-east-1" }, place()), /answered 403.*mediapackagev2:GetObject/);
      const { status } = await fetch(`${endpoint.url}${manifestPath()}`);
      assert.equal(status, 403);
      world.faults.fail("mediapackagev2:GetObject", "no", { on: ["call"] });
      await assert.rejects(readPlaylist(access, place()), /answered 503/);
      const seen = await watchAdvance(access, place(), { timeoutSeconds: 0.1, pollSeconds: 0.05 });
      assert.match(seen.advancing ? "" : seen.reason, /503/);
    });
  });
});
