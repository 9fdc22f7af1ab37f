/** shaka-player, and what keeps it playing: it loads, watches, and loads again. No control and no text is made here. */
import shaka from "shaka-player/dist/shaka-player.compiled-es2021.js";
import { fault, faultOf, isInterruption, type Fault } from "../faults.ts";
import { mimeTypeOf } from "../formats.ts";
import type { PlayerEvent } from "../record.ts";
import { nextStep, playlistPeriod, STREAM_RETRY_SECONDS } from "../retry.ts";
import type { Rendition } from "../stats.ts";
import { askEvery, configureFor, configureOnce, keepWindow } from "./configure.ts";
import { aheadOf, lookAt } from "./look.ts";
import { Network } from "./network.ts";
import { watchBodies } from "./patience.ts";
import { isCritical, rawOf } from "./shakaErrors.ts";
import type { Source } from "./source.ts";
import { applyChoice, applyQuality, Pictures, tracksOf, type Choice } from "./tracks.ts";
import { Waiting } from "./waiting.ts";

/** What the viewer should read; null takes it away again. */
export interface Notice {
  readonly fault: Fault;
  /** The player does it by itself; else it is the viewer's turn. */
  readonly retrying: boolean;
}

export interface EngineListener {
  event(event: Unstamped): void;
  notice(notice: Notice | null): void;
  /** The picture goes away for a moment; keep the last one. */
  hold(): void;
  /** The browser plays only without sound, or only after a click. */
  blocked(how: "muted" | "paused"): void;
}

type DistributiveOmit<Value, Key extends PropertyKey> = Value extends unknown ? Omit<Value, Key> : never;

/** An event without its time. */
export type Unstamped = DistributiveOmit<PlayerEvent, "at">;

export const LOOK_MS = 250;

/** The picture has to move this long before the next fault counts as a new one. */
const STEADY_MS = 8000;

/** One refusal in between may be a region's; a second within this time is the edge's word. */
const REFUSALS_MS = 15_000;

export class Engine {
  readonly #video: HTMLVideoElement;
  readonly #player: shaka.Player;
  readonly #network: Network;
  readonly #listener: EngineListener;
  readonly #pictures = new Pictures();
  #source: Source | undefined;
  #choice: Choice = { quality: "auto", audio: undefined, caption: null };
  #paused = true;
  #loaded = false;
  /** Seconds, of HLS; 0 while unknown. */
  #window = 0;
  #period: number | undefined;
  #generation = 0;
  #attempt = 0;
  #steadySince = 0;
  #refusedAt = -Infinity;
  readonly #waiting = new Waiting();
  /** Aborted when the engine goes: the media element outlives it, wherever in the page it is moved to. */
  readonly #gone = new AbortController();
  readonly #looking: ReturnType<typeof setInterval>;

  constructor(video: HTMLVideoElement, captions: HTMLElement, session: string, listener: EngineListener) {
    this.#video = video;
    this.#listener = listener;
    this.#player = new shaka.Player();
    this.#player.setVideoContainer(captions);
    this.#network = new Network(this.#player, {
      served: (region, input) => listener.event({ type: "served", region, input }),
      anotherTimeline: () => this.#changeTimeline(),
      window: (seconds) => this.#widen(seconds),
      lowLatency: () => {
        if (this.#source?.format === "hls") listener.event({ type: "format", format: "ll-hls" });
      },
    });
    configureOnce(this.#player, session);
    this.#listen();
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
  }

