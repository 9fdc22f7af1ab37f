/**
 * What the parts of the media plane say to each other. The encoder hands chunks to the packager, the packager keeps live
 * tracks, the origins serve them, the edge serves viewers. All of it is configured from the deployed state and nothing else.
 */

/** Frames per second as a fraction, so that 30000/1001 stays exact. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

export interface VideoRendition {
  /** Name of the output at MediaLive, such as `v1-1080p`; the track's name everywhere. */
  readonly name: string;
  readonly codec: "h264" | "h265" | "av1";
  /** Pixels, as deployed. What is really encoded is smaller, for two cores. */
  readonly width: number;
  readonly height: number;
  /** Bits per second, as deployed. */
  readonly bitrate: number;
  readonly frameRate: FrameRate;
}

export interface AudioRendition {
  readonly name: string;
  /** ISO 639-2, three letters. */
  readonly language: string;
  readonly title?: string;
  /** Bits per second. */
  readonly bitrate: number;
}

export interface CaptionRendition {
  readonly name: string;
  readonly language: string;
  readonly title?: string;
}

/** A MediaLive channel as deployed, and the MediaPackage channel it writes to. */
export interface EncoderChannel {
  readonly region: string;
  /** MediaLive's id. */
  readonly channelId: string;
  readonly channelGroup: string;
  readonly originChannel: string;
  readonly pipelines: 1 | 2;
  readonly running: boolean;
  /** Both the encoder and the packager count from the epoch: segments match between pipelines and regions. */
  readonly epochLocked: boolean;
  readonly segmentMs: number;
  readonly gopMs: number;
  readonly videos: readonly VideoRendition[];
  readonly audios: readonly AudioRendition[];
  readonly captions: readonly CaptionRendition[];
  /** MediaPackage takes the input with the better media quality score. */
  readonly qualitySwitching?: boolean;
  /** The input it takes of two with equal scores. */
  readonly preferredInput?: IngestInput;
}

export interface ManifestSettings {
  readonly name: string;
  readonly windowSeconds: number;
  /** Seconds between EXT-X-PROGRAM-DATE-TIME tags; HLS only. */
  readonly programDateTimeSeconds?: number;
  /** DASH only, all in seconds. */
  readonly minBufferSeconds?: number;
  readonly minUpdateSeconds?: number;
  readonly suggestedDelaySeconds?: number;
}

/** A MediaPackage v2 origin endpoint as deployed. */
export interface OriginEndpoint {
  readonly region: string;
  /** Host name of the channel group's egress domain. */
  readonly host: string;
  readonly channelGroup: string;
  readonly originChannel: string;
  readonly endpoint: string;
  readonly segmentName: string;
  readonly hls: readonly ManifestSettings[];
  readonly lowLatencyHls: readonly ManifestSettings[];
  readonly dash: readonly ManifestSettings[];
  /** Seconds; absent where nobody may start over. */
  readonly startoverSeconds?: number;
  /** As in the API: STALE_MANIFEST, INCOMPLETE_MANIFEST, SLATE_INPUT, MISSING_DRM_KEY. */
  readonly forcedErrors: readonly string[];
  readonly publishMqcs: boolean;
  readonly epochLocked: boolean;
  /** The endpoint policy as deployed, JSON; absent, nobody but the owner reads. */
  readonly policy?: string;
  readonly arn?: string;
}

/** The number of an ingest input at MediaPackage: `1` takes MediaLive's pipeline 0, `2` its pipeline 1. */
export type IngestInput = 1 | 2;

/** What a track is, the same for its whole life. */
export interface TrackInfo {
  readonly kind: "video" | "audio" | "captions";
  readonly name: string;
  /** As RFC 6381 spells it, such as `avc1.64001f`, `mp4a.40.2`; `wvtt` for captions. */
  readonly codec: string;
  /** Ticks per second of every time below. */
  readonly timescale: number;
  /** Bits per second at the most, measured or set. */
  readonly bandwidth: number;
  readonly width?: number;
  readonly height?: number;
  readonly frameRate?: FrameRate;
  readonly language?: string;
  readonly title?: string;
  /** Plays unless another is chosen. */
  readonly isDefault?: boolean;
  readonly sampleRate?: number;
  readonly channels?: number;
  /** `ftyp` and `moov`; empty for captions. */
  readonly init: Buffer;
}

