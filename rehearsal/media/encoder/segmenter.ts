/** Cuts a track into segments and parts by its clock alone, so that everybody who counts from the same time cuts alike. */
import type { Part } from "../types.ts";
import { writeFragment, type Sample } from "./fragments.ts";

export interface SegmenterOptions {
  /** Added to every time, in ticks. */
  readonly offset: number;
  /** Ticks. */
  readonly segment: number;
  /** Parts of a segment. */
  readonly parts: number;
  readonly emit: (segment: number, part: number, last: boolean, media: Part) => void;
}

/** Parts of about a second; MediaPackage's own length is not published. */
export function partsOf(segmentMs: number): number {
  return Math.max(1, Math.round(segmentMs / 1000));
}

export class Segmenter {
  private readonly options: SegmenterOptions;
  private gathered: Sample[] = [];
  private place: { segment: number; part: number } | undefined;

  constructor(options: SegmenterOptions) {
    this.options = options;
  }

  /** Takes the next sample; what lies before time 0, such as the priming of a sound encoder, is left out. */
  push(raw: Sample): void {
    const sample = { ...raw, time: raw.time + this.options.offset };
    const place = this.placeOf(sample);
    if (place.segment < 0) return;
    if (this.place !== undefined && !same(this.place, place)) this.flush(place.segment !== this.place.segment);
    this.place = place;
    this.gathered.push(sample);
    // One that follows at once and is as long as this would lie elsewhere: no need to wait for it.
    const next = this.placeOf({ ...sample, time: sample.time + sample.duration });
    if (!same(place, next)) this.flush(next.segment !== place.segment);
  }

  /** A sample lies where its middle lies: the frames of sound and picture do not end together. */
  private placeOf({ time, duration }: Sample): { segment: number; part: number } {
    const { segment, parts } = this.options;
    const middle = time + duration / 2;
    const number = Math.floor(middle / segment);
    return { segment: number, part: Math.min(parts - 1, Math.floor(((middle - number * segment) * parts) / segment)) };
  }

  private flush(last: boolean): void {
    const [first] = this.gathered;
    if (first === undefined || this.place === undefined) return;
    const { segment, part } = this.place;
    const duration = this.gathered.reduce((sum, sample) => sum + sample.duration, 0);
    const bytes = writeFragment(segment * this.options.parts + part + 1, this.gathered);
    this.options.emit(segment, part, last, { time: first.time, duration, independent: first.keyFrame, bytes });
    this.gathered = [];
    this.place = undefined;
  }
}

function same(one: { segment: number; part: number }, two: { segment: number; part: number }): boolean {
  return one.segment === two.segment && one.part === two.part;
}
