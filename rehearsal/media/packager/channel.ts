/**
 * One channel of MediaPackage in one region: two inputs come in, one goes out (MediaPackage v2 User Guide, "Live input redundancy AWS Elemental
 * MediaPackage processing flow").
 *
 * A segment is taken whole from one input. When the active input stops in the middle of a segment, the same segment of the other
 * input takes its place, unless it was complete; a low-latency player that had some of its parts goes on with those of the other,
 * which begin and end at the same times.
 */
import type { Cue, EncoderChannel, IngestInput, LiveChannel, LiveTrack, Part, TrackInfo } from "../types.ts";
import type { PartPlace } from "./ingest.ts";
import { Lane, type LanePart, type LaneSegment } from "./lane.ts";
import { ServedTrack } from "./servedTrack.ts";

export interface ChannelOptions {
  /** Milliseconds of media kept. */
  readonly keepMs: number;
  /** Milliseconds that the other input may be ahead before it is taken. */
  readonly patienceMs: number;
  readonly now: () => number;
  /** Calls back after some milliseconds. */
  readonly later: (milliseconds: number, what: () => void) => void;
}

interface Track {
  readonly lanes: readonly [Lane, Lane];
  readonly served: ServedTrack;
}

/** Segments kept of an input that is not served. */
const laneSegments = 4;
const full = 100;

export class PackagedChannel implements LiveChannel {
  readonly region: string;
  readonly channelGroup: string;
  readonly originChannel: string;
  segmentMs: number;
  epochLocked: boolean;
  private channel: EncoderChannel;
  private readonly options: ChannelOptions;
  private readonly byName = new Map<string, Track>();
  private readonly listeners = new Set<() => void>();
  private active: IngestInput = 1;
  private readonly measured: [number, number] = [full, full];
  private readonly forced: [number | undefined, number | undefined] = [undefined, undefined];
  private readonly chosen = new Map<number, IngestInput>();
  private slate = false;
  private taken: number;
  private aheadSince: number | undefined;
  private run = 0;
  private base = 0;
  private startedAt = 0;

  constructor(channel: EncoderChannel, options: ChannelOptions) {
    this.region = channel.region;
    this.channelGroup = channel.channelGroup;
    this.originChannel = channel.originChannel;
    this.segmentMs = channel.segmentMs;
    this.epochLocked = channel.epochLocked;
    this.channel = channel;
    this.options = options;
    this.taken = options.now();
  }

  /** A new clock: numbers of an epoch-locked channel are its time, others go on from the greatest there was. */
  begin(channel: EncoderChannel, startedAt: number): void {
    this.end();
    if (channel.epochLocked !== this.epochLocked) this.byName.clear();
    this.channel = channel;
    this.segmentMs = channel.segmentMs;
    this.epochLocked = channel.epochLocked;
    this.run += 1;
    this.startedAt = startedAt;
    const highest = Math.max(
      0,
      ...[...this.byName.values()].flatMap(({ served, lanes }) => [served.highest, ...lanes.map(({ head }) => head)]),
    );
    this.base = channel.epochLocked ? 0 : highest + 1;
    this.measured.fill(full);
    this.slate = false;
    this.active = channel.preferredInput ?? 1;
    this.chosen.clear();
    const names = new Set([...channel.videos, ...channel.audios, ...channel.captions].map(({ name }) => name));
    for (const name of this.byName.keys()) if (!names.has(name)) this.byName.delete(name);
  }

  describe(info: TrackInfo): void {
    const known = this.byName.get(info.name);
    if (known === undefined) {
      this.byName.set(info.name, { lanes: [new Lane(1), new Lane(2)], served: new ServedTrack(info, this.epochLocked) });
    } else {
      known.served.info = info;
    }
  }

  /** @param seconds since the run's clock was 0 */
  private placeOf({ input, segment, part, last }: Omit<PartPlace, "track">, seconds: number): LanePart {
    const { run } = this;
    const programDateTime = Math.round(this.startedAt + seconds * 1000);
    return { number: this.base + segment, index: part, last, run, programDateTime, score: this.scoreOf(input), slate: this.slate };
  }

  take(place: PartPlace, part: Part): void {
    const track = this.byName.get(place.track);
    if (track === undefined) return;
    const at = this.placeOf(place, part.time / track.served.info.timescale);
    if (track.lanes[place.input - 1]?.take(at, part) === true) this.advance();
  }

  takeCues(place: Omit<PartPlace, "part" | "last">, time: number, duration: number, cues: readonly Cue[]): void {
    const track = this.byName.get(place.track);
    if (track === undefined) return;
    const at = this.placeOf({ ...place, part: 0, last: true }, time / track.served.info.timescale);
    if (track.lanes[place.input - 1]?.takeCues(at, time, duration, cues) === true) this.advance();
  }

  /** The encoder has stopped. What is not complete is taken back. */
  end(): void {
    for (const { lanes } of this.byName.values()) for (const lane of lanes) lane.end();
    for (const track of this.byName.values()) this.mend(track);
    this.aheadSince = undefined;
  }

  private advance(): void {
    this.taken = this.options.now();
    this.ahead();
    this.serve();
  }

