/**
 * How much load so many viewers are: through CloudFront's caches to MediaPackage, second by second in virtual time, and as an
 * expectation for any number of them.
 */
export { originGets, simulate, simulateSteady, type EndsByKind, type SeenEnds, type SteadyOptions, type Window } from "./events/index.ts";
export { expectedLoad, requestsPerViewer } from "./expected/index.ts";
export { closest, LIMITS, limitUses, reaches, type Limit, type LimitId, type Reach, type Use } from "./limits.ts";
export {
  cloudFrontCaches,
  DEFAULT_FORMATS,
  DEFAULT_LIVES,
  defaultParameters,
  PARAMETERS,
  RULES,
  type Parameter,
  type PriceClass,
} from "./parameters.ts";
export { capacityPlan, type CapacityPlan, type PlanRow } from "./plan.ts";
export { blockingReload, reloadAfter, START_PARTS, START_SEGMENTS, targetDuration, updateAfter, type PartPlace } from "./polling.ts";
export { latenessOf, population, type Choices, type Viewer } from "./population.ts";
export { seededRandom, zipfShares, type Random } from "./random.ts";
export { spread } from "./spread.ts";
export * from "./types.ts";
