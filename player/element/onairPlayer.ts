/** The element `<onair-player>`: attributes in, stats out. It wires the engine, the memory and the controls together. */
import { readDrm, type DrmSettings } from "../drm.ts";
import { addressOf, formatOf } from "../formats.ts";
import { actionOf, SEEK_STEP, VOLUME_STEP, type Action, type Focus } from "../keys.ts";
import { newRecord, reduce, type PlayerRecord } from "../record.ts";
import { readSignedQuery } from "../signedQuery.ts";
import type { PlayerStats, Rendition } from "../stats.ts";
import { fault } from "../faults.ts";
import { Bar } from "./bar.ts";
import { h } from "./dom.ts";
import { Engine, type Notice, type Unstamped } from "./engine.ts";
import { Overlay } from "./overlay.ts";
import styles from "./player.css";
import { newSession } from "./session.ts";

/** One for each page load: what CMCD calls `sid`. */
const SESSION = newSession();

const SHEET = new CSSStyleSheet();
SHEET.replaceSync(styles);

/** Milliseconds without a hand on mouse, finger or keys before the controls go. */
const IDLE_MS = 3000;

const DEFAULT_SEGMENT_SECONDS = 4;

export class OnairPlayer extends HTMLElement {
  static readonly observedAttributes = ["src", "format", "query", "drm", "title", "muted"];

  readonly #video = h("video", { playsinline: true, disableremoteplayback: true, tabindex: "-1" });
  readonly #captions = h("div", { class: "captions" });
  readonly #overlay: Overlay;
  readonly #bar: Bar;
  readonly #frame: HTMLElement;
  #engine: Engine | undefined;
  #record: PlayerRecord = newRecord(SESSION);
  #idle: ReturnType<typeof setTimeout> | undefined;
  #loading = false;

