/** The one ffmpeg command of a channel: picture and tones are made, marked, split into pipelines and rungs, and leave by a pipe each. */
import type { IngestInput } from "../types.ts";
import { hex, type Colour } from "./colours.ts";
import { firstSample, sampleRate, type AudioTrack, type EncoderRun, type VideoTrack } from "./plan.ts";
import type { Rung } from "./sizes.ts";

/** Standard input, output and error come first. */
export const firstPipe = 3;
/** The filter that hides the picture while the contribution is lost: ffmpeg takes commands to it on its standard input. */
const curtain = "drawbox@lost";

/** Typed to ffmpeg, hides the picture or shows it again. The clock goes on. */
export function curtainCommand(hidden: boolean): string {
  return `C${curtain} -1 enable ${hidden ? "1" : "0"}\n`;
}

export function ffmpegArguments(run: EncoderRun, colour: Colour): string[] {
  const videos = run.tracks.filter((track) => track.kind === "video");
  const tones = [...new Set(run.tracks.flatMap((track) => (track.kind === "audio" ? [track.tone] : [])))];
  const largest = videos.reduce<Rung | undefined>(
    (best, { rung }) => (best !== undefined && best.width >= rung.width ? best : rung),
    undefined,
  );
  if (largest === undefined) throw new RangeError(`channel ${run.channel.originChannel} has no picture to encode`);
  return [
    ...["-hide_banner", "-nostats", "-loglevel", "error", "-filter_complex_threads", "1"],
    ...["-readrate", "1", "-f", "lavfi", "-i", picture(largest)],
    ...tones.flatMap((tone) => ["-readrate", "1", "-f", "lavfi", "-i", sound(tone, run)]),
    ...["-filter_complex", filters(run, videos, largest, colour)],
    ...run.tracks.flatMap((track, index) => output(track, `pipe:${String(firstPipe + index)}`, tones)),
  ];
}

function rate({ frameRate }: Rung): string {
  return `${String(frameRate.numerator)}/${String(frameRate.denominator)}`;
}

function picture(rung: Rung): string {
  return `testsrc2=size=${String(rung.width)}x${String(rung.height)}:rate=${rate(rung)},format=yuv420p`;
}

/** A tenth of a second of tone on every second of the wall clock. */
function sound(tone: number, run: EncoderRun): string {
  const phase = (run.clockZero / 1000 + firstSample(run) / sampleRate) % 1;
  const time = `mod(t+${phase.toFixed(6)}\\,1)`;
  return `aevalsrc=exprs=0.2*sin(2*PI*${String(tone)}*t)*lt(${time}\\,0.1):sample_rate=${String(sampleRate)}:channel_layout=mono:nb_samples=1024`;
}

function filters(run: EncoderRun, videos: readonly VideoTrack[], largest: Rung, colour: Colour): string {
  const inputs = [...new Set(videos.flatMap((track) => track.inputs))];
  const marked = [
    // All colours drawn towards the region's; a translucent box over all of it would cost as much as an encode.
    tint(colour),
    `${curtain}=x=0:y=0:w=iw:h=ih:color=black:t=fill:enable=0`,
    `drawbox=x=0:y=ih*3/4:w=iw:h=ih/4:color=${hex(colour)}:t=fill`,
    // testsrc2 shows a clock of its own there, which counts from the start.
    "drawbox=x=0:y=0:w=iw:h=ih/4:color=black:t=fill",
    text(clock(run), "h*0.04", 5.5),
    text(`${plain(run.channel.originChannel)}  ${plain(run.channel.region)}`, "h*0.78", 10),
  ];
  const split = `split=${String(inputs.length)}${inputs.map((input) => `[p${String(input)}]`).join("")}`;
  return [`[0:v]${marked.join(",")},${split}`, ...inputs.map((input) => pipeline(input, videos, largest))].join(";");
}

/** BT.601, as ffmpeg paints its boxes. */
function tint([red, green, blue]: Colour): string {
  const u = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
  const v = 128 + 0.439 * red - 0.368 * green - 0.071 * blue;
  return `lutyuv=u=(val+3*${u.toFixed(0)})/4:v=(val+3*${v.toFixed(0)})/4`;
}

/** One pipeline: its own mark, then every rung of it. */
function pipeline(input: IngestInput, videos: readonly VideoTrack[], largest: Rung): string {
  const own = videos.filter((track) => track.inputs[0] === input);
  const mark = text(`pipeline ${String(input - 1)}`, "h*0.89", 10);
  const label = (index: number): string => `${String(input)}x${String(index)}`;
  const split = `split=${String(own.length)}${own.map((_, index) => `[s${label(index)}]`).join("")}`;
  const rungs = own.map(({ rung }, index) => {
    const scale =
      rung.width === largest.width && rung.height === largest.height
        ? ""
        : `,scale=${String(rung.width)}:${String(rung.height)}:flags=fast_bilinear`;
    const step = Math.round(
      (largest.frameRate.numerator * rung.frameRate.denominator) / (largest.frameRate.denominator * rung.frameRate.numerator),
    );
    return `[s${label(index)}]${step > 1 ? `framestep=${String(step)}` : "null"}${scale},setsar=1[v${label(index)}]`;
  });
  return [`[p${String(input)}]${mark},${split}`, ...rungs].join(";");
}

/** Running time of day, UTC, to the millisecond. */
function clock({ startsAt }: EncoderRun): string {
  const seconds = (startsAt % 86_400_000) / 1000;
  return `%{pts\\:hms\\:${seconds.toFixed(3)}\\:24HH}`;
}

/** @param share of the picture's height that a line of text takes is one in this many */
function text(content: string, y: string, share: number): string {
  return `drawtext=font=monospace:text='${content}':x=w*0.04:y=${y}:fontsize=h/${String(share)}:fontcolor=white:borderw=2:bordercolor=black`;
}

/** Nothing that means something to ffmpeg's filters. */
function plain(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9 ._-]/g, "_");
}

/** Every frame becomes a fragment: segments and parts are cut here, not by ffmpeg. */
const muxer = ["-f", "mp4", "-movflags", "+empty_moov+default_base_moof+frag_every_frame+skip_trailer", "-flush_packets", "1"];

function output(track: VideoTrack | AudioTrack, pipe: string, tones: readonly number[]): string[] {
  return track.kind === "audio" ? audioOutput(track, tones, pipe) : videoOutput(track, pipe);
}

function audioOutput({ tone, bitrate, language }: AudioTrack, tones: readonly number[], pipe: string): string[] {
  const from = String(1 + tones.indexOf(tone));
  const codec = ["-c:a", "aac", "-b:a", String(bitrate), "-ac", "2"];
  return ["-map", `${from}:a`, ...codec, "-metadata:s:a:0", `language=${language}`, ...muxer, pipe];
}

function videoOutput({ rung, rank, gopFrames, timescale, inputs }: VideoTrack, pipe: string): string[] {
  const gop = String(gopFrames);
  const bits = String(rung.bitrate);
  return [
    ...[
      "-map",
      `[v${String(inputs[0])}x${String(rank)}]`,
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      "-tune",
      "zerolatency",
      "-threads",
      "1",
    ],
    ...["-g", gop, "-keyint_min", gop, "-sc_threshold", "0", "-flags", "+cgop", "-b:v", bits, "-maxrate", bits, "-bufsize", bits],
    ...["-video_track_timescale", String(timescale), ...muxer, pipe],
  ];
}
