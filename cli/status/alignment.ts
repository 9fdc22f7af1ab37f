import type { EncodeRegionContract } from "../../stacks/plain.ts";

type Alignment = EncodeRegionContract["channels"][string]["alignment"];

/** Whether a switch between a channel's regions shows, and what decides it. Plain data, part of the report. */
export interface AlignmentStatus {
  /** One sentence. */
  readonly reason: string;
  /** Empty where a stack was deployed before they were told. */
  readonly conditions: readonly { readonly id: string; readonly met: boolean; readonly text: string; readonly source: string }[];
}

/** What the stacks together say of a channel: one that was deployed later and says `visible` outweighs those that do not know yet. */
export function agreedAlignment(said: readonly Alignment[]): {
  readonly failover: Alignment["failover"];
  readonly alignment: AlignmentStatus;
} {
  const decisive = said.find(({ failover }) => failover === "visible") ?? said[0];
  return {
    failover: decisive?.failover ?? "visible",
    alignment: { reason: decisive?.reason ?? "", conditions: decisive?.conditions ?? [] },
  };
}

/** The first condition that is not met, as a word behind the verdict: ` (timecode)`; nothing where all are met. */
export function inAWord({ conditions }: AlignmentStatus): string {
  const unmet = conditions.find(({ met }) => !met);
  return unmet === undefined ? "" : ` (${unmet.id})`;
}

/** Every condition with how it stands: the first one not met is what to mend first. */
export function whyRows({ conditions, reason }: AlignmentStatus): string[][] {
  if (conditions.length === 0) return [["  why", "", reason]];
  return conditions.map(({ id, met, text, source }) => [met ? "  holds" : "  FAILS", id, `${text} [${source}]`]);
}
