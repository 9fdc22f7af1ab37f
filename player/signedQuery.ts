/**
 * The signature as a query, for pages that cannot have the cookies. CloudFront takes it out before it looks the object up or asks
 * the origin; a playlist's relative addresses lose it, so the player adds it to each media request itself.
 */

/** CloudFront Developer Guide, "Use signed URLs": these names make an address a signed one. */
const NAMES = ["Policy", "Expires", "Signature", "Key-Pair-Id", "Hash-Algorithm"] as const;

const REQUIRED = ["Signature", "Key-Pair-Id"] as const;

/** `Policy=…&Signature=…&Key-Pair-Id=…`, without a question mark, as CloudFront's own alphabet spells it. */
export type SignedQuery = string;

/** Reads a query or a fragment (`#…`, `?…`); what does not belong to a signature is dropped. Undefined where one is not complete. */
export function readSignedQuery(text: string | null | undefined): SignedQuery | undefined {
  const found = new Map<string, string>();
  for (const pair of (text ?? "").replace(/^[#?]/, "").split("&")) {
    const [name, value] = split(pair);
    if (NAMES.some((known) => known === name) && /^[\w~.-]+$/.test(value)) found.set(name, value);
  }
  const complete = REQUIRED.every((name) => found.has(name)) && (found.has("Policy") || found.has("Expires"));
  return complete ? [...found].map(([name, value]) => `${name}=${value}`).join("&") : undefined;
}

/** Adds the signature to an address on the media's own host, and to no other: it opens the channel to whoever has it. */
export function withSignature(uri: string, query: SignedQuery | undefined, mediaOrigin: string): string {
  if (query === undefined || originOf(uri) !== mediaOrigin) return uri;
  const [address = "", ...fragments] = uri.split("#");
  const [path = "", ...parts] = address.split("?");
  const own = parts
    .join("?")
    .split("&")
    .filter((pair) => pair !== "" && !NAMES.some((name) => name === split(pair)[0]));
  const fragment = fragments.length === 0 ? "" : `#${fragments.join("#")}`;
  return `${path}?${[...own, query].join("&")}${fragment}`;
}

/** Scheme, host and port; undefined for what is no web address. */
export function originOf(uri: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { origin, protocol } = new URL(uri);
  return protocol === "http:" || protocol === "https:" ? origin : undefined;
}

function split(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}
