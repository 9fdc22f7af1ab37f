/** What lies over the picture besides the controls: the last picture while the next is fetched, notices, and the buttons to begin. */
import type { PlayerStats } from "../stats.ts";
import { h, setIcon, setText } from "./dom.ts";
import type { Notice } from "./engine.ts";

export interface OverlayActions {
  start(): void;
  unmute(): void;
  retry(): void;
}

/** Milliseconds a stall may last before anything is said; shorter ones the eye has seen already. */
const SAID_AFTER_MS = 2500;

export class Overlay {
  /** Between picture and captions. */
  readonly under: readonly HTMLElement[];
  /** Above the controls. */
  readonly over: readonly HTMLElement[];
  readonly #video: HTMLVideoElement;
  readonly #still = h("canvas", { class: "still", hidden: true, "aria-hidden": "true" });
  readonly #wait = h("div", { class: "wait", "aria-hidden": "true", hidden: true });
  readonly #start = h("button", { type: "button", class: "start", "aria-label": "Play", title: "Play", hidden: true });
  readonly #unmute = h("button", { type: "button", class: "unmute", hidden: true }, "Turn the sound on");
  readonly #title = h("p", { class: "notice-title" });
  readonly #advice = h("p", { class: "notice-advice" });
  readonly #retry = h("button", { type: "button", class: "retry" }, "Try again");
  readonly #notice = h(
    "div",
    { class: "notice", role: "group", "aria-label": "Message", hidden: true },
    this.#title,
    this.#advice,
    this.#retry,
  );
  readonly #voice = h("div", { class: "voice", role: "status", "aria-live": "polite" });
  #standsSince: number | undefined;
  #shown: Notice | null = null;

  constructor(video: HTMLVideoElement, actions: OverlayActions) {
    this.#video = video;
    this.under = [this.#still, this.#wait];
    this.over = [this.#start, this.#unmute, this.#notice, this.#voice];
    setIcon(this.#start, "play");
    this.#start.addEventListener("click", () => actions.start());
    this.#unmute.addEventListener("click", () => actions.unmute());
    this.#retry.addEventListener("click", () => actions.retry());
  }

  /** Keeps the picture that is there, until another moves. */
  hold(): void {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth === 0 || !this.#still.hidden) return;
    this.#still.width = videoWidth;
    this.#still.height = videoHeight;
    this.#still.getContext("2d")?.drawImage(this.#video, 0, 0);
    this.#still.hidden = false;
  }

  blocked(how: "muted" | "paused" | undefined): void {
    this.#start.hidden = how !== "paused";
    this.#unmute.hidden = how !== "muted";
  }

  notice(notice: Notice | null): void {
    this.#shown = notice;
    this.#notice.hidden = notice === null;
    if (notice === null) return;
    this.#start.hidden = true;
    setText(this.#title, notice.fault.title);
    setText(this.#advice, notice.fault.advice);
    this.#retry.hidden = notice.fault.code === "unsupported" || notice.fault.code === "settings";
    this.#say(`${notice.fault.title}. ${notice.fault.advice}`);
  }

  update(stats: PlayerStats): void {
    const moving = stats.state === "playing";
    if (moving) this.#still.hidden = true;
    if (moving || stats.state === "paused") this.#start.hidden ||= moving;
    const waiting = stats.state === "loading" || stats.state === "stalled";
    this.#wait.hidden = !waiting || this.#shown !== null || !this.#start.hidden;
    this.#tellStall(waiting, moving);
  }

  /** Once when it lasts, and once when it is over; nothing in between. */
  #tellStall(waiting: boolean, moving: boolean): void {
    if (!waiting) {
      if (moving && this.#standsSince === 0) this.#say("Playing again");
      this.#standsSince = undefined;
      return;
    }
    this.#standsSince ??= performance.now();
    if (this.#standsSince === 0 || performance.now() - this.#standsSince < SAID_AFTER_MS) return;
    this.#standsSince = 0;
    if (this.#shown === null) this.#say("Waiting for the picture");
  }

  #say(text: string): void {
    setText(this.#voice, text);
  }
}
