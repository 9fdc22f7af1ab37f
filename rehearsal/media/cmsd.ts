/**
 * The media quality score as it travels from MediaPackage to CloudFront: a key of the header `CMSD-Static`, for an endpoint whose
 * channel publishes it (MediaPackage User Guide, "Leveraging media quality scores with AWS Elemental MediaPackage"). AWS's name
 * of the key was on no page that could be read, so this one stands for it. Origin and edge know it from here, viewers never read it.
 */
export const SCORE_KEY = "com.aws-mqcs";

/** A member of the dictionary that the header is; a value in quotation marks may hold commas (RFC 8941, "Dictionaries"). */
const MEMBER = /\s*([a-z*][\w.*-]*)(?:=("(?:[^"\\]|\\.)*"|\([^)]*\)|[^,;]*))?(?:;[^,]*)?(?:,|$)/gy;

/** Keys and values of a CMSD header; quotation marks are taken off. What comes after something unreadable is left out. */
export function cmsdPairs(header: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const [, key = "", value = "?1"] of header.matchAll(MEMBER)) {
    pairs.set(key, value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value.trim());
  }
  return pairs;
}

/** The score that came with an answer, 0 to 100; `undefined` where there is none or it is no such number. */
export function scoreOf(headers: Readonly<Record<string, string>>): number | undefined {
  const value = cmsdPairs(headers["cmsd-static"] ?? "").get(SCORE_KEY);
  if (value === undefined || !/^\d{1,3}(\.\d+)?$/.test(value)) return undefined;
  const score = Number(value);
  return score <= 100 ? score : undefined;
}