/** A run of samples that can be served by itself: `moof` and `mdat`. Times in ticks of the track. */
export interface Part {
  readonly time: number;
  readonly duration: number;
  /** It begins with a key frame. */
  readonly independent: boolean;
  readonly bytes: Buffer;
}

/** One caption and when it is shown, in ticks of the track. */
export interface Cue {
  readonly time: number;
  readonly duration: number;
  readonly text: string;
}

export interface Segment {
  /** Media sequence number: of epoch-locked channels the time divided by the segment's length, else counted from the start. */
  readonly number: number;
  /** Ticks. */
  readonly time: number;
  /** Ticks; of what there is so far, while it is not complete. */
  readonly duration: number;
  readonly parts: readonly Part[];
  /** Of caption tracks, in place of parts. */
  readonly cues?: readonly Cue[];
  readonly complete: boolean;
  /** Which input it came from. */
  readonly input: IngestInput;
  /** Wall clock of its first sample, milliseconds since 1970. */
  readonly programDateTime: number;
  /** Timestamps do not follow from the segment before. */
  readonly discontinuity: boolean;
  /** Media quality confidence score of the input, 0 to 100 (MediaLive User Guide, "Using MQCS"). */
  readonly score: number;
  /** The encoder filled it, for nothing arrived from the source. */
  readonly slate?: boolean;
}

/** Oldest first; only the last may be incomplete. */
export interface LiveTrack {
  readonly info: TrackInfo;
  readonly segments: readonly Segment[];
}

/** What MediaPackage holds of one channel in one region. */
export interface LiveChannel {
  readonly region: string;
  readonly channelGroup: string;
  readonly originChannel: string;
  readonly segmentMs: number;
  readonly epochLocked: boolean;
  /** In the order of the manifest; empty before the first complete segment. */
  tracks(): readonly LiveTrack[];
  track(name: string): LiveTrack | undefined;
  /** Input that is served now. */
  activeInput(): IngestInput;
  /** Score of what is served now, 0 to 100. */
  score(): number;
  /** Milliseconds since anything new was taken in. */
  age(now?: number): number;
  /** Calls `listener` after each new part of any track; answers how to end that. */
  watch(listener: () => void): () => void;
}

/** Every channel that has taken something in, by region. */
export interface LiveChannels {
  find(region: string, channelGroup: string, originChannel: string): LiveChannel | undefined;
  all(): readonly LiveChannel[];
}

/** An origin of the deployed distribution. Times in seconds. */
export interface EdgeOrigin {
  readonly id: string;
  readonly kind: "mediapackage" | "s3";
  readonly domainName: string;
  /** Bucket of an S3 origin. */
  readonly bucket?: string;
  readonly path: string;
  readonly connectionAttempts: number;
  readonly connectionTimeout: number;
  readonly readTimeout: number;
  /** Its requests are signed with an origin access control. */
  readonly signed: boolean;
  readonly shieldRegion?: string;
}

/** Where a request goes: one origin, or the two of a group with what sends it from one to the other. */
export type OriginTarget =
  | { readonly kind: "origin"; readonly origin: string }
  | {
      readonly kind: "group";
      readonly origins: readonly [string, string];
      readonly statusCodes: readonly number[];
      readonly byQuality: boolean;
    };

/** A request to an origin, as the cache policy lets it through. */
export interface OriginRequest {
  readonly method: "GET" | "HEAD" | "OPTIONS";
  /** Still encoded, beginning with a slash. */
  readonly path: string;
  /** Without the question mark; empty for none. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Path pattern of the cache behaviour: media quality scores are tracked for each. */
  readonly behaviour?: string;
}

export interface OriginReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The origin dropped the connection before the body was whole: it is passed on as far as it came, and not cached. */
  readonly incomplete?: true;
}

