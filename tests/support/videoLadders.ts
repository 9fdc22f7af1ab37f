/** Ladders of every codec, as settings make them of what a user may write. */
import type fc from "fast-check";
import type { Ladder } from "../../components/encode/index.ts";
import { buildLadder, ladderSchema } from "../../stacks/ladder.ts";
import { ladderFile } from "./lineupArbitrary/index.ts";

/** A valid ladder for an environment of that kind. */
export function videoLadders(production = true): fc.Arbitrary<Ladder> {
  return ladderFile(production).map((file) => ladderOf(file));
}

/** The ladder of a file as a user would write it. @throws Error when it is refused */
export function ladderOf(file: Record<string, unknown>, name = "made"): Ladder {
  const { ladder, problems } = buildLadder(name, ladderSchema.parse(file));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return ladder;
}
