import type { EncodeRegionContract, RegionChannel } from "./contract.ts";

/** The part of a region's contract that says what it encodes. */
type Encoding = Pick<EncodeRegionContract, "region"> & { readonly channels: Readonly<Record<string, Pick<RegionChannel, "encodeHash">>> };

/**
 * By channel and region, the hash of what must be equal in all regions of the channel. Plain data, so that the policy
 * pack, which sees no other stack, can compare the regions at the edge's preview (rule `regions-match`).
 */
export function encodesByRegion(contracts: readonly Encoding[]): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {};
  for (const { region, channels } of contracts) {
    for (const [name, { encodeHash }] of Object.entries(channels)) {
      (found[name] ??= {})[region] = encodeHash;
    }
  }
  return found;
}
