import type awsNative from "@pulumi/aws-native";
import type { MarkerPlan } from "./signalPlan.ts";

type Segment = awsNative.types.input.mediapackagev2.OriginEndpointSegmentArgs;
type Hls = awsNative.types.input.mediapackagev2.OriginEndpointHlsManifestConfigurationArgs;
type Dash = awsNative.types.input.mediapackagev2.OriginEndpointDashManifestConfigurationArgs;

/** SCTE-35 at the level of an endpoint's segments: which messages count as ads, and which travel along. */
export function segmentMarkers(markers: MarkerPlan | undefined): Pick<Segment, "scte"> {
  if (markers === undefined) return {};
  const { filter, segments } = markers;
  return { scte: { ...(filter.length === 0 ? {} : { scteFilter: [...filter] }), scteInSegments: segments } };
}

/** Markers in an HLS manifest, low-latency or not. DATERANGE needs a programme date and time, which every manifest here has. */
export function hlsMarkers(markers: MarkerPlan | undefined): Pick<Hls, "scteHls"> {
  if (markers?.hls === undefined) return {};
  return { scteHls: { adMarkerHls: markers.hls, scteInManifests: markers.manifests } };
}

/** Markers in a DASH manifest, and a period at each avail where that is asked for. */
export function dashMarkers(markers: MarkerPlan | undefined): Pick<Dash, "scteDash" | "periodTriggers"> {
  if (markers === undefined) return {};
  const { dash, manifests, periods } = markers;
  return {
    ...(dash === undefined ? {} : { scteDash: { adMarkerDash: dash, scteInManifests: manifests } }),
    ...(periods ? { periodTriggers: ["AVAILS" as const] } : {}),
  };
}
