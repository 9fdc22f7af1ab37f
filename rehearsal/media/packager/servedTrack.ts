/** What viewers get of one track: segments of either input, each whole from one of them, numbers going up. */
import type { Segment, TrackInfo } from "../types.ts";
import { servedSegment, type LaneSegment } from "./lane.ts";

interface Entry {
  readonly segment: LaneSegment;
  readonly discontinuity: boolean;
  /** Once it is complete it never changes. */
  view?: Segment;
}

export class ServedTrack {
  info: TrackInfo;
  private entries: Entry[] = [];
  private readonly epochLocked: boolean;
  /** Greatest number that anybody may have seen, complete or not: an address is never used for other content. */
  highest = -Infinity;

  constructor(info: TrackInfo, epochLocked: boolean) {
    this.info = info;
    this.epochLocked = epochLocked;
  }

  get tail(): LaneSegment | undefined {
    return this.entries.at(-1)?.segment;
  }

  /** What is not yet complete; only the last can be. */
  get growing(): LaneSegment | undefined {
    const { tail } = this;
    return tail?.complete === false ? tail : undefined;
  }

  append(segment: LaneSegment): void {
    const before = this.tail;
    const follows =
      before === undefined || (before.time + before.duration === segment.time && (this.epochLocked || before.run === segment.run));
    this.entries.push({ segment, discontinuity: !follows });
    this.highest = Math.max(this.highest, segment.number);
  }

  /** Takes back what is not complete. */
  dropGrowing(): void {
    if (this.growing !== undefined) this.entries.pop();
  }

  /** Forgets what began more than `milliseconds` before the newest that is complete. */
  trim(milliseconds: number): void {
    const newest = this.entries.findLast(({ segment }) => segment.complete)?.segment;
    if (newest === undefined) return;
    const keep = this.entries.findIndex(({ segment }) => segment.programDateTime >= newest.programDateTime - milliseconds);
    if (keep > 0) this.entries = this.entries.slice(keep);
  }

  segments(): Segment[] {
    return this.entries.map((entry) => {
      if (entry.view !== undefined) return entry.view;
      const view = servedSegment(entry.segment, entry.discontinuity);
      if (view.complete) entry.view = view;
      return view;
    });
  }
}
