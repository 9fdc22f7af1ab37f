/** The page around the player: which channel, in which format, and how it goes. */
import { formatsOf, manifestOf, readChannels, type ChannelEntry, type ReadChannels } from "../channels.ts";
import { h, setText } from "../element/dom.ts";
import "../element/index.ts";
import { FORMAT_NAMES, isFormat, type Format } from "../formats.ts";
import { readSignedQuery, type SignedQuery } from "../signedQuery.ts";
import { Details } from "./details.ts";

interface Wish {
  readonly channel: string | null;
  readonly format: Format;
}

class Page {
  readonly #player = byId("player", "onair-player");
  readonly #details = new Details(byId("details", "dl"));
  #query: SignedQuery | undefined;
  #channels: readonly ChannelEntry[] = [];

  constructor(query: SignedQuery | undefined) {
    this.#query = query;
  }

  async begin(): Promise<void> {
    this.#player.addEventListener("onair-change", (event) => this.#details.update(event.detail));
    document.addEventListener("keydown", (event) => this.#passKey(event));
    globalThis.addEventListener("popstate", () => this.#show());
    globalThis.addEventListener("hashchange", () => this.#signAnew());
    const read = await fetchChannels();
    this.#channels = read.channels;
    setText(byId("environment", "p"), read.environment);
    const problem = byId("channels-problem", "p");
    problem.hidden = read.problems.length === 0;
    setText(problem, read.problems.join(". "));
    this.#show();
  }

  /** A new signature, put into the address of the open page: an old one that ran out gives way to it. */
  #signAnew(): void {
    const query = takeSignature();
    if (query === undefined) return;
    this.#query = query;
    this.#show();
  }

  #show(): void {
    const wish = wishOf(location.search);
    const channel = this.#channels.find(({ name }) => name === wish.channel) ?? (wish.channel === null ? this.#channels[0] : undefined);
    this.#list(channel);
    if (channel === undefined) {
      if (wish.channel !== null && this.#channels.length > 0) this.#missing(wish.channel);
      this.#player.removeAttribute("src");
      return;
    }
    const { format, path } = manifestOf(channel, wish.format);
    setText(byId("title", "h1"), channel.title);
    document.title = `${channel.title} - Onair`;
    setText(byId("failover", "p"), describeFailover(channel));
    this.#formats(channel, format);
    this.#play(channel, format, path);
  }

  #play(channel: ChannelEntry, format: Format, path: string): void {
    const player = this.#player;
    const attributes = {
      title: channel.title,
      format,
      "segment-seconds": String(channel.segmentSeconds),
      query: this.#query ?? "",
      drm: channel.drm === undefined ? "" : JSON.stringify(channel.drm),
      src: path,
    };
    for (const [name, value] of Object.entries(attributes)) player.setAttribute(name, value);
  }

  #list(shown: ChannelEntry | undefined): void {
    const items = this.#channels.map((channel) => {
      const link = h(
        "a",
        { href: addressOf(channel.name, wishOf(location.search).format), ...(channel === shown ? { "aria-current": "page" } : {}) },
        h("span", { class: "name" }, channel.title),
        h("span", { class: "quiet" }, channel.regions.join(", ")),
      );
      link.addEventListener("click", (event) => this.#follow(event, link));
      return h("li", {}, link);
    });
    byId("channels", "ul").replaceChildren(...items);
  }

  #formats(channel: ChannelEntry, shown: Format): void {
    const choices = formatsOf(channel).map((format) => {
      const input = h("input", { type: "radio", name: "format", value: format });
      input.checked = format === shown;
      input.addEventListener("change", () => this.#go(addressOf(channel.name, format)));
      return h("label", {}, input, h("span", {}, FORMAT_NAMES[format]));
    });
    const list = byId("format-choices", "div");
    const focused = list.contains(document.activeElement);
    list.replaceChildren(...choices);
    if (focused) list.querySelector<HTMLInputElement>("input:checked")?.focus();
  }

  /** Within the page, so that the signature need not go into the address again. */
  #follow(event: MouseEvent, link: HTMLAnchorElement): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.#go(link.search);
    byId("channels", "ul").querySelector<HTMLElement>("[aria-current]")?.focus();
  }

  #go(search: string): void {
    history.pushState(null, "", search);
    this.#show();
  }

  #missing(name: string): void {
    setText(byId("title", "h1"), "No such channel");
    setText(byId("failover", "p"), `There is no channel ${name} here. Choose one of the list.`);
    byId("format-choices", "div").replaceChildren();
  }

  /** Keys work anywhere on the page that has no use for them itself. */
  #passKey(event: KeyboardEvent): void {
    if (event.target !== document.body || event.defaultPrevented) return;
    const { key, ctrlKey, altKey, metaKey } = event;
    const passed = new KeyboardEvent("keydown", { key, ctrlKey, altKey, metaKey, cancelable: true });
    if (!this.#player.dispatchEvent(passed)) event.preventDefault();
  }
}

async function fetchChannels(): Promise<ReadChannels> {
  try {
    const response = await fetch("channels.json", { cache: "no-cache" });
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
    return readChannels(await response.json());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { environment: "", channels: [], problems: [`The list of channels could not be read (${reason}); load the page again`] };
  }
}

function describeFailover({ failover, regions }: ChannelEntry): string {
  if (regions.length < 2) return `Sent from ${regions.join("")}`;
  const [first = "", second = ""] = regions;
  return failover === "seamless"
    ? `Sent from ${first} and ${second}; goes on without a gap if one is lost`
    : `Sent from ${first} and ${second}; may jump a few seconds if one is lost`;
}

function wishOf(search: string): Wish {
  const parameters = new URLSearchParams(search);
  const format = parameters.get("format");
  return { channel: parameters.get("channel"), format: isFormat(format) ? format : "hls" };
}

function addressOf(channel: string, format: Format): string {
  return `?${new URLSearchParams({ channel, format }).toString()}`;
}

/** The signature leaves the address bar at once: addresses are shared, kept in histories and read by others. */
function takeSignature(): SignedQuery | undefined {
  const query = readSignedQuery(location.hash);
  if (query !== undefined) history.replaceState(history.state, "", location.pathname + location.search);
  return query;
}

function byId<Tag extends keyof HTMLElementTagNameMap>(id: string, tag: Tag): HTMLElementTagNameMap[Tag] {
  const element = document.querySelector<HTMLElementTagNameMap[Tag]>(`${tag}#${id}`);
  if (element === null) throw new Error(`the page has no ${tag}#${id}`);
  return element;
}

void new Page(takeSignature()).begin();
