import type { AlignmentFacts, InputFacts } from "./alignmentFacts.ts";
import type { AlignmentCondition, FrameRate } from "./types.ts";

const CROSS_REGION = "MediaPackage v2 User Guide, cross-region-failover";
const LOCKING_INPUTS = "MediaLive User Guide, pipeline-locking-verify-input";
const LOCKING_SET_UP = "MediaLive User Guide, pipeline-locking-set-up";

const DIFFERENT_SEGMENTS = "so the regions cut different segments and a switch may jump or repeat a few seconds.";

/**
 * The conditions under which two regions cut a channel alike, in the order in which a reader should mend them. All of them
 * are met, or a viewer may notice the switch. What only the signal itself can show stands in the sentences as what it is, a
 * promise: that the timecode is within two minutes of UTC, and that the source runs at a simple multiple of the frame rate.
 */
export function alignmentConditions(facts: AlignmentFacts): readonly AlignmentCondition[] {
  const { regions, uplink, inputs, frameRates } = facts;
  const file = inputs.find(({ kind }) => kind === "file");
  const playlist = inputs.find(({ kind }) => kind === "playlist");
  const untimed = inputs.find(({ timecode }) => !timecode);
  return [
    condition("regions", CROSS_REGION, regions >= 2, {
      met: "The channel runs in two regions.",
      unmet: "The channel runs in one region, so there is no other to switch to.",
    }),
    condition("uplink", CROSS_REGION, uplink === "both", {
      met: "The encoder feeds both regions at once.",
      unmet: "The encoder feeds one region at a time, so a switch waits until it has reconnected to the other.",
    }),
    condition("file", LOCKING_INPUTS, file === undefined, {
      met: "No input is a file.",
      unmet: fileText(file),
    }),
    condition("playlist", LOCKING_INPUTS, playlist === undefined, {
      met: "No input is HLS.",
      unmet: `${which(playlist)} is HLS, which ends locking, ${DIFFERENT_SEGMENTS}`,
    }),
    condition("timecode", LOCKING_INPUTS, untimed === undefined, {
      met: "Every input is promised to carry timecode within two minutes of UTC.",
      unmet: `${which(untimed)} carries no timecode, ${DIFFERENT_SEGMENTS}`,
    }),
    condition("first-input", "MediaLive User Guide, pipeline-lock", isLockable(inputs[0]), {
      met: "The input on air at the start is live and carries timecode, with which locking begins.",
      unmet: "The input on air at the start is not live or carries no timecode, and locking begins with no other.",
    }),
    condition("frame-rates", `${CROSS_REGION}; ${LOCKING_SET_UP}`, areSimple(frameRates), {
      met: "Every rendition states its frame rate, all are integer or all fractional, and each is a simple multiple of the others, as the source's own rate must be.",
      unmet:
        "The renditions mix integer and fractional frame rates, or rates that are no simple multiple of each other, so their segments never meet.",
    }),
    condition("segments", CROSS_REGION, facts.wholeSegments, {
      met: "Every segment is a whole number of GOPs and of milliseconds.",
      unmet: "A segment is not a whole number of GOPs and milliseconds, so the regions round it apart.",
    }),
    condition("clock", LOCKING_SET_UP, facts.timing === "INPUT_CLOCK", {
      met: "The encoder's output follows the clock of its input.",
      unmet: "The encoder's output follows its own clock, which differs between regions.",
    }),
    condition("ingest", CROSS_REGION, facts.ingest === "cmaf", {
      met: "MediaPackage takes CMAF ingest, which is numbered by the epoch.",
      unmet: "MediaPackage takes HLS ingest, whose alignment between regions is not guaranteed.",
    }),
    condition("markers", "MediaLive User Guide, Enabling SCTE 35 passthrough (CMAF Ingest)", !facts.markersCut, {
      met: "Ad markers cut no segment.",
      unmet: "Ad markers cut segments, and not at the same place in every region.",
    }),
  ];
}

function condition(id: string, source: string, met: boolean, text: Readonly<Record<"met" | "unmet", string>>): AlignmentCondition {
  return { id, met, text: met ? text.met : text.unmet, source };
}

function which(input: InputFacts | undefined): string {
  return input?.which ?? "An input";
}

function fileText(file: InputFacts | undefined): string {
  const rest = "on its own clock, so a switch lands elsewhere in the loop.";
  return file?.which === "The source" ? `Each region loops the file ${rest}` : `${which(file)} is a file that each region loops ${rest}`;
}

function isLockable(first: InputFacts | undefined): boolean {
  return first?.kind === "live" && first.timecode;
}

/** All integer or all fractional, and of any two the faster one a whole multiple of the slower. */
function areSimple(rates: readonly FrameRate[]): boolean {
  const whole = rates.filter(({ numerator, denominator }) => numerator % denominator === 0).length;
  if (rates.length === 0 || (whole !== 0 && whole !== rates.length)) return false;
  return rates.every((one) => rates.every((other) => isMultiple(one, other) || isMultiple(other, one)));
}

function isMultiple(fast: FrameRate, slow: FrameRate): boolean {
  return (fast.numerator * slow.denominator) % (fast.denominator * slow.numerator) === 0;
}
