/** Captions need no encoder: one each second, saying when and where. */
import type { CaptionRendition, Cue, TrackInfo } from "../types.ts";
import type { EncoderRun } from "./plan.ts";

/** Milliseconds. */
const timescale = 1000;

export function captionInfo({ name, language, title }: CaptionRendition, isDefault: boolean): TrackInfo {
  const shared = { kind: "captions", name, codec: "wvtt", timescale, bandwidth: 1000, language, isDefault } as const;
  return { ...shared, ...(title === undefined ? {} : { title }), init: Buffer.alloc(0) };
}

/** The captions of one segment, times in milliseconds of the run's clock. @param segment counted from its zero */
export function captionCues(run: Pick<EncoderRun, "channel" | "clockZero">, { language }: CaptionRendition, segment: number): Cue[] {
  const { segmentMs, region } = run.channel;
  const [from, to] = [segment * segmentMs, (segment + 1) * segmentMs];
  const cues: Cue[] = [];
  for (let time = from; time < to;) {
    const wall = run.clockZero + time;
    const end = Math.min(to, time + 1000 - (wall % 1000));
    const second = new Date(wall).toISOString().slice(11, 19);
    cues.push({ time, duration: end - time, text: `${second} UTC, ${region} (${language})` });
    time = end;
  }
  return cues;
}
