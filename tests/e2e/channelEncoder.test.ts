import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { regionColour, startEncoder, type Encoder } from "../../rehearsal/media/encoder/index.ts";
import { Packager } from "../../rehearsal/media/packager/index.ts";
import type { EncoderChannel, LiveChannel, LiveTrack, Segment } from "../../rehearsal/media/types.ts";
import { ENCODER_CHANNEL } from "../support/mediaChannel.ts";
import { need } from "./needs.ts";
import { runs } from "./processes.ts";

const REGIONS = ["eu-west-1", "us-east-1"] as const;
const small = {
  name: "v2",
  codec: "h264",
  width: 640,
  height: 360,
  bitrate: 800_000,
  frameRate: { numerator: 50, denominator: 1 },
} as const;
const arena: EncoderChannel = { ...ENCODER_CHANNEL, segmentMs: 2000, gopMs: 1000, videos: [...ENCODER_CHANNEL.videos, small] };
const studio: EncoderChannel = { ...arena, originChannel: "studio", channelId: "2", epochLocked: false, captions: [] };

const folder = mkdtempSync(join(tmpdir(), "onair-encoder-"));
const pids = join(folder, "pids");

/** An ffmpeg that writes down its process: nobody else's is counted, and no list of processes is needed. */
function countedFfmpeg(): string {
  writeFileSync(pids, "");
  const command = join(folder, "ffmpeg.sh");
  writeFileSync(command, `#!/bin/sh\necho $$ >> "${pids}"\nexec ffmpeg "$@"\n`, { mode: 0o755 });
  return command;
}

/** Of all ffmpegs that were ever started here. */
const alive = (): number[] =>
  readFileSync(pids, "utf8")
    .trim()
    .split("\n")
    .map(Number)
    .filter((pid) => pid > 0 && runs(pid));

const packager = new Packager();
const said: string[] = [];
let deployed: EncoderChannel[] = [...REGIONS.map((region) => ({ ...arena, region })), studio];

function live({ region, channelGroup, originChannel }: EncoderChannel): LiveChannel | undefined {
  return packager.find(region, channelGroup, originChannel);
}

function trackOf(channel: EncoderChannel, name: string): LiveTrack {
  const track = live(channel)?.track(name);
  assert.ok(track, `${channel.originChannel} in ${channel.region} has ${name}`);
  return track;
}

const whole = (segments: readonly Segment[]): Segment[] => segments.filter(({ complete }) => complete);

