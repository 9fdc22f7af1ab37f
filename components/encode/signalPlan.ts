import type { Picture, ScteMessage } from "./signalTypes.ts";
import type { Channel } from "./types.ts";

/** What a picture stands in for. One of each at most in a channel. */
export type PictureUse = "avail" | "blackout" | "networkEnd" | "inputLoss";

/** How MediaLive reads SCTE-35 messages. */
export interface AvailPlan {
  readonly mode: "splice-insert" | "time-signal";
  readonly offsetMilliseconds?: number;
  readonly webDelivery: "FOLLOW" | "IGNORE";
  readonly regionalBlackout: "FOLLOW" | "IGNORE";
}

/** What the encoder of a channel does with the messages of its source, and what it shows in place of the picture. */
export interface SignalPlan {
  /** Absent: markers pass, as they do without any setting. */
  readonly scte35Type?: "NONE";
  /** Absent: nothing asks what an avail is. */
  readonly avails?: AvailPlan;
  /** `image` says that there is one; its address differs between regions. */
  readonly blanking?: { readonly image: boolean };
  readonly blackout?: { readonly image: boolean; readonly networkEnd?: { readonly networkId: string; readonly image: boolean } };
  readonly inputLoss?: { readonly repeatMilliseconds: number; readonly blackMilliseconds: number };
  /** The pictures, by what they stand in for. */
  readonly pictures: Readonly<Partial<Record<PictureUse, Picture>>>;
}

type Signalled = Pick<Channel, "scte35" | "availBlanking" | "blackout" | "inputLossSlate">;

/** Undefined for a channel that says nothing of signals: its plan, its template and its hash stay as they are. */
export function signalPlan(channel: Signalled): SignalPlan | undefined {
  const { scte35, availBlanking, blackout, inputLossSlate } = channel;
  if (scte35 === undefined && availBlanking === undefined && blackout === undefined && inputLossSlate === undefined) return undefined;
  // Blanking and blackout are told by the same messages: "Set the ad avail mode, if you have not already done so" (User Guide).
  const asked = scte35 !== undefined || availBlanking !== undefined || blackout !== undefined;
  return {
    ...(scte35?.mode === "none" ? { scte35Type: "NONE" as const } : {}),
    ...(asked ? { avails: availPlan(channel) } : {}),
    ...(availBlanking === undefined ? {} : { blanking: { image: availBlanking.image !== undefined } }),
    ...(blackout === undefined ? {} : { blackout: blackoutPlan(blackout) }),
    ...(inputLossSlate === undefined
      ? {}
      : { inputLoss: { repeatMilliseconds: inputLossSlate.repeatMilliseconds, blackMilliseconds: inputLossSlate.blackMilliseconds } }),
    pictures: picturesOf(channel),
  };
}

/** The pictures of a channel, by what they stand in for. */
export function picturesOf({ availBlanking, blackout, inputLossSlate }: Signalled): Partial<Record<PictureUse, Picture>> {
  const found: Record<PictureUse, Picture | undefined> = {
    avail: availBlanking?.image,
    blackout: blackout?.image,
    networkEnd: blackout?.networkEnd?.image,
    inputLoss: inputLossSlate?.image,
  };
  return Object.fromEntries(Object.entries(found).flatMap(([use, picture]) => (picture === undefined ? [] : [[use, picture] as const])));
}

/** Files of the project that a channel shows, each once, in alphabetical order. */
export function slateFiles(channel: Signalled): readonly string[] {
  const files = Object.values(picturesOf(channel)).flatMap((picture) => ("file" in picture ? [picture.file] : []));
  return [...new Set(files)].sort();
}

/** Objects in buckets of the user's that a channel shows, as `bucket/key`, each once, in alphabetical order. */
export function slateObjects(channel: Signalled): readonly string[] {
  const objects = Object.values(picturesOf(channel)).flatMap((picture) =>
    "url" in picture && picture.url.startsWith(S3) ? [picture.url.slice(S3.length)] : [],
  );
  return [...new Set(objects)].sort();
}

