/** Encodes what is deployed and running: one ffmpeg for each channel in each region, started, stopped and started again. */
import { placeKey, type Ingest } from "../packager/index.ts";
import type { ChannelPlace, EncoderChannel } from "../types.ts";
import { regionColour } from "./colours.ts";
import { planRun, startTime } from "./plan.ts";
import { Encoding } from "./process.ts";

export interface EncoderOptions {
  readonly packager: Ingest;
  /** What is deployed now; asked every second and whenever `watch` calls. Channels that do not run are not encoded. */
  readonly channels: () => readonly EncoderChannel[];
  /** Calls back after each change of what is deployed; answers how to end that. */
  readonly watch?: (listener: () => void) => () => void;
  /** Told what starts, stops and breaks, a line each. */
  readonly log?: (message: string) => void;
  /** ffmpeg, from the PATH unless given. */
  readonly command?: string;
}

export interface Encoder {
  /** The contribution to a region is lost: the picture is black and the score low; the clock goes on. Stays so over a restart. */
  loseInput(place: ChannelPlace, lost: boolean): void;
  /** Looks at once at what is deployed. */
  follow(): void;
  /** Channels that are encoded now. */
  running(): readonly ChannelPlace[];
  /** Ends when every ffmpeg has ended. */
  close(): Promise<void>;
}

/** Milliseconds. */
const period = 1000;
const latest = 500;
const firstPause = 500;
const longestPause = 15_000;
/** A picture this far behind the wall clock, and so for this many looks, will not catch up: the machine has slept, which stops ffmpeg's clock. */
const tooLate = 15_000;
const patience = 10;

interface Work {
  channel: EncoderChannel;
  encoding?: Encoding;
  /** Before the first frame: an epoch-locked channel waits for a border. */
  timer?: NodeJS.Timeout;
  failures: number;
  /** Times in a row that it was found too late. */
  late: number;
}

export function startEncoder(options: EncoderOptions): Encoder {
  const farm = new Farm(options);
  farm.follow();
  const stopWatching = options.watch?.(() => {
    farm.follow();
  });
  const timer = setInterval(() => {
    farm.follow();
    farm.restartLate();
  }, period);
  return {
    loseInput: (place, lost) => {
      farm.loseInput(place, lost);
    },
    follow: () => {
      farm.follow();
    },
    running: () => farm.running(),
    close: async () => {
      clearInterval(timer);
      stopWatching?.();
      await farm.close();
    },
  };
}

class Farm {
  private readonly options: EncoderOptions;
  private readonly works = new Map<string, Work>();
  private readonly lost = new Set<string>();
  private readonly leaving = new Set<Promise<void>>();
  private regions: string[] = [];
  private closed = false;

  constructor(options: EncoderOptions) {
    this.options = options;
  }

  follow(): void {
    if (this.closed) return;
    const all = this.options.channels();
    this.regions = all.map(({ region }) => region);
    const wanted = new Map(all.filter(({ running }) => running).map((channel) => [placeKey(channel), channel]));
    for (const [key, work] of this.works) {
      const now = wanted.get(key);
      if (now === undefined || now.channelId !== work.channel.channelId || JSON.stringify(now) !== JSON.stringify(work.channel))
        this.stop(key, work);
    }
    for (const [key, channel] of wanted) if (!this.works.has(key)) this.start(key, { channel, failures: 0, late: 0 }, 0);
  }

  running(): readonly ChannelPlace[] {
    return [...this.works.values()].filter(({ encoding }) => encoding !== undefined).map(({ channel }) => channel);
  }

  loseInput(place: ChannelPlace, lost: boolean): void {
    const key = placeKey(place);
    if (lost) this.lost.add(key);
    else this.lost.delete(key);
    this.works.get(key)?.encoding?.loseInput(lost);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const [key, work] of this.works) this.stop(key, work);
    await Promise.all(this.leaving);
  }

  private start(key: string, work: Work, pause: number): void {
    this.works.set(key, work);
    const now = Date.now();
    const startsAt = startTime(work.channel, now + pause);
    work.timer = setTimeout(() => {
      // On a busy machine a timer comes late, and what begins late stays late.
      if (work.channel.epochLocked && Date.now() - startsAt > latest) this.start(key, work, 0);
      else this.launch(key, work, work.channel.epochLocked ? startsAt : Date.now());
    }, startsAt - now);
  }

  private launch(key: string, work: Work, startsAt: number): void {
    delete work.timer;
    const { command = "ffmpeg", packager } = this.options;
    work.encoding = new Encoding(planRun(work.channel, startsAt), {
      ...{ command, packager, colour: regionColour(work.channel.region, this.regions) },
      ended: (reason) => {
        this.restart(key, work, reason);
      },
    });
    if (this.lost.has(key)) work.encoding.loseInput(true);
    this.options.log?.(`encoding ${key}`);
  }

  private restart(key: string, work: Work, reason: string): void {
    const lasted = Date.now() - (work.encoding?.run.startsAt ?? 0);
    delete work.encoding;
    if (this.works.get(key) !== work || this.closed) return;
    work.failures = lasted > longestPause ? 1 : work.failures + 1;
    const pause = Math.min(longestPause, firstPause * 2 ** (work.failures - 1));
    this.options.log?.(`ffmpeg of ${key} ended (${reason}); again in ${String(pause / 1000)} s`);
    this.start(key, work, pause);
  }

  /** To be called once in each period. */
  restartLate(): void {
    for (const [key, work] of this.works) {
      const behind = Date.now() - (work.encoding?.newest ?? Infinity);
      work.late = behind < tooLate ? 0 : work.late + 1;
      if (work.late < patience) continue;
      this.options.log?.(`encoder of ${key} is ${String(Math.round(behind / 1000))} s behind`);
      this.stop(key, work);
    }
  }

  private stop(key: string, work: Work): void {
    this.works.delete(key);
    clearTimeout(work.timer);
    if (work.encoding === undefined) return;
    this.options.log?.(`no longer encoding ${key}`);
    const leaving = work.encoding.stop();
    this.leaving.add(leaving);
    void leaving.then(() => this.leaving.delete(leaving));
  }
}
