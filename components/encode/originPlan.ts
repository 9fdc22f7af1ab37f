import { alignmentOf } from "./alignment.ts";
import { MANIFESTS, originNames, type OriginNames } from "./names.ts";
import { markerPlan, type MarkerPlan } from "./signalPlan.ts";
import type { Channel, Region } from "./types.ts";

export type ForcedError = "STALE_MANIFEST" | "INCOMPLETE_MANIFEST" | "SLATE_INPUT";

/** One MediaPackage v2 origin endpoint, packaged in CMAF. Times in seconds. */
export interface OriginEndpointPlan {
  readonly name: string;
  readonly segmentSeconds: number;
  /** What the name of each of its segments begins with. */
  readonly segmentName: string;
  readonly windowSeconds: number;
  readonly hls: string;
  readonly lowLatencyHls?: string;
  readonly dash: string;
  readonly startoverSeconds?: number;
  /** What manifests and segments tell of SCTE-35; nothing unless given. */
  readonly markers?: MarkerPlan;
  /** Conditions under which the endpoint answers 404, so that CloudFront turns to the other region. */
  readonly forcedErrors: readonly ForcedError[];
}

/** A channel at MediaPackage in one region. Everything but the forced errors, and the names of segments that differ, is equal in all regions. */
export interface OriginPlan {
  readonly names: OriginNames;
  readonly inputType: "CMAF" | "HLS";
  /** CMAF channels only: the typings refuse the quality settings for HLS, and locking is a matter of CMAF ingest. */
  readonly cmaf?: {
    readonly outputLockingMode: "EPOCH_LOCKED" | "NON_EPOCH_LOCKED";
    readonly mqcsInputSwitching: boolean;
    readonly publishMqcs: boolean;
  };
  readonly endpoints: readonly OriginEndpointPlan[];
}

const SEGMENT = "segment";

const FORCED_ERRORS: readonly ForcedError[] = ["STALE_MANIFEST", "INCOMPLETE_MANIFEST", "SLATE_INPUT"];

/** Plans a channel's origin in one of its regions. */
export function originPlan(
  channel: Channel,
  region: Region,
  context: { readonly environment: string; readonly production: boolean },
): OriginPlan {
  const names = originNames(context.environment, channel);
  const { epochLocked } = alignmentOf(channel, context);
  const segmentName = segmentNameOf(epochLocked, region);
  return {
    names,
    inputType: context.production ? "CMAF" : "HLS",
    ...(context.production
      ? {
          cmaf: {
            outputLockingMode: epochLocked ? ("EPOCH_LOCKED" as const) : ("NON_EPOCH_LOCKED" as const),
            // Both stated: AWS's own pages disagree about the defaults.
            mqcsInputSwitching: true,
            publishMqcs: true,
          },
        }
      : {}),
    endpoints: [liveEndpoint(channel, region, { names, segmentName }), ...startoverEndpoint(channel, { names, segmentName })],
  };
}

/**
 * Regions that are locked to the epoch cut the same segments, and either serves one that the other's manifest names. Others count for
 * themselves: under one name CloudFront would hold one region's segment for a viewer of the other, for up to 14 days
 * (MediaPackage v2 User Guide, "Working with CDNs": what is told of the life of CMAF segments), and show a moment that is long over.
 */
function segmentNameOf(epochLocked: boolean, region: Region): string {
  return epochLocked ? SEGMENT : `${SEGMENT}-${region}`;
}

type Named = Pick<OriginEndpointPlan, "segmentName"> & Pick<OriginPlan, "names">;

/**
 * The live endpoint. Errors are forced in the preferred region only: the other one must answer whatever it has, for
 * nobody is left to turn to (MediaPackage v2 User Guide, "Cross-region failover"). A forced 404 lasts until the bad
 * segments have left the window, so the window is short.
 */
function liveEndpoint(channel: Channel, region: Region, { names, segmentName }: Named): OriginEndpointPlan {
  const preferred = channel.regions.length > 1 && channel.regions[0] === region;
  return {
    name: names.liveEndpoint,
    segmentSeconds: channel.ladder.segmentSeconds,
    segmentName,
    windowSeconds: channel.liveWindowSeconds,
    hls: MANIFESTS.hls,
    lowLatencyHls: MANIFESTS.lowLatencyHls,
    dash: MANIFESTS.dash,
    ...markersOf(channel),
    forcedErrors: preferred ? FORCED_ERRORS : [],
  };
}

/** How often a DASH player asks again, in seconds: twice in a segment. */
export function updatePeriodSeconds(segmentSeconds: number): number {
  return Math.max(1, Math.floor(segmentSeconds / 2));
}

/** Startover on an endpoint of its own: a gap in a window of hours would force an error for hours. */
function startoverEndpoint(channel: Channel, { names, segmentName }: Named): OriginEndpointPlan[] {
  if (names.startoverEndpoint === undefined) return [];
  return [
    {
      name: names.startoverEndpoint,
      segmentSeconds: channel.ladder.segmentSeconds,
      segmentName,
      windowSeconds: channel.liveWindowSeconds,
      hls: MANIFESTS.hls,
      dash: MANIFESTS.dash,
      startoverSeconds: channel.startoverSeconds,
      ...markersOf(channel),
      forcedErrors: [],
    },
  ];
}

function markersOf(channel: Channel): Pick<OriginEndpointPlan, "markers"> {
  const markers = markerPlan(channel);
  return markers === undefined ? {} : { markers };
}
