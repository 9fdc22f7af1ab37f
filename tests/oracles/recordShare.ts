/**
 * Records every n-th of the generated lineups in a process of its own, for recording keeps one core busy:
 * `recordShare.ts <channels> <seed> <share> <of> <file>` writes what the oracles judge to the file, one resource a line.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { recordEnvironment } from "../support/environmentFolder.ts";
import { generatedLineups } from "../support/generatedLineups.ts";
import { judgeable } from "./judgeable.ts";

const [channels, seed, share, of] = process.argv.slice(2, 6).map(Number);
const file = process.argv[6];
if (channels === undefined || seed === undefined || share === undefined || of === undefined || file === undefined)
  throw new Error("usage: recordShare.ts <channels> <seed> <share> <of> <file>");

const descriptor = openSync(file, "w");
for (const [index, files] of generatedLineups(channels, seed).entries()) {
  if (index % of !== share) continue;
  for (const [stack, record] of Object.entries(await recordEnvironment(files))) {
    const lines = judgeable(record.resources, `${index}/${stack}`).map((resource) => `${JSON.stringify(resource)}\n`);
    writeSync(descriptor, lines.join(""));
  }
}
closeSync(descriptor);
