import { delimiter, join } from "node:path";
import { findBrowser, NO_BROWSER, runnable } from "../../rehearsal/drills/browser.ts";

/** What this machine lacks to play real video, one sentence each; empty where it lacks nothing. */
export function missing(path = process.env["PATH"] ?? "", find: (path: string) => string | undefined = findBrowser): string[] {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const ffmpeg = path.split(delimiter).some((folder) => runnable(join(folder, `ffmpeg${suffix}`)));
  return [
    ...(ffmpeg ? [] : ["No ffmpeg was found on the path. Debian, Ubuntu: sudo apt-get install ffmpeg. macOS: brew install ffmpeg."]),
    ...(find(path) === undefined ? [NO_BROWSER] : []),
  ];
}

export type Verdict = "run" | "skip" | "fail";

/** Where tests are meant to prove something, a missing tool is a failure; on a person's machine it is told and passed over. */
export function verdict(lacks: readonly string[], continuousIntegration: boolean): Verdict {
  return lacks.length === 0 ? "run" : continuousIntegration ? "fail" : "skip";
}

/** To be called first in the outermost `before` of every end-to-end suite. */
export function need(context: Mocha.Context): void {
  const lacks = missing();
  const what = verdict(lacks, /^(1|true)$/i.test(process.env["CI"] ?? ""));
  if (what === "run") return;
  if (what === "fail") throw new Error(`the end-to-end tests cannot run here:\n${lacks.join("\n")}`);
  for (const lack of lacks) console.error(`skipped: ${lack}`);
  context.skip();
}
