import { InvalidArgumentError, Option, type Command } from "commander";
import type { CapacityOptions } from "../capacity/run.ts";
import type { Session } from "../session.ts";
import { wholeSeconds } from "./options.ts";

export function addCapacity(program: Command, session: Session): void {
  program
    .command("capacity")
    .summary("what so many viewers take of CloudFront and MediaPackage")
    .description(
      "Works out from the lineup and the edge's stack file how many requests and how much data so many viewers are, what reaches the origins through CloudFront's caches, and which of AWS's limits is met first. " +
        "Asks nothing of AWS. A model: docs/capacity.md says what it assumes.",
    )
    .option("--viewers <list>", "how many watch at once, numbers separated by commas", viewerList, DEFAULT_VIEWERS)
    .option("--env <environment>", "environment whose lineup is watched", "prod")
    .addOption(new Option("--format <format>", "everybody plays this one (default: a mix)").choices(["hls", "ll-hls", "dash"]))
    .option("--channel <channel>", "everybody watches this one (default: all channels alike)")
    .option("--shield", "with Origin Shield, whatever the stack file says")
    .option("--no-shield", "without Origin Shield, whatever the stack file says")
    .option("--without <region>", "as if this region were lost")
    .option("--joining <seconds>", "all arrive within so many seconds, for the peak", wholeSeconds)
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx onair capacity\n  $ npx onair capacity --viewers 5000,50000 --channel arena --joining 120\n  $ npx onair capacity --format ll-hls --shield --json\n  $ npx onair capacity --without us-east-1",
    )
    .action(async (options: CapacityOptions) => {
      const { runCapacity } = await import("../capacity/run.ts");
      runCapacity(session, options);
    });
}

const DEFAULT_VIEWERS: readonly number[] = [10, 100, 1000, 10_000, 100_000, 1_000_000];
const MOST_VIEWERS = 100_000_000;

function viewerList(text: string): number[] {
  const counts = text.split(",").map((part) => (/^\s*\d{1,9}\s*$/.test(part) ? Number(part) : Number.NaN));
  if (counts.some((count) => !(count >= 1 && count <= MOST_VIEWERS)))
    throw new InvalidArgumentError("Write whole numbers from 1 to 100000000, separated by commas, such as 1000,50000.");
  return [...new Set(counts)].sort((one, other) => one - other);
}
