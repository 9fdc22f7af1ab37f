import type { LoadChannel, LoadTrack } from "../types.ts";

/** When segments and parts of a channel are there. Numbers count up from any; times in seconds. */
export interface Source {
  /** Number of the newest complete segment. */
  newestSegment(at: number): number;
  newestPart(at: number): number;
  /** When a part is there. */
  partAt(part: number): number;
}

/** Ends of segments and parts as somebody saw them, rising. */
export interface SeenEnds {
  readonly segments: readonly number[];
  readonly parts: readonly number[];
}

/** The same of each kind of rendition: sound may be there before the picture. What is left out is as the picture. */
export type EndsByKind = { readonly video: SeenEnds } & Partial<Readonly<Record<LoadTrack["kind"], SeenEnds>>>;

/** A channel that keeps its time. `begin`: the end of some segment. */
export function steadySource({ segmentSeconds, partSeconds }: Pick<LoadChannel, "segmentSeconds" | "partSeconds">, begin: number): Source {
  return {
    newestSegment: (at) => Math.floor((at - begin) / segmentSeconds),
    newestPart: (at) => Math.floor((at - begin) / partSeconds),
    partAt: (part) => begin + part * partSeconds,
  };
}

/** Renditions as they were seen; before the first end and after the last it keeps its time. */
export function seenSource(channel: Pick<LoadChannel, "segmentSeconds" | "partSeconds">, { segments, parts }: SeenEnds): Source {
  const [segment, part] = [counter(segments, channel.segmentSeconds), counter(parts, channel.partSeconds)];
  return { newestSegment: segment.newest, newestPart: part.newest, partAt: part.at };
}

function counter(ends: readonly number[], period: number): { newest: (at: number) => number; at: (number: number) => number } {
  const [first, last] = [ends[0] ?? 0, ends.at(-1) ?? 0];
  const final = Math.max(0, ends.length - 1);
  return {
    newest: (at) => {
      if (at < first || ends.length === 0) return Math.floor((at - first) / period);
      if (at >= last) return final + Math.floor((at - last) / period);
      return ends.findLastIndex((end) => end <= at);
    },
    at: (number) => ends[number] ?? (number < 0 ? first + number * period : last + (number - final) * period),
  };
}
