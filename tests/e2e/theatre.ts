import type { Browser } from "playwright-core";
import { openBrowser } from "../../rehearsal/drills/browser.ts";
import { openStage, type Stage } from "../../rehearsal/drills/index.ts";
import type { DrilledChannel, Format } from "../../rehearsal/drills/types.ts";
import { viewerCookies } from "../../rehearsal/drills/signature.ts";
import { openViewer, type Viewer, type ViewerOptions } from "../../rehearsal/drills/viewer.ts";
import { progressOn } from "../../rehearsal/progress.ts";
import { failureOf } from "../../rehearsal/stacks.ts";
import { EDGE, EU, TwoRegions, US } from "../engine/twoRegions.ts";
import { need } from "./needs.ts";

export const ID = "test-e2e";
export const ENVIRONMENT = "prod";

/**
 * Short segments and half the usual window. An encoder that stands still for three seconds makes its region answer 404; longer
 * segments would bear more, but a region answers 404 until a gap has left its window, and every drill waits for segments. What a
 * standstill breaks is tried twice instead. Seconds.
 */
const SEGMENT = 2;
const WINDOW = 30;

/** Longest wait for the preferred region; it ends what has already failed. Milliseconds. */
const LONGEST = 90_000;
const LOOK_EVERY = 300;

/** One aligned channel with two languages and captions, chosen by quality; one that is not aligned. */
const CHANNELS = {
  arena: {
    title: "Arena live",
    regions: ["us-east-1", "eu-west-1"],
    ladder: "sports-50",
    source: { type: "rtp-push", timecode: "embedded" },
    liveWindowSeconds: WINDOW,
    audio: {
      tracks: {
        english: { language: "eng", title: "English", default: true, from: { language: "eng" } },
        spanish: { language: "spa", title: "Español", from: { language: "spa" } },
      },
    },
    captions: { english: { language: "eng", title: "English CC", from: { type: "embedded", channel: 1 } } },
  },
  studio: {
    title: "Studio one",
    regions: ["us-east-1", "eu-west-1"],
    ladder: "hd-30",
    source: { type: "rtmp-push" },
    liveWindowSeconds: WINDOW,
  },
};

/** A deployment by the real engine that plays, and a browser to watch it with; one for all end-to-end tests. */
export interface Theatre {
  readonly regions: TwoRegions;
  readonly stage: Stage;
  readonly browser: Browser;
  readonly aligned: DrilledChannel;
  readonly unaligned: DrilledChannel;
  open(channel: DrilledChannel, format: Format, options?: Partial<ViewerOptions>): Promise<Viewer>;
  /** Ends every fault, starts every region, and waits until the preferred one serves every channel. */
  mend(): Promise<void>;
}

let opened: Promise<Theatre> | undefined;

/** For the outermost `before` of a suite: skips it, or fails in CI, where this machine cannot play. */
export function theatre(context: Mocha.Context): Promise<Theatre> {
  need(context);
  return (opened ??= open());
}

async function open(): Promise<Theatre> {
  const regions = await TwoRegions.make(ID, CHANNELS);
  try {
    return await openIn(regions);
  } catch (error) {
    await regions.close();
    throw error;
  }
}

async function openIn(regions: TwoRegions): Promise<Theatre> {
  for (const ladder of ["sports-50", "hd-30"])
    regions.edit(`ladders/${ladder}.yaml`, (content) =>
      Object.assign(content, { segmentSeconds: SEGMENT, rungs: ["720p", "480p", "360p"] }),
    );
  await Promise.all([up(regions, US), up(regions, EU)]);
  await up(regions, EDGE);
  const browser = await openBrowser();
  const stage = await openStage({ session: regions.session, environment: ENVIRONMENT, progress: progressOn(process.stderr, true) }).catch(
    async (error: unknown) => {
      await browser.close();
      throw error;
    },
  );
  const [aligned, unaligned] = stage.channels;
  if (aligned?.aligned !== true || unaligned?.aligned !== false) throw new Error("one channel is to be aligned, and one not");
  return {
    regions,
    stage,
    browser,
    aligned,
    unaligned,
    open: (channel, format, options = {}) =>
      openViewer(browser, { edgeUrl: stage.media.edgeUrl, key: stage.key, channel, format, ...options }),
    mend: () => mend(stage),
  };
}

async function mend(stage: Stage): Promise<void> {
  stage.media.faults.clear();
  const regions = new Set(stage.channels.flatMap((channel) => channel.regions));
  await Promise.all([...regions].map((region) => stage.setRunning(region, true)));
  await Promise.all(stage.channels.map((channel) => preferredServes(stage, channel)));
}

/** Where this does not come in time, the test that follows says what is wrong. */
async function preferredServes({ media, key }: Stage, { regions, playback, resource }: DrilledChannel): Promise<void> {
  for (const deadline = Date.now() + LONGEST; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))) {
    const cookies = Object.entries(viewerCookies(key, resource, "signed", Math.floor(Date.now() / 1000)));
    const cookie = cookies.map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(`${media.edgeUrl}${playback.hls ?? ""}`, { headers: { cookie } });
    await answer.arrayBuffer();
    if (answer.headers.get("cmsd-static")?.includes(`:${regions[0] ?? ""}:`) === true) return;
  }
}

async function up({ session }: TwoRegions, stack: string): Promise<void> {
  const outcome = await session.operate({ command: "up", stack, extra: ["--skip-preview"] });
  if (!outcome.ok) throw new Error(`${stack}: ${failureOf(outcome)}`);
}

/** Ends what `theatre` began; nothing where it did not, or where that failed. */
export async function close(): Promise<void> {
  const begun = opened;
  opened = undefined;
  const open = await begun?.catch(() => undefined);
  if (open === undefined) return;
  // Whatever fails to end: no ffmpeg and no lock stays behind.
  try {
    await open.browser.close();
  } finally {
    try {
      await open.stage.close();
    } finally {
      await open.regions.close();
    }
  }
}

after(async function () {
  this.timeout(120_000);
  await close();
});
