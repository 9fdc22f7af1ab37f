import type awsNative from "@pulumi/aws-native";
import { dashMarkers, hlsMarkers, segmentMarkers } from "./markerArgs.ts";
import type { OriginNames } from "./names.ts";
import { updatePeriodSeconds, type OriginEndpointPlan, type OriginPlan } from "./originPlan.ts";

/** Renders a MediaPackage v2 channel for the `aws-native` provider. */
export function channelArgs({ names, inputType, cmaf }: OriginPlan): awsNative.mediapackagev2.ChannelArgs {
  const named = { channelGroupName: names.channelGroup, channelName: names.channel, inputType };
  if (cmaf === undefined) return named;
  return {
    ...named,
    outputLockingMode: cmaf.outputLockingMode,
    inputSwitchConfiguration: { mqcsInputSwitching: cmaf.mqcsInputSwitching },
    outputHeaderConfiguration: { publishMqcs: cmaf.publishMqcs },
  };
}

/** Renders an origin endpoint for the `aws-native` provider. */
export function endpointArgs(names: OriginNames, plan: OriginEndpointPlan): awsNative.mediapackagev2.OriginEndpointArgs {
  return {
    channelGroupName: names.channelGroup,
    channelName: names.channel,
    originEndpointName: plan.name,
    containerType: "CMAF",
    segment: { segmentDurationSeconds: plan.segmentSeconds, segmentName: plan.segmentName, ...segmentMarkers(plan.markers) },
    hlsManifests: [hlsManifest(plan.hls, plan)],
    ...(plan.lowLatencyHls === undefined ? {} : { lowLatencyHlsManifests: [hlsManifest(plan.lowLatencyHls, plan)] }),
    dashManifests: [dashManifest(plan)],
    ...(plan.startoverSeconds === undefined ? {} : { startoverWindowSeconds: plan.startoverSeconds }),
    ...(plan.forcedErrors.length === 0 ? {} : { forceEndpointErrorConfiguration: { endpointErrorConditions: [...plan.forcedErrors] } }),
  };
}

function hlsManifest(
  manifestName: string,
  plan: OriginEndpointPlan,
): awsNative.types.input.mediapackagev2.OriginEndpointHlsManifestConfigurationArgs {
  return {
    manifestName,
    manifestWindowSeconds: plan.windowSeconds,
    programDateTimeIntervalSeconds: plan.segmentSeconds,
    // CloudFront signs its requests (SigV4), which an unencoded query string in a child manifest's address would break.
    urlEncodeChildManifest: true,
    ...hlsMarkers(plan.markers),
  };
}

function dashManifest(plan: OriginEndpointPlan): awsNative.types.input.mediapackagev2.OriginEndpointDashManifestConfigurationArgs {
  return {
    manifestName: plan.dash,
    manifestWindowSeconds: plan.windowSeconds,
    // A player asks twice per segment, holds one, and stays three behind the end: what HLS players do by themselves.
    minUpdatePeriodSeconds: updatePeriodSeconds(plan.segmentSeconds),
    minBufferTimeSeconds: plan.segmentSeconds,
    suggestedPresentationDelaySeconds: plan.segmentSeconds * 3,
    segmentTemplateFormat: "NUMBER_WITH_TIMELINE",
    ...dashMarkers(plan.markers),
  };
}
