/**
 * What of a cached object a viewer gets: nothing where he has it (304), a range (206, 416), or all of it. Sources: CloudFront Developer
 * Guide, "How CloudFront processes partial requests for an object (range GETs)", "Request and response behavior for custom origins"
 * (conditional requests); RFC 9110, 13 and 14.
 */

export interface Represented {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

type Headers = Readonly<Record<string, string>>;

const NOTHING = Buffer.alloc(0);

/** The object for a viewer's GET or HEAD; only whole successes can become a part. */
export function represent(object: Represented, method: string, asked: Headers): Represented {
  const whole = object.status === 200 ? partOf(object, asked) : object;
  return method === "HEAD"
    ? { ...whole, headers: { ...whole.headers, "content-length": String(whole.body.length) }, body: NOTHING }
    : whole;
}

function partOf(object: Represented, asked: Headers): Represented {
  if (hasIt(object.headers, asked)) return { status: 304, headers: withoutBodyHeaders(object.headers), body: NOTHING };
  const ranges =
    asked["range"] === undefined || !mayRange(object.headers, asked) ? undefined : rangesOf(asked["range"], object.body.length);
  if (ranges === undefined) return object;
  const [range] = ranges;
  if (range === undefined) {
    return { status: 416, headers: { "content-range": `bytes */${String(object.body.length)}` }, body: NOTHING };
  }
  const [from, to] = range;
  return {
    status: 206,
    headers: { ...object.headers, "content-range": `bytes ${String(from)}-${String(to)}/${String(object.body.length)}` },
    body: object.body.subarray(from, to + 1),
  };
}

/** `If-None-Match` decides where it is there, else `If-Modified-Since` (RFC 9110, 13.2.2). */
function hasIt(headers: Headers, asked: Headers): boolean {
  const tags = asked["if-none-match"];
  if (tags !== undefined) {
    const etag = headers["etag"];
    return etag !== undefined && (tags.trim() === "*" || tags.split(",").some((tag) => bare(tag) === bare(etag)));
  }
  const [since, modified] = [Date.parse(asked["if-modified-since"] ?? ""), Date.parse(headers["last-modified"] ?? "")];
  return !Number.isNaN(since) && !Number.isNaN(modified) && modified <= since;
}

/** `If-Range` names the version that the viewer has a part of; a weak tag never fits (RFC 9110, 13.1.5). */
function mayRange(headers: Headers, asked: Headers): boolean {
  const version = asked["if-range"]?.trim();
  if (version === undefined) return true;
  return version.startsWith('"') ? version === headers["etag"] : version === headers["last-modified"];
}

/**
 * First and last byte of the ranges; none where none can be satisfied; `undefined` where all of the object is the answer: ranges out of
 * order, overlapping or not valid. Several ranges are answered with all of it too, which RFC 9110 allows.
 */
function rangesOf(header: string, length: number): (readonly [number, number])[] | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (match === null) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first === "") return Number(last) === 0 || length === 0 ? [] : [[Math.max(0, length - Number(last)), length - 1]];
  if (last !== "" && Number(last) < Number(first)) return undefined;
  if (Number(first) >= length) return [];
  return [[Number(first), last === "" ? length - 1 : Math.min(Number(last), length - 1)]];
}

function bare(tag: string): string {
  return tag.trim().replace(/^W\//, "");
}

function withoutBodyHeaders(headers: Headers): Headers {
  const gone = ["content-length", "content-type", "content-encoding", "content-range"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !gone.includes(name)));
}
