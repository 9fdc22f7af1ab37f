/** Two pipelines of a channel by hand: parts of one second without media, on a clock that the test moves. */
import { Packager, type IngestRun } from "../../rehearsal/media/packager/index.ts";
import type { EncoderChannel, IngestInput, LiveChannel, TrackInfo } from "../../rehearsal/media/types.ts";
import { ENCODER_CHANNEL } from "./mediaChannel.ts";

/** Parts of a segment. */
export const PARTS = 4;
/** Milliseconds; every time is in them. */
export const PART_MS = 1000;
export const TRACKS = ["v1", "a1"] as const;
const START = 1_795_280_000_000;

export class Pipelines {
  now = START;
  readonly packager: Packager;
  readonly channel: EncoderChannel;
  private run: IngestRun | undefined;
  private clockZero = 0;
  /** Runs begun so far. */
  runs = 0;
  private timers: { at: number; what: () => void }[] = [];

  constructor(channel: Partial<EncoderChannel> = {}, keepMs = 60_000) {
    this.channel = { ...ENCODER_CHANNEL, segmentMs: PARTS * PART_MS, ...channel };
    const later = (milliseconds: number, what: () => void): void => {
      this.timers.push({ at: this.now + milliseconds, what });
    };
    this.packager = new Packager({ keepMs, patienceMs: 700, now: () => this.now, later });
  }

  get live(): LiveChannel {
    const found = this.packager.find(this.channel.region, this.channel.channelGroup, this.channel.originChannel);
    if (found === undefined) throw new Error("nothing has begun");
    return found;
  }

  /** Starts the encoder, at the next border if it counts from the epoch. */
  begin(): void {
    this.runs += 1;
    this.now = Math.ceil(this.now / (PARTS * PART_MS)) * PARTS * PART_MS;
    this.clockZero = this.channel.epochLocked ? 0 : this.now;
    this.run = this.packager.start(this.channel, this.clockZero);
    for (const name of TRACKS) this.run.track(infoOf(name));
    this.run.track({ ...infoOf("c1"), kind: "captions" });
  }

  end(): void {
    this.run?.end();
  }

  score(score: number, slate: boolean): void {
    this.run?.score(score, slate);
  }

  /** One part of every track of the inputs, in the order given, then a second passes. */
  second(inputs: readonly IngestInput[] = [1, 2], tracks: readonly string[] = TRACKS): void {
    for (const input of inputs) for (const track of tracks) this.part(input, track);
    this.pass(PART_MS);
  }

  seconds(count: number, inputs: readonly IngestInput[] = [1, 2]): void {
    for (let second = 0; second < count; second += 1) this.second(inputs);
  }

  /** The part that is due now. Its bytes say where it comes from. */
  part(input: IngestInput, track: string): void {
    const time = this.now - this.clockZero;
    const segment = Math.floor(time / (PARTS * PART_MS));
    const part = Math.floor(time / PART_MS) % PARTS;
    const bytes = Buffer.from(JSON.stringify({ run: this.runs, input, segment, part }));
    const media = { time, duration: PART_MS, independent: part === 0, bytes };
    this.run?.part({ input, track, segment, part, last: part === PARTS - 1 }, media);
  }

  captions(input: IngestInput): void {
    const length = PARTS * PART_MS;
    const segment = Math.floor((this.now - this.clockZero) / length) - 1;
    this.run?.captions({ input, track: "c1", segment }, segment * length, length, [
      { time: segment * length, duration: length, text: "x" },
    ]);
  }

  pass(milliseconds: number): void {
    const until = this.now + milliseconds;
    for (;;) {
      const due = this.timers.filter(({ at }) => at <= until).sort((one, two) => one.at - two.at)[0];
      if (due === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.now = due.at;
      due.what();
    }
    this.now = until;
  }
}

function infoOf(name: string): TrackInfo {
  const kind = name.startsWith("v") ? "video" : "audio";
  return { kind, name, codec: kind === "video" ? "avc1.42c015" : "mp4a.40.2", timescale: 1000, bandwidth: 1, init: Buffer.alloc(0) };
}
