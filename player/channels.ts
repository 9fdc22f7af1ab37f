/**
 * `channels.json`, which lies beside the player's page: what may be watched and where. Written by `onair publish`, read by the
 * page. Reading refuses nothing but what it cannot show: an unknown field is left alone, a broken channel is left out and named.
 */
import { readDrm, type DrmSettings } from "./drm.ts";
import type { Format } from "./formats.ts";

/** Paths on the viewers' host, each beginning with a slash. */
export interface ChannelPlayback {
  readonly hls: string;
  readonly lowLatencyHls?: string;
  readonly dash?: string;
}

export interface ChannelEntry {
  readonly name: string;
  readonly title: string;
  /** Whether a switch between regions can be seen: segments of `seamless` channels match in both. */
  readonly failover: "seamless" | "visible";
  /** In order of preference. */
  readonly regions: readonly string[];
  readonly segmentSeconds: number;
  readonly playback: ChannelPlayback;
  readonly drm?: DrmSettings;
}

export interface ChannelsFile {
  readonly version: 1;
  readonly environment: string;
  readonly channels: readonly ChannelEntry[];
}

/** What could be read, and in people's words what could not. */
export interface ReadChannels {
  readonly environment: string;
  readonly channels: readonly ChannelEntry[];
  readonly problems: readonly string[];
}

const DEFAULT_SEGMENT_SECONDS = 4;

export function readChannels(value: unknown): ReadChannels {
  if (!isRecord(value)) return unreadable("channels.json is not an object");
  if (value["version"] !== 1) return unreadable(`channels.json has version ${shown(value["version"])}; this player reads version 1`);
  const listed = value["channels"];
  if (!Array.isArray(listed)) return unreadable("channels.json has no list of channels");
  const problems: string[] = [];
  const channels: ChannelEntry[] = [];
  for (const [index, entry] of listed.entries()) {
    const read = readChannel(entry);
    if (typeof read === "string") problems.push(`channels[${String(index)}]: ${read}`);
    else if (channels.some(({ name }) => name === read.name)) problems.push(`channels[${String(index)}]: ${read.name} stands there twice`);
    else channels.push(read);
  }
  return { environment: text(value["environment"]) ?? "", channels, problems };
}

/** The manifest of a channel in a format, or that of plain HLS where the channel has no such format. */
export function manifestOf(channel: ChannelEntry, format: Format): { readonly format: Format; readonly path: string } {
  const { hls, lowLatencyHls, dash } = channel.playback;
  if (format === "ll-hls" && lowLatencyHls !== undefined) return { format, path: lowLatencyHls };
  if (format === "dash" && dash !== undefined) return { format, path: dash };
  return { format: "hls", path: hls };
}

/** Formats a channel can be watched in, plain HLS first. */
export function formatsOf(channel: ChannelEntry): readonly Format[] {
  const { lowLatencyHls, dash } = channel.playback;
  return ["hls", ...(lowLatencyHls === undefined ? [] : (["ll-hls"] as const)), ...(dash === undefined ? [] : (["dash"] as const))];
}

function readChannel(value: unknown): ChannelEntry | string {
  if (!isRecord(value)) return "not an object";
  const name = text(value["name"]);
  if (name === undefined) return "no name";
  const playback = readPlayback(value["playback"]);
  if (typeof playback === "string") return `${name}: ${playback}`;
  const drm = value["drm"] === undefined ? undefined : readDrm(value["drm"]);
  if (drm !== undefined && "problem" in drm) return `${name}: ${drm.problem}`;
  const seconds = value["segmentSeconds"];
  return {
    name,
    title: text(value["title"]) ?? name,
    failover: value["failover"] === "seamless" ? "seamless" : "visible",
    regions: Array.isArray(value["regions"]) ? value["regions"].filter((region) => typeof region === "string") : [],
    segmentSeconds: typeof seconds === "number" && seconds > 0 && Number.isFinite(seconds) ? seconds : DEFAULT_SEGMENT_SECONDS,
    playback,
    ...(drm === undefined ? {} : { drm: drm.settings }),
  };
}

function readPlayback(value: unknown): ChannelPlayback | string {
  if (!isRecord(value)) return "no playback paths";
  const paths = { hls: value["hls"], lowLatencyHls: value["lowLatencyHls"], dash: value["dash"] };
  for (const [kind, path] of Object.entries(paths)) {
    if (path !== undefined && !isPath(path)) return `the path of ${kind} must begin with a single slash; given: ${shown(path)}`;
  }
  const { hls, lowLatencyHls, dash } = paths;
  if (!isPath(hls)) return "no path of hls";
  return { hls, ...(isPath(lowLatencyHls) ? { lowLatencyHls } : {}), ...(isPath(dash) ? { dash } : {}) };
}

/** On this host and nowhere else: `//other.example/x` and `/\other.example/x` would name another. */
function isPath(value: unknown): value is string {
  return typeof value === "string" && /^\/(?![/\\])\S*$/.test(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(problem: string): ReadChannels {
  return { environment: "", channels: [], problems: [problem] };
}