/** MediaLive's own scheme for objects in S3, over TLS. */
export const S3 = "s3ssl://";

/** Message types as MediaPackage spells them (MediaPackage v2 API, ScteFilter). */
const SCTE_FILTERS = {
  "splice-insert": "SPLICE_INSERT",
  break: "BREAK",
  "provider-advertisement": "PROVIDER_ADVERTISEMENT",
  "distributor-advertisement": "DISTRIBUTOR_ADVERTISEMENT",
  "provider-placement-opportunity": "PROVIDER_PLACEMENT_OPPORTUNITY",
  "distributor-placement-opportunity": "DISTRIBUTOR_PLACEMENT_OPPORTUNITY",
  "provider-overlay-placement-opportunity": "PROVIDER_OVERLAY_PLACEMENT_OPPORTUNITY",
  "distributor-overlay-placement-opportunity": "DISTRIBUTOR_OVERLAY_PLACEMENT_OPPORTUNITY",
  program: "PROGRAM",
  chapter: "CHAPTER",
  "unscheduled-event": "UNSCHEDULED_EVENT",
  "alternate-content-opportunity": "ALTERNATE_CONTENT_OPPORTUNITY",
  network: "NETWORK",
} as const satisfies Readonly<Record<ScteMessage, string>>;

export type ScteFilter = (typeof SCTE_FILTERS)[ScteMessage];

/** What the manifests and segments of a channel tell of SCTE-35, in MediaPackage's words; undefined where they tell nothing. */
export interface MarkerPlan {
  readonly hls?: "DATERANGE" | "SCTE35_ENHANCED";
  readonly dash?: "BINARY" | "XML";
  readonly periods: boolean;
  /** Empty: MediaPackage's own choice. */
  readonly filter: readonly ScteFilter[];
  readonly manifests: "ALL" | "MATCHES_FILTER";
  readonly segments: "NONE" | "ALL" | "MATCHES_FILTER";
}

/** MediaPackage v2 User Guide, "SCTE-35 settings": at the level of the segments, and of each manifest. */
export function markerPlan({ scte35 }: Pick<Channel, "scte35">): MarkerPlan | undefined {
  if (scte35 === undefined || scte35.mode === "none") return undefined;
  return {
    ...(scte35.hls === "none" ? {} : { hls: scte35.hls === "daterange" ? ("DATERANGE" as const) : ("SCTE35_ENHANCED" as const) }),
    ...(scte35.dash === "none" ? {} : { dash: scte35.dash === "xml" ? ("XML" as const) : ("BINARY" as const) }),
    periods: scte35.periods,
    filter: scte35.filter.map((message) => SCTE_FILTERS[message]),
    manifests: scte35.manifests === "all" ? "ALL" : "MATCHES_FILTER",
    segments: scte35.segments === "none" ? "NONE" : scte35.segments === "all" ? "ALL" : "MATCHES_FILTER",
  };
}

function availPlan({ scte35 }: Signalled): AvailPlan {
  const ignore = scte35?.ignore ?? [];
  return {
    mode: scte35?.avails ?? "splice-insert",
    ...(scte35?.offsetMilliseconds === undefined ? {} : { offsetMilliseconds: scte35.offsetMilliseconds }),
    webDelivery: ignore.includes("web-delivery") ? "IGNORE" : "FOLLOW",
    regionalBlackout: ignore.includes("regional-blackout") ? "IGNORE" : "FOLLOW",
  };
}

function blackoutPlan({ image, networkEnd }: NonNullable<Channel["blackout"]>): NonNullable<SignalPlan["blackout"]> {
  return {
    image: image !== undefined,
    ...(networkEnd === undefined ? {} : { networkEnd: { networkId: networkEnd.networkId, image: networkEnd.image !== undefined } }),
  };
}
