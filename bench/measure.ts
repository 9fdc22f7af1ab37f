import { failureOf, initStack, packFor, type OperationOptions, type Outcome, type Session } from "../rehearsal/index.ts";
import { withPeaks, type Peaks } from "./memory.ts";

export type What = "preview of nothing yet" | "deploy" | "preview of no change";

/** One measurement: an operation on every stack of an environment, one after the other. */
export interface Row {
  readonly channels: number;
  readonly what: What;
  readonly pack: boolean;
  /** Resources of all stacks. */
  readonly resources: number;
  /** Sum over the stacks; the best of `runs`. */
  readonly seconds: number;
  readonly runs: number;
  readonly peaks: Peaks;
  /** By stack, of the best run. */
  readonly stacks: Readonly<Record<string, number>>;
}

/**
 * Over the rehearsal's variables. Writing the whole state after every resource makes a deployment quadratic, by the state backend
 * and not by Onair, so it is written once, at the end; the table says so.
 */
export const VARIABLES = { PULUMI_SKIP_CHECKPOINTS: "true" };

const COMMANDS: Readonly<Record<What, Pick<OperationOptions, "command" | "extra">>> = {
  "preview of nothing yet": { command: "preview" },
  deploy: { command: "up", extra: ["--skip-preview"] },
  "preview of no change": { command: "preview", extra: ["--expect-no-changes"] },
};

/** Measures one kind of operation on the stacks, `runs` times, and keeps the quickest. */
export async function measure(
  session: Session,
  channels: number,
  what: What,
  stacks: readonly string[],
  pack: boolean,
  runs: number,
): Promise<Row> {
  const rows: Row[] = [];
  for (let run = 0; run < runs; run += 1) rows.push(await measureOnce(session, channels, what, stacks, pack, runs));
  const [best] = rows.sort((one, other) => one.seconds - other.seconds);
  if (best === undefined) throw new Error("a measurement needs at least one run");
  return best;
}

async function measureOnce(
  session: Session,
  channels: number,
  what: What,
  stacks: readonly string[],
  pack: boolean,
  runs: number,
): Promise<Row> {
  const { result, peaks } = await withPeaks(async () => {
    const outcomes: [string, Outcome][] = [];
    for (const stack of stacks) {
      await initStack(session, stack);
      outcomes.push([stack, await operation(session, what, stack, pack)]);
    }
    return outcomes;
  });
  const seconds = result.reduce((sum, [, outcome]) => sum + outcome.seconds, 0);
  const resources = result.reduce((sum, [, outcome]) => sum + outcome.resources, 0);
  return {
    channels,
    what,
    pack,
    resources,
    seconds,
    runs,
    peaks,
    stacks: Object.fromEntries(result.map(([stack, outcome]) => [stack, outcome.seconds])),
  };
}

async function operation(session: Session, what: What, stack: string, pack: boolean): Promise<Outcome> {
  const outcome = await session.operate({ ...COMMANDS[what], stack, ...(pack ? { pack: packFor(session.scratch.project, "prod") } : {}) });
  if (!outcome.ok) throw new Error(`${what} of ${stack} failed:\n${failureOf(outcome)}`);
  return outcome;
}
