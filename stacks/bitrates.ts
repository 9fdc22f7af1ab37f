import { z } from "zod";
import { must } from "./schemaProblems.ts";

/** A bitrate as people write it: 600k, 2.5M. */
const WRITTEN_RATE = /^\d+(\.\d+)?[kM]$/;

/** Lowest video bitrate MediaLive takes (API shape `__integerMin1000`), and the highest a contribution may bring (MAX_50_MBPS). */
const LOWEST_BITRATE = 1_000;
const HIGHEST_BITRATE = 50_000_000;

export const bitrate = z
  .union([
    z.number().int(must("is not a whole number of bits per second", "write bits per second, or a number with k or M")),
    z.string().regex(WRITTEN_RATE, must("is not a bitrate", "write bits per second, or a number with k or M, such as 2.5M")),
  ])
  .transform((value) => bitsPerSecond(value))
  .pipe(
    z
      .number()
      .min(LOWEST_BITRATE, must("is too low", `use ${LOWEST_BITRATE} bits per second or more`))
      .max(HIGHEST_BITRATE, must("is too high", "use 50M or less")),
  )
  .meta({ description: "Bits per second; 2.5M and 600k are understood." });

export function isWrittenRate(text: string): boolean {
  return WRITTEN_RATE.test(text);
}

/** Bits per second of a bitrate as written. */
export function bitsPerSecond(value: number | string): number {
  if (typeof value === "number") return value;
  const factor = value.endsWith("M") ? 1_000_000 : 1_000;
  return Math.round(Number(value.slice(0, -1)) * factor);
}

/** The shortest way to write a rate: 2500000 as 2.5M, 64000 as 64k. */
export function shownRate(bits: number): string {
  if (bits >= 1_000_000 && bits % 10_000 === 0) return `${String(bits / 1_000_000)}M`;
  return bits % 1_000 === 0 ? `${String(bits / 1_000)}k` : String(bits);
}