  static supported(): boolean {
    shaka.polyfill.installAll();
    watchBodies();
    return shaka.Player.isBrowserSupported();
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Seconds of the media element between which can be played; empty before there is something. */
  get range(): { readonly start: number; readonly end: number } {
    if (!this.#loaded) return { start: 0, end: 0 };
    const { start, end } = this.#player.seekRange();
    return { start: this.#window === 0 ? start : Math.max(start, end - this.#window), end };
  }

  async load(source: Source): Promise<void> {
    this.#source = source;
    this.#attempt = 0;
    this.#refusedAt = -Infinity;
    this.#listener.event({ type: "load", format: source.format });
    this.#listener.notice(null);
    await this.#start();
  }

  async unload(): Promise<void> {
    this.#source = undefined;
    this.#waiting.stop();
    this.#generation += 1;
    this.#loaded = false;
    this.#listener.event({ type: "unload" });
    this.#listener.notice(null);
    await this.#player.unload();
  }

  async destroy(): Promise<void> {
    this.#gone.abort();
    clearInterval(this.#looking);
    this.#waiting.stop();
    this.#generation += 1;
    await this.#player.destroy();
  }

  /** By the viewer's own hand, after a fault that the player does not get over by itself. */
  retry(): void {
    if (this.#source === undefined) return;
    this.#attempt = 0;
    this.#refusedAt = -Infinity;
    this.#listener.event({ type: "seek" });
    void this.#reload(false);
  }

  /** Rejects never; a browser that wants a click first is told through `blocked`. */
  async play(): Promise<void> {
    this.#paused = false;
    if (!this.#loaded) return;
    try {
      await this.#video.play();
    } catch (error) {
      if (error instanceof DOMException && error.name === "NotAllowedError") await this.#playBlocked();
    }
  }

  pause(): void {
    this.#paused = true;
    this.#video.pause();
  }

  seek(time: number): void {
    const { start, end } = this.range;
    this.#listener.event({ type: "seek" });
    this.#video.currentTime = Math.min(end, Math.max(start, time));
  }

  goLive(): void {
    if (!this.#loaded) return;
    this.#listener.event({ type: "seek" });
    this.#player.goToLive();
    void this.play();
  }

  chooseQuality(quality: Rendition | "auto"): void {
    this.#choice = { ...this.#choice, quality };
    if (this.#loaded) applyQuality(this.#player, this.#pictures, quality);
    this.#tellTracks();
  }

  chooseAudio(audio: string): void {
    this.#choice = { ...this.#choice, audio };
    if (this.#loaded) applyChoice(this.#player, this.#pictures, this.#choice);
    this.#tellTracks();
  }

  chooseCaption(caption: string | null): void {
    this.#choice = { ...this.#choice, caption };
    if (this.#loaded) applyChoice(this.#player, this.#pictures, this.#choice);
    this.#tellTracks();
  }

  #listen(): void {
    for (const type of ["trackschanged", "adaptation", "variantchanged", "textchanged", "audiotrackchanged", "audiotrackschanged"]) {
      this.#player.addEventListener(type, () => this.#tellTracks());
    }
    this.#player.addEventListener("error", (event) => this.#onError("detail" in event ? event.detail : undefined));
    const { signal } = this.#gone;
    const onPause = (): void => {
      // By the browser's own hand: a picture in picture window, a headset, another tab that takes the sound.
      if (this.#loaded && !this.#video.ended && this.#video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) this.#paused = true;
    };
    this.#video.addEventListener("pause", onPause, { signal });
    this.#video.addEventListener("play", () => (this.#paused = false), { signal });
  }

  async #start(): Promise<void> {
    const source = this.#source;
    if (source === undefined) return;
    const generation = ++this.#generation;
    this.#waiting.stop();
    this.#loaded = false;
    this.#pictures.forget();
    this.#window = 0;
    this.#period = undefined;
    this.#network.begin(source);
    configureFor(this.#player, source);
    try {
      if (this.#player.getMediaElement() === null) await this.#player.attach(this.#video);
      await this.#player.load(source.src, null, mimeTypeOf(source.format));
    } catch (error) {
      if (generation === this.#generation) this.#onError(error, true);
      return;
    }
    if (generation !== this.#generation) return;
    this.#loaded = true;
    applyChoice(this.#player, this.#pictures, this.#choice);
    this.#tellTracks();
    this.#listener.notice(null);
    if (!this.#paused) await this.play();
  }

  async #reload(timeline: boolean): Promise<void> {
    this.#listener.hold();
    this.#listener.event({ type: "reload", timeline });
    await this.#start();
  }

  #onError(error: unknown, ofLoad = false): void {
    const raw = rawOf(error);
    if (raw === undefined) {
      console.error(error);
      this.#fail(fault("media", error instanceof Error ? error.message : "unknown error"));
      return;
    }
    if (isInterruption(raw)) return;
    const found = faultOf(raw);
    if (ofLoad || !this.#loaded) this.#fail(found);
    else if (found.code === "network" || found.code === "not-on-air") this.#ride(found);
    else if (found.code === "signed-out" && performance.now() - this.#refusedAt > REFUSALS_MS) {
      this.#refusedAt = performance.now();
      this.#ride(found);
    } else if (isCritical(error) || found.code === "signed-out" || found.code === "not-in-your-country") this.#fail(found);
    else this.#listener.event({ type: "error", code: found.code, message: found.detail, fatal: false });
  }

  /** The buffer still plays: ask on, and say something only if the picture stops. */
  #ride({ code, detail }: Fault): void {
    this.#listener.event({ type: "error", code, message: detail, fatal: false });
    this.#player.retryStreaming(STREAM_RETRY_SECONDS);
  }

  #fail(found: Fault): void {
    const step = nextStep(found.code, this.#attempt, Math.random());
    this.#attempt += 1;
    this.#listener.hold();
    this.#listener.event({ type: "error", code: found.code, message: found.detail, fatal: true });
    this.#listener.notice({ fault: found, retrying: step.kind === "reload" });
    this.#generation += 1;
    this.#loaded = false;
    void this.#player.unload();
    if (step.kind === "reload") this.#waiting.begin(step.afterSeconds, () => void this.#reload(false));
  }

  #widen(seconds: number): void {
    if (seconds <= this.#window) return;
    this.#window = seconds;
    keepWindow(this.#player, seconds);
  }

  /** Segments of another timeline cannot follow those in the buffer: the stream begins anew at the live edge. */
  #changeTimeline(): void {
    if (!this.#loaded || this.#waiting.active) return;
    const step = nextStep("timeline", this.#attempt, Math.random());
    this.#attempt += 1;
    this.#listener.event({ type: "error", code: "timeline", message: "segments no longer follow; loading the stream anew", fatal: false });
    this.#waiting.begin(step.kind === "reload" ? step.afterSeconds : 0, () => void this.#reload(true));
  }

  async #playBlocked(): Promise<void> {
    if (this.#video.muted) {
      this.#paused = true;
      this.#listener.blocked("paused");
      return;
    }
    this.#video.muted = true;
    try {
      await this.#video.play();
      this.#listener.blocked("muted");
    } catch {
      this.#video.muted = false;
      this.#paused = true;
      this.#listener.blocked("paused");
    }
  }

  #tellTracks(): void {
    if (!this.#loaded) return;
    this.#listener.event({ type: "tracks", ...tracksOf(this.#player, this.#pictures, this.#choice) });
  }

  #look(): void {
    if (this.#source === undefined) return;
    const video = this.#video;
    const look = lookAt(video, this.#player, this.#paused, this.#loaded);
    if (look.ready) this.#askInTime();
    this.#countSteady(look.ready && !this.#paused && !this.#player.isBuffering());
    this.#listener.event({ type: "look", ...look });
  }

  #askInTime(): void {
    if (this.#source?.format !== "hls") return;
    const period = playlistPeriod(this.#source.segmentSeconds, aheadOf(this.#video));
    if (period === this.#period) return;
    this.#period = period;
    askEvery(this.#player, period);
  }

  #countSteady(steady: boolean): void {
    const now = performance.now();
    if (!steady) this.#steadySince = now;
    else if (now - this.#steadySince > STEADY_MS) this.#attempt = 0;
  }
}
