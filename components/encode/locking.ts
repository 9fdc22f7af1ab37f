import type { Source } from "./types.ts";

/** How the two pipelines of a channel, and its regions, are made to cut alike. */
export interface LockingPlan {
  readonly mode: "EPOCH_LOCKING" | "PIPELINE_LOCKING";
  /** Only with pipeline locking and two pipelines; left to the service otherwise. */
  readonly method?: "SOURCE_TIMECODE" | "VIDEO_ALIGNMENT";
  readonly timingSource: "INPUT_CLOCK" | "SYSTEM_CLOCK";
  readonly timecodeSource: "EMBEDDED" | "SYSTEMCLOCK";
  readonly timecodeInsertion: "PIC_TIMING_SEI" | "DISABLED";
}

/** Locks to the epoch: by the input's clock and its own timecode, and with no locking method (MediaLive User Guide, "Pipeline locking"). */
export const EPOCH_LOCKING: LockingPlan = {
  mode: "EPOCH_LOCKING",
  timingSource: "INPUT_CLOCK",
  timecodeSource: "EMBEDDED",
  timecodeInsertion: "PIC_TIMING_SEI",
};

/**
 * Whether MediaLive can find the same picture in two pipelines that take the source in: not in files, HLS or pulled RTMP
 * (User Guide, pipeline-locking-verify-input, "Requirements for video aligned locking").
 */
export function alignsByPicture({ type }: Pick<Source, "type">): boolean {
  switch (type) {
    case "mp4-demo":
    case "hls-pull":
    case "rtmp-pull":
      return false;
    case "rtp-push":
    case "rtmp-push":
    case "srt-listener":
    case "srt-caller":
    case "mediaconnect":
      return true;
  }
}
