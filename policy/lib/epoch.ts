import type { MediaResource } from "./media.ts";
import { at } from "./plain.ts";

/** True for a channel that locks its output to the epoch, so that the same second makes the same segment everywhere. */
export function isEpochLocked({ props }: MediaResource): boolean {
  return at(props, "encoderSettings", "globalConfiguration", "outputLockingMode") === "EPOCH_LOCKING";
}
