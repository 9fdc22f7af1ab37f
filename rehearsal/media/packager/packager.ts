/** MediaPackage: every channel in every region that has taken something in, and what can be broken on the way in. */
import type { ChannelPlace, EncoderChannel, IngestInput, LiveChannel, LiveChannels } from "../types.ts";
import { PackagedChannel, type ChannelOptions } from "./channel.ts";
import { placeKey, type Ingest, type IngestRun } from "./ingest.ts";

/** Startover reaches back no further than this, for all media is kept in memory. Milliseconds. */
export const longestKept = 10 * 60_000;
/** Milliseconds that the active input may lack what the other has; less than a part. */
export const defaultPatience = 700;

export class Packager implements LiveChannels, Ingest {
  private readonly options: ChannelOptions;
  private readonly channels = new Map<string, PackagedChannel>();
  /** The run that each channel takes in now. */
  private readonly runs = new Map<string, symbol>();
  private readonly lost = new Set<string>();
  private readonly forced = new Map<string, number>();

  constructor(options: Partial<ChannelOptions> = {}) {
    this.options = {
      keepMs: longestKept,
      patienceMs: defaultPatience,
      now: () => Date.now(),
      later: (milliseconds, what) => {
        // What arrived while this process was busy is read first.
        setTimeout(() => setImmediate(what), milliseconds).unref();
      },
      ...options,
    };
  }

  find(region: string, channelGroup: string, originChannel: string): LiveChannel | undefined {
    return this.channels.get(placeKey({ region, channelGroup, originChannel }));
  }

  all(): readonly LiveChannel[] {
    return [...this.channels.values()];
  }

  start(channel: EncoderChannel, startedAt: number): IngestRun {
    const key = placeKey(channel);
    const packaged = this.channels.get(key) ?? new PackagedChannel(channel, this.options);
    this.channels.set(key, packaged);
    for (const input of [1, 2] as const) packaged.force(input, this.forced.get(inputKey(channel, input)));
    const run = Symbol(key);
    this.runs.set(key, run);
    packaged.begin(channel, startedAt);
    // A run ends when it says so, or when the next one begins.
    const lasts = (): boolean => this.runs.get(key) === run;
    const arrives = (input: IngestInput): boolean => lasts() && !this.lost.has(inputKey(channel, input)) && !this.lost.has(key);
    return {
      track: (info) => {
        if (lasts()) packaged.describe(info);
      },
      part: (place, part) => {
        if (arrives(place.input)) packaged.take(place, part);
      },
      captions: (place, time, duration, cues) => {
        if (arrives(place.input)) packaged.takeCues(place, time, duration, cues);
      },
      score: (score, slate) => {
        if (lasts()) packaged.measure(score, slate);
      },
      end: () => {
        if (!lasts()) return;
        this.runs.delete(key);
        packaged.end();
      },
    };
  }

  /** A pipeline writes nothing any more. */
  loseInput(place: ChannelPlace, input: IngestInput, lost: boolean): void {
    toggle(this.lost, inputKey(place, input), lost);
  }

  /** Nothing of either input arrives. */
  loseAll(place: ChannelPlace, lost: boolean): void {
    toggle(this.lost, placeKey(place), lost);
  }

  /** Puts a score, 0 to 100, in place of the measured one, on one input or on both; undefined takes it back. */
  forceScore(place: ChannelPlace, score: number | undefined, inputs: readonly IngestInput[] = [1, 2]): void {
    for (const input of inputs) {
      if (score === undefined) this.forced.delete(inputKey(place, input));
      else this.forced.set(inputKey(place, input), score);
      this.channels.get(placeKey(place))?.force(input, score);
    }
  }

  /** Nothing is lost, and every score is as measured. */
  mend(): void {
    this.lost.clear();
    this.forced.clear();
    for (const channel of this.channels.values()) for (const input of [1, 2] as const) channel.force(input, undefined);
  }
}

function inputKey(place: ChannelPlace, input: IngestInput): string {
  return `${placeKey(place)}#${String(input)}`;
}

function toggle(set: Set<string>, key: string, on: boolean): void {
  if (on) set.add(key);
  else set.delete(key);
}
