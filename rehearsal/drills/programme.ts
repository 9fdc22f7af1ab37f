import type { Browser } from "playwright-core";
import { RehearsalError } from "../errors.ts";
import type { Progress } from "../progress.ts";
import { openBrowser } from "./browser.ts";
import { drillOf } from "./kinds.ts";
import { runDrill } from "./run.ts";
import type { Stage } from "./stage.ts";
import type { DrilledChannel, DrillReport, Format, Kind } from "./types.ts";
import { openViewer, type Viewer } from "./viewer.ts";

export interface Programme {
  readonly kinds: readonly Kind[];
  /** How often each kind is drilled. */
  readonly repeat: number;
  readonly formats: readonly Format[];
}

/** Every drill in order, the whole list as often as asked for. Each report is handed to `told` as soon as it is there. */
export async function runProgramme(
  stage: Stage,
  programme: Programme,
  progress: Progress,
  told: (report: DrillReport) => void = () => undefined,
): Promise<DrillReport[]> {
  const browser = await openBrowser();
  try {
    const groups = await Promise.all(byPreferredRegion(stage.channels).map((channels) => viewersOf(browser, stage, channels, programme)));
    const reports: DrillReport[] = [];
    for (let round = 1; round <= programme.repeat; round += 1) {
      for (const kind of programme.kinds) {
        for (const viewers of groups) {
          const report = await oneDrill(stage, kind, round, viewers, progress);
          reports.push(report);
          told(report);
        }
      }
    }
    return reports;
  } finally {
    await browser.close();
  }
}

async function oneDrill(
  { media, setRunning }: Stage,
  kind: Kind,
  round: number,
  viewers: readonly Viewer[],
  progress: Progress,
): Promise<DrillReport> {
  const reports: DrillReport[] = [];
  await progress.step(`drill ${kind}${round === 1 ? "" : `, round ${round}`}`, async (say) => {
    const report = await runDrill({ drill: drillOf(kind), round, media, setRunning, viewers, say });
    reports.push(report);
    return report.held ? "held" : "NOT HELD";
  });
  const [report] = reports;
  if (report === undefined) throw new Error("a drill ended without its report");
  return report;
}

/** A fault of a region's network is everybody's; those who prefer another region are drilled after them. */
export function byPreferredRegion(channels: readonly DrilledChannel[]): DrilledChannel[][] {
  return [...Map.groupBy(channels, ({ regions }) => regions[0] ?? "").values()];
}

async function viewersOf(
  browser: Browser,
  { media, key }: Stage,
  channels: readonly DrilledChannel[],
  { formats }: Programme,
): Promise<Viewer[]> {
  const wanted = channels.flatMap((channel) =>
    formats.filter((format) => channel.playback[format] !== undefined).map((format) => ({ channel, format })),
  );
  if (wanted.length === 0) throw new RehearsalError(`No channel is published as ${formats.join(" or ")}.`);
  return Promise.all(wanted.map((one) => openViewer(browser, { edgeUrl: media.edgeUrl, key, ...one })));
}
