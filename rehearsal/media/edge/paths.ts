/** Which behaviour a request belongs to. Source: CloudFront Developer Guide, "Cache behavior settings", path pattern. */
import type { EdgeBehaviour } from "../deployed/index.ts";

/**
 * A path as behaviours are matched against it: normalised as RFC 3986 says, multiple slashes and dot segments gone. The origin gets
 * the path as the viewer wrote it.
 */
export function normalisedPath(path: string): string {
  const kept: string[] = [];
  const segments = evenEncoding(path)
    .replace(/\/{2,}/g, "/")
    .split("/")
    .slice(1);
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === "..") kept.pop();
    if (segment !== "." && segment !== "..") kept.push(segment);
    else if (last) kept.push("");
  });
  return `/${kept.join("/")}`;
}

/** RFC 3986, 6.2.2: upper-case escapes, and none for a character that needs none. */
function evenEncoding(path: string): string {
  return path.replace(/%[0-9a-fA-F]{2}/g, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
  });
}

/** `*` stands for any run of characters, slashes included, and `?` for exactly one; case counts; the leading slash may be left out. */
export function matchesPattern(pattern: string, path: string): boolean {
  const whole = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : `/${pattern}`;
  return matchesWildcards(whole, path);
}

/** The whole text matches the pattern with its `*` and `?`; in time proportional to the two lengths' product at most. */
export function matchesWildcards(pattern: string, text: string): boolean {
  let [at, from, star, resume] = [0, 0, -1, 0];
  while (from < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      resume = from;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/** The first behaviour in order whose pattern fits; the last one, the default, fits every path. */
export function behaviourFor(behaviours: readonly EdgeBehaviour[], path: string): EdgeBehaviour | undefined {
  const normalised = normalisedPath(path);
  return behaviours.find((behaviour) => matchesPattern(behaviour.path, normalised));
}
