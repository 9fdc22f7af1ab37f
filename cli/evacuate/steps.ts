import { EVACUATE_KEY } from "../../functions/viewer-request/index.ts";
import { accessOf, openViewerStore, throwSwitch, type Service, type ViewerStore } from "../../control/index.ts";
import { sentenceOf } from "../errors.ts";
import type { RegionView, Situation } from "./situation.ts";

/** One thing that was done, or why it was not. Plain data: `--json` prints it. */
export interface StepOutcome {
  readonly step: "viewers" | "names";
  /** The key-value store, or the region whose switch was thrown. */
  readonly where: string;
  readonly done: boolean;
  /** It could not be done, and nothing is lost by that: another step does the same. */
  readonly excused?: true;
  /** Seconds until it was seen to be done. */
  readonly seconds?: number;
  readonly error?: string;
  /** Done, with something to know about it. */
  readonly remark?: string;
}

/** Not done, and nothing else does the same. */
export function isFailed({ done, excused }: StepOutcome): boolean {
  return !done && excused !== true;
}

const STORE = "key-value store";

/** Moves viewers and names, each by itself: what cannot be done holds up nothing else. */
export async function carryOut(situation: Situation, service: Service, timeoutSeconds: number): Promise<StepOutcome[]> {
  const names = [situation.own, ...situation.others].map(async (view) => ({
    region: view.region,
    outcomes: await moveNames(situation, view, service, timeoutSeconds),
  }));
  const [viewers, switches] = await Promise.all([moveViewers(situation, service), Promise.all(names)]);
  const thrown = switches.filter(({ outcomes }) => outcomes.some(({ done }) => done)).map(({ region }) => region);
  const enough = service === "evacuated" && isEnough(situation, thrown);
  const excused = ({ done }: StepOutcome): { excused?: true } => (done || !enough ? {} : { excused: true });
  return [...viewers, ...switches.flatMap(({ outcomes }) => outcomes.map((outcome) => ({ ...outcome, ...excused(outcome) })))];
}

/** One switch out of service is enough for a name, of the two regions that it may answer with; back in service all must say so. */
function isEnough({ moves, region }: Situation, thrown: readonly string[]): boolean {
  const following = moves.filter(({ names, to }) => names !== undefined && to !== undefined);
  return thrown.length > 0 && following.every(({ to = "" }) => thrown.includes(region) || thrown.includes(to));
}

/** Writes the region into the store, or takes it out, and reads it back. */
async function moveViewers({ region, store: { arn, access, problem }, limits }: Situation, service: Service): Promise<StepOutcome[]> {
  const outcome = { step: "viewers", where: STORE } as const;
  if (arn === undefined) return [{ ...outcome, done: false, error: problem ?? "nobody knows where it is" }];
  const begun = Date.now();
  try {
    const store = await openViewerStore(access, arn, { callSeconds: limits.call });
    try {
      await store.change(EVACUATE_KEY, (now) => {
        if (now !== undefined && now !== region) throw new Error(otherEvacuated(now));
        return service === "evacuated" ? region : undefined;
      });
      const remark = await notReadBack(store, service === "evacuated" ? region : undefined, limits.poll);
      const seconds = (Date.now() - begun) / 1000;
      return [{ ...outcome, done: true, seconds, ...(remark === undefined ? {} : { remark }) }];
    } finally {
      store.close();
    }
  } catch (error) {
    return [{ ...outcome, done: false, error: sentenceOf(error) }];
  }
}

const LOOKS = 5;

/** Looks some times whether the store says what was written; answers what there is to say where it was not seen to. The write is done all the same. */
async function notReadBack(store: ViewerStore, wanted: string | undefined, pollSeconds: number): Promise<string | undefined> {
  try {
    for (let look = 1; look <= LOOKS; look++) {
      if ((await store.get(EVACUATE_KEY)) === wanted) return undefined;
      await new Promise((resolve) => setTimeout(resolve, pollSeconds * 1000));
    }
    return "written, and not read back yet";
  } catch (error) {
    return `written, and could not be read back (${sentenceOf(error)})`;
  }
}

/** Throws the region's switch in one region, where health checks read it. */
async function moveNames(situation: Situation, view: RegionView, service: Service, timeoutSeconds: number): Promise<StepOutcome[]> {
  const { region, environment, limits, moves } = situation;
  const outcome = { step: "names", where: `switch in ${view.region}` } as const;
  const found = view.contract?.switches?.find(({ of }) => of === region);
  if (found === undefined) {
    const read = moves.some(({ names, to }) => names !== undefined && to !== undefined && [region, to].includes(view.region));
    if (view.contract !== undefined && !read) return [];
    const why =
      view.contract === undefined ? "its contract could not be read" : `it has none yet; deploy ${view.stack} and then the edge again`;
    return [{ ...outcome, done: false, error: why }];
  }
  try {
    const thrown = await throwSwitch(accessOf(view.config, view.region), { environment, region }, found.alarm, service, {
      timeoutSeconds,
      callSeconds: limits.call,
      pollSeconds: limits.poll,
      periodSeconds: limits.period,
    });
    const remark = thrown.followed ? {} : { remark: unfollowed(found.alarm, thrown.seconds, thrown.unseen) };
    return [{ ...outcome, done: true, seconds: thrown.seconds, ...remark }];
  } catch (error) {
    return [{ ...outcome, done: false, error: sentenceOf(error) }];
  }
}

function unfollowed(alarm: string, seconds: number, unseen: unknown): string {
  const why = unseen === undefined ? "" : ` (${sentenceOf(unseen)})`;
  return `the datum is written; after ${String(Math.round(seconds))} s the alarm ${alarm} was not seen to follow${why}`;
}

export function otherEvacuated(region: string): string {
  return `${region} is evacuated; bring it back first (npx onair return ${region})`;
}
