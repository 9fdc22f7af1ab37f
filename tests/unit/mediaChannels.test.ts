import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cmafTemplate, encoderPlan, hlsChannelArgs, type AudioTrack, type Channel } from "../../components/encode/index.ts";
import type { CloudObject } from "../../rehearsal/cloud/index.ts";
import { encoderChannels } from "../../rehearsal/media/deployed/index.ts";
import { planRun } from "../../rehearsal/media/encoder/plan.ts";
import { rungsOf } from "../../rehearsal/media/encoder/sizes.ts";
import type { EncoderChannel } from "../../rehearsal/media/types.ts";
import { ARENA, DEMO, LADDER, MAINTENANCE, STUDIO } from "../support/lineups.ts";
import { ROOT } from "../support/shipped.ts";
import { ladderOf } from "../support/videoLadders.ts";

const FOLDER = join(ROOT, "ladders");
const LADDERS = readdirSync(FOLDER).map((file) =>
  ladderOf(parse(readFileSync(join(FOLDER, file), "utf8")) as Record<string, unknown>, file.replace(/\.yaml$/, "")),
);
const EPOCH = { outputLockingMode: "EPOCH_LOCKED", inputType: "CMAF" };

const made = (type: string, region: string, id: string, parts: Partial<CloudObject>): CloudObject => ({
  ...{ type, region, id, owner: "test", inputs: {}, outputs: {}, hidden: {} },
  ...parts,
});

const ingest = (region: string, input: number, channel: string): string =>
  `https://x-${String(input)}.ingest.y.mediapackagev2.${region}.amazonaws.com/in/v1/main/${String(input)}/${channel}/`;

function packageChannel(region: string, { name }: Channel, inputs: CloudObject["inputs"] = EPOCH): CloudObject {
  return made("aws-native:mediapackagev2:Channel", region, `${region}-${name}`, {
    inputs: { channelGroupName: "main", channelName: name, ...inputs },
    outputs: { ingestEndpointUrls: [ingest(region, 1, name), ingest(region, 2, name)] },
  });
}

/** What CloudFormation makes of the template of a production channel, its parameters filled in. */
function templateChannel(region: string, channel: Channel, hidden: CloudObject["hidden"] = { state: "RUNNING" }): CloudObject {
  const template = JSON.parse(cmafTemplate(encoderPlan(channel, { environment: "prod", production: true }), MAINTENANCE).body) as {
    Resources: { Channel: { Properties: CloudObject["inputs"] & { Destinations: { Id: string; Settings: { Url: unknown }[] }[] } } };
  };
  const properties = template.Resources.Channel.Properties;
  const [origin] = properties.Destinations;
  origin?.Settings.forEach((setting, index) => {
    setting.Url = ingest(region, index + 1, channel.name);
  });
  return made("AWS::MediaLive::Channel", region, `${region}-${channel.name}`, { inputs: properties, hidden });
}

function typedChannel(region: string, channel: Channel): CloudObject {
  const plan = encoderPlan(channel, { environment: "dev", production: false });
  const bindings = {
    ingestUrls: [ingest(region, 1, channel.name)],
    inputIds: { primary: "1" },
    roleArn: "arn:aws:iam::123456789012:role/x",
  };
  const inputs = JSON.parse(JSON.stringify(hlsChannelArgs(plan, bindings, MAINTENANCE))) as CloudObject["inputs"];
  return made("aws:medialive/channel:Channel", region, `${region}-${channel.name}`, { inputs, hidden: { state: "RUNNING" } });
}

function only(resources: readonly CloudObject[], options = {}): EncoderChannel {
  const [first, ...others] = encoderChannels(resources, options);
  assert.ok(first !== undefined && others.length === 0, "exactly one");
  return first;
}

