import { isEpochLocked } from "../../lib/epoch.ts";
import { mediaResources, typesOf } from "../../lib/media.ts";
import type { Plain, PlainObject } from "../../lib/plain.ts";
import { at, isObject, isSet, itemsAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Ways to handle SCTE-35 in a CMAF group that cut no segment out of step (MediaLive API, Scte35Type). */
const STEADY_MARKERS = ["NONE", "SCTE_35_WITHOUT_SEGMENTATION", "SCTE_35_WITHOUT_IDR"];

export const epochLockingPossible = resourceRule(
  {
    name: "epoch-locking-possible",
    group: "redundancy",
    description: "A channel that says EPOCH_LOCKING can lock: its timing, frame rates, inputs and outputs allow it.",
    severity: "high",
    remediation:
      "Set outputTimingSource INPUT_CLOCK, timecode EMBEDDED, frame rates SPECIFIED (all integer or all fractional), no HLS input, and no SCTE-35 segmentation.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/pipeline-lock.html",
  },
  typesOf("channel"),
  function* (subject) {
    for (const channel of mediaResources("channel", subject)) {
      const { where, props } = channel;
      if (at(props, "encoderSettings", "globalConfiguration", "outputLockingMode") === UNKNOWN) {
        yield `${where}has encoder settings or an outputLockingMode that is unknown before the deployment. Write it literally.`;
      } else if (isEpochLocked(channel)) {
        for (const problem of [...timingFindings(props), ...rateFindings(props), ...inputFindings(props), ...outputFindings(props)]) {
          yield `${where}${problem}`;
        }
      }
    }
  },
);

function* timingFindings(props: PlainObject): Iterable<string> {
  const global = at(props, "encoderSettings", "globalConfiguration");
  const source = at(global, "outputTimingSource");
  if (source !== "INPUT_CLOCK") {
    yield `locks to the epoch by outputTimingSource ${shown(source)}. Set it to "INPUT_CLOCK".`;
  }
  const timecode = at(props, "encoderSettings", "timecodeConfig", "source");
  if (timecode !== "EMBEDDED") {
    yield `locks to the epoch with timecode ${shown(timecode)}: only a timecode in the input says the same in two regions. Set it to "EMBEDDED".`;
  }
  const method = at(global, "outputLockingSettings", "pipelineLockingSettings", "pipelineLockingMethod");
  if (method === "VIDEO_ALIGNMENT") {
    yield "asks for VIDEO_ALIGNMENT, which works with pipeline locking alone. Leave pipelineLockingSettings out.";
  }
}

function* rateFindings(props: PlainObject): Iterable<string> {
  const videos = itemsAt(props, "encoderSettings", "videoDescriptions");
  if (videos.includes(UNKNOWN)) {
    yield "has video descriptions that are unknown before the deployment. Write the list literally.";
  }
  const moving = videos.filter((video) => video !== UNKNOWN && !isSet(at(video, "codecSettings", "frameCaptureSettings")));
  const rates = moving.map((video) => [shown(at(video, "name")), codecOf(video)] as const);
  const unstated = rates.filter(([, codec]) => !statesRate(codec)).map(([name]) => name);
  if (unstated.length > 0) {
    yield `takes the frame rate of ${unstated.join(", ")} from the input. Set framerateControl SPECIFIED with numerator and denominator.`;
  }
  const kinds = new Set(rates.map(([, codec]) => isInteger(codec)).filter((kind) => kind !== undefined));
  if (kinds.size > 1) {
    yield "mixes integer and fractional frame rates, whose segments never meet. Use one kind for all renditions.";
  }
}

/** Settings of the one codec that a description uses. */
function codecOf(video: Plain): Plain | undefined {
  const settings = at(video, "codecSettings");
  return isObject(settings) ? Object.values(settings)[0] : undefined;
}

/** AV1 and H.265 have no choice but to state it; H.264 may follow its source. */
function statesRate(codec: Plain | undefined): boolean {
  const control = at(codec, "framerateControl");
  const stated = typeof at(codec, "framerateNumerator") === "number" && typeof at(codec, "framerateDenominator") === "number";
  return stated && (control === undefined || control === "SPECIFIED");
}

function isInteger(codec: Plain | undefined): boolean | undefined {
  const [numerator, denominator] = [at(codec, "framerateNumerator"), at(codec, "framerateDenominator")];
  return typeof numerator === "number" && typeof denominator === "number" ? numerator % denominator === 0 : undefined;
}

function* inputFindings(props: PlainObject): Iterable<string> {
  const playlists = itemsAt(props, "inputAttachments").filter((attachment) =>
    isSet(at(attachment, "inputSettings", "networkInputSettings", "hlsInputSettings")),
  );
  if (playlists.length > 0) {
    const names = playlists.map((attachment) => shown(at(attachment, "inputAttachmentName")));
    yield `has an HLS input (${names.join(", ")}), which ends epoch locking for good. Take the source by SRT, RTP or MediaConnect.`;
  }
}

function* outputFindings(props: PlainObject): Iterable<string> {
  for (const group of itemsAt(props, "encoderSettings", "outputGroups")) {
    const name = shown(at(group, "name"));
    const cmaf = at(group, "outputGroupSettings", "cmafIngestGroupSettings");
    const markers = at(cmaf, "scte35Type");
    if (isSet(cmaf) && markers !== undefined && !(typeof markers === "string" && STEADY_MARKERS.includes(markers))) {
      yield `cuts segments at SCTE-35 markers in output group ${name} (${shown(markers)}). Set scte35Type to ${STEADY_MARKERS.join(" or ")}.`;
    }
    const hls = at(group, "outputGroupSettings", "hlsGroupSettings");
    if (isSet(hls)) {
      yield* hlsFindings(name, hls, itemsAt(group, "outputs"));
    }
  }
}

function* hlsFindings(name: string, hls: Plain | undefined, outputs: readonly Plain[]): Iterable<string> {
  const clock = at(hls, "programDateTimeClock");
  if (clock !== "INITIALIZE_FROM_OUTPUT_TIMECODE") {
    yield `dates its segments by programDateTimeClock ${shown(clock)} in output group ${name}. Set it to "INITIALIZE_FROM_OUTPUT_TIMECODE".`;
  }
  const path = ["outputSettings", "hlsOutputSettings", "hlsSettings", "standardHlsSettings", "m3u8Settings", "scte35Behavior"];
  if (outputs.some((output) => at(output, ...path) === "PASSTHROUGH")) {
    yield `passes SCTE-35 through in output group ${name}, which epoch locking does not allow. Set scte35Behavior NO_PASSTHROUGH.`;
  }
}
