import type { Json } from "../storage/index.ts";
import type { AvailPlan, PictureUse, SignalPlan } from "./signalPlan.ts";

type Members = Record<string, Json>;

const PICTURE_PARAMETERS: Readonly<Record<PictureUse, string>> = {
  avail: "AvailImageUrl",
  blackout: "BlackoutImageUrl",
  networkEnd: "NetworkEndImageUrl",
  inputLoss: "InputLossImageUrl",
};

/** Parameter of a picture's address: the bucket differs between regions, the template does not. */
export function pictureParameter(use: PictureUse): string {
  return PICTURE_PARAMETERS[use];
}

/** Parameters of the pictures of a plan, in a fixed order. */
export function pictureUses({ signals }: { readonly signals?: SignalPlan }): readonly PictureUse[] {
  return (Object.keys(PICTURE_PARAMETERS) as PictureUse[]).filter((use) => signals?.pictures[use] !== undefined);
}

/** Members of `EncoderSettings`: what an avail is, and what is shown in its place; none for a plan without signals. */
export function signalSettings({ signals }: { readonly signals?: SignalPlan }): Members {
  if (signals === undefined) return {};
  const { avails, blanking, blackout } = signals;
  return {
    ...(avails === undefined ? {} : { AvailConfiguration: availConfiguration(avails) }),
    ...(blanking === undefined ? {} : { AvailBlanking: { State: "ENABLED", ...image("AvailBlankingImage", "avail", blanking.image) } }),
    ...(blackout === undefined ? {} : { BlackoutSlate: blackoutSlate(blackout) }),
  };
}

/** `InputLossBehavior` of the global configuration: the last picture, then black, then the image. */
export function inputLossBehavior({ signals }: { readonly signals?: SignalPlan }): Members {
  if (signals?.inputLoss === undefined) return {};
  const { repeatMilliseconds, blackMilliseconds } = signals.inputLoss;
  return {
    InputLossBehavior: {
      BlackFrameMsec: blackMilliseconds,
      ...image("InputLossImageSlate", "inputLoss", true),
      InputLossImageType: "SLATE",
      RepeatFrameMsec: repeatMilliseconds,
    },
  };
}

/**
 * Markers pass through with a key frame but cut no segment: the one way of passing them that epoch locking allows, and
 * what CMAF ingest does without any setting here. `NONE` makes neither marker nor key frame (MediaLive API, Scte35Type).
 */
export function scte35Type({ signals }: { readonly signals?: SignalPlan }): string {
  return signals?.scte35Type ?? "SCTE_35_WITHOUT_SEGMENTATION";
}

/**
 * Markers in a transport stream are kept without a key frame of their own, for its encode is the one that viewers get and
 * must not change; `NONE` keeps none (MediaLive API, M2tsScte35Control).
 */
export function streamScte35({ signals }: { readonly signals?: SignalPlan }): "NONE" | "SCTE_35_WITHOUT_IDR" {
  return signals?.scte35Type ?? "SCTE_35_WITHOUT_IDR";
}

/** Breaks in the segments of groups that pass markers on, not of all: what MediaLive's API recommends. */
function availConfiguration({ mode, offsetMilliseconds, webDelivery, regionalBlackout }: AvailPlan): Json {
  const settings = {
    ...(offsetMilliseconds === undefined ? {} : { AdAvailOffset: offsetMilliseconds }),
    NoRegionalBlackoutFlag: regionalBlackout,
    WebDeliveryAllowedFlag: webDelivery,
  };
  return {
    AvailSettings: mode === "splice-insert" ? { Scte35SpliceInsert: settings } : { Scte35TimeSignalApos: settings },
    Scte35SegmentationScope: "SCTE35_ENABLED_OUTPUT_GROUPS",
  };
}

function blackoutSlate({ image: shown, networkEnd }: NonNullable<SignalPlan["blackout"]>): Json {
  return {
    State: "ENABLED",
    ...image("BlackoutSlateImage", "blackout", shown),
    ...(networkEnd === undefined
      ? { NetworkEndBlackout: "DISABLED" }
      : {
          NetworkEndBlackout: "ENABLED",
          NetworkId: networkEnd.networkId,
          ...image("NetworkEndBlackoutImage", "networkEnd", networkEnd.image),
        }),
  };
}

function image(member: string, use: PictureUse, shown: boolean): Members {
  return shown ? { [member]: { Uri: { Ref: pictureParameter(use) } } } : {};
}
