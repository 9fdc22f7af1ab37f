/** Ids that look like AWS's and come out the same in every run: drawn from a hash of what they belong to. */
import { createHash } from "node:crypto";

export interface Seed {
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** Lower-case letters and digits. */
  alphanumeric(length: number): string;
  /** Upper-case letters and digits, first a letter: the form of CloudFront's and IAM's ids. */
  upper(length: number): string;
  digits(length: number): string;
  uuid(): string;
  /** A whole number from 0 up to, not including, `below`. */
  number(below: number): number;
  /** A moment of 2026, ISO 8601 with milliseconds. */
  moment(): string;
  /** Another seed of the same thing. */
  also(purpose: string): Seed;
}

const letters = "abcdefghijklmnopqrstuvwxyz";
const figures = "0123456789";

export function seeded(...parts: readonly string[]): Seed {
  const bytes = createHash("sha512").update(parts.join("\u0000")).digest();
  const pick = (alphabet: string, length: number, first = alphabet): string => {
    let result = "";
    for (let index = 0; index < length; index += 1) {
      const from = index === 0 ? first : alphabet;
      result += from.charAt((bytes[index % bytes.length] ?? 0) % from.length);
    }
    return result;
  };
  const hex = (length: number): string => bytes.toString("hex").slice(0, length);
  return {
    hex,
    alphanumeric: (length) => pick(letters + figures, length, letters),
    upper: (length) => pick((letters + figures).toUpperCase(), length, letters.toUpperCase()),
    digits: (length) => pick(figures, length, "123456789"),
    uuid: () =>
      `${hex(8)}-${bytes.toString("hex", 4, 6)}-4${bytes.toString("hex", 6, 8).slice(1)}-a${bytes.toString("hex", 8, 10).slice(1)}-${bytes.toString("hex", 10, 16)}`,
    number: (below) => bytes.readUInt32BE(40) % below,
    moment: () => new Date(Date.UTC(2026, 0, 1) + (bytes.readUInt32BE(44) % (300 * 86_400)) * 1000).toISOString(),
    also: (purpose) => seeded(...parts, purpose),
  };
}
