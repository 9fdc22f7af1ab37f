import type { Pipeline } from "../encode/index.ts";
import type { EdgeChannelRegion, IngestAddress } from "./types.ts";

/** What tells the addresses of a channel in a region apart: its pipeline, and a 2 for the second encoder into the same flow. */
export type IngestLabel = Pipeline | `${Pipeline}2`;

export interface LabelledAddress {
  readonly label: IngestLabel;
  readonly address: IngestAddress;
}

/** All addresses of a channel's primary source in one region. */
export function labelledAddresses(at: EdgeChannelRegion | undefined): LabelledAddress[] {
  const { ingest = [], secondIngest = [] } = at ?? {};
  return [
    ...ingest.map((address) => ({ label: address.pipeline, address })),
    ...secondIngest.map((address) => ({ label: `${address.pipeline}2` as const, address })),
  ];
}
