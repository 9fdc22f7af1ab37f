import { RehearsalError } from "../errors.ts";
import { progressOn, type Progress } from "../progress.ts";
import { withSession } from "../withSession.ts";
import { findBrowser, NO_BROWSER } from "./browser.ts";
import { runProgramme, type Programme } from "./programme.ts";
import { viewerCookies } from "./signature.ts";
import { openStage, type Stage } from "./stage.ts";
import type { DrillReport, Format } from "./types.ts";

export interface StagedOptions {
  /** Of the rehearsal. */
  readonly id: string;
  readonly environment: string;
  readonly channels?: readonly string[];
  /** Show nothing on the way. */
  readonly quiet: boolean;
}

export interface DrillOptions extends StagedOptions, Programme {
  readonly told?: (report: DrillReport) => void;
}

export interface LoadOptions extends StagedOptions {
  readonly players: number;
  readonly seconds: number;
  readonly format: Format;
}

/** What a load drill came to: lines for people, the report as plain data, and whether the model foresaw it. */
export interface LoadOutcome {
  readonly lines: readonly string[];
  readonly report: unknown;
  readonly held: boolean;
}

/** Share by which the model may differ from what players did. */
const CLOSE_ENOUGH = 0.1;

/**
 * Drills what a rehearsal deployed: its channels play in a browser without a window while parts of it are broken and healed.
 * @throws RehearsalError when nothing is deployed, or this machine lacks a browser or an encoder
 */
export async function drillRehearsal(options: DrillOptions): Promise<DrillReport[]> {
  if (findBrowser() === undefined) throw new RehearsalError(NO_BROWSER);
  return onStage(options, (stage, progress) => runProgramme(stage, options, progress, options.told));
}

/** Players without a picture, as many as asked for, of one channel. @throws RehearsalError as {@link drillRehearsal} */
export async function loadRehearsal(options: LoadOptions): Promise<LoadOutcome> {
  const { LoadError, loadLines, runPlayers, worst } = await import("../load/index.ts");
  return onStage(options, async ({ media, channels: [channel], key }, progress) => {
    if (channel === undefined) throw new RehearsalError("No channel plays here.");
    const { players, seconds, format } = options;
    const signed = viewerCookies(key, channel.resource, "signed", Math.floor(Date.now() / 1000));
    const cookies = Object.entries(signed).map((pair) => pair.join("="));
    const outcomes: LoadOutcome[] = [];
    await progress.step(`${players} players of ${channel.name}`, async () => {
      try {
        const report = await runPlayers(media, { players, seconds, format, channel: channel.originChannel, cookies: cookies.join("; ") });
        outcomes.push({ lines: loadLines(report), report, held: worst(report) <= CLOSE_ENOUGH });
      } catch (error) {
        if (error instanceof LoadError || error instanceof RangeError) throw new RehearsalError(error.message);
        throw error;
      }
      return `${seconds} s`;
    });
    const [outcome] = outcomes;
    if (outcome === undefined) throw new Error("a step ended without its result");
    return outcome;
  });
}

/** Puts the deployment on the air for some work. */
function onStage<T>(options: StagedOptions, work: (stage: Stage, progress: Progress) => Promise<T>): Promise<T> {
  return withSession(options, async (session) => {
    const { environment, channels, quiet } = options;
    const progress = progressOn(process.stderr, quiet);
    const stage = await openStage({ session, environment, progress, ...(channels === undefined ? {} : { channels }) });
    try {
      return await work(stage, progress);
    } finally {
      await stage.close();
    }
  });
}
