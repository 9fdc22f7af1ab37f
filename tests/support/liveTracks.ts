/** Live channels by hand, for tests of the origins: the shape of media without the media. */
import type { Cue, LiveChannel, LiveTrack, OriginEndpoint, Part, Segment, TrackInfo } from "../../rehearsal/media/types.ts";

export interface TrackPlan {
  readonly info: Partial<TrackInfo> & Pick<TrackInfo, "kind" | "name">;
  /** Ticks between two samples; segments and parts begin on one. */
  readonly frame: number;
  /** Frames of a part. */
  readonly partFrames: number;
}

/** Two pictures, two languages, one of captions; 25 frames and 48 kHz, parts of half a second. */
export const PLANS: readonly TrackPlan[] = [
  video("v1-1080p", 480, 270, 600_000),
  video("v2-540p", 240, 136, 200_000),
  audio("a1-eng", "eng", "English", true),
  audio("a2-deu", "deu", "Deutsch", false),
  {
    info: { kind: "captions", name: "c1-eng", codec: "wvtt", timescale: 1000, language: "eng", title: "English" },
    frame: 40,
    partFrames: 0,
  },
];

function video(name: string, width: number, height: number, bandwidth: number): TrackPlan {
  const frameRate = { numerator: 25, denominator: 1 };
  return {
    info: { kind: "video", name, codec: "avc1.64001f", timescale: 90_000, bandwidth, width, height, frameRate },
    frame: 3600,
    partFrames: 12.5,
  };
}

function audio(name: string, language: string, title: string, isDefault: boolean): TrackPlan {
  const sound = { sampleRate: 48_000, channels: 2, codec: "mp4a.40.2", timescale: 48_000, bandwidth: 128_000 };
  return { info: { kind: "audio", name, language, title, isDefault, ...sound }, frame: 1024, partFrames: 23.4375 };
}

export interface ChannelPlan {
  readonly region?: string;
  readonly epochLocked?: boolean;
  readonly segmentMs?: number;
  /** Wall clock of time 0, milliseconds; 0 for epoch-locked channels. */
  readonly zero?: number;
  /** Numbers that never came, in any track. */
  readonly gaps?: readonly number[];
  readonly slate?: readonly number[];
  readonly plans?: readonly TrackPlan[];
  /** Segments kept. */
  readonly kept?: number;
  /** Number at which a new clock begins, and its time 0. */
  readonly restart?: { readonly at: number; readonly zero: number };
}

/** A channel that has taken in everything up to a moment of the wall clock; `advance` moves it on. */
export class HandMadeChannel implements LiveChannel {
  readonly region: string;
  readonly channelGroup = "group";
  readonly originChannel = "channel";
  readonly segmentMs: number;
  readonly epochLocked: boolean;
  /** Set to stop what is taken in, or what is said of it. */
  scoreNow = 100;
  readonly #plan: ChannelPlan;
  readonly #listeners = new Set<() => void>();
  readonly #tracks = new Map<TrackPlan, LiveTrack>();
  #now: number;
  #taken: number;

  constructor(plan: ChannelPlan, now: number) {
    this.#plan = plan;
    this.region = plan.region ?? "us-east-1";
    this.segmentMs = plan.segmentMs ?? 4000;
    this.epochLocked = plan.epochLocked ?? true;
    this.#now = now;
    this.#taken = now;
  }

  get now(): number {
    return this.#now;
  }

