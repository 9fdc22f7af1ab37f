/** How shaka-player is set up, and set right where a live stream of two regions asks for something else than it does by itself. */
import type shaka from "shaka-player/dist/shaka-player.compiled-es2021.js";
import { drmConfiguration } from "../drm.ts";
import { LICENCE_RETRIES, requestRetries } from "../retry.ts";
import { LineSpeedAbr } from "./abr.ts";
import type { Source } from "./source.ts";

/** A region that is lost holds a playlist back for as long as it takes to turn to another; seconds, generously. */
const LATE_SECONDS = 30;

/** Of the update period. */
const AS_SHAKA_DOES = -1;

/** What holds for every source. @param session id of CMCD */
export function configureOnce(player: shaka.Player, session: string): void {
  player.configure({
    abrFactory: () => new LineSpeedAbr(),
    // In the query, for a header of its own would make browsers ask permission first, and such questions carry no cookies.
    // CloudFront leaves it out of the cache key and of the request to the origin, for no cache policy names it.
    cmcd: { enabled: true, useHeaders: false, sessionId: session, version: 1 },
    drm: { retryParameters: LICENCE_RETRIES },
    // Frames are dropped for a moment by every busy machine; a rendition is left only where that goes on.
    abr: { advanced: { droppedFramesThreshold: 0.3, droppedFramesInterval: 6 } },
    streaming: {
      bufferingGoal: 20,
      bufferBehind: 30,
      ignoreTextStreamFailures: true,
      returnToEndOfLiveWindowWhenOutside: true,
      // All renditions come the same way: where one is lost the others are, and leaving it would cost the quality as well.
      maxDisabledTime: 0,
      // What fails is told as an event too; there it is dealt with.
      failureCallback: (error: unknown) => error,
    },
  });
}

/** What a source asks for; what was learnt of the one before is taken back. */
export function configureFor(player: shaka.Player, { src, format, segmentSeconds, drm }: Source): void {
  const retryParameters = requestRetries(segmentSeconds, format === "ll-hls");
  const { servers, advanced } = drmConfiguration(drm);
  player.configure({
    manifest: { retryParameters, availabilityWindowOverride: NaN, updatePeriod: AS_SHAKA_DOES },
    // Ahead of need, so that two late answers cost the time of one. Not of parts: the next one has no address yet.
    streaming: { retryParameters, segmentPrefetchLimit: format === "ll-hls" ? 0 : 3 },
    drm: { servers, advanced },
    cmcd: { contentId: contentIdOf(src) },
    abr: { enabled: true },
  });
}

/**
 * Shaka drops segments by the clock, and takes what it has left for the length of the window: each playlist that comes late shortens
 * it, until nothing is left and the parser fails. Told the length, and some seconds more, it keeps what the playlist lists.
 */
export function keepWindow(player: shaka.Player, seconds: number): void {
  player.configure({ manifest: { availabilityWindowOverride: seconds + LATE_SECONDS } });
}

/** How often playlists are asked for. @param seconds as shaka-player does it unless given */
export function askEvery(player: shaka.Player, seconds: number | undefined): void {
  player.configure({ manifest: { updatePeriod: seconds ?? AS_SHAKA_DOES } });
}

/** Without the query: it may hold a signature. CTA-5004 allows 64 characters. */
function contentIdOf(src: string): string {
  return new URL(src).pathname.split("/").slice(-4, -1).join("/").slice(-64);
}
