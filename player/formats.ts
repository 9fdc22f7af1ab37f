export type Format = "hls" | "ll-hls" | "dash";

export const FORMATS: readonly Format[] = ["hls", "ll-hls", "dash"];

export const FORMAT_NAMES: Readonly<Record<Format, string>> = { hls: "HLS", "ll-hls": "Low-latency HLS", dash: "DASH" };

const MIME_TYPES: Readonly<Record<Format, string>> = {
  hls: "application/x-mpegurl",
  "ll-hls": "application/x-mpegurl",
  dash: "application/dash+xml",
};

export function isFormat(value: string | null | undefined): value is Format {
  return FORMATS.some((format) => format === value);
}

/** The format that was asked for, else what the name of the manifest says; everything that is not `.mpd` is taken for HLS. */
export function formatOf(src: string, asked?: string | null): Format {
  if (isFormat(asked)) return asked;
  const [path = ""] = src.split(/[?#]/, 1);
  return path.toLowerCase().endsWith(".mpd") ? "dash" : "hls";
}

/** The absolute address of what a `src` names, in a page of this address; undefined for what is no address. */
export function addressOf(src: string, base: string): string | undefined {
  return URL.canParse(src, base) ? new URL(src, base).href : undefined;
}

export function mimeTypeOf(format: Format): string {
  return MIME_TYPES[format];
}
