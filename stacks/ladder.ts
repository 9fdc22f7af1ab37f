import type { Ladder, Rung } from "../components/encode/index.ts";
import { bitsPerSecond, isWrittenRate } from "./bitrates.ts";
import { ladderProblems } from "./ladderRules.ts";
import { FRAME_RATES, type LadderFile, type RungFile } from "./ladderSchema.ts";
import { didYouMean, showValue, type Problem } from "./problems.ts";
import { LOWEST_SHORTHAND, shorthandRung, STANDARD_RUNGS, standardSize } from "./standardRungs.ts";

export { ladderSchema } from "./ladderSchema.ts";
export { STANDARD_RUNGS } from "./standardRungs.ts";

/** A ladder from its parsed file, with the rules that need more than one field. */
export function buildLadder(name: string, file: LadderFile): { ladder: Ladder; problems: Problem[] } {
  const path = `ladders/${name}.yaml`;
  const problems: Problem[] = [];
  const rungs: Rung[] = [];
  for (const [index, written] of file.rungs.entries()) {
    const built = buildRung(written, file.codec);
    if ("name" in built) rungs.push(built);
    else problems.push({ path: `${path} rungs[${index}]`, given: showValue(written) ?? "", ...built });
  }
  const ladder: Ladder = {
    name,
    codec: file.codec,
    ...(file.profile === "auto" ? {} : { profile: file.profile }),
    ...(file.level === "auto" ? {} : { level: file.level }),
    ...(file.tier === undefined ? {} : { tier: file.tier }),
    ...(file.dynamicRange === "sdr" ? {} : { dynamicRange: file.dynamicRange }),
    ...(file.lightLevels === undefined ? {} : { lightLevels: file.lightLevels }),
    frameRate: FRAME_RATES[file.frameRate] ?? { numerator: 30, denominator: 1 },
    rateControl: file.rateControl,
    bufferSeconds: file.bufferSeconds,
    gopSeconds: file.gopSeconds,
    segmentSeconds: file.segmentSeconds,
    rungs,
    audioBitrates: file.audioBitrates.map((text) => bitsPerSecond(text)),
  };
  return { ladder, problems: [...problems, ...ladderProblems(path, ladder)] };
}

type RungProblem = Pick<Problem, "what" | "remedy">;

/** A rung as written: a standard name, a rate, or one of the user's own, which takes from the standard what it leaves out. */
function buildRung(written: RungFile, own: LadderFile["codec"]): Rung | RungProblem {
  if (typeof written === "number") return fromRate(written);
  if (typeof written === "string") return isWrittenRate(written) ? fromRate(bitsPerSecond(written)) : fromName(written);
  const { name, width, height, bitrate, frameRate, quality, codec } = written;
  const standard = standardRung(name);
  const rate = bitrate ?? standard?.bitrate;
  if (rate === undefined) return { what: "has no bitrate, and its name is no standard one", remedy: "add bitrate, such as 800k" };
  if ((width === undefined) !== (height === undefined)) {
    return { what: "has one side of a picture", remedy: "write both width and height, or neither" };
  }
  const size = width === undefined || height === undefined ? (standard ?? standardSize(rate)) : { width, height };
  return {
    name,
    width: size.width,
    height: size.height,
    bitrate: rate,
    ...(frameRate === undefined ? {} : { frameRate }),
    ...(quality === undefined ? {} : { quality }),
    ...(codec === undefined || codec === own ? {} : { codec }),
  };
}

/** Only names that were written in the table: an object answers to more. */
function standardRung(name: string): Rung | undefined {
  return Object.hasOwn(STANDARD_RUNGS, name) ? STANDARD_RUNGS[name] : undefined;
}

function fromName(name: string): Rung | RungProblem {
  const names = Object.keys(STANDARD_RUNGS);
  return (
    standardRung(name) ?? {
      what: "is not a standard rung",
      remedy: `${didYouMean(name, names)}use ${names.join(", ")}, a rate such as 3M, or write name, width, height and bitrate`,
    }
  );
}

function fromRate(rate: number): Rung | RungProblem {
  if (Number.isInteger(rate) && rate >= LOWEST_SHORTHAND) return shorthandRung(rate);
  const hint = Object.hasOwn(STANDARD_RUNGS, `${rate}p`) ? `did you mean ${rate}p? ` : "";
  return { what: "is not a rate that makes a picture", remedy: `${hint}write 100k or more, or a standard name such as 720p` };
}