  constructor() {
    super();
    this.#overlay = new Overlay(this.#video, {
      start: () => void this.play(),
      unmute: () => this.#setMuted(false),
      retry: () => this.#engine?.retry(),
    });
    this.#bar = new Bar({
      toggle: () => this.#toggle(),
      goLive: () => this.goLive(),
      seek: (time) => this.#engine?.seek(time),
      setVolume: (volume) => this.#setVolume(volume),
      toggleMute: () => this.#setMuted(!this.#video.muted),
      fullscreen: () => void this.#toggleFullscreen(),
      quality: (choice) => this.chooseQuality(choice),
      audio: (id) => this.chooseAudio(id),
      caption: (id) => this.chooseCaption(id),
    });
    const menus = this.#bar.menus.map((menu) => menu.list);
    const { under, over } = this.#overlay;
    this.#frame = h("div", { class: "frame", part: "frame" }, this.#video, ...under, this.#captions, this.#bar.element, ...menus, ...over);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [SHEET];
    root.append(this.#frame);
    this.#listen();
  }

  /** How it goes; a plain object that can be kept. */
  get stats(): PlayerStats {
    return this.#record.stats;
  }

  get muted(): boolean {
    return this.#video.muted;
  }

  set muted(muted: boolean) {
    this.#setMuted(muted);
  }

  connectedCallback(): void {
    if (!this.hasAttribute("role")) this.setAttribute("role", "region");
    if (!this.hasAttribute("aria-label")) this.setAttribute("aria-label", this.getAttribute("title") ?? "Video player");
    this.#video.muted = this.hasAttribute("muted");
    if (!Engine.supported()) {
      this.#onNotice({ fault: fault("unsupported", "no Media Source Extensions"), retrying: false });
      this.#onEvent({ type: "error", code: "unsupported", message: "no Media Source Extensions", fatal: true });
      return;
    }
    this.#engine = new Engine(this.#video, this.#captions, SESSION, {
      event: (event) => this.#onEvent(event),
      notice: (notice) => this.#onNotice(notice),
      hold: () => this.#overlay.hold(),
      blocked: (how) => this.#overlay.blocked(how),
    });
    this.#loadSoon();
  }

  disconnectedCallback(): void {
    void this.#engine?.destroy();
    this.#engine = undefined;
    clearTimeout(this.#idle);
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === "muted") this.#setMuted(after !== null);
    else if (name === "title") this.setAttribute("aria-label", after ?? "Video player");
    else this.#loadSoon();
  }

  play(): Promise<void> {
    this.#overlay.blocked(undefined);
    return this.#engine?.play() ?? Promise.resolve();
  }

  pause(): void {
    this.#engine?.pause();
    this.#update();
  }

  goLive(): void {
    this.#engine?.goLive();
  }

  /** A rendition as `stats.renditions` lists it, or `auto`. */
  chooseQuality(quality: Rendition | "auto"): void {
    this.#engine?.chooseQuality(quality);
  }

  /** Id of `stats.audios`. */
  chooseAudio(id: string): void {
    this.#engine?.chooseAudio(id);
  }

  /** Id of `stats.captions`; null for none. */
  chooseCaption(id: string | null): void {
    this.#engine?.chooseCaption(id);
  }

  /** Several attributes that change together make one load. */
  #loadSoon(): void {
    if (this.#engine === undefined || this.#loading) return;
    this.#loading = true;
    queueMicrotask(() => {
      this.#loading = false;
      void this.#load();
    });
  }

  async #load(): Promise<void> {
    const engine = this.#engine;
    const src = this.getAttribute("src") ?? "";
    if (engine === undefined) return;
    this.#bar.forget();
    if (src === "") return engine.unload();
    const address = addressOf(src, document.baseURI);
    const drm = this.#drm();
    if (address === undefined) return this.#setWrongly("src is no address");
    if (typeof drm === "string") return this.#setWrongly(drm);
    const seconds = Number(this.getAttribute("segment-seconds") ?? DEFAULT_SEGMENT_SECONDS);
    const loaded = engine.load({
      src: address,
      format: formatOf(src, this.getAttribute("format")),
      query: readSignedQuery(this.getAttribute("query")),
      drm,
      segmentSeconds: seconds > 0 && Number.isFinite(seconds) ? seconds : DEFAULT_SEGMENT_SECONDS,
    });
    if (this.hasAttribute("autoplay")) void engine.play();
    else this.#overlay.blocked(engine.paused ? "paused" : undefined);
    await loaded;
  }

  /** What played before does not play on under a fault of what was to follow it. */
  async #setWrongly(problem: string): Promise<void> {
    const gone = this.#engine?.unload();
    this.#onNotice({ fault: fault("settings", problem), retrying: false });
    this.#onEvent({ type: "error", code: "settings", message: problem, fatal: true });
    await gone;
  }

  #drm(): DrmSettings | string | undefined {
    const text = this.getAttribute("drm") ?? "";
    if (text === "") return undefined;
    try {
      const read = readDrm(JSON.parse(text));
      return "problem" in read ? read.problem : read.settings;
    } catch {
      return "drm is not JSON";
    }
  }

  #onEvent(event: Unstamped): void {
    this.#record = reduce(this.#record, { ...event, at: Date.now() });
    this.#update();
    this.dispatchEvent(new CustomEvent("onair-change", { detail: this.stats, bubbles: true }));
  }

  #onNotice(notice: Notice | null): void {
    this.#overlay.notice(notice);
    this.#bar.element.inert = notice !== null;
  }

  #update(): void {
    const { stats } = this;
    const paused = this.#engine?.paused ?? true;
    this.#overlay.update(stats);
    this.#frame.dataset["state"] = stats.state;
    this.#frame.toggleAttribute("data-paused", paused);
    this.#bar.update({
      stats,
      paused,
      muted: this.#video.muted,
      volume: this.#video.volume,
      fullscreen: document.fullscreenElement === this,
      range: this.#engine?.range ?? { start: 0, end: 0 },
    });
  }

  #listen(): void {
    this.addEventListener("keydown", (event) => this.#onKey(event));
    for (const type of ["pointermove", "pointerdown", "keydown", "focusin"] as const) this.addEventListener(type, () => this.#stir());
    this.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") this.#rest();
    });
    this.#video.addEventListener("click", (event) => this.#onClick(event));
    this.#video.addEventListener("dblclick", () => void this.#toggleFullscreen());
    this.#video.addEventListener("volumechange", () => this.#update());
    this.addEventListener("fullscreenchange", () => this.#update());
  }

  /** A finger only brings the controls; a mouse, which sees them already, plays and pauses. */
  #onClick(event: MouseEvent): void {
    const touch = event instanceof PointerEvent && event.pointerType !== "mouse";
    if (!touch) this.#toggle();
  }

  #onKey(event: KeyboardEvent): void {
    const action = actionOf(event, focusOf(event.composedPath()[0]));
    if (action === undefined) return;
    event.preventDefault();
    this.#act(action);
  }

  #act(action: Action): void {
    const acts: Readonly<Record<Action, () => void>> = {
      toggle: () => this.#toggle(),
      mute: () => this.#setMuted(!this.#video.muted),
      fullscreen: () => void this.#toggleFullscreen(),
      captions: () => this.#bar.toggleCaptions(this.stats),
      live: () => this.goLive(),
      back: () => this.#engine?.seek(this.#video.currentTime - SEEK_STEP),
      forward: () => this.#engine?.seek(this.#video.currentTime + SEEK_STEP),
      louder: () => this.#setVolume(this.#video.volume + VOLUME_STEP),
      softer: () => this.#setVolume(this.#video.volume - VOLUME_STEP),
    };
    acts[action]();
  }

  #toggle(): void {
    if (this.#engine?.paused ?? true) void this.play();
    else this.pause();
  }

  #setMuted(muted: boolean): void {
    this.#video.muted = muted;
    if (!muted) this.#overlay.blocked(undefined);
  }

  #setVolume(volume: number): void {
    this.#video.volume = Math.min(1, Math.max(0, volume));
    this.#setMuted(this.#video.volume === 0);
  }

  async #toggleFullscreen(): Promise<void> {
    try {
      if (document.fullscreenElement === this) await document.exitFullscreen();
      else await this.requestFullscreen();
    } catch {
      // A page that embeds the player may not allow it; the picture stays where it is.
    }
  }

  #stir(): void {
    this.#frame.removeAttribute("data-idle");
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#rest(), IDLE_MS);
  }

  /** Not while the focus is on a control, or a menu is open: what somebody uses must not go away. */
  #rest(): void {
    const focused = this.shadowRoot?.activeElement;
    const used = focused?.matches(":focus-visible") ?? false;
    if (!used && this.#bar.menus.every((menu) => !menu.open)) this.#frame.toggleAttribute("data-idle", true);
  }
}

function focusOf(target: EventTarget | undefined): Focus {
  if (target instanceof HTMLInputElement && target.type === "range") return "slider";
  if (target instanceof HTMLElement && target.getAttribute("role") === "menuitemradio") return "menu";
  return target instanceof HTMLButtonElement ? "button" : "other";
}
