/**
 * Which region and input a segment came from. MediaPackage says it with the segment: `CMSD-Static` carries
 * `n="MediaPackage:<region>:<channelGroup>:<channel>:<endpoint>"` (MediaPackage User Guide, "CMSD headers from AWS Elemental
 * MediaPackage"), `X-Amzn-Mediapackage-Active-Input` the input (same guide, "MediaPackage response headers").
 */
export type CmsdValue = string | number | boolean;

export interface ServedFrom {
  readonly region: string;
  readonly channelGroup: string;
  readonly channel: string;
  readonly endpoint: string;
}

const CMSD_HEADER = "cmsd-static";
const INPUT_HEADER = "x-amzn-mediapackage-active-input";

/** Keys and values of a CMSD header; keys without a value are true. What does not parse is left out. */
export function parseCmsd(header: string): ReadonlyMap<string, CmsdValue> {
  const values = new Map<string, CmsdValue>();
  for (const [, key, quoted, bare] of header.matchAll(
    /([A-Za-z*][\w.*-]*)(?:=(?:"((?:[^"\\]|\\.)*)"|([^,;"\s]*)))?\s*(?:;[^,]*)?(?:,|$)/g,
  )) {
    if (key === undefined) continue;
    if (quoted !== undefined) values.set(key, quoted.replace(/\\(.)/g, "$1"));
    else values.set(key, bareValue(bare));
  }
  return values;
}

/** Header names in lower case, as `fetch` gives them. */
export function servedFrom(headers: Readonly<Record<string, string>>): ServedFrom | undefined {
  const name = parseCmsd(headers[CMSD_HEADER] ?? "").get("n");
  if (typeof name !== "string") return undefined;
  const [source, region, channelGroup, channel, endpoint, ...more] = name.split(":");
  if (source !== "MediaPackage" || more.length > 0) return undefined;
  if (!region || !channelGroup || !channel || !endpoint) return undefined;
  return { region, channelGroup, channel, endpoint };
}

/** Input of MediaPackage, 1 or 2. */
export function activeInput(headers: Readonly<Record<string, string>>): 1 | 2 | undefined {
  const value = headers[INPUT_HEADER]?.trim();
  return value === "1" ? 1 : value === "2" ? 2 : undefined;
}

function bareValue(bare: string | undefined): CmsdValue {
  if (bare === undefined || bare === "?1") return true;
  if (bare === "?0") return false;
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : bare;
}
