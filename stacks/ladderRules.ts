import type { Ladder, Rung } from "../components/encode/index.ts";
import {
  bufferSize,
  CODEC_LIMITS,
  CODEC_NAMES,
  fittingLevel,
  LEVELS,
  levelShortfall,
  PROFILES,
  rungCodec,
  roundedRate,
  rungFrameRate,
  rungProfile,
  type CodedPicture,
} from "../components/encode/plan.ts";
import { shownRate } from "./bitrates.ts";
import type { Problem } from "./problems.ts";

/** Rules of one ladder that need more than one of its fields. */
export function ladderProblems(path: string, ladder: Ladder): Problem[] {
  return [
    ...codecProblems(path, ladder),
    ...mixedProblems(path, ladder),
    ...lightProblems(path, ladder),
    ...ladder.rungs.flatMap((rung, index) => rungProblems(`${path} rungs[${index}]`, ladder, rung, index)),
    ...orderProblems(path, ladder),
    ...levelProblems(path, ladder),
    ...timingProblems(path, ladder),
    ...audioProblems(path, ladder),
  ];
}

function codecProblems(path: string, ladder: Ladder): Problem[] {
  const { codec, profile, level, tier } = ladder;
  const called = CODEC_NAMES[codec];
  const problems: Problem[] = [];
  if (profile !== undefined && !PROFILES[codec].includes(profile)) {
    problems.push({
      path: `${path} profile`,
      what: `is not a profile of ${called}`,
      given: profile,
      remedy: `use ${["auto", ...PROFILES[codec]].join(", ")}`,
    });
  }
  if (level !== undefined && !LEVELS[codec].includes(level)) {
    problems.push({
      path: `${path} level`,
      what: `is not a level of ${called}`,
      given: level,
      remedy: `use auto, or one of: ${LEVELS[codec].join(", ")}`,
    });
  }
  if (tier !== undefined && ladder.rungs.every((rung) => rungCodec(ladder, rung) !== "h265")) {
    problems.push({ path: `${path} tier`, what: `is H.265's, and this ladder is ${called}`, given: tier, remedy: "leave tier out" });
  }
  // ITU-T H.265, Table A.8: levels below 4 have no high tier.
  if (tier === "high" && level !== undefined && Number(level) < 4) {
    problems.push({
      path: `${path} tier`,
      what: `is high, which level ${level} has not`,
      given: tier,
      remedy: "use level 4 or higher, or auto",
    });
  }
  return problems;
}

function isMixed(ladder: Ladder): boolean {
  return ladder.rungs.some((rung) => rungCodec(ladder, rung) !== ladder.codec);
}

/** A ladder of two codecs: what is said of one of them cannot be said for the whole ladder. */
function mixedProblems(path: string, ladder: Ladder): Problem[] {
  if (!isMixed(ladder)) return [];
  const problems: Problem[] = [];
  for (const field of ["profile", "level"] as const) {
    if (ladder[field] === undefined) continue;
    const what = "is of one codec, and this ladder has two";
    problems.push({ path: `${path} ${field}`, what, given: ladder[field], remedy: `leave ${field} out, or write auto` });
  }
  if (ladder.dynamicRange !== undefined) {
    const what = "is HDR10, and a ladder of two codecs has one picture for all players";
    problems.push({ path: `${path} dynamicRange`, what, given: ladder.dynamicRange, remedy: "use sdr, or one codec" });
  }
  const [first] = ladder.rungs;
  if (first !== undefined && rungCodec(ladder, first) !== ladder.codec) {
    const what = "is of another codec than the ladder, whose first rung is what is recorded and sent elsewhere";
    problems.push({
      path: `${path} rungs[0]`,
      what,
      given: first.codec ?? "",
      remedy: `begin with a rung of ${CODEC_NAMES[ladder.codec]}, or change codec`,
    });
  }
  const codecs = new Set(ladder.rungs.map((rung) => rungCodec(ladder, rung)));
  if (codecs.size > 2) {
    const what = "are of three codecs, which leaves no player a whole ladder in ten tracks";
    problems.push({ path: `${path} rungs`, what, given: [...codecs].join(", "), remedy: "use two" });
  }
  return problems;
}

