import { UNKNOWN } from "./types.ts";

const safeName = /^[A-Za-z0-9_-]+$/;

/**
 * The text with each of the given names replaced by its number (in order of appearance) and its make-up, and with what the service itself made up (regions
 * in ARNs and names, ids of digits alone, UUIDs) replaced by its kind. Texts with the same result differ in those alone, and no pattern of AWS's tells
 * them apart; their lengths differ, so whoever groups by this judges the longest and the shortest, and asks apart which region has what.
 */
export function canonical(text: string, names: readonly string[]): string {
  const usable = [...new Set(names)].filter((name) => safeName.test(name)).sort((a, b) => b.length - a.length);
  if (usable.length === 0) return text;
  const numbers = new Map<string, string>();
  const numbered = (name: string, kind: string): string => {
    const known = numbers.get(name) ?? `<${numbers.size}:${kind}>`;
    numbers.set(name, known);
    return known;
  };
  const named = new RegExp(`(?<![A-Za-z0-9])(?:${usable.join("|")})(?![A-Za-z0-9])`, "g");
  return text
    .replace(named, (name) => numbered(name, makeUp(name)))
    .replace(/\b(?:af|ap|ca|eu|il|me|mx|sa|us)-(?:central|(?:north|south)?(?:east|west)?)-[1-9]\b/g, (region) => numbered(region, "region"))
    .replace(/(?<=\\?")[0-9]{6,}(?=\\?")/g, (id) => numbered(id, "digits"))
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, (id) => (id === UNKNOWN ? id : numbered(id, "uuid")));
}

/** What a pattern could tell: how a name begins, whether it ends in a sign, and which signs and capitals it has. */
function makeUp(name: string): string {
  const begins = /^[0-9]/.test(name) ? "0" : /^[_-]/.test(name) ? "-" : "a";
  const has = [/[A-Z]/, /_/, /-/, /[-_]{2}/, /[-_]$/].map((pattern) => (pattern.test(name) ? "1" : "0"));
  return begins + has.join("");
}
