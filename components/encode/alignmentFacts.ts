import { EPOCH_LOCKING, type LockingPlan } from "./locking.ts";
import { PRIMARY, sourcesOf } from "./sources.ts";
import { rungFrameRate, segmentMilliseconds } from "./timing.ts";
import type { Channel, FrameRate, Ladder, Source, Uplink } from "./types.ts";

/** `file`: looped on each region's own clock. `playlist`: HLS, which ends locking. `live`: a stream that may carry timecode. */
export type InputKind = "live" | "file" | "playlist";

/** What alignment depends on in one input. */
export interface InputFacts {
  /** In words that begin a sentence: `The source`, `Input backup`. */
  readonly which: string;
  readonly kind: InputKind;
  readonly timecode: boolean;
}

/** Everything that decides whether two regions cut a channel alike, and nothing else. */
export interface AlignmentFacts {
  readonly regions: number;
  readonly uplink: Uplink;
  /** Every input that may come on air, the one on air at the start first. */
  readonly inputs: readonly InputFacts[];
  /** Of all video renditions; each is stated to the encoder and none taken from the source. */
  readonly frameRates: readonly FrameRate[];
  /** Every segment is a whole number of milliseconds and of GOPs. */
  readonly wholeSegments: boolean;
  readonly timing: LockingPlan["timingSource"];
  readonly ingest: "cmaf" | "hls";
  /** Ad markers cut segments where they fall, and not where the epoch says. */
  readonly markersCut: boolean;
}

export interface AlignmentContext {
  /** Production sends CMAF to MediaPackage, development HLS. */
  readonly production: boolean;
}

export function alignmentFacts(channel: Channel, { production }: AlignmentContext): AlignmentFacts {
  const { ladder } = channel;
  return {
    regions: channel.regions.length,
    uplink: channel.uplink,
    inputs: sourcesOf(channel).map(({ key, source }) => ({
      which: key === PRIMARY ? "The source" : `Input ${key}`,
      kind: inputKind(source),
      timecode: source.timecode === "embedded",
    })),
    frameRates: ladder.rungs.map((rung) => rungFrameRate(ladder, rung)),
    wholeSegments: hasWholeSegments(ladder),
    timing: EPOCH_LOCKING.timingSource,
    ingest: production ? "cmaf" : "hls",
    // CMAF ingest takes markers without segmentation only (MediaLive API, Scte35Type), and that is how they are sent.
    markersCut: false,
  };
}

/** Of every type of source there is: a new one must say here what it is. */
function inputKind({ type }: Pick<Source, "type">): InputKind {
  switch (type) {
    case "mp4-demo":
      return "file";
    case "hls-pull":
      return "playlist";
    case "rtp-push":
    case "rtmp-push":
    case "rtmp-pull":
    case "srt-listener":
    case "srt-caller":
    case "mediaconnect":
      return "live";
  }
}

function hasWholeSegments(ladder: Ladder): boolean {
  try {
    return segmentMilliseconds(ladder) > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
