import type { Channel } from "../components/encode/index.ts";
import { lifeFaults } from "../components/storage/plain.ts";
import type { Problem } from "./problems.ts";

/** Steps of a recording's life that S3 refuses or bills for nothing. */
export function archiveProblems(path: string, { archive }: Pick<Channel, "archive">): Problem[] {
  if (archive === undefined) return [];
  const { retentionDays, infrequentAccessDays, glacierDays } = archive;
  const life = {
    expireAfterDays: retentionDays,
    ...(infrequentAccessDays === undefined ? {} : { infrequentAccessDays }),
    ...(glacierDays === undefined ? {} : { glacierDays }),
  };
  return lifeFaults(life).map(({ step, given, earliest, why }) => ({
    path: `${path}.archive.${step === "expireAfterDays" ? "retentionDays" : step}`,
    what: `comes too early: ${why}`,
    given: String(given),
    remedy: `use ${earliest} or more`,
  }));
}
