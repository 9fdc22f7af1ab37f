import { UsageError } from "../errors.ts";

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A signature cannot be called back one by one, so none lives longer than a week; below a minute clocks alone decide. Seconds. */
const SHORTEST = 60;
const LONGEST = 7 * 86_400;

/** Seconds from `90m`, `4h`, `2d` or `1h30m`. @throws UsageError when it is none, or out of bounds */
export function lifeSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d{1,7})([smhd])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text)
    throw new UsageError(`--for ${text} is not a length of time; write a number and s, m, h or d, such as 90m or 4h.`);
  const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_SECONDS[unit ?? ""] ?? 0), 0);
  if (seconds < SHORTEST || seconds > LONGEST)
    throw new UsageError(`--for ${text} is out of bounds; a signature lives from 1 minute to 7 days.`);
  return seconds;
}
