import { z } from "zod";
import type { Archive } from "../components/encode/index.ts";
import { whole } from "./whole.ts";

/** Ten years; longer belongs to a vault, not to a live channel's bucket. */
const LONGEST_RETENTION = 3650;

/** What of a channel is kept as files. How the days fit together is a rule: `archiveProblems`. */
export const archiveSchema = z
  .strictObject({
    retentionDays: whole(1, LONGEST_RETENTION).meta({ description: "Days after which a file is deleted." }),
    rolloverSeconds: whole(60, 86_400)
      .default(300)
      .meta({ description: "Seconds of one file. A file shows in the bucket once it is closed." }),
    infrequentAccessDays: whole(1, LONGEST_RETENTION)
      .optional()
      .meta({ description: "Days after which files move to S3 Standard-IA: 30 or more. Left out: never." }),
    glacierDays: whole(1, LONGEST_RETENTION)
      .optional()
      .meta({ description: "Days after which files move to S3 Glacier Instant Retrieval. Left out: never." }),
  })
  .meta({ description: "Records the top rendition with all audio as MPEG-TS files in a bucket of each region." });

export type ArchiveFile = z.output<typeof archiveSchema>;

/** The archive as plans read it: settings that are left out are not there. */
export function buildArchive({ retentionDays, rolloverSeconds, infrequentAccessDays, glacierDays }: ArchiveFile): Archive {
  return {
    retentionDays,
    rolloverSeconds,
    ...(infrequentAccessDays === undefined ? {} : { infrequentAccessDays }),
    ...(glacierDays === undefined ? {} : { glacierDays }),
  };
}
