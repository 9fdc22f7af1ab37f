import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { CACHES_FOLLOW } from "./plan.ts";

/** What was published, or would be; `--json` prints it as it is. */
export interface PublishReport {
  readonly stack: string;
  readonly environment: string;
  /** Where viewers find the page. */
  readonly url: string;
  readonly bucket: string;
  readonly distribution: string;
  readonly dryRun: boolean;
  readonly uploaded: readonly { readonly path: string; readonly bytes: number; readonly cacheControl: string }[];
  readonly unchanged: readonly string[];
  /** Paths on the viewers' host. */
  readonly invalidated: readonly string[];
  /** Absent where nothing was invalidated. */
  readonly invalidation?: { readonly id: string; readonly complete: boolean };
}

export function showReport(session: Session, report: PublishReport, json: boolean): void {
  if (json) session.print(JSON.stringify(report, undefined, 2));
  else for (const line of reportLines(report)) session.print(line);
}

function reportLines({ uploaded, unchanged, invalidated, invalidation, dryRun, url, bucket }: PublishReport): string[] {
  if (uploaded.length === 0)
    return [
      `Nothing has changed: ${unchanged.length} files of ${url} are as they were. Nothing is invalidated or waited for: ${CACHES_FOLLOW}.`,
    ];
  const rows = uploaded.map(({ path, bytes, cacheControl }) => [path, `${Math.ceil(bytes / 1024)} KiB`, cacheControl]);
  const left = unchanged.length === 0 ? "" : `, ${unchanged.length} as they were`;
  const end =
    invalidation === undefined ? "" : invalidation.complete ? ", which is done" : `, which takes a few minutes (${invalidation.id})`;
  return [
    table([["FILE", "SIZE", "KEPT"], ...rows]),
    `${dryRun ? "Would upload" : "Uploaded"} ${uploaded.length} files to ${bucket}${left}.`,
    ...(invalidated.length === 0 ? [] : [`${dryRun ? "Would invalidate" : "Invalidated"} ${invalidated.join(" ")}${dryRun ? "" : end}.`]),
    ...(dryRun ? [] : [`The page: ${url}`]),
  ];
}
