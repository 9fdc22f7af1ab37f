/** A browser without a window, of this machine, in which viewers play the real player page. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser } from "playwright-core";
import { RehearsalError } from "../errors.ts";

const COMMANDS = ["chromium", "google-chrome", "google-chrome-stable", "chrome", "chromium-browser", "microsoft-edge"];

/** A slow machine needs some seconds to begin; this only ends what has already failed. Milliseconds. */
const LONGEST = 120_000;

/** Where installers put a Chromium that is on nobody's path. */
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
  linux: ["/snap/bin/chromium", "/opt/google/chrome/chrome"],
};

/** Chromium or one of its kin, if this machine has one. */
export function findBrowser(path = process.env["PATH"] ?? "", platform: NodeJS.Platform = process.platform): string | undefined {
  const suffix = platform === "win32" ? ".exe" : "";
  const onPath = path.split(delimiter).flatMap((folder) => COMMANDS.map((command) => join(folder, `${command}${suffix}`)));
  return [...onPath, ...(PLACES[platform] ?? [])].find((file) => runnable(file) && answers(file, platform));
}

/** What is known of a file: asking costs a second on a slow machine. */
const answered = new Map<string, boolean>();

/** Whether it is a browser and no stub that asks for another package: Ubuntu's `chromium-browser` is one. On Windows asking opens a window. */
function answers(file: string, platform: NodeJS.Platform): boolean {
  const known = answered.get(file);
  if (known !== undefined) return known;
  const is = platform === "win32" || spawnSync(file, ["--version"], { stdio: "ignore", timeout: LONGEST }).status === 0;
  answered.set(file, is);
  return is;
}

export function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const NO_BROWSER =
  "No Chromium, Chrome or Edge was found on the path or where they are installed. Debian, Ubuntu: sudo apt-get install chromium (Ubuntu: chromium-browser). macOS: brew install --cask chromium. Windows: Edge is enough.";

/** @throws RehearsalError when there is no browser here */
export async function openBrowser(executablePath = findBrowser()): Promise<Browser> {
  if (executablePath === undefined) throw new RehearsalError(NO_BROWSER);
  const { chromium } = await import("playwright-core");
  return chromium.launch({
    executablePath,
    timeout: LONGEST,
    // The picture has to move without a click; a browser's own sandbox refuses to work for root.
    args: ["--autoplay-policy=no-user-gesture-required", "--mute-audio", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    // Ctrl-C is told to us, and we close what we opened.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
