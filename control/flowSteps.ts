import type { Progress, Step, WantedState } from "./steps.ts";

/** The status in which the wish is fulfilled (MediaConnect API reference, Flow, `status`). */
export const FLOW_ARRIVED: Readonly<Record<WantedState, "ACTIVE" | "STANDBY">> = { running: "ACTIVE", stopped: "STANDBY" };

/** The status that says that the wish is being fulfilled. */
export const FLOW_ON_THE_WAY: Readonly<Record<WantedState, "STARTING" | "STOPPING">> = { running: "STARTING", stopped: "STOPPING" };

const GONE = new Set(["absent", "DELETING"]);

/** Statuses in which MediaConnect is asked at once. What has failed may be stopped and not started. */
const ASK_IN: Readonly<Record<WantedState, ReadonlySet<string>>> = {
  running: new Set(["STANDBY"]),
  stopped: new Set(["ACTIVE", "ERROR"]),
};

/**
 * Decides from a flow's status what to do next. AWS makes a flow stopped, and bills it by the hour while it runs, so that it
 * runs with its channel. A wish that was under way and then undone by somebody else fails instead of being fought for.
 */
export function nextFlowStep(wanted: WantedState, status: string, progress: Progress): Step {
  if (GONE.has(status)) {
    if (wanted === "stopped") return { do: "done" };
    return { do: "fail", reason: status === "absent" ? "is not there" : `is ${status}` };
  }
  if (status === FLOW_ARRIVED[wanted]) return { do: "done" };
  if (wanted === "running" && status === "ERROR") return { do: "fail", reason: "is in ERROR; look at its messages in MediaConnect" };
  if (!ASK_IN[wanted].has(status)) return { do: "wait" };
  if (!progress.asked) return { do: "ask" };
  if (!progress.moved) return { do: "wait" };
  const [begun, again] = wanted === "running" ? ["start", "look at its messages in MediaConnect"] : ["stop", "somebody has started it"];
  return { do: "fail", reason: `began to ${begun} and is ${status} again; ${again}` };
}
