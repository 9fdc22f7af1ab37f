/** What stands for MediaLive: ffmpeg encodes the channels that are deployed and running. */
export { checkFfmpeg, FfmpegError } from "./check.ts";
export { regionColour, type Colour } from "./colours.ts";
export { startEncoder, type Encoder, type EncoderOptions } from "./encoder.ts";
export { rungsOf, type Rung } from "./sizes.ts";
