/**
 * The part of this room that settings need and that needs no provider.
 * A second door beside `index.ts`: opening that one loads provider SDKs, which takes a second.
 */
export { alignmentOf } from "./alignment.ts";
export { audioRates, audioSelectors } from "./audioPlan.ts";
export { isPictured, OCR_CODES, OCR_LIMIT } from "./captionPlan.ts";
export { carriageOf } from "./carriage.ts";
export type { Carriage } from "./carriage.ts";
export { channelGroupName, channelResourceName, ORIGIN_OUTPUT_GROUP, originNames, playbackPaths, SRT_STACK_SUFFIX } from "./names.ts";
export type { OriginNames } from "./names.ts";
export { CODEC_LIMITS, CODEC_NAMES, PROFILES, rungCodec } from "./codecs.ts";
export { inputSpecification } from "./contribution.ts";
export { FAILOVER_TYPES } from "./failoverPlan.ts";
export { bufferSize, rungProfile } from "./encodes.ts";
export { inexpressible } from "./hlsVideo.ts";
export { fittingLevel, LEVELS, levelShortfall } from "./levels.ts";
export type { CodedPicture } from "./levels.ts";
export { frameWidth, outputName, outputsOf, outputSecrets, runsIn } from "./otherOutputs.ts";
export { untypedOutput } from "./otherOutputsTyped.ts";
export { updatePeriodSeconds } from "./originPlan.ts";
export { roundedRate, rungFrameRate, segmentMilliseconds } from "./timing.ts";
export { regionKeyStatements } from "./regionKey.ts";
export { inputResourceName, isPush, isPushSource, PRIMARY, sourcesOf } from "./sources.ts";
export { flowSecrets, passphraseName, passphraseOf, passphrasesOf, readPassphrases, takesPassphrase } from "./passphrases.ts";
export type { Passphrases, PassphraseSecret } from "./passphrases.ts";
export type { KeyedSource } from "./sources.ts";
export { SCTE_MESSAGES } from "./signalTypes.ts";
export type { AvailBlanking, Blackout, InputFailover, InputLossSlate, Picture, Scte35, ScteMessage } from "./signalTypes.ts";
export { picturesOf } from "./signalPlan.ts";
export type { PictureUse } from "./signalPlan.ts";
export type { AudioPick, AudioTrack, CaptionTrack } from "./soundTypes.ts";
export { TRACK_LIMIT, trackSum } from "./trackSum.ts";
export type { Channel, Region, Source } from "./types.ts";
