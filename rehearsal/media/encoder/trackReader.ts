/** One pipe of ffmpeg: what comes through it becomes a described track and its parts. */
import type { PartPlace } from "../packager/index.ts";
import type { Part, TrackInfo } from "../types.ts";
import { BoxReader, type Box } from "./boxes.ts";
import { readFragment } from "./fragments.ts";
import { readMoov, type Initialization, type SampleDefaults } from "./initialization.ts";
import { aacFrame, firstSample, sampleRate, type AudioTrack, type EncoderRun, type VideoTrack } from "./plan.ts";
import { partsOf, Segmenter } from "./segmenter.ts";

export interface TrackSink {
  info(info: TrackInfo): void;
  part(place: Omit<PartPlace, "input">, part: Part): void;
}

/** More than the bitrate asked for: what the rate control lets through within a segment, and the boxes around it. */
const margin = 1.35;
/** Bits per second of boxes around each part and sample. */
const boxing = 6000;

export class TrackReader {
  private readonly reader = new BoxReader();
  private readonly segmenter: Segmenter;
  private readonly run: EncoderRun;
  private readonly track: VideoTrack | AudioTrack;
  private readonly sink: TrackSink;
  private ftyp: Buffer = Buffer.alloc(0);
  private moof: Box | undefined;
  private defaults: SampleDefaults | undefined;

  constructor(run: EncoderRun, track: VideoTrack | AudioTrack, sink: TrackSink) {
    const { segmentMs } = run.channel;
    this.run = run;
    this.track = track;
    this.sink = sink;
    this.segmenter = new Segmenter({
      offset: offsetOf(run, track),
      segment: (segmentMs * track.timescale) / 1000,
      parts: partsOf(segmentMs),
      emit: (segment, part, last, media) => {
        sink.part({ track: track.name, segment, part, last }, media);
      },
    });
  }

  /** @throws RangeError for what is not a fragmented file of this track */
  push(piece: Buffer): void {
    for (const box of this.reader.push(piece)) this.take(box);
  }

  private take(box: Box): void {
    if (box.type === "ftyp") this.ftyp = box.bytes;
    else if (box.type === "moov") this.describe(box);
    else if (box.type === "moof") this.moof = box;
    else if (box.type === "mdat" && this.moof !== undefined && this.defaults !== undefined) {
      for (const sample of readFragment(this.moof.body, box.body, this.defaults)) this.segmenter.push(sample);
    }
  }

  private describe(moov: Box): void {
    const read = readMoov(moov.body);
    if (read.timescale !== this.track.timescale) {
      throw new RangeError(`track ${this.track.name} has ${String(read.timescale)} ticks a second, not ${String(this.track.timescale)}`);
    }
    this.defaults = read.defaults;
    this.sink.info(infoOf(this.run, this.track, read, Buffer.concat([this.ftyp, moov.bytes])));
  }
}

/** Ticks from the clock's zero to the file's. ffmpeg moves the sound's priming frame to 0; here it lies before. */
function offsetOf(run: EncoderRun, track: VideoTrack | AudioTrack): number {
  if (track.kind === "audio") return firstSample(run) - aacFrame;
  return Math.round(((run.startsAt - run.clockZero) * track.timescale) / 1000);
}

function infoOf(run: EncoderRun, track: VideoTrack | AudioTrack, read: Initialization, init: Buffer): TrackInfo {
  const { codec, timescale } = read;
  if (track.kind === "video") {
    const { width, height, frameRate, bitrate } = track.rung;
    const bandwidth = Math.round(bitrate * margin + boxing);
    return { kind: "video", name: track.name, codec, timescale, bandwidth, width, height, frameRate, init };
  }
  const audio = run.channel.audios.find(({ name }) => name === track.name);
  const [first] = run.channel.audios;
  return {
    ...{ kind: "audio", name: track.name, codec, timescale, init, language: track.language },
    bandwidth: Math.round(track.bitrate * margin + boxing),
    ...(audio?.title === undefined ? {} : { title: audio.title }),
    isDefault: audio?.language === first?.language && audio?.title === first?.title,
    sampleRate: read.sampleRate ?? sampleRate,
    channels: read.channels ?? 2,
  };
}
