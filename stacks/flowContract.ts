import { z } from "zod";
import { PRIMARY } from "../components/encode/plan.ts";
import type { EncodedChannel, IngestUrl } from "../components/encode/index.ts";

/**
 * MediaConnect flows of a channel by the input that they feed (`primary`, or the input's key), pipeline a first. Stopped
 * unless the channel runs: `onair start` starts them first. `ingest` of the channel says where encoders send.
 */
export const flowsContract = <T extends z.ZodType>(ingest: T) =>
  z.record(
    z.string(),
    z.array(
      z.object({
        pipeline: z.enum(["a", "b"]),
        name: z.string(),
        arn: z.string(),
        availabilityZone: z.string(),
        /** The address that the flow calls and sends from. */
        egressIp: z.string(),
        /** Where the second encoder sends; absent where there is none, or the flow calls it. */
        secondIngest: ingest.optional(),
        /** ARNs by the entitlement's key, for the accounts that subscribe. */
        entitlements: z.record(z.string(), z.string()).optional(),
      }),
    ),
  );

/** The part of a channel's contract that is about its flows; nothing where it has none. */
export function flowsOutput({ flows }: Pick<EncodedChannel, "flows">): { readonly flows?: Readonly<Record<string, readonly object[]>> } {
  const entries = Object.entries(flows);
  if (entries.length === 0) return {};
  return {
    flows: Object.fromEntries(
      entries.map(([key, made]) => [
        key,
        made.map(({ pipeline, name, arn, zone, egressIp, secondIngest, entitlements }) => ({
          pipeline,
          name,
          arn,
          availabilityZone: zone,
          egressIp,
          ...(secondIngest === undefined ? {} : { secondIngest }),
          ...(Object.keys(entitlements).length === 0 ? {} : { entitlements }),
        })),
      ]),
    ),
  };
}

/** Where second encoders of the channel's source send; absent where there are none. */
export function secondIngestOf({ flows }: Pick<EncodedChannel, "flows">): { readonly secondIngest?: readonly IngestUrl[] } {
  const addresses = (flows[PRIMARY] ?? []).flatMap(({ secondIngest }) => secondIngest ?? []);
  return addresses.length === 0 ? {} : { secondIngest: addresses };
}
