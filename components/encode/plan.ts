/**
 * The part of this room that settings need and that needs no provider.
 * A second door beside `index.ts`: opening that one loads provider SDKs, which takes a second.
 */
export { channelGroupName, originNames } from "./names.ts";
export type { OriginNames } from "./names.ts";
export { CODEC_LIMITS, CODEC_NAMES, PROFILES } from "./codecs.ts";
export { inputSpecification } from "./contribution.ts";
export { bufferSize, rungProfile } from "./encodes.ts";
export { inexpressible } from "./hlsVideo.ts";
export { fittingLevel, LEVELS, levelShortfall } from "./levels.ts";
export type { CodedPicture } from "./levels.ts";
export { roundedRate, rungFrameRate } from "./timing.ts";
export { inputResourceName } from "./inputPlan.ts";
export { regionKeyStatements } from "./regionKey.ts";
export { isPush, isPushSource, PRIMARY, sourcesOf } from "./sources.ts";
export type { KeyedSource } from "./sources.ts";
