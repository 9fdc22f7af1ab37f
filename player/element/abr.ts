import shaka from "shaka-player/dist/shaka-player.compiled-es2021.js";
import { transferMs } from "../retry.ts";

/** Shaka's own choice of rendition, from the speed of the line alone: the wait while the edge turns to another region is left out. */
export class LineSpeedAbr extends shaka.abr.SimpleAbrManager {
  override segmentDownloaded(
    deltaTimeMs: number,
    numBytes: number,
    allowSwitch: boolean,
    request?: shaka.extern.Request,
    context?: shaka.extern.RequestContext,
  ): void {
    const ms = transferMs(deltaTimeMs, request?.packetNumber === 1, request?.timeToFirstByte);
    super.segmentDownloaded(ms, numBytes, allowSwitch, request, context);
  }
}
