/** An IPv4 block; the group is its prefix length. */
const IPV4_BLOCK = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\/(3[0-2]|[12]?\d)$/;

/** Prefix length of an IPv4 block in text; `undefined` for anything else. */
export function prefixOf(block: unknown): number | undefined {
  const prefix = typeof block === "string" ? IPV4_BLOCK.exec(block)?.[1] : undefined;
  return prefix === undefined ? undefined : Number(prefix);
}
