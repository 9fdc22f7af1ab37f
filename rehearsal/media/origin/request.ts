/** What answering a request needs and gives. */
import type { LiveChannel, LiveChannels, OriginEndpoint, OriginReply } from "../types.ts";
import type { DiscontinuityHistory } from "./history.ts";
import type { OriginQuery } from "./query.ts";

export interface OriginContext {
  /** As deployed at the moment. */
  readonly endpoints: () => readonly OriginEndpoint[];
  readonly live: LiveChannels;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly history: DiscontinuityHistory;
}

/** A request that may be answered, at a channel that has something. */
export interface Asked {
  readonly endpoint: OriginEndpoint;
  readonly live: LiveChannel;
  readonly query: OriginQuery;
  readonly context: OriginContext;
  /** When it came, milliseconds since 1970. */
  readonly since: number;
}

const TYPES = {
  hls: "application/vnd.apple.mpegurl",
  dash: "application/dash+xml",
  video: "video/mp4",
  audio: "audio/mp4",
  captions: "application/mp4",
  webvtt: "text/vtt",
} as const;

export function ok(type: keyof typeof TYPES, body: string | Buffer, headers: Record<string, string>): OriginReply {
  return {
    status: 200,
    headers: { "content-type": TYPES[type], ...headers },
    body: typeof body === "string" ? Buffer.from(body, "utf8") : body,
  };
}
