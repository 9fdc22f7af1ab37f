import type { Command } from "commander";

const NAME = "rehearse";
const SUMMARY = "deploy the production stacks on this machine, against a simulated AWS";

/** The rehearsal brings its own options; it is loaded only when it is meant, and stands in the list of commands otherwise. */
export async function addRehearse(program: Command, argv: readonly string[]): Promise<void> {
  const [first, second] = argv;
  if (first !== NAME && !(first === "help" && second === NAME)) {
    program.command(NAME).summary(SUMMARY);
    return;
  }
  const { registerRehearse } = await import("../rehearse.ts");
  registerRehearse(program);
}