  advance(ms: number, stalled = false): void {
    this.#now += ms;
    if (!stalled) {
      this.#taken = this.#now;
      this.#tracks.clear();
    }
    for (const listener of [...this.#listeners]) listener();
  }

  tracks(): readonly LiveTrack[] {
    return (this.#plan.plans ?? PLANS).map((plan) => this.#trackOf(plan));
  }

  track(name: string): LiveTrack | undefined {
    const plan = (this.#plan.plans ?? PLANS).find(({ info }) => info.name === name);
    return plan === undefined ? undefined : this.#trackOf(plan);
  }

  #trackOf(plan: TrackPlan): LiveTrack {
    const known = this.#tracks.get(plan);
    if (known !== undefined) return known;
    const track = trackAt(plan, { ...this.#plan, segmentMs: this.segmentMs, epochLocked: this.epochLocked }, this.#taken);
    this.#tracks.set(plan, track);
    return track;
  }

  activeInput(): 1 {
    return 1;
  }

  score(): number {
    return this.scoreNow;
  }

  age(now = this.#now): number {
    return now - this.#taken;
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}

interface Clocked extends ChannelPlan {
  readonly segmentMs: number;
  readonly epochLocked: boolean;
}

/** What of a track is there at a moment: whole segments, and the parts of the one that is being received. */
export function trackAt(plan: TrackPlan, channel: Clocked, now: number): LiveTrack {
  const { segmentMs, kept = 40, gaps = [] } = channel;
  const first = channel.epochLocked ? 0 : (channel.zero ?? 0);
  const newest = Math.floor((now - first) / segmentMs);
  const numbers = Array.from({ length: kept + 1 }, (_, index) => newest - kept + index).filter((one) => one >= 0 && !gaps.includes(one));
  const segments = numbers.flatMap((number) => segmentAt(plan, channel, number, now) ?? []);
  return { info: infoOf(plan), segments };
}

function infoOf({ info }: TrackPlan): TrackInfo {
  return { codec: "avc1.64001f", timescale: 90_000, bandwidth: 1000, init: Buffer.from(`init ${info.name}`), ...info };
}

function segmentAt(plan: TrackPlan, channel: Clocked, number: number, now: number): Segment | undefined {
  const { segmentMs, restart } = channel;
  const restarted = restart !== undefined && number >= restart.at;
  const zero = channel.epochLocked ? 0 : restarted ? restart.zero : (channel.zero ?? 0);
  const counted = restarted ? number - restart.at : number;
  const { timescale, kind } = infoOf(plan);
  const border = (count: number): number => Math.round((count * segmentMs * timescale) / 1000 / plan.frame) * plan.frame;
  const [time, end] = [border(counted), border(counted + 1)];
  const wall = (at: number): number => zero + (at * 1000) / timescale;
  const parts = kind === "captions" ? [] : partsOf(plan, infoOf(plan), time, end).filter((part) => wall(part.time + part.duration) <= now);
  const complete = wall(end) <= now;
  if (!complete && parts.length === 0) return undefined;
  const duration = complete ? end - time : parts.reduce((sum, part) => sum + part.duration, 0);
  return {
    number,
    time,
    duration,
    parts,
    ...(kind === "captions" ? { cues: cuesOf(number, time, end) } : {}),
    complete,
    input: 1,
    programDateTime: Math.round(wall(time)),
    discontinuity: restart?.at === number,
    score: 100,
    ...(channel.slate?.includes(number) === true ? { slate: true } : {}),
  };
}

function partsOf({ frame, partFrames }: TrackPlan, { kind, name }: TrackInfo, time: number, end: number): Part[] {
  const count = Math.round((end - time) / frame / partFrames);
  const border = (index: number): number => time + (index === count ? end - time : Math.round(index * partFrames) * frame);
  return Array.from({ length: count }, (_, index) => ({
    time: border(index),
    duration: border(index + 1) - border(index),
    independent: kind === "audio" || index === 0,
    bytes: Buffer.from(`${name} ${String(border(index))};`),
  }));
}

/** One caption in the middle, and one from the second half into the next segment. */
function cuesOf(number: number, time: number, end: number): Cue[] {
  const quarter = (end - time) / 4;
  return [
    { time: time + quarter, duration: quarter, text: `Number ${String(number)} <b>& more` },
    { time: time + quarter * 3, duration: quarter, text: "two\nlines" },
  ];
}

/** An endpoint as the production stacks deploy one, for `HandMadeChannel`. */
export function handMadeEndpoint(given: Partial<OriginEndpoint> = {}): OriginEndpoint {
  const region = given.region ?? "us-east-1";
  const arn = `arn:aws:mediapackagev2:${region}:123456789012:channelGroup/group/channel/channel/originEndpoint/live`;
  const statement = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"],
    Resource: arn,
    Condition: { StringEquals: { "AWS:SourceArn": DISTRIBUTION } },
  };
  return {
    region,
    host: `egress.${region}.example`,
    channelGroup: "group",
    originChannel: "channel",
    endpoint: "live",
    segmentName: "segment",
    hls: [{ name: "index", windowSeconds: 60, programDateTimeSeconds: 4 }],
    lowLatencyHls: [{ name: "ll", windowSeconds: 60, programDateTimeSeconds: 4 }],
    dash: [{ name: "manifest", windowSeconds: 60, minBufferSeconds: 4, minUpdateSeconds: 2, suggestedDelaySeconds: 12 }],
    forcedErrors: [],
    publishMqcs: true,
    epochLocked: true,
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    arn,
    ...given,
  };
}

export const DISTRIBUTION = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE";

/** The headers of a request that CloudFront signs for a distribution. */
export function signedFor(endpoint: OriginEndpoint, sourceArn = DISTRIBUTION): Record<string, string> {
  return {
    host: endpoint.host,
    authorization: `AWS4-HMAC-SHA256 Credential=EXAMPLE/20261121/${endpoint.region}/mediapackagev2/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
    "x-amz-date": "20261121T170000Z",
    "x-rehearsal-principal": "cloudfront.amazonaws.com",
    "x-rehearsal-source-arn": sourceArn,
  };
}
