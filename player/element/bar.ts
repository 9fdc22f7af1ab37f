/** The controls over the picture. They show what the stats say, and hand on what the viewer wants. */
import { renditionLabel, trackLabel } from "../labels.ts";
import type { PlayerStats, Rendition } from "../stats.ts";
import { duration, spokenDuration, timeOfDay } from "../times.ts";
import { h, setAttributes, setIcon, setText } from "./dom.ts";
import { Menu } from "./menu.ts";

export interface BarActions {
  toggle(): void;
  goLive(): void;
  seek(time: number): void;
  setVolume(volume: number): void;
  toggleMute(): void;
  fullscreen(): void;
  quality(choice: Rendition | "auto"): void;
  audio(id: string): void;
  caption(id: string | null): void;
}

export interface BarState {
  readonly stats: PlayerStats;
  readonly paused: boolean;
  readonly muted: boolean;
  readonly volume: number;
  readonly fullscreen: boolean;
  /** Seconds of the media element that can be gone to. */
  readonly range: { readonly start: number; readonly end: number };
}

/** Further behind the end of the window than this, the viewer is not at the live edge; seconds beyond the usual distance. */
const AT_LIVE = 6;

/** Seconds; a shorter window leaves nothing to seek in. */
const SEEKABLE = 10;

const NO_CAPTIONS = "off";
const AUTO = "auto";

export class Bar {
  readonly element: HTMLElement;
  readonly menus: readonly Menu[];
  readonly live: HTMLButtonElement;
  readonly #actions: BarActions;
  readonly #play = button("Play");
  readonly #mute = button("Mute");
  readonly #full = button("Full screen");
  readonly #volume = h("input", { type: "range", class: "volume", min: "0", max: "1", step: "0.05", "aria-label": "Volume" });
  readonly #seek = h("input", { type: "range", class: "seek", min: "0", max: "1", step: "1", "aria-label": "Position" });
  readonly #behind = h("span", { class: "behind" });
  readonly #clock = h("span", { class: "clock" });
  readonly #quality: Menu;
  readonly #audio: Menu;
  readonly #captions: Menu;
  #dragging = false;
  #start = 0;
  /** The smallest distance from the end of the window seen: that of the live edge. */
  #edge = Infinity;

