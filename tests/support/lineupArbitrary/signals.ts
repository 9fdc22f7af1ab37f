import fc from "fast-check";
import { carriageOf, type SourceType } from "../../../components/encode/index.ts";
import { SCTE_MESSAGES } from "../../../components/encode/plan.ts";
import { optional, written } from "./parts.ts";

type Document = Record<string, unknown>;

/** Pictures that `writeFolder` puts into every environment, and such as lie elsewhere. */
const image = fc.constantFrom(
  "slates/break.png",
  "slates/off_air.bmp",
  "s3://broadcaster-slates/a/break.png",
  "https://cdn.broadcaster.tv/break.png",
);

const inputFailover = fc
  .record({
    prefer: fc.constantFrom("primary", "either", undefined),
    clearMilliseconds: fc.constantFrom(undefined, 1, 60_000),
    inputLossMilliseconds: fc.constantFrom(undefined, 501, 1500, 3_600_000),
    videoBlack: optional(
      fc.record({ milliseconds: fc.constantFrom(1000, 5000), level: fc.constantFrom(undefined, 0, 0.05, 1) }).map(written),
    ),
    audioSilence: optional(
      fc.record({ milliseconds: fc.constantFrom(1000, 8000), track: fc.constantFrom(undefined, "first") }).map(written),
    ),
  })
  .map(written);

const scte35 = fc
  .record({
    mode: fc.constantFrom("passthrough", "passthrough", "none", undefined),
    avails: fc.constantFrom("splice-insert", "time-signal", undefined),
    offsetMilliseconds: fc.constantFrom(undefined, -1000, 0, 1000),
    ignore: optional(fc.subarray(["web-delivery", "regional-blackout"])),
    pids: optional(fc.record({ primary: fc.integer({ min: 32, max: 8191 }) })),
    hls: fc.constantFrom("daterange", "enhanced", "none", undefined),
    dash: fc.constantFrom("xml", "binary", "none", undefined),
    periods: fc.constantFrom(true, false, undefined),
    filter: optional(fc.subarray([...SCTE_MESSAGES])),
    manifests: fc.constantFrom("all", "filtered", undefined),
    segments: fc.constantFrom("none", "all", "filtered", undefined),
  })
  .map(written);

const networkEnd = fc
  .record({
    networkId: fc.constantFrom("10.5239/8BE5-E3F6-0000-0000-0000-A", "10.1234/abcd-0000-ffff-0123-4567-9"),
    image: optional(image),
  })
  .map(written);

/** What a channel would like to do with signals; `fitSignals` leaves what its sources and its environment can give. */
export const signalWishes = {
  inputFailover: optional(inputFailover),
  scte35: optional(scte35),
  availBlanking: optional(fc.record({ image: optional(image) }).map(written)),
  blackout: optional(fc.record({ image: optional(image), networkEnd: optional(networkEnd) }).map(written)),
  inputLossSlate: optional(
    fc
      .record({
        image,
        repeatMilliseconds: fc.constantFrom(undefined, 0, 1_000_000),
        blackMilliseconds: fc.constantFrom(undefined, 0, 5000),
      })
      .map(written),
  ),
};

/** Drops of a channel what development cannot say, and gives a pair its second input. */
export function fitSignals(channel: Document, production: boolean): Document {
  const { inputFailover: pair, scte35: markers, availBlanking, blackout, ...rest } = channel;
  return written({
    ...rest,
    ...(pair === undefined ? {} : paired(rest, production ? preferring(pair as Document) : (pair as Document))),
    ...(production ? { scte35: markers === undefined ? undefined : fitMarkers(rest, markers as Document), availBlanking, blackout } : {}),
  });
}

/** The pack wants production to go back to the source by itself (`failover-inputs-paired`). */
function preferring({ prefer, ...pair }: Document): Document {
  return { ...pair, ...(prefer === undefined ? {} : { prefer: "primary" }) };
}

/** Types of source that a second input can be like without a thought. */
const PAIRED_TYPES: readonly string[] = ["rtmp-push", "rtp-push", "srt-listener"];

/** A second input like the source, where the source can be of a pair and follows no failover name. */
function paired(channel: Document, pair: Document): Document {
  const source = channel["source"] as Document;
  if (!PAIRED_TYPES.includes(String(source["type"])) || channel["uplink"] === "single") return {};
  const second = { ...source };
  // The application of the other input, or one of its own key: RTMP inputs do not share one.
  Reflect.deleteProperty(second, "application");
  const silence = pair["audioSilence"] as Document | undefined;
  const tracks = Object.keys((channel["audio"] as Document | undefined)?.["tracks"] ?? {});
  const heard =
    silence === undefined ? {} : { audioSilence: { ...silence, track: tracks.includes("first") ? silence["track"] : undefined } };
  return {
    moreInputs: { ...((channel["moreInputs"] ?? {}) as Document), second },
    inputFailover: { to: "second", ...pair, ...(heard.audioSilence === undefined ? {} : { audioSilence: written(heard.audioSilence) }) },
  };
}

/** No PID where there is none, and no markers where none leaves the encoder. */
function fitMarkers(channel: Document, { pids, hls, dash, periods, filter, manifests, segments, ...rest }: Document): Document {
  const picks = carriageOf((channel["source"] as { type: SourceType }).type).picks;
  const shown = { hls, dash, periods, filter, manifests, segments };
  return written({ ...rest, pids: picks.includes("pid") ? pids : undefined, ...(rest["mode"] === "none" ? {} : shown) });
}
