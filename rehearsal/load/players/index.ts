import type { Format } from "../../../capacity/index.ts";
import { playDash } from "./dash.ts";
import { playHls } from "./hls.ts";
import { playLowLatency } from "./lowLatency.ts";
import type { Play } from "./types.ts";

/** The player of each format. */
export const PLAYERS: Readonly<Record<Format, Play>> = { hls: playHls, "ll-hls": playLowLatency, dash: playDash };
export { mediaList, multivariantOffers, presentation, type Offer } from "./manifests.ts";
export type { Clock, Fetch, Got, Play, Playing, RequestKind } from "./types.ts";
