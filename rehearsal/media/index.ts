/**
 * The media plane: what was deployed, playing. ffmpeg stands for MediaLive, then come a packager and origins for MediaPackage and
 * an edge for CloudFront, all of them on this machine's loopback address and configured from the deployed state alone.
 */

export { startMedia, NothingDeployed, type MediaCloud, type MediaOptions } from "./media.ts";
export { checkFfmpeg, FfmpegError, regionColour, type Colour } from "./encoder/index.ts";
export { hitRatio, isMedia, originRequests, perSecond, regionsServed, unsignedMedia, viewerSessions } from "./log/index.ts";
export type * from "./types.ts";
