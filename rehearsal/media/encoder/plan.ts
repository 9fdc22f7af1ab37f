/** What one ffmpeg makes of a channel: tracks, the pipe each comes through, and the clock they share. */
import type { EncoderChannel, IngestInput } from "../types.ts";
import { rungsOf, videoTimescale, type Rung } from "./sizes.ts";

/** Hertz; what is deployed too. */
export const sampleRate = 48_000;
/** Samples of a frame of AAC, and how many ffmpeg's encoder puts before the first. */
export const aacFrame = 1024;

export interface VideoTrack {
  readonly kind: "video";
  readonly name: string;
  readonly inputs: readonly [IngestInput];
  readonly rung: Rung;
  /** Its place among the rungs of its pipeline, from 0. */
  readonly rank: number;
  readonly gopFrames: number;
  readonly timescale: number;
}

export interface AudioTrack {
  readonly kind: "audio";
  readonly name: string;
  /** Sound is the same in both pipelines. */
  readonly inputs: readonly IngestInput[];
  readonly language: string;
  readonly bitrate: number;
  /** Hertz of the tone: each language has its own. */
  readonly tone: number;
  readonly timescale: number;
}

export interface EncoderRun {
  readonly channel: EncoderChannel;
  /** Wall clock of the first frame, milliseconds since 1970. */
  readonly startsAt: number;
  /** Milliseconds that every time counts from: `startsAt` or, for epoch-locked channels, 0. */
  readonly clockZero: number;
  /** In the order of ffmpeg's outputs. */
  readonly tracks: readonly (VideoTrack | AudioTrack)[];
}

/** When the next run begins: epoch-locked ones at a border of segments, so that all cut alike; others at once. Milliseconds since 1970. */
export function startTime({ epochLocked, segmentMs }: Pick<EncoderChannel, "epochLocked" | "segmentMs">, now: number): number {
  return epochLocked ? Math.ceil(now / segmentMs) * segmentMs : now;
}

export function planRun(channel: EncoderChannel, startsAt: number): EncoderRun {
  const inputs: readonly IngestInput[] = channel.pipelines === 1 ? [1] : [1, 2];
  const rungs = rungsOf(channel.videos);
  const videos = inputs.flatMap((input) =>
    rungs.map((rung, rank): VideoTrack => ({
      kind: "video",
      name: rung.name,
      inputs: [input],
      rung,
      rank,
      gopFrames: gopFrames(channel, rung),
      timescale: videoTimescale(rung.frameRate),
    })),
  );
  const languages = [...new Set(channel.audios.map(({ language, title }) => `${language} ${title ?? ""}`))];
  const audios = channel.audios.map(({ name, language, title, bitrate }): AudioTrack => ({
    ...{ kind: "audio", name, inputs, language, bitrate, timescale: sampleRate },
    tone: 1000 + 250 * languages.indexOf(`${language} ${title ?? ""}`),
  }));
  return { channel, startsAt, clockZero: channel.epochLocked ? 0 : startsAt, tracks: [...videos, ...audios] };
}

/** Frames of a GOP: as deployed if a whole number of them fills a segment, else the nearest length that does. */
function gopFrames({ segmentMs, gopMs }: EncoderChannel, { frameRate }: Rung): number {
  const segment = Math.round((segmentMs * frameRate.numerator) / (1000 * frameRate.denominator));
  let gops = Math.max(1, Math.round(segmentMs / gopMs));
  while (segment % gops !== 0) gops -= 1;
  return segment / gops;
}

/**
 * First sample of sound, counted from `clockZero`: on a grid of frames that begins there, so that two encoders that began at
 * different borders still cut their sound at the same samples.
 */
export function firstSample({ startsAt, clockZero }: Pick<EncoderRun, "startsAt" | "clockZero">): number {
  return Math.ceil(((startsAt - clockZero) * sampleRate) / 1000 / aacFrame) * aacFrame;
}
