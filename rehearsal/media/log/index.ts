/** The log of what viewers were served, and what can be read from it. */
export {
  attemptsOf,
  hitRatio,
  isMedia,
  originRequests,
  perSecond,
  regionsServed,
  unsignedMedia,
  viewerSessions,
  type HitRatio,
  type OriginCounts,
  type Second,
  type ViewerSession,
} from "./analyses.ts";
export { ServedLog, type ServedLogOptions } from "./servedLog.ts";
