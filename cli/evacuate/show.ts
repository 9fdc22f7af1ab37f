import type { Service } from "../../control/index.ts";
import { table } from "../table.ts";
import type { ChannelMove } from "./plan.ts";
import type { Situation } from "./situation.ts";
import { isFailed, type StepOutcome } from "./steps.ts";

/** What was done and what follows. Plain data: `--json` prints it as it is; additive only. */
export interface EvacuationReport {
  readonly environment: string;
  readonly region: string;
  readonly now: Service;
  readonly channels: readonly ChannelMove[];
  readonly steps: readonly StepOutcome[];
  /** How long each takes to arrive, as far as AWS says. */
  readonly bounds: readonly { readonly of: "viewers" | "names" | "contribution"; readonly bound: string }[];
  /** Contracts that were read from a copy, and when that was made. */
  readonly copies: readonly { readonly stack: string; readonly readAt: string }[];
  readonly problems: readonly string[];
}

export function evacuationReport(
  { environment, region, moves, copies, problems }: Situation,
  now: Service,
  steps: readonly StepOutcome[],
): EvacuationReport {
  return {
    environment,
    region,
    now,
    channels: moves,
    steps,
    bounds: boundsOf(moves, steps),
    copies: copies.map(({ stack, readAt }) => ({ stack, readAt: readAt.toISOString() })),
    problems,
  };
}

/**
 * The figures are those of AWS's pages: an alarm of one period looks at whole minutes (CloudWatch User Guide, "Using Amazon
 * CloudWatch alarms"), and a record lives 60 s (components/edge/failoverName.ts). How often Route 53 reads a metric, and how
 * long a key takes to every edge location, AWS does not publish; what can be measured from here is in the steps. No answer to a
 * viewer says which region it is from (docs/failover.md, "Leaving a region, measured").
 */
function boundsOf(moves: readonly ChannelMove[], steps: readonly StepOutcome[]): EvacuationReport["bounds"] {
  const touched = moves.filter(({ viewers }) => viewers === "moves" || viewers === "stays");
  const following = touched.some(({ names }) => names !== undefined);
  const written = steps.find(({ step, done }) => step === "viewers" && done)?.seconds;
  const measured = written === undefined ? "" : `written and read back in ${written.toFixed(1)} s; `;
  return [
    {
      of: "viewers",
      bound: `${measured}each edge location follows when it has the key, for which AWS publishes no figure and which is not measured here, and a cached playlist lives on for seconds`,
    },
    ...(following
      ? [
          {
            of: "names" as const,
            bound:
              "60 s for the minute of the metric, 60 s of the record's life, and between them Route 53's reading (no figure published)",
          },
        ]
      : []),
    {
      of: "contribution",
      bound: following
        ? "none where encoders feed both regions; a single uplink goes where its name points when it connects again"
        : "none: encoders feed both regions",
    },
  ];
}

const WORDS = {
  evacuated: { title: "is evacuated", moves: (region: string, to: string) => `${region} -> ${to}` },
  serving: { title: "is in service", moves: (region: string, to: string) => `${to} -> ${region}` },
} as const;

export function evacuationLines({ region, now, channels, steps, bounds }: EvacuationReport): string[] {
  const done = !steps.some(isFailed);
  return [
    `${region} ${done ? WORDS[now].title : `${WORDS[now].title} in part`}.`,
    "",
    ...table([
      ["CHANNEL", "VIEWERS", "ENCODERS"],
      ...channels.map((move) => [move.channel, viewersOf(move, region, now), encodersOf(move, region, now)]),
    ]).split("\n"),
    "",
    ...table([
      ["STEP", "WHERE", "DONE", "TOOK"],
      ...steps.map(({ step, where, done: ok, excused, seconds }) => [
        step,
        where,
        ok ? "yes" : excused === true ? "no, not needed" : "NO",
        seconds === undefined ? "-" : `${seconds.toFixed(1)} s`,
      ]),
    ]).split("\n"),
    "",
    ...table(bounds.map(({ of, bound }) => [of, bound])).split("\n"),
  ];
}

function viewersOf({ viewers, to = "" }: ChannelMove, region: string, now: Service): string {
  if (viewers === "moves") return WORDS[now].moves(region, to);
  if (viewers === "stays") return now === "evacuated" ? `stay in ${to}` : `stay in ${to}, with ${region} behind it`;
  return viewers === "only" ? `only in ${region}: not helped` : `not in ${region}`;
}

function encodersOf({ viewers, to = "", names }: ChannelMove, region: string, now: Service): string {
  if (names === undefined) return viewers === "only" ? `feed ${region} alone` : "need not move";
  const hosts = names.join(", ");
  if (viewers === "moves") return now === "evacuated" ? `${hosts} -> ${to}` : `${hosts} -> ${region} once it is well`;
  return `${hosts} stay`;
}
