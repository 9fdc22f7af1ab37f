import type { Rung } from "../components/encode/index.ts";

/** The standard rungs of row L4, largest first. Pixels and bits per second. */
export const STANDARD_RUNGS: Readonly<Record<string, Rung>> = Object.fromEntries(
  (
    [
      ["2160p", 3840, 2160, 12_000_000],
      ["1440p", 2560, 1440, 6_000_000],
      ["1080p", 1920, 1080, 4_000_000],
      ["720p", 1280, 720, 2_500_000],
      ["480p", 854, 480, 1_000_000],
      ["360p", 640, 360, 600_000],
    ] as const
  ).map(([name, width, height, bitrate]) => [name, { name, width, height, bitrate }]),
);

/** A rung written as a rate alone becomes one of these. UHD costs several times as much, so it is asked for by name. */
const SHORTHAND_SIZES = ["1080p", "720p", "480p", "360p"].flatMap((name) => STANDARD_RUNGS[name] ?? []);

/** Lowest rate that is taken for a picture's. A bare `1080` is more likely a size than a rate of one kilobit. */
export const LOWEST_SHORTHAND = 100_000;

/**
 * The standard rung whose picture a rate pays for: the largest, up to 1080p, with a standard rate of no more than
 * `bitsPerSecond`; 360p below all of them. A higher rate never gives a smaller picture.
 */
export function standardSize(bitsPerSecond: number): Rung {
  const [smallest] = SHORTHAND_SIZES.slice(-1);
  const fitting = SHORTHAND_SIZES.find((rung) => rung.bitrate <= bitsPerSecond) ?? smallest;
  if (fitting === undefined) throw new Error("there are no standard rungs");
  return fitting;
}

/** A rung from its rate alone. Its name comes from size and rate, so that rungs of one size differ, and nothing else renames it. */
export function shorthandRung(bitsPerSecond: number): Rung {
  const { name, width, height } = standardSize(bitsPerSecond);
  const rate = bitsPerSecond % 1_000 === 0 ? `${String(bitsPerSecond / 1_000)}k` : String(bitsPerSecond);
  return { name: `${name}-${rate}`, width, height, bitrate: bitsPerSecond };
}
