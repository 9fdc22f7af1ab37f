import { spawn } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RecordedResource } from "./types.ts";

/** What the program registers for all generated lineups, recorded by as many processes as there are cores, two at most. @throws when one of them fails, in its words */
export async function recordGenerated(channels: number, seed: number): Promise<RecordedResource[]> {
  const folder = mkdtempSync(join(tmpdir(), "onair-recorded-"));
  try {
    const of = Math.min(2, availableParallelism());
    const files = await Promise.all(
      Array.from({ length: of }, async (_, share) => {
        const file = join(folder, `${share}.jsonl`);
        await run([channels, seed, share, of, file].map(String));
        return file;
      }),
    );
    const resources: RecordedResource[] = [];
    for (const file of files)
      for await (const line of createInterface({ input: createReadStream(file) })) resources.push(JSON.parse(line) as RecordedResource);
    return resources;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = join(import.meta.dirname, "recordShare.ts");
    const child = spawn(process.execPath, [...process.execArgv, script, ...args], { stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-4000)));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`recording lineups ended with ${String(code)}:\n${complaint}`));
    });
  });
}
