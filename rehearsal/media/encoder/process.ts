/** One ffmpeg at work for one channel in one region. */
import { spawn, type ChildProcess } from "node:child_process";
import { Readable } from "node:stream";
import type { Ingest, IngestRun } from "../packager/index.ts";
import type { IngestInput, Part } from "../types.ts";
import { curtainCommand, ffmpegArguments, firstPipe } from "./arguments.ts";
import { captionCues, captionInfo } from "./captions.ts";
import type { Colour } from "./colours.ts";
import type { AudioTrack, EncoderRun, VideoTrack } from "./plan.ts";
import { TrackReader } from "./trackReader.ts";

/** A black picture lowers the score the longer it lasts, the first good frame sets it back to 100 (MediaLive User Guide, "MQCS metrics"); how fast is not published. */
const blackScore = 20;
const fullScore = 100;
/** Milliseconds that ffmpeg has for ending by itself. */
const grace = 2000;

/** Every ffmpeg that this process has started. */
const children = new Set<ChildProcess>();
let watching = false;

export interface EncodingOptions {
  readonly command: string;
  readonly colour: Colour;
  readonly packager: Ingest;
  /** Told once, why it ended, unless it was stopped. */
  readonly ended: (reason: string) => void;
}

export class Encoding {
  readonly run: EncoderRun;
  /** Milliseconds since 1970 that the newest picture shows. */
  newest: number;
  private readonly child: ChildProcess;
  private readonly ingest: IngestRun;
  private said = "";
  private stopped = false;
  private readonly gone: Promise<void>;

  constructor(run: EncoderRun, { command, colour, packager, ended }: EncodingOptions) {
    this.run = run;
    this.newest = run.startsAt;
    this.ingest = packager.start(run.channel, run.clockZero);
    this.child = launch(command, ffmpegArguments(run, colour), run.tracks.length);
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.said = (this.said + text).slice(-1000);
    });
    this.read();
    this.gone = new Promise((resolve) => {
      this.child.once("error", (error) => {
        this.said += error.message;
      });
      this.child.once("close", (code, signal) => {
        children.delete(this.child);
        this.ingest.end();
        resolve();
        if (!this.stopped) ended([signal ?? `code ${String(code)}`, lastLine(this.said) ?? []].flat().join(", "));
      });
    });
  }

  /** Hides the picture, as a lost contribution does, or shows it again. */
  loseInput(lost: boolean): void {
    this.child.stdin?.write(curtainCommand(lost));
    this.ingest.score(lost ? blackScore : fullScore, lost);
  }

  /** Ends when ffmpeg has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.ingest.end();
    this.child.kill("SIGTERM");
    const hard = setTimeout(() => this.child.kill("SIGKILL"), grace);
    await this.gone;
    clearTimeout(hard);
  }

  private read(): void {
    const { run, ingest } = this;
    run.channel.captions.forEach((caption, index) => {
      ingest.track(captionInfo(caption, index === 0));
    });
    run.tracks.forEach((track, index) => {
      const pipe = this.child.stdio[firstPipe + index];
      if (pipe instanceof Readable) this.readTrack(track, pipe);
    });
    this.child.stdin?.on("error", () => undefined);
  }

  private readTrack(track: VideoTrack | AudioTrack, pipe: Readable): void {
    const reader = new TrackReader(this.run, track, {
      info: (info) => {
        this.ingest.track(info);
      },
      part: (place, part) => {
        for (const input of track.inputs) this.ingest.part({ ...place, input }, part);
        if (track.kind === "video" && track.rank === 0) this.shown(track, place, part);
      },
    });
    pipe.on("error", () => undefined);
    pipe.on("data", (piece: Buffer) => {
      try {
        reader.push(piece);
      } catch (error) {
        this.said += `\n${error instanceof Error ? error.message : String(error)}\n`;
        this.child.kill("SIGKILL");
      }
    });
  }

  private shown({ inputs, timescale }: VideoTrack, { segment, last }: { segment: number; last: boolean }, part: Part): void {
    this.newest = this.run.clockZero + ((part.time + part.duration) * 1000) / timescale;
    if (last) this.caption(inputs[0], segment);
  }

  /** Captions of a segment come with the end of its picture. */
  private caption(input: IngestInput, segment: number): void {
    const { segmentMs, captions } = this.run.channel;
    for (const caption of captions) {
      const cues = captionCues(this.run, caption, segment);
      this.ingest.captions({ input, track: caption.name, segment }, segment * segmentMs, segmentMs, cues);
    }
  }
}

function launch(command: string, args: readonly string[], pipes: number): ChildProcess {
  const stdio = ["pipe", "ignore", "pipe", ...Array.from({ length: pipes }, () => "pipe" as const)] as const;
  // A group of its own, so that Ctrl-C in a terminal reaches only this process, which ends the encoders in order. If this process is
  // killed, their pipes break and they end too.
  const child = spawn(command, args, { stdio: [...stdio], detached: true });
  children.add(child);
  if (!watching) {
    watching = true;
    // Whatever ends this process: no ffmpeg stays behind.
    process.on("exit", () => {
      for (const one of children) one.kill("SIGKILL");
    });
  }
  return child;
}

function lastLine(text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .findLast((line) => line !== "" && !line.startsWith("Command reply"));
}
