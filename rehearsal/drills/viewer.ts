import type { Browser, BrowserContext, Page } from "playwright-core";
import { emptyStats } from "../../player/index.ts";
import { viewerCookies, type ViewerKey } from "./signature.ts";
import type { DrilledChannel, Format, PlayerStats, Right, Sample } from "./types.ts";

/** One viewer: a page of its own with the deployed player. */
export interface Viewer {
  readonly channel: DrilledChannel;
  readonly format: Format;
  readonly page: Page;
  look(): Promise<Sample>;
  setRight(right: Right): Promise<void>;
  /** Loads the page again, as a person does after signing in. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

export interface ViewerOptions {
  readonly edgeUrl: string;
  readonly key: ViewerKey;
  readonly channel: DrilledChannel;
  readonly format: Format;
  readonly right?: Right;
  /** CSS pixels; a small laptop's unless given. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

const VIEWPORT = { width: 1024, height: 720 };

/** Opens the player page through the edge, with cookies of the given right, signed unless told otherwise. */
export async function openViewer(browser: Browser, options: ViewerOptions): Promise<Viewer> {
  const context = await browser.newContext({ viewport: options.viewport ?? VIEWPORT });
  // A slow machine needs long for a page; this only ends what has already failed.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  let loads = 0;
  page.on("domcontentloaded", () => (loads += 1));
  await bringCookies(context, options, options.right ?? "signed");
  await page.goto(playerAddress(options.edgeUrl, options.channel.name, options.format));
  return {
    channel: options.channel,
    format: options.format,
    page,
    look: () =>
      lookAt(
        () => saidBy(page),
        () => loads,
      ),
    setRight: (right) => bringCookies(context, options, right),
    reload: async () => {
      await page.reload();
    },
    close: () => context.close(),
  };
}

export function playerAddress(base: string, channel: string, format: Format): string {
  return `${base}/player/index.html?${new URLSearchParams({ channel, format }).toString()}`;
}

/**
 * Cookies as an application on the viewers' host sets them. Without `Secure`, which browsers refuse over plain loopback in
 * different ways; on AWS they carry it.
 */
async function bringCookies(context: BrowserContext, { edgeUrl, key, channel }: ViewerOptions, right: Right): Promise<void> {
  const cookies = viewerCookies(key, channel.resource, right, Math.floor(Date.now() / 1000));
  if (right === "none") {
    await context.clearCookies();
    return;
  }
  const { hostname } = new URL(edgeUrl);
  await context.addCookies(
    Object.entries(cookies).map(([name, value]) => ({
      name,
      value,
      domain: hostname,
      path: channel.cookiePath,
      httpOnly: true,
      secure: false,
      sameSite: "Lax" as const,
    })),
  );
}

/** What a page says: the player's own account of itself, and the message that is shown over the picture. */
export interface Said {
  readonly stats: PlayerStats;
  readonly told?: string;
}

/** A look is of the moment of its answer: a busy page may let one wait. */
export async function lookAt(ask: () => Promise<Said>, loads: () => number, now: () => number = Date.now): Promise<Sample> {
  const said = await ask();
  return { at: now(), ...said, loads: loads() };
}

/** Run in the page. */
const SAID = `(() => {
  const player = document.querySelector("onair-player");
  if (player?.stats === undefined) return undefined;
  const message = player.shadowRoot?.querySelector("[aria-label=Message]:not([hidden])");
  const told = [...(message?.querySelectorAll("p") ?? [])].map((line) => line.textContent).join(". ");
  return JSON.stringify({ stats: player.stats, ...(told === "" ? {} : { told }) });
})()`;

/** That of a player not yet there, while a page loads. */
async function saidBy(page: Page): Promise<Said> {
  const said = await page.evaluate<string | undefined>(SAID);
  return said === undefined ? { stats: emptyStats("") } : (JSON.parse(said) as Said);
}