/** Waits until something holds; what went wrong is told when it does not come in time. */
async function until(what: string, holds: () => boolean, seconds = 180): Promise<void> {
  for (let waited = 0; !holds(); waited += 0.1) {
    if (waited > seconds) assert.fail(`${what} did not come within ${String(seconds)} s\n${said.join("\n")}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Another program's opinion of a file. The encoders are read meanwhile. */
async function run(command: string, args: readonly string[], input: Buffer): Promise<{ output: Buffer; errors: string }> {
  const child = spawn(command, args, { timeout: 180_000 });
  const output: Buffer[] = [];
  let errors = "";
  child.stdout.on("data", (piece: Buffer) => output.push(piece));
  child.stderr.on("data", (piece: Buffer) => (errors += piece.toString()));
  // It may have seen enough before the end.
  child.stdin.on("error", () => undefined).end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { output: Buffer.concat(output), errors: `${errors}${code === 0 ? "" : `ended with ${String(code)}`}` };
}

const fileOf = ({ info }: LiveTrack, segments: readonly Segment[]): Buffer =>
  Buffer.concat([info.init, ...segments.flatMap(({ parts }) => parts.map(({ bytes }) => bytes))]);

/** What a decoder complains of. */
async function complaints(file: Buffer): Promise<string> {
  return (await run("ffmpeg", ["-v", "warning", "-xerror", "-i", "-", "-f", "null", "-"], file)).errors.trim();
}

/** Presentation times of the frames, in seconds, as another program reads them. */
async function framesOf(file: Buffer): Promise<string[]> {
  const args = ["-v", "error", "-show_entries", "frame=pts_time,key_frame", "-of", "csv=p=0", "-i", "-"];
  return (await run("ffprobe", args, file)).output.toString().trim().split("\n");
}

/** Red, green and blue of a corner of the last picture's lower band. */
async function bandOf(file: Buffer): Promise<number[]> {
  const crop = "crop=8:8:iw-10:ih-10,scale=1:1";
  const { output } = await run("ffmpeg", ["-v", "error", "-i", "-", "-vf", crop, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], file);
  return [...output.subarray(-3)];
}

/** First of the end-to-end tests by its name's order: no other encoder runs beside it. */
describe("real video from encoder to packager", function () {
  this.timeout(600_000);
  let encoder: Encoder | undefined;
  const [europe, america] = REGIONS.map((region) => ({ ...arena, region })) as [EncoderChannel, EncoderChannel];

  const encoders = (): Encoder => {
    assert.ok(encoder);
    return encoder;
  };

  before(async function () {
    need(this);
    encoder = startEncoder({ packager, channels: () => deployed, command: countedFfmpeg(), log: (line) => said.push(line) });
    await until("ten seconds of every track", () =>
      [europe, america, studio].every((channel) => {
        const tracks = live(channel)?.tracks() ?? [];
        return tracks.length > 0 && tracks.every(({ segments }) => whole(segments).length >= 5);
      }),
    );
  });
  after(async () => {
    try {
      await encoder?.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("[L7] both regions of an aligned channel cut every track alike, and begin alike", () => {
    for (const name of ["v1", "v2", "a1", "c1"]) {
      const [one, two] = [trackOf(europe, name), trackOf(america, name)];
      assert.deepEqual(one.info, two.info);
      const cuts = (track: LiveTrack): Map<number, unknown> =>
        new Map(
          whole(track.segments).map(({ number, time, duration, discontinuity, parts }) => [
            number,
            [time, duration, discontinuity, parts.map((part) => [part.time, part.duration, part.independent])],
          ]),
        );
      const [ours, theirs] = [cuts(one), cuts(two)];
      const shared = [...ours.keys()].filter((number) => theirs.has(number));
      assert.ok(shared.length >= 3, `${name}: ${String(shared.length)} segments in both regions`);
      for (const number of shared) assert.deepEqual(ours.get(number), theirs.get(number), `${name} ${String(number)}`);
    }
  });

  it("[L7] what both regions made decodes without a complaint, with equal times, alone and joined", async () => {
    for (const name of ["v1", "v2", "a1"]) {
      const [one, two] = [trackOf(europe, name), trackOf(america, name)];
      const numbers = whole(one.segments).flatMap(({ number }) =>
        whole(two.segments).some((other) => other.number === number) ? [number] : [],
      );
      const pick = (track: LiveTrack, wanted: readonly number[]): Segment[] =>
        track.segments.filter(({ number }) => wanted.includes(number));
      const frames = await framesOf(fileOf(one, pick(one, numbers)));
      assert.deepEqual(frames, await framesOf(fileOf(two, pick(two, numbers))));
      // As a player has it whose region is lost.
      const half = Math.floor(numbers.length / 2);
      const joined = fileOf(one, [...pick(one, numbers.slice(0, half)), ...pick(two, numbers.slice(half))]);
      assert.equal(await complaints(joined), "");
      assert.deepEqual(await framesOf(joined), frames);
    }
  });

  it("[L7] a decoder complains of half a segment", async () => {
    const track = trackOf(europe, "v1");
    const file = fileOf(track, whole(track.segments).slice(0, 2));
    assert.notEqual(await complaints(file.subarray(0, file.length - 5000)), "");
  });

  it("[L7] every segment begins on a key frame and keeps within the bandwidth that is told", () => {
    for (const channel of [europe, studio]) {
      for (const { info, segments } of live(channel)?.tracks() ?? []) {
        for (const { parts, duration, number } of whole(segments)) {
          if (info.kind === "captions") continue;
          assert.equal(parts[0]?.independent, true);
          const bits = parts.reduce((sum, { bytes }) => sum + bytes.length * 8, 0);
          const rate = (bits * info.timescale) / duration;
          assert.ok(rate <= info.bandwidth, `${info.name} ${String(number)}: ${String(rate)} of ${String(info.bandwidth)} bits per second`);
        }
      }
    }
  });

  it("[L7] a channel that is not aligned counts from 0 and 1, and is dated by the wall clock", () => {
    const [first] = trackOf(studio, "v1").segments;
    assert.ok(first);
    assert.deepEqual([first.number, first.time], [1, 0]);
    assert.ok(Math.abs(Date.now() - first.programDateTime) < 300_000);
  });

  it("[E8] the picture's lower band tells the region", async () => {
    for (const channel of [europe, america]) {
      const track = trackOf(channel, "v1");
      const seen = await bandOf(fileOf(track, whole(track.segments).slice(-1)));
      const wanted = regionColour(channel.region, REGIONS);
      seen.forEach((value, index) => {
        assert.ok(Math.abs(value - (wanted[index] ?? 0)) < 25, `${channel.region}: ${seen.join()} for ${wanted.join()}`);
      });
    }
  });

  it("[L7] a lost pipeline leaves no gap: the other one's segments follow, and the whole decodes", async () => {
    packager.loseInput(europe, 1, true);
    await until("two segments of input 2", () => whole(trackOf(europe, "v1").segments).filter(({ input }) => input === 2).length >= 2);
    packager.loseInput(europe, 1, false);
    for (const name of ["v1", "a1"]) {
      const track = trackOf(europe, name);
      const segments = whole(track.segments);
      segments.slice(1).forEach((segment, index) => {
        assert.equal(segment.number, (segments[index]?.number ?? 0) + 1);
        assert.equal(segment.discontinuity, false);
      });
      assert.equal(await complaints(fileOf(track, segments)), "");
    }
  });

  it("[L7] a lost contribution is a black picture with a low score; the clock goes on", async () => {
    const lit = whole(trackOf(america, "v2").segments).at(-1);
    encoder?.loseInput(america, true);
    await until("two segments of slate", () => whole(trackOf(america, "v2").segments).filter(({ slate }) => slate === true).length >= 2);
    assert.ok((live(america)?.score() ?? 100) < 50);
    const track = trackOf(america, "v2");
    const dark = whole(track.segments).at(-1);
    assert.ok(lit && dark);
    const middle = async (segment: Segment): Promise<number> => {
      const crop = "crop=iw:ih/3:0:ih/3,scale=1:1";
      const args = ["-v", "error", "-i", "-", "-vf", crop, "-f", "rawvideo", "-pix_fmt", "gray", "-"];
      return (await run("ffmpeg", args, fileOf(track, [segment]))).output.at(-1) ?? 255;
    };
    const [bright, black] = [await middle(lit), await middle(dark)];
    assert.ok(bright > 40 && black < 30, `${String(bright)} and ${String(black)}`);
    encoder?.loseInput(america, false);
    await until("light", () => whole(trackOf(america, "v2").segments).at(-1)?.slate === false);
    assert.equal(live(america)?.score(), 100);
    const { segments } = trackOf(america, "v2");
    assert.ok(segments.every(({ discontinuity }) => !discontinuity));
  });

  it("[L7] a stopped channel is no longer encoded; started again it goes on by time or by number", async () => {
    const before = [america, studio].map((channel) => whole(trackOf(channel, "v1").segments).at(-1)?.number ?? 0);
    const all = deployed;
    deployed = all.map((channel) => ({ ...channel, running: false }));
    encoders().follow();
    assert.deepEqual(encoders().running(), []);
    deployed = all;
    encoders().follow();
    await until("new segments", () =>
      [america, studio].every((channel, index) => (whole(trackOf(channel, "v1").segments).at(-1)?.number ?? 0) > (before[index] ?? 0) + 1),
    );
    const again = whole(trackOf(america, "v1").segments).at(-1);
    assert.equal(again?.time, (again?.number ?? 0) * 2 * trackOf(america, "v1").info.timescale);
    const seam = trackOf(studio, "v1").segments.findLast(({ discontinuity }) => discontinuity);
    assert.ok(seam, "the seam is marked");
    assert.equal(seam.time, 0);
    assert.ok(seam.number > (before[1] ?? 0));
  });

  it("[L7] an ffmpeg that dies is started again", async () => {
    const broken = startEncoder({ packager: new Packager(), channels: () => [studio], command: "false", log: (line) => said.push(line) });
    try {
      await until("a second try", () => said.filter((line) => line.includes("again in")).length >= 2);
    } finally {
      await broken.close();
    }
    assert.ok(
      said.some((line) => /studio ended \(code 1/.test(line)),
      said.join("\n"),
    );
  });

  it("[L7] closing ends every ffmpeg", async () => {
    assert.ok(encoders().running().length > 0);
    assert.ok(alive().length >= encoders().running().length);
    await encoders().close();
    assert.deepEqual(encoders().running(), []);
    assert.deepEqual(alive(), []);
  });
});
