export type { EndsByKind, SeenEnds } from "./source.ts";
export { originGets, simulate, simulateSteady, type SteadyOptions, type Window } from "./simulate.ts";
