/** Compression at the edge. Source: CloudFront Developer Guide, "Serve compressed files". */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { OriginReply } from "../types.ts";
import type { Coding } from "./cacheKey.ts";

const SMALLEST = 1_000;
const LARGEST = 10_000_000;

/** The same page, "File types that CloudFront compresses". */
const COMPRESSED_TYPES: ReadonlySet<string> = new Set(
  [
    "dash+xml eot font font-sfnt javascript json opentype otf pkcs7-mime protobuf rss+xml truetype ttf vnd.apple.mpegurl",
    "vnd.ms-fontobject xhtml+xml xml x-font-opentype x-font-truetype x-font-ttf x-httpd-cgi x-javascript",
    "x-mpegurl x-opentype x-otf x-perl x-ttf",
  ]
    .flatMap((line) => line.split(" ").map((name) => `application/${name}`))
    .concat("eot opentype otf ttf".split(" ").map((name) => `font/${name}`))
    .concat(
      "css csv html javascript js plain richtext tab-separated-values xml x-component x-java-source x-script"
        .split(" ")
        .map((name) => `text/${name}`),
    )
    .concat("image/svg+xml", "vnd.apple.mpegurl"),
);

const [brotliOf, gzipOf] = [promisify(brotliCompress), promisify(gzip)];

/** Whether an answer is compressed for viewers that take a coding. */
export function isCompressible({ status, headers, body }: OriginReply): boolean {
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return (
    status === 200 &&
    headers["content-length"] !== undefined &&
    headers["content-encoding"] === undefined &&
    body.length >= SMALLEST &&
    body.length <= LARGEST &&
    COMPRESSED_TYPES.has(type)
  );
}

/** The answer compressed; Brotli where the viewer takes both. */
export async function compressed(reply: OriginReply, accepts: readonly Coding[]): Promise<OriginReply> {
  const coding = accepts.includes("br") ? "br" : accepts[0];
  if (coding === undefined || !isCompressible(reply)) return reply;
  const body = coding === "br" ? await brotliOf(reply.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : await gzipOf(reply.body);
  const { etag, ...headers } = reply.headers;
  const weak = etag === undefined ? undefined : weakened(etag);
  return {
    ...reply,
    headers: {
      ...headers,
      ...(weak === undefined ? {} : { etag: weak }),
      "content-encoding": coding,
      "content-length": String(body.length),
      vary: "Accept-Encoding",
    },
    body,
  };
}

/** A strong tag becomes a weak one, and what is no tag goes. */
function weakened(etag: string): string | undefined {
  if (etag.startsWith("W/")) return etag;
  return etag.startsWith('"') ? `W/${etag}` : undefined;
}
