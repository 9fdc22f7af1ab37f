/** How long an evacuation waits for whom. All in seconds. */
export interface EvacuationLimits {
  /** Pulumi's state, where there is a copy of the contracts to go by. */
  readonly state: number;
  /** One call to AWS. */
  readonly call: number;
  /** Everything that is asked of one region before anything is moved. */
  readonly look: number;
  /** Between two looks at an alarm. */
  readonly poll: number;
  /** Period of the metric that health checks read (standard resolution). */
  readonly period: number;
}

/** A region that is lost does not answer, and every second of waiting for it is a second longer without its channels. */
export const LIMITS: EvacuationLimits = { state: 10, call: 5, look: 6, poll: 2, period: 60 };

/** Channels of a region that are looked at at the same time: hundreds fit into the time for a look, and few enough for the API's request rate. */
export const LOOK_WIDTH = 5;
