/** Real players against the local edge, and how well the load model agrees with them. */
export { playAudience, type Audience } from "./audience.ts";
export { edgeFigures } from "./measure.ts";
export { differences, localParameters, modelFigures, tracksOf } from "./model.ts";
export { mediaList, multivariantOffers, presentation, PLAYERS, type Clock, type Fetch, type Got, type Offer } from "./players/index.ts";
export { LoadError } from "./probe.ts";
export { runPlayers } from "./run.ts";
export { loadLines, strained, worst } from "./show.ts";
export type * from "./types.ts";
export { countedWindow, joinTime } from "./window.ts";
