/** Is there an ffmpeg that can do what is needed? */
import { execFile } from "node:child_process";

export class FfmpegError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "FfmpegError";
  }
}

const remedy = "install it: `apt-get install ffmpeg fonts-dejavu-core` on Debian and Ubuntu, `brew install ffmpeg` on macOS";

/** One frame through every part that the encoder uses: filters, a font, H.264, AAC. */
const trial = [
  ...["-hide_banner", "-nostdin", "-loglevel", "error"],
  ...["-f", "lavfi", "-i", "testsrc2=size=64x36:rate=25,drawtext=font=monospace:text=0:fontsize=12"],
  ...["-f", "lavfi", "-i", "aevalsrc=exprs=0:sample_rate=48000"],
  ...["-frames:v", "1", "-t", "0.1", "-c:v", "libx264", "-c:a", "aac", "-f", "null", "-"],
];

/**
 * Finds ffmpeg and tries it.
 * @returns its version, such as `5.1.9`
 * @throws FfmpegError when it is missing, or lacks a codec, a filter or a font
 */
export async function checkFfmpeg(command = "ffmpeg"): Promise<string> {
  const version = await output(command, ["-version"]).catch((error: unknown) => {
    throw new FfmpegError(`the rehearsed video needs ffmpeg, and ${command} does not run (${firstLine(error)}); ${remedy}`);
  });
  await output(command, trial).catch((error: unknown) => {
    throw new FfmpegError(`${command} cannot make the rehearsed video (${firstLine(error)}); ${advice(error)}`);
  });
  return /version (\S+)/.exec(version)?.[1] ?? "unknown";
}

function advice(error: unknown): string {
  const text = String(error);
  if (/font/i.test(text))
    return "it finds no font: `apt-get install fonts-dejavu-core` on Debian and Ubuntu, or any font that fontconfig lists";
  return `it needs drawtext, libx264 and aac: ${remedy}`;
}

async function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: 20_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr.trim() === "" ? error.message : stderr.trim()));
    });
  });
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0] ?? text;
}
