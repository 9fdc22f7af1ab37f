/**
 * Names below an endpoint's folder `/out/v1/<group>/<channel>/<endpoint>/`. AWS documents the manifests' own
 * (MediaPackage v2 User Guide, "Manifest URLs"); the others are opaque, and the same in every region.
 */
import type { OriginEndpoint } from "../types.ts";

export type ManifestFormat = "hls" | "lowLatencyHls" | "dash";

/** What a request asks for. */
export type Target =
  | { readonly kind: "multivariant"; readonly format: "hls" | "lowLatencyHls"; readonly manifest: string }
  | { readonly kind: "playlist"; readonly format: "hls" | "lowLatencyHls"; readonly manifest: string; readonly track: string }
  | { readonly kind: "mpd"; readonly manifest: string }
  | { readonly kind: "init"; readonly track: string }
  | { readonly kind: "segment"; readonly track: string; readonly number: number }
  | { readonly kind: "part"; readonly track: string; readonly number: number; readonly part: number }
  | { readonly kind: "webvtt"; readonly track: string; readonly number: number };

/** How media of an endpoint is called; `segment` is the endpoint's segment name. */
export const fileNames = {
  playlist: (manifest: string, track: string): string => `${manifest}_${encodeURIComponent(track)}.m3u8`,
  init: (segment: string, track: string): string => `${segment}_${encodeURIComponent(track)}_init.mp4`,
  segment: (segment: string, track: string, number: number): string => `${segment}_${encodeURIComponent(track)}_${String(number)}.mp4`,
  part: (segment: string, track: string, number: number, part: number): string =>
    `${segment}_${encodeURIComponent(track)}_${String(number)}_p${String(part)}.mp4`,
  webvtt: (segment: string, track: string, number: number): string => `${segment}_${encodeURIComponent(track)}_${String(number)}.vtt`,
  /** As SegmentTemplate spells it. */
  template: (segment: string): string => `${segment}_$RepresentationID$_$Number$.mp4`,
  initTemplate: (segment: string): string => `${segment}_$RepresentationID$_init.mp4`,
};

export interface EndpointPath {
  readonly channelGroup: string;
  readonly originChannel: string;
  readonly endpoint: string;
  readonly file: string;
}

/** The parts of an absolute path, still encoded; undefined for one that is no endpoint's. */
export function endpointPath(path: string): EndpointPath | undefined {
  const parts = /^\/out\/v1\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path);
  if (parts === null) return undefined;
  const [, channelGroup = "", originChannel = "", endpoint = "", file = ""] = parts;
  return { channelGroup, originChannel, endpoint, file };
}

/** What a file name means at an endpoint; undefined where it means nothing. Tracks and numbers need not exist. */
export function targetOf(endpoint: OriginEndpoint, file: string): Target | undefined {
  const [, stem = "", extension] = /^(.+)\.(m3u8|mpd|mp4|vtt)$/.exec(file) ?? [];
  if (extension === "m3u8") return hlsTarget(endpoint, stem);
  if (extension === "mpd") return endpoint.dash.some(({ name }) => name === stem) ? { kind: "mpd", manifest: stem } : undefined;
  return extension === undefined || !stem.startsWith(`${endpoint.segmentName}_`)
    ? undefined
    : mediaTarget(stem.slice(endpoint.segmentName.length + 1), extension);
}

function hlsTarget(endpoint: OriginEndpoint, stem: string): Target | undefined {
  for (const format of ["hls", "lowLatencyHls"] as const) {
    for (const { name } of endpoint[format]) {
      if (stem === name) return { kind: "multivariant", format, manifest: name };
      const track = stem.startsWith(`${name}_`) ? decoded(stem.slice(name.length + 1)) : undefined;
      if (track !== undefined) return { kind: "playlist", format, manifest: name, track };
    }
  }
  return undefined;
}

function mediaTarget(rest: string, extension: string): Target | undefined {
  const webvtt = extension === "vtt" ? /^(.+)_(\d{1,15})$/.exec(rest) : null;
  if (webvtt !== null) return of(webvtt[1], (track) => ({ kind: "webvtt", track, number: Number(webvtt[2]) }));
  if (extension !== "mp4") return undefined;
  const init = /^(.+)_init$/.exec(rest);
  if (init !== null) return of(init[1], (track) => ({ kind: "init", track }));
  const part = /^(.+)_(\d{1,15})_p(\d{1,5})$/.exec(rest);
  if (part !== null) return of(part[1], (track) => ({ kind: "part", track, number: Number(part[2]), part: Number(part[3]) }));
  const segment = /^(.+)_(\d{1,15})$/.exec(rest);
  return segment === null ? undefined : of(segment[1], (track) => ({ kind: "segment", track, number: Number(segment[2]) }));
}

function of(track: string | undefined, target: (track: string) => Target): Target | undefined {
  const name = track === undefined ? undefined : decoded(track);
  return name === undefined ? undefined : target(name);
}

function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