/** One request to one origin. */
export interface OriginAttempt {
  readonly origin: string;
  readonly method: string;
  /**
   * 503 for a connection that was not made, 504 for a time-out, as CloudFront counts them; 502 for one that was dropped; 0 for a
   * question after the score that was not answered yet when the viewer was.
   */
  readonly status: number;
  readonly ms: number;
  readonly failed?: "connect" | "timeout" | "incomplete";
  /** Media quality score that came with it. */
  readonly score?: number;
}

export interface OriginAnswer {
  readonly reply: OriginReply;
  /** The origin that answered. */
  readonly origin: string;
  readonly attempts: readonly OriginAttempt[];
}

/** Asks the origins of a distribution as CloudFront does. Never rejects: a failure is a reply with its status. */
export type AskOrigins = (target: OriginTarget, request: OriginRequest) => Promise<OriginAnswer>;

/** What was said to a viewer; one record for each request. */
export interface ServedRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Of the body. */
  readonly bytes: number;
  /** Path pattern of the behaviour; `*` for the default one. */
  readonly behaviour: string;
  /** The behaviour wants a signature. */
  readonly keyGroup: boolean;
  readonly signature: "valid" | "missing" | "invalid" | "not asked";
  readonly signedBy?: "cookies" | "url";
  /** x-edge-result-type of the log (CloudFront Developer Guide, "Standard log fields"). */
  readonly result: "Hit" | "RefreshHit" | "Miss" | "Error" | "LimitExceeded" | "Redirect" | "FunctionGeneratedResponse";
  readonly attempts: readonly OriginAttempt[];
  readonly origin?: string;
  /** `sid` of CMCD, where the player sent one. */
  readonly session?: string;
  readonly ms: number;
}

/** How the way from the edge to a region's origins is broken. */
export type NetworkFault =
  /** No answer to a connection. */
  | { readonly kind: "black-hole" }
  | { readonly kind: "refused" }
  /** Headers and half a body come, then nothing. */
  | { readonly kind: "hung-body" }
  /** Every answer has this status. */
  | { readonly kind: "status"; readonly status: number };

/** A channel in a region. */
export interface ChannelPlace {
  readonly region: string;
  readonly channelGroup: string;
  readonly originChannel: string;
}

/** What a drill can break, each until it is set back or all is cleared. */
export interface MediaFaults {
  /** A pipeline writes nothing any more. */
  pipeline(place: ChannelPlace, input: IngestInput, lost: boolean): void;
  /** No contribution arrives at the region: black frames, and a score that says so. */
  input(place: ChannelPlace, lost: boolean): void;
  /** Nothing new reaches the packager: its manifest stands still. */
  stale(place: ChannelPlace, on: boolean): void;
  /** Media quality score of a channel in a region, 0 to 100; undefined: as measured. */
  score(place: ChannelPlace, score: number | undefined): void;
  /** The way from the edge to a region's origins. */
  network(region: string, fault: NetworkFault | undefined): void;
  clear(): void;
}

/** A channel that can be watched, as the distribution and both regions have it. */
export interface WatchedChannel {
  readonly channelGroup: string;
  readonly originChannel: string;
  /** In order of preference, as the distribution's origins are. */
  readonly regions: readonly string[];
  readonly epochLocked: boolean;
  readonly segmentMs: number;
  /** Paths on the viewers' host. */
  readonly playback: { readonly hls: string; readonly lowLatencyHls?: string; readonly dash?: string };
  /** A signature for this covers all of the channel: `https://<host>/out/v1/<group>/<channel>/*`. */
  readonly resource: string;
  /** Path that cookies are set for. */
  readonly cookiePath: string;
}

/** The media plane at work. */
export interface RunningMedia {
  /** Where a browser reaches the deployed distribution: `http://127.0.0.1:<port>`, which stands for `https://<viewerHost>`. */
  readonly edgeUrl: string;
  /** The distribution's first alias, or its own name. */
  readonly viewerHost: string;
  channels(): readonly WatchedChannel[];
  readonly live: LiveChannels;
  readonly faults: MediaFaults;
  /** What viewers were served so far, oldest first; kept up to some number of records. */
  served(): readonly ServedRequest[];
  /** Calls `listener` with every record; answers how to end that. */
  watch(listener: (request: ServedRequest) => void): () => void;
  close(): Promise<void>;
}
