import { media } from "./media.ts";
import { securityHub } from "./securityHub.ts";
import { streamingLens } from "./streamingLens.ts";
import type { Catalogue } from "./types.ts";

export type { Catalogue, Control } from "./types.ts";

/** What authorities ask of a live video stack, each kept by a rule or left with a reason. The pack itself never loads it. */
export const catalogues: readonly Catalogue[] = [securityHub, streamingLens, media];
