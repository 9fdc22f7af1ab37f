import { Command, InvalidArgumentError } from "commander";

export interface BenchOptions {
  readonly json: boolean;
  /** Sizes of the generated lineups. */
  readonly channels: readonly number[];
  /** Previews of each kind; the best counts. */
  readonly runs: number;
  /** Only the shipped production stacks. */
  readonly shipped: boolean;
  /** Instead of all that: where the time of a preview goes. */
  readonly profile: boolean;
}

/** Reads the words after `npm run bench --`; ends the process for `--help` and for what it does not know. */
export function benchOptions(argv: readonly string[]): BenchOptions {
  return new Command("npm run bench --")
    .description(
      "Times previews and deployments of generated lineups in two regions and the edge, with and without the policy pack, and previews of the shipped production stacks once deployed. Everything takes a good quarter of an hour.",
    )
    .option("--channels <sizes>", "how many channels the generated lineups have", sizes, [1, 10, 100])
    .option("--runs <times>", "previews of each kind, of which the best counts", whole, 3)
    .option("--shipped", "only the shipped production stacks", false)
    .option("--profile", "instead: where the time of a preview goes", false)
    .option("--json", "print JSON", false)
    .parse([...argv], { from: "user" })
    .opts<BenchOptions>();
}

function sizes(text: string): number[] {
  return text.split(",").map(whole);
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It takes whole numbers above 0.");
  return number;
}
