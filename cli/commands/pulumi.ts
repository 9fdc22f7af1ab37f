import type { Command } from "commander";

type Passer = (args: readonly string[]) => Promise<number>;

const toToolchain: Passer = async (args) => (await import("../toolchain/index.ts")).pulumiCommand(args);

/** `onair pulumi …`: every word goes to the Pulumi CLI as it was typed (`argv`, from `pulumi` on); commander would swallow a `--`. */
export function addPulumi(program: Command, argv: readonly string[], onExit: (code: number) => void, pass: Passer = toToolchain): void {
  program
    .command("pulumi")
    .summary("run the Pulumi CLI with the right version and the right Node")
    .usage("<anything pulumi takes>")
    .argument("[args...]")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async () => {
      onExit(await pass(argv.slice(1)));
    });
}
