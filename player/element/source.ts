import type { DrmSettings } from "../drm.ts";
import type { Format } from "../formats.ts";
import type { SignedQuery } from "../signedQuery.ts";

/** What is played, and all that it takes. */
export interface Source {
  /** Absolute address of the manifest. */
  readonly src: string;
  readonly format: Format;
  readonly query: SignedQuery | undefined;
  readonly drm: DrmSettings | undefined;
  readonly segmentSeconds: number;
}
