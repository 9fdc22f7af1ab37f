// Runs one policy pack: `packRunner <engine address> <pack folder>`.
// The SDK's own entry always loads TypeScript and ts-node first, half a second that a pack in JavaScript or in
// type-stripped TypeScript does not need.
import { createRequire, flushCompileCache } from "node:module";
import { join } from "node:path";

interface PackRunner {
  run(options: {
    argv: { _: string[] };
    programStarted: () => void;
    reportLoggedError: (problem: Error) => void;
    typeScript: boolean;
  }): Promise<unknown>;
}

/** Exit code by which a pack says that its error has already been shown. */
const ALREADY_REPORTED = 32;

const folder = process.argv.at(-1) ?? ".";
const reported = new Set<unknown>();
const problems = new Set<unknown>();
let started = false;

function notice(problem: unknown): void {
  problems.add(problem);
  if (!started) console.error(problem instanceof Error ? (problem.stack ?? problem.message) : String(problem));
}
process.on("uncaughtException", notice);
process.on("unhandledRejection", notice);
process.on("exit", (code) => {
  // Never 0 after an error: the engine would take a broken pack for one that has ended well.
  if (code === 0 && problems.size > 0) process.exitCode = [...problems].every((one) => reported.has(one)) ? ALREADY_REPORTED : 1;
});

const sdk = createRequire(join(folder, "index.js"))("@pulumi/pulumi/cmd/run-policy-pack/run.js") as PackRunner;
await sdk.run({
  argv: { _: [folder] },
  programStarted: () => {
    started = true;
  },
  reportLoggedError: (problem) => reported.add(problem),
  typeScript: false,
});
started = false;
// A pack ends by a signal, and then Node would not write what it compiled.
flushCompileCache();
