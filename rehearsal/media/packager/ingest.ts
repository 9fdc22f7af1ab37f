/** How an encoder writes to the packager. */
import type { ChannelPlace, Cue, EncoderChannel, IngestInput, Part, TrackInfo } from "../types.ts";

/** Where a part belongs. Segments and parts are cut by the encoder, as in CMAF ingest. */
export interface PartPlace {
  readonly input: IngestInput;
  readonly track: string;
  /** Since 1970 for an epoch-locked channel, since the start of the run for others; from 0. */
  readonly segment: number;
  /** Of the segment; from 0. */
  readonly part: number;
  /** The segment ends with it. */
  readonly last: boolean;
}

/** One run of an encoder, from its start to its end: one clock, both inputs. */
export interface IngestRun {
  /** Says what a track is, before its first part. It is the same on both inputs. */
  track(info: TrackInfo): void;
  part(place: PartPlace, part: Part): void;
  /** A whole segment of captions: its time and duration in ticks of the track. */
  captions(place: Pick<PartPlace, "input" | "track" | "segment">, time: number, duration: number, cues: readonly Cue[]): void;
  /** Media quality confidence score of what comes from now on, 0 to 100, on both inputs; `slate`: it is filling, for want of a contribution. */
  score(score: number, slate: boolean): void;
  /** Nothing more comes. What is not complete is never served. */
  end(): void;
}

/** What encoders need of the packager. */
export interface Ingest {
  /** @param startedAt wall clock of time 0 of the run, milliseconds since 1970; 0 for an epoch-locked channel */
  start(channel: EncoderChannel, startedAt: number): IngestRun;
}

/** Stands for a channel in a region in maps. */
export function placeKey({ region, channelGroup, originChannel }: ChannelPlace): string {
  return `${region}/${channelGroup}/${originChannel}`;
}
