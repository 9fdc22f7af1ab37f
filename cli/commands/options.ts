import { InvalidArgumentError } from "commander";

/** Gathers a repeatable option. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** A time-out: whole seconds, up to a day. */
export function wholeSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1 || seconds > 86_400) throw new InvalidArgumentError("Write whole seconds, 1 to 86400.");
  return seconds;
}
