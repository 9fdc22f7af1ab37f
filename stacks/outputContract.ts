import { z } from "zod";

/** What a region tells of a channel's further outputs, by their keys in the lineup. Names of secrets, never a secret. */
export const outputsContract = z.record(
  z.string(),
  z.object({
    type: z.enum(["rtmp", "frame-capture", "mediaconnect"]),
    /** `preferred`: the channel's first region alone sends it. */
    regions: z.enum(["preferred", "all"]),
    /** Whether this region sends it. */
    sentHere: z.boolean(),
    /** Address and application, one per pipeline. */
    urls: z.array(z.string()).optional(),
    /** Names of the secrets that hold its stream keys or its passphrase. */
    secrets: z.array(z.string()).optional(),
    /** Where pictures lie; the prefix ends in a slash. */
    bucket: z.string().optional(),
    prefix: z.string().optional(),
    /** Accounts that are entitled to the feed. */
    subscribers: z.array(z.string()).optional(),
  }),
);