describe("encoded channels, read from what is deployed", () => {
  for (const ladder of LADDERS) {
    it(`[L7] ${ladder.name}: names, sizes, rates and lengths as planned, alike in both regions`, () => {
      const channel: Channel = { ...ARENA, ladder };
      const plan = encoderPlan(channel, { environment: "prod", production: true });
      const [east, west] = ["us-east-1", "eu-west-1"].map((region) =>
        only([packageChannel(region, channel), templateChannel(region, channel)]),
      );
      assert.ok(east && west);
      assert.deepEqual({ ...west, region: "", channelId: "" }, { ...east, region: "", channelId: "" });
      assert.deepEqual(
        east.videos.map(({ name, width, height, bitrate, codec }) => ({ name, width, height, bitrate, codec })),
        plan.videos.map(({ name, width, height, codec }, index) => ({ name, width, height, bitrate: ladder.rungs[index]?.bitrate, codec })),
      );
      assert.deepEqual(
        east.audios.map(({ name }) => name),
        plan.audios.map(({ name }) => name),
      );
      assert.equal(east.segmentMs, plan.segment.units === "SECONDS" ? plan.segment.length * 1000 : plan.segment.length);
      assert.equal(east.epochLocked, true);
      assert.equal(east.pipelines, 2);
    });

    it(`[L7] ${ladder.name}: small enough for two cores, rungs of different sizes stay different, GOPs fill a segment`, () => {
      const channel = only([packageChannel("us-east-1", { ...ARENA, ladder }), templateChannel("us-east-1", { ...ARENA, ladder })]);
      const rungs = rungsOf(channel.videos);
      const size = ({ width, height }: { width: number; height: number }): string => `${String(width)}x${String(height)}`;
      assert.equal(new Set(rungs.map(size)).size, new Set(channel.videos.map(size)).size);
      for (const { width, height, frameRate, bitrate } of rungs) {
        assert.ok(width <= 480 && height <= 270 && width % 2 === 0 && height % 2 === 0);
        assert.ok(frameRate.numerator / frameRate.denominator <= 30 && bitrate >= 50_000);
      }
      const largest = Math.max(...rungs.map(({ width }) => width));
      assert.ok(largest >= 470, "the largest is as large as allowed");
      for (const track of planRun(channel, 0).tracks) {
        if (track.kind !== "video") continue;
        const { numerator, denominator } = track.rung.frameRate;
        const frames = (channel.segmentMs * numerator) / (denominator * 1000);
        assert.equal(frames % track.gopFrames, 0, `${String(frames)} frames in GOPs of ${String(track.gopFrames)}`);
      }
    });
  }

  it("[L7] a development channel is read as a production channel is", () => {
    const channel: Channel = { ...STUDIO, regions: ["us-east-1"], ladder: LADDER };
    const typed = only([packageChannel("us-east-1", channel, { inputType: "HLS" }), typedChannel("us-east-1", channel)]);
    const template = only([packageChannel("us-east-1", channel), templateChannel("us-east-1", channel)]);
    assert.deepEqual(typed, { ...template, pipelines: typed.pipelines });
    assert.equal(typed.epochLocked, false);
  });

  it("[L7] captions and languages come from their descriptions", () => {
    const track = (name: string, language: string, title: string): AudioTrack => ({
      ...{ name, language, title, role: "main", isDefault: name === "english" },
    });
    const channel: Channel = {
      ...ARENA,
      audio: { loudness: "none", tracks: [track("english", "eng", "English"), track("spanish", "spa", "Español")] },
      captions: [{ name: "english", language: "eng", title: "English CC", role: "caption", source: { type: "embedded", channel: 1 } }],
    };
    const read = only([packageChannel("us-east-1", channel), templateChannel("us-east-1", channel)]);
    assert.deepEqual([...new Set(read.audios.map(({ language, title }) => `${language} ${title ?? ""}`))], ["eng English", "spa Español"]);
    assert.deepEqual(
      read.captions.map(({ language, title }) => [language, title]),
      [["eng", "English CC"]],
    );
  });

  it("[L7] regions are aligned only where encoder and packager both count from the epoch", () => {
    const locked = (channel: Channel, inputs: CloudObject["inputs"]): boolean =>
      only([packageChannel("us-east-1", channel, inputs), templateChannel("us-east-1", channel)]).epochLocked;
    assert.equal(locked(ARENA, EPOCH), true);
    assert.equal(locked(ARENA, { inputType: "CMAF" }), true, "MediaPackage's default");
    assert.equal(locked(ARENA, { ...EPOCH, outputLockingMode: "NON_EPOCH_LOCKED" }), false);
    assert.equal(locked(DEMO, EPOCH), false);
  });

  it("[L7] a channel runs when its state says so and the time for starting is over", () => {
    const running = (hidden: CloudObject["hidden"], now: number): boolean =>
      only([packageChannel("us-east-1", ARENA), templateChannel("us-east-1", ARENA, hidden)], { transition: 300, now }).running;
    assert.equal(running({}, 0), false);
    assert.equal(running({ state: "STARTING", since: 1000 }, 1200), false);
    assert.equal(running({ state: "STARTING", since: 1000 }, 1300), true);
    assert.equal(running({ state: "STOPPING", since: 1000 }, 1001), false);
  });

  it("[L7] a channel that writes to no MediaPackage channel of its region is left out", () => {
    assert.deepEqual(encoderChannels([packageChannel("eu-west-1", ARENA), templateChannel("us-east-1", ARENA)]), []);
  });

  it("[L7] switching by quality and the preferred input are the MediaPackage channel's", () => {
    const inputs = { ...EPOCH, inputSwitchConfiguration: { mqcsInputSwitching: true, preferredInput: 2 } };
    const read = only([packageChannel("us-east-1", ARENA, inputs), templateChannel("us-east-1", ARENA)]);
    assert.deepEqual([read.qualitySwitching, read.preferredInput], [true, 2]);
    assert.equal(only([packageChannel("us-east-1", ARENA), templateChannel("us-east-1", ARENA)]).qualitySwitching, false);
  });
});