  constructor(actions: BarActions) {
    this.#actions = actions;
    this.#quality = new Menu("Quality", "quality", (id) => actions.quality(id === AUTO ? AUTO : renditionOf(id)));
    this.#audio = new Menu("Audio", "audio", (id) => actions.audio(id));
    this.#captions = new Menu("Captions", "captionsOff", (id) => actions.caption(id === NO_CAPTIONS ? null : id));
    this.menus = [this.#captions, this.#audio, this.#quality];
    this.live = h("button", { type: "button", class: "live" }, h("span", { class: "dot" }), h("span", {}, "Live"));
    this.element = h(
      "div",
      { class: "bar", role: "group", "aria-label": "Player controls" },
      h("div", { class: "line" }, this.#seek, this.live),
      h(
        "div",
        { class: "line" },
        this.#play,
        this.#mute,
        this.#volume,
        h("span", { class: "told" }, this.#behind, this.#clock),
        ...this.menus.map((menu) => menu.button),
        this.#full,
      ),
    );
    this.#listen();
  }

  /** Before another channel: what its edge is must be learnt anew. */
  forget(): void {
    this.#edge = Infinity;
  }

  update(state: BarState): void {
    const { stats, paused, muted, volume, fullscreen } = state;
    setIcon(this.#play, paused ? "play" : "pause");
    name(this.#play, paused ? "Play" : "Pause");
    setIcon(this.#mute, muted || volume === 0 ? "muted" : "sound");
    name(this.#mute, muted ? "Sound on" : "Mute");
    setIcon(this.#full, fullscreen ? "window" : "fullscreen");
    name(this.#full, fullscreen ? "Leave full screen" : "Full screen");
    if (!this.#volume.matches(":active")) this.#volume.value = String(muted ? 0 : volume);
    fill(this.#volume);
    this.#updateTime(state);
    this.#updateMenus(stats);
  }

  toggleCaptions({ caption, captions }: PlayerStats): void {
    this.#actions.caption(caption === null ? (captions[0]?.id ?? null) : null);
  }

  #updateTime({ stats, range, paused }: BarState): void {
    const length = range.end - range.start;
    const toEnd = range.end - stats.time;
    if (stats.state === "playing" && toEnd > 0) this.#edge = Math.min(this.#edge, toEnd);
    const behindEdge = this.#edge === Infinity ? 0 : Math.max(0, toEnd - this.#edge);
    const atLive = length > 0 && behindEdge < AT_LIVE && !paused;
    setAttributes(this.live, {
      "data-live": atLive,
      "aria-label": atLive ? "Live" : "Go to live",
      title: atLive ? "You are watching live" : "Go to live (L)",
      disabled: length <= 0,
    });
    setAttributes(this.#seek, { disabled: length < SEEKABLE });
    const late = stats.latency ?? behindEdge;
    setText(this.#behind, length <= 0 ? "" : `${duration(late)} behind`);
    setText(this.#clock, stats.wallClock === null ? "" : timeOfDay(stats.wallClock));
    if (this.#dragging || length <= 0) return;
    this.#start = range.start;
    this.#seek.max = String(Math.max(1, length - (this.#edge === Infinity ? 0 : this.#edge)));
    this.#seek.value = atLive ? this.#seek.max : String(stats.time - range.start);
    setAttributes(this.#seek, { "aria-valuetext": atLive ? "At the live edge" : `${spokenDuration(late)} behind live` });
    fill(this.#seek);
  }

  #updateMenus({ rendition, renditions, auto, audio, audios, caption, captions }: PlayerStats): void {
    const now = auto && rendition !== null ? ` (${renditionLabel(rendition, renditions)})` : "";
    const chosen = rendition === null ? "" : renditionId(rendition);
    this.#quality.update([
      { id: AUTO, label: `Auto${now}`, chosen: auto },
      ...renditions.map((each) => ({
        id: renditionId(each),
        label: renditionLabel(each, renditions),
        chosen: !auto && renditionId(each) === chosen,
      })),
    ]);
    this.#audio.update(audios.map((each) => ({ id: each.id, label: trackLabel(each), chosen: each.id === audio })));
    const listed = captions.map((each) => ({ id: each.id, label: trackLabel(each), chosen: each.id === caption }));
    this.#captions.update(listed.length === 0 ? [] : [{ id: NO_CAPTIONS, label: "Off", chosen: caption === null }, ...listed]);
    setIcon(this.#captions.button, caption === null ? "captionsOff" : "captions");
  }

  #listen(): void {
    this.#play.addEventListener("click", () => this.#actions.toggle());
    this.#mute.addEventListener("click", () => this.#actions.toggleMute());
    this.#full.addEventListener("click", () => this.#actions.fullscreen());
    this.live.addEventListener("click", () => this.#actions.goLive());
    this.#volume.addEventListener("input", () => this.#actions.setVolume(this.#volume.valueAsNumber));
    this.#seek.addEventListener("input", () => {
      this.#dragging = true;
      fill(this.#seek);
    });
    this.#seek.addEventListener("change", () => {
      this.#dragging = false;
      this.#actions.seek(this.#start + this.#seek.valueAsNumber);
    });
  }
}

function button(label: string): HTMLButtonElement {
  return h("button", { type: "button", "aria-label": label, title: label });
}

function name(element: Element, label: string): void {
  setAttributes(element, { "aria-label": label, title: label });
}

/** How far a slider stands, for its colour. */
function fill(slider: HTMLInputElement): void {
  const max = Number(slider.max);
  slider.style.setProperty("--fill", `${String(Math.min(100, Math.max(0, (slider.valueAsNumber / max) * 100)))}%`);
}

function renditionId({ height, bandwidth }: Rendition): string {
  return `${String(height)}/${String(bandwidth)}`;
}

function renditionOf(id: string): Rendition {
  const [height = 0, bandwidth = 0] = id.split("/").map(Number);
  return { height, bandwidth };
}