function lightProblems(path: string, { codec, profile, dynamicRange, lightLevels }: Ladder): Problem[] {
  const problems: Problem[] = [];
  if (dynamicRange === "hdr10" && codec !== "h265") {
    problems.push({
      path: `${path} dynamicRange`,
      what: `is HDR10, which MediaPackage takes in H.265 only, and this ladder is ${CODEC_NAMES[codec]}`,
      given: dynamicRange,
      remedy: "use codec h265, or sdr",
    });
  }
  if (dynamicRange === "hdr10" && profile === "main") {
    problems.push({ path: `${path} profile`, what: "has 8 bits, and HDR10 has 10", given: profile, remedy: "use main10, or auto" });
  }
  if (lightLevels !== undefined && dynamicRange !== "hdr10") {
    problems.push({ path: `${path} lightLevels`, what: "describes HDR10, and this ladder is sdr", remedy: "leave it out, or use hdr10" });
  }
  if (lightLevels !== undefined && lightLevels.maxFall > lightLevels.maxCll) {
    problems.push({
      path: `${path} lightLevels.maxFall`,
      what: "makes a whole frame brighter than its brightest pixel",
      given: String(lightLevels.maxFall),
      remedy: `use ${lightLevels.maxCll} or less`,
    });
  }
  return problems;
}

/** Frame rates from here have half their frames to spare. */
const LOWEST_HALVED = 50;

function rungProblems(path: string, ladder: Ladder, rung: Rung, index: number): Problem[] {
  const codec = rungCodec(ladder, rung);
  const limits = CODEC_LIMITS[codec];
  const [lowest, highest] = limits.bitrate;
  const problems: Problem[] = [];
  if (rung.width > limits.width || rung.height > limits.height) {
    problems.push({
      path,
      what: `is larger than MediaLive makes ${CODEC_NAMES[codec]}`,
      given: `${rung.width}x${rung.height}`,
      remedy: `use ${limits.width}x${limits.height} or less, or another codec`,
    });
  }
  if (rung.bitrate < lowest || rung.bitrate > highest) {
    problems.push({
      path,
      what: `has a rate that MediaLive does not take for ${CODEC_NAMES[codec]}`,
      given: String(rung.bitrate),
      remedy: `use ${shownRate(lowest)} to ${shownRate(highest)}`,
    });
  } else if (bufferSize(ladder, rung) > limits.buffer[1]) {
    problems.push({
      path,
      what: `needs a larger buffer than MediaLive takes for ${CODEC_NAMES[codec]}`,
      given: `${ladder.bufferSeconds ?? ""} s of ${shownRate(rung.bitrate)}`,
      remedy: `lower bufferSeconds or the bitrate: the buffer holds ${shownRate(limits.buffer[1])} bits at most`,
    });
  }
  if (rung.quality !== undefined && ladder.rateControl === "cbr") {
    problems.push({
      path,
      what: "aims at a quality, and cbr holds a rate",
      given: String(rung.quality),
      remedy: "leave quality out, or use rateControl qvbr",
    });
  }
  if (rung.frameRate === "half") problems.push(...halfProblems(path, ladder, index));
  return problems;
}

function halfProblems(path: string, ladder: Ladder, index: number): Problem[] {
  if (index === 0) {
    const remedy = "lower the ladder's frameRate instead; halve rungs below the first";
    return [{ path, what: "halves the frame rate of the highest rung", given: "half", remedy }];
  }
  if (roundedRate(ladder.frameRate) >= LOWEST_HALVED) return [];
  const remedy = "leave frameRate out: half of 30 frames and less is no picture to watch";
  return [{ path, what: `halves a frame rate below ${LOWEST_HALVED}`, given: "half", remedy }];
}

/** Pixels are square, so a rung of another shape would be padded with black; 854x480 is within this of 16:9. */
const SHAPE_TOLERANCE = 0.01;

