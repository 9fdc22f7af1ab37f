import type { AwsAccess, KeptSecret } from "../control/index.ts";
import { CliError, EXIT } from "./errors.ts";
import type { Session } from "./session.ts";

/** A secret that a command has made or kept, and how far its copies are. */
export interface KeptCopies {
  readonly secret: string;
  readonly primaryRegion: string;
  readonly regions: KeptSecret["regions"];
}

/** The region that writes need not be one of the channel's any more. */
export function accessIn(accesses: readonly AwsAccess[], region: string): AwsAccess {
  const [first] = accesses;
  return accesses.find((access) => access.region === region) ?? { ...first, region };
}

/** Regions that can be read from, the one that writes first. */
export function readableRegions({ primaryRegion, regions }: Pick<KeptCopies, "primaryRegion" | "regions">): string[] {
  const there = Object.keys(regions).filter((region) => regions[region]?.status === "InSync");
  return [...there.filter((region) => region === primaryRegion), ...there.filter((region) => region !== primaryRegion).sort()];
}

/** Says which copies are not there and why. @throws CliError when there are such */
export function refuseMissingCopies(session: Session, kept: readonly KeptCopies[]): void {
  const failed = kept.flatMap(({ secret, regions }) =>
    Object.entries(regions).flatMap(([region, { status, reason }]) =>
      status === "InSync" ? [] : [`${secret} in ${region}: ${reason ?? status}`],
    ),
  );
  for (const line of failed) session.tell(line);
  if (failed.length > 0) throw new CliError(`${failed.length} of the copies are not there yet; run the command again.`, EXIT.failure);
}
