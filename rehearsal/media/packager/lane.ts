/** One track of one input: what has come of it, whether it is served or not. */
import type { Cue, IngestInput, Part, Segment } from "../types.ts";

/** A segment as one input sent it; it grows until it is complete. */
export interface LaneSegment {
  readonly number: number;
  readonly run: number;
  readonly time: number;
  duration: number;
  readonly parts: Part[];
  readonly cues?: readonly Cue[];
  complete: boolean;
  readonly input: IngestInput;
  readonly programDateTime: number;
  /** The lowest of its parts. */
  score: number;
  /** Some of it is filling, for want of a contribution. */
  slate: boolean;
}

export interface LanePart {
  readonly number: number;
  /** Of the segment; from 0. A segment whose first part did not come is left out. */
  readonly index: number;
  readonly last: boolean;
  readonly run: number;
  readonly programDateTime: number;
  readonly score: number;
  readonly slate: boolean;
}

/** Numbers of segments only go up; of an incomplete one nothing more comes once there is a newer. */
export class Lane {
  readonly input: IngestInput;
  private segments: LaneSegment[] = [];
  private ended = false;

  constructor(input: IngestInput) {
    this.input = input;
  }

  /** The segment of a number, if it is complete or can become so. */
  viable(number: number): LaneSegment | undefined {
    return this.segments.find((one) => one.number === number && this.lives(one));
  }

  /** The first segment above a number that is complete or can become so. */
  after(number: number): LaneSegment | undefined {
    return this.segments.find((one) => one.number > number && this.lives(one));
  }

  /** Something can still come of it, or it is complete. */
  lives(segment: LaneSegment): boolean {
    return segment.complete || (segment === this.newest && !this.ended);
  }

  /** How far it has come: a number that compares with that of the other input's lane. */
  get progress(): number {
    const { newest } = this;
    return newest === undefined ? -Infinity : newest.number + newest.parts.length / 1000 + (newest.complete ? 0.9 : 0);
  }

  get head(): number {
    return this.newest?.number ?? -Infinity;
  }

  private get newest(): LaneSegment | undefined {
    return this.segments.at(-1);
  }

  /** Takes a part in; false when it belongs to nothing that has begun, or does not follow from what came before. */
  take(place: LanePart, part: Part): boolean {
    if (place.index === 0) return this.add(place, part.time, part.duration, [part], place.last);
    const { newest } = this;
    if (newest?.number !== place.number || newest.run !== place.run || newest.complete || this.ended) return false;
    if (newest.parts.length !== place.index || newest.time + newest.duration !== part.time) return false;
    newest.parts.push(part);
    newest.duration += part.duration;
    newest.complete = place.last;
    newest.score = Math.min(newest.score, place.score);
    newest.slate ||= place.slate;
    return true;
  }

  takeCues(place: LanePart, time: number, duration: number, cues: readonly Cue[]): boolean {
    return this.add(place, time, duration, [], true, cues);
  }

  private add(place: LanePart, time: number, duration: number, parts: Part[], complete: boolean, cues?: readonly Cue[]): boolean {
    if (place.number <= this.head) return false;
    const { number, run, programDateTime, score, slate } = place;
    const { input } = this;
    this.ended = false;
    this.segments.push({
      ...{ number, run, time, duration, parts, complete, input, programDateTime, score, slate },
      ...(cues === undefined ? {} : { cues }),
    });
    return true;
  }

  /** Nothing more comes of the segment that is not complete. */
  end(): void {
    this.ended = true;
  }

  /** Keeps the newest few. */
  trim(count: number): void {
    if (this.segments.length > count) this.segments = this.segments.slice(-count);
  }
}

/** As it is served. */
export function servedSegment(segment: LaneSegment, discontinuity: boolean): Segment {
  const { number, time, duration, parts, cues, complete, input, programDateTime, score, slate } = segment;
  const shared = { number, time, duration, complete, input, programDateTime, discontinuity, score, slate };
  return { ...shared, parts: [...parts], ...(cues === undefined ? {} : { cues }) };
}
