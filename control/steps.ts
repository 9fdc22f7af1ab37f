/** What somebody wants a channel to be. */
export type WantedState = "running" | "stopped";

/** What to do about a channel next. `fail` says why, as the rest of a sentence that starts with the channel's name. */
export type Step =
  { readonly do: "done" } | { readonly do: "ask" } | { readonly do: "wait" } | { readonly do: "fail"; readonly reason: string };

/** What has happened since somebody began to want the state. */
export interface Progress {
  /** AWS has accepted the start or stop. */
  readonly asked: boolean;
  /** The channel was seen on its way (STARTING or STOPPING) after that. */
  readonly moved: boolean;
}

/** The state in which the wish is fulfilled. */
export const ARRIVED: Readonly<Record<WantedState, "RUNNING" | "IDLE">> = { running: "RUNNING", stopped: "IDLE" };

/** The state that says that the wish is being fulfilled. */
export const ON_THE_WAY: Readonly<Record<WantedState, "STARTING" | "STOPPING">> = { running: "STARTING", stopped: "STOPPING" };

const GONE = new Set(["absent", "DELETING", "DELETED", "CREATE_FAILED"]);

/** States in which AWS is asked at once. A failed update leaves an idle channel that may be started. STARTING and RECOVERING are on the air, or about to be. */
const ASK_IN: Readonly<Record<WantedState, ReadonlySet<string>>> = {
  running: new Set(["IDLE", "UPDATE_FAILED"]),
  stopped: new Set(["RUNNING", "STARTING", "RECOVERING"]),
};

/**
 * Decides from the channel's state (MediaLive API, `ChannelState`) what to do next.
 * A wish that was under way and then undone by somebody else fails instead of being fought for.
 */
export function nextStep(wanted: WantedState, state: string, progress: Progress): Step {
  if (GONE.has(state)) return { do: "fail", reason: state === "absent" ? "is not there" : `is ${state}` };
  if (state === ARRIVED[wanted] || (wanted === "stopped" && state === "UPDATE_FAILED")) return { do: "done" };
  if (!ASK_IN[wanted].has(state)) return { do: "wait" };
  if (!progress.asked) return { do: "ask" };
  if (!progress.moved) return { do: "wait" };
  if (wanted === "running") return { do: "fail", reason: `began to start and is ${state} again; look at its alerts in MediaLive` };
  return state === "RUNNING" ? { do: "fail", reason: "began to stop and is RUNNING again; somebody has started it" } : { do: "wait" };
}