function orderProblems(path: string, ladder: Ladder): Problem[] {
  const { rungs } = ladder;
  const problems: Problem[] = [];
  const [top] = rungs;
  for (const [index, rung] of rungs.entries()) {
    const here = `${path} rungs[${index}]`;
    const twin = rungs.findIndex(({ name }) => name === rung.name);
    if (twin < index) {
      problems.push({
        path: here,
        what: `repeats the name of rungs[${twin}]`,
        given: rung.name,
        remedy: "give each rung a name of its own",
      });
    }
    // Each codec is a ladder of its own: a player climbs one of them.
    const above = rungs.slice(0, index).findLast((other) => rungCodec(ladder, other) === rungCodec(ladder, rung));
    if (above !== undefined && rung.bitrate >= above.bitrate) {
      problems.push({
        path: here,
        what: `has a bitrate not below that of ${above.name}`,
        given: String(rung.bitrate),
        remedy: "list rungs from the highest to the lowest bitrate",
      });
    }
    if (above !== undefined && rung.height > above.height) {
      problems.push({
        path: here,
        what: `is taller than ${above.name} above it`,
        given: String(rung.height),
        remedy: "list rungs from the largest to the smallest picture",
      });
    }
    if (top !== undefined && Math.abs((rung.width * top.height) / (rung.height * top.width) - 1) > SHAPE_TOLERANCE) {
      problems.push({
        path: here,
        what: `has another shape than ${top.name}`,
        given: `${rung.width}x${rung.height}`,
        remedy: `use the shape of ${top.width}x${top.height}: pixels are square, so this one would get black bars`,
      });
    }
  }
  return problems;
}

/** One problem for the first rung that a level does not hold; there is no level to check where none was asked for. */
function levelProblems(path: string, ladder: Ladder): Problem[] {
  const { codec, level } = ladder;
  if (level === undefined || !LEVELS[codec].includes(level) || isMixed(ladder)) return [];
  const pictures = ladder.rungs.map((rung) => ({ name: rung.name, ...codedPicture(ladder, rung) }));
  const broken = pictures.find((picture) => levelShortfall(codec, level, picture) !== undefined);
  if (broken === undefined) return [];
  const needed = pictures.map((picture) => LEVELS[codec].indexOf(fittingLevel(codec, picture) ?? ""));
  const fitting = needed.includes(-1) ? undefined : LEVELS[codec][Math.max(...needed)];
  return [
    {
      path: `${path} level`,
      what: `does not hold ${broken.name}: ${levelShortfall(codec, level, broken) ?? ""}`,
      given: level,
      remedy: fitting === undefined ? "use auto" : `use auto, or ${fitting} or higher`,
    },
  ];
}

function codedPicture(ladder: Ladder, rung: Rung): CodedPicture {
  const profile = rungProfile(ladder, rung);
  return {
    width: rung.width,
    height: rung.height,
    frameRate: rungFrameRate(ladder, rung),
    bitrate: rung.bitrate,
    bufferSize: bufferSize(ladder, rung),
    ...(profile === undefined ? {} : { profile }),
    ...(ladder.tier === undefined ? {} : { tier: ladder.tier }),
  };
}

/** GOP lengths that settings allow, in seconds. */
const GOPS = [1, 2, 3, 4];

function timingProblems(path: string, { gopSeconds, segmentSeconds }: Ladder): Problem[] {
  if (segmentSeconds % gopSeconds === 0) return [];
  const fitting = GOPS.filter((gop) => segmentSeconds % gop === 0);
  return [
    {
      path: `${path} segmentSeconds`,
      what: `is not a whole number of GOPs of ${gopSeconds} s`,
      given: String(segmentSeconds),
      remedy: `use a multiple of ${gopSeconds}, or gopSeconds ${fitting.join(" or ")}`,
    },
  ];
}

function audioProblems(path: string, ladder: Ladder): Problem[] {
  const [high, low] = ladder.audioBitrates;
  if (high === undefined || low === undefined || low < high) return [];
  return [
    {
      path: `${path} audioBitrates`,
      what: "are not falling",
      given: ladder.audioBitrates.join(", "),
      remedy: "list the higher rate first, and each rate once",
    },
  ];
}