  private serve(): void {
    for (const track of this.byName.values()) {
      this.mend(track);
      for (let next = this.next(track); next !== undefined; next = this.next(track)) track.served.append(next);
      track.served.trim(this.options.keepMs);
      for (const lane of track.lanes) lane.trim(laneSegments);
    }
    for (const listener of [...this.listeners]) listener();
  }

  /** A segment that will never be complete gives way to the other input's, or goes. */
  private mend({ lanes, served }: Track): void {
    const { growing } = served;
    if (growing === undefined || lanes[growing.input - 1]?.lives(growing) === true) return;
    served.dropGrowing();
    const instead = lanes[other(growing.input) - 1]?.viable(growing.number);
    if (instead !== undefined) served.append(instead);
  }

  /** What follows in a track: of the input chosen for that number, or of the other if that one left it out. */
  private next({ lanes, served }: Track): LaneSegment | undefined {
    if (served.growing !== undefined) return undefined;
    const number = served.tail?.number ?? -Infinity;
    const [mine, theirs] = this.active === 1 ? lanes : [lanes[1], lanes[0]];
    const own = mine.after(number);
    const alien = theirs.after(number);
    if (own === undefined) return alien !== undefined && this.chosen.get(alien.number) === alien.input ? alien : undefined;
    if (alien?.complete === true && alien.number < own.number) return alien;
    const input = this.chosen.get(own.number) ?? this.choose(own.number, theirs);
    if (input === own.input) return own;
    return theirs.viable(own.number) ?? (own.complete ? own : undefined);
  }

  /**
   * Decides at the beginning of a segment which input it comes from. MediaPackage v2 API, InputSwitchConfiguration: the one of the
   * better score where MQCSInputSwitching is set, and of equal scores PreferredInput; without either it stays with the one it has.
   */
  private choose(number: number, theirs: Lane): IngestInput {
    const [score, alien] = [this.scoreOf(this.active), this.scoreOf(theirs.input)];
    const { qualitySwitching, preferredInput } = this.channel;
    const better = (qualitySwitching === true && alien > score) || (alien === score && preferredInput === theirs.input);
    if (better && theirs.head >= number - 1) this.active = theirs.input;
    this.chosen.set(number, this.active);
    for (const old of this.chosen.keys()) if (old < number - laneSegments) this.chosen.delete(old);
    return this.active;
  }

  /** The other input, if it is ahead of the active one; sets when it will be looked at again. */
  private ahead(): IngestInput | undefined {
    const [first] = this.ordered();
    const [mine, theirs] = this.active === 1 ? (first?.lanes ?? []) : [first?.lanes[1], first?.lanes[0]];
    if (mine === undefined || theirs === undefined || theirs.progress <= mine.progress) {
      this.aheadSince = undefined;
      return undefined;
    }
    if (this.aheadSince === undefined) {
      this.aheadSince = this.options.now();
      this.options.later(this.options.patienceMs, () => {
        this.check();
      });
    }
    return theirs.input;
  }

  private switchTo(input: IngestInput): void {
    this.active = input;
    this.aheadSince = undefined;
    this.chosen.clear();
    for (const { lanes, served } of this.byName.values()) {
      const { growing } = served;
      const instead = growing === undefined ? undefined : lanes[input - 1]?.viable(growing.number);
      if (growing === undefined || growing.input === input) continue;
      served.dropGrowing();
      if (instead !== undefined) served.append(instead);
    }
  }

  /** Takes the other input if it has been ahead for long enough. */
  private check(): void {
    const input = this.ahead();
    if (input === undefined || this.options.now() - (this.aheadSince ?? Infinity) < this.options.patienceMs) return;
    this.switchTo(input);
    this.serve();
  }

  private ordered(): Track[] {
    const { videos, audios, captions } = this.channel;
    return [...videos, ...audios, ...captions].flatMap(({ name }) => this.byName.get(name) ?? []);
  }

  private scoreOf(input: IngestInput): number {
    return this.forced[input - 1] ?? this.measured[input - 1] ?? full;
  }

  /** What the encoder says of both inputs from now on. */
  measure(score: number, slate: boolean): void {
    this.measured.fill(score);
    this.slate = slate;
  }

  /** Puts a score in place of what the encoder says of one input; undefined takes it back. */
  force(input: IngestInput, score: number | undefined): void {
    this.forced[input - 1] = score;
  }

  tracks(): readonly LiveTrack[] {
    const all = this.ordered().map(({ served }) => ({ info: served.info, segments: served.segments() }));
    return all.some(({ segments }) => segments.some(({ complete }) => complete)) ? all : [];
  }

  track(name: string): LiveTrack | undefined {
    const found = this.byName.get(name)?.served;
    return found === undefined ? undefined : { info: found.info, segments: found.segments() };
  }

  activeInput(): IngestInput {
    return this.active;
  }

  score(): number {
    return this.scoreOf(this.active);
  }

  age(now = this.options.now()): number {
    return now - this.taken;
  }

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

function other(input: IngestInput): IngestInput {
  return input === 1 ? 2 : 1;
}
