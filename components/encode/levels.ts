import type { Codec, FrameRate, Profile, Tier } from "./types.ts";

/** What a level limits. Sizes in pixels, rates in bits per second, the buffer in bits. */
export interface CodedPicture {
  readonly width: number;
  readonly height: number;
  readonly frameRate: FrameRate;
  readonly bitrate: number;
  readonly bufferSize: number;
  readonly profile?: Profile;
  readonly tier?: Tier;
}

/** One level: samples or macroblocks of a picture and per second, kilobits per second and kilobits of buffer. */
interface Level {
  readonly picture: number;
  readonly rate: number;
  readonly bitrate: number;
  readonly buffer: number;
  /** High tier of H.265; levels below 4 have none. */
  readonly high?: readonly [bitrate: number, buffer: number];
  /** AV1 limits each side by itself. */
  readonly sides?: readonly [width: number, height: number];
}

/** ITU-T H.264 Table A-1: MaxFS, MaxMBPS in macroblocks, MaxBR, MaxCPB; high profile has a quarter more of the last two (A.3.3). */
const H264: Readonly<Record<string, Level>> = {
  "1": { picture: 99, rate: 1_485, bitrate: 64, buffer: 175 },
  "1.1": { picture: 396, rate: 3_000, bitrate: 192, buffer: 500 },
  "1.2": { picture: 396, rate: 6_000, bitrate: 384, buffer: 1_000 },
  "1.3": { picture: 396, rate: 11_880, bitrate: 768, buffer: 2_000 },
  "2": { picture: 396, rate: 11_880, bitrate: 2_000, buffer: 2_000 },
  "2.1": { picture: 792, rate: 19_800, bitrate: 4_000, buffer: 4_000 },
  "2.2": { picture: 1_620, rate: 20_250, bitrate: 4_000, buffer: 4_000 },
  "3": { picture: 1_620, rate: 40_500, bitrate: 10_000, buffer: 10_000 },
  "3.1": { picture: 3_600, rate: 108_000, bitrate: 14_000, buffer: 14_000 },
  "3.2": { picture: 5_120, rate: 216_000, bitrate: 20_000, buffer: 20_000 },
  "4": { picture: 8_192, rate: 245_760, bitrate: 20_000, buffer: 25_000 },
  "4.1": { picture: 8_192, rate: 245_760, bitrate: 50_000, buffer: 62_500 },
  "4.2": { picture: 8_704, rate: 522_240, bitrate: 50_000, buffer: 62_500 },
  "5": { picture: 22_080, rate: 589_824, bitrate: 135_000, buffer: 135_000 },
  "5.1": { picture: 36_864, rate: 983_040, bitrate: 240_000, buffer: 240_000 },
  "5.2": { picture: 36_864, rate: 2_073_600, bitrate: 240_000, buffer: 240_000 },
};

/** ITU-T H.265 Tables A.8 and A.9: MaxLumaPs, MaxLumaSr, MaxBR and MaxCPB of both tiers. */
const H265: Readonly<Record<string, Level>> = {
  "1": { picture: 36_864, rate: 552_960, bitrate: 128, buffer: 350 },
  "2": { picture: 122_880, rate: 3_686_400, bitrate: 1_500, buffer: 1_500 },
  "2.1": { picture: 245_760, rate: 7_372_800, bitrate: 3_000, buffer: 3_000 },
  "3": { picture: 552_960, rate: 16_588_800, bitrate: 6_000, buffer: 6_000 },
  "3.1": { picture: 983_040, rate: 33_177_600, bitrate: 10_000, buffer: 10_000 },
  "4": { picture: 2_228_224, rate: 66_846_720, bitrate: 12_000, buffer: 12_000, high: [30_000, 30_000] },
  "4.1": { picture: 2_228_224, rate: 133_693_440, bitrate: 20_000, buffer: 20_000, high: [50_000, 50_000] },
  "5": { picture: 8_912_896, rate: 267_386_880, bitrate: 25_000, buffer: 25_000, high: [100_000, 100_000] },
  "5.1": { picture: 8_912_896, rate: 534_773_760, bitrate: 40_000, buffer: 40_000, high: [160_000, 160_000] },
  "5.2": { picture: 8_912_896, rate: 1_069_547_520, bitrate: 60_000, buffer: 60_000, high: [240_000, 240_000] },
  "6": { picture: 35_651_584, rate: 1_069_547_520, bitrate: 60_000, buffer: 60_000, high: [240_000, 240_000] },
  "6.1": { picture: 35_651_584, rate: 2_139_095_040, bitrate: 120_000, buffer: 120_000, high: [480_000, 480_000] },
  "6.2": { picture: 35_651_584, rate: 4_278_190_080, bitrate: 240_000, buffer: 240_000, high: [800_000, 800_000] },
};

/** AV1 specification, Annex A: MaxPicSize, MaxDisplayRate, MainMbps, MaxHSize and MaxVSize; the buffer holds one second. */
const AV1: Readonly<Record<string, Level>> = {
  "2": { picture: 147_456, rate: 4_423_680, bitrate: 1_500, buffer: 1_500, sides: [2048, 1152] },
  "2.1": { picture: 278_784, rate: 8_363_520, bitrate: 3_000, buffer: 3_000, sides: [2816, 1584] },
  "3": { picture: 665_856, rate: 19_975_680, bitrate: 6_000, buffer: 6_000, sides: [4352, 2448] },
  "3.1": { picture: 1_065_024, rate: 31_950_720, bitrate: 10_000, buffer: 10_000, sides: [5504, 3096] },
  "4": { picture: 2_359_296, rate: 70_778_880, bitrate: 12_000, buffer: 12_000, sides: [6144, 3456] },
  "4.1": { picture: 2_359_296, rate: 141_557_760, bitrate: 20_000, buffer: 20_000, sides: [6144, 3456] },
  "5": { picture: 8_912_896, rate: 267_386_880, bitrate: 30_000, buffer: 30_000, sides: [8192, 4352] },
  "5.1": { picture: 8_912_896, rate: 534_773_760, bitrate: 40_000, buffer: 40_000, sides: [8192, 4352] },
  "5.2": { picture: 8_912_896, rate: 1_069_547_520, bitrate: 60_000, buffer: 60_000, sides: [8192, 4352] },
  "5.3": { picture: 8_912_896, rate: 1_069_547_520, bitrate: 60_000, buffer: 60_000, sides: [8192, 4352] },
  "6": { picture: 35_651_584, rate: 1_069_547_520, bitrate: 60_000, buffer: 60_000, sides: [16_384, 8704] },
  "6.1": { picture: 35_651_584, rate: 2_139_095_040, bitrate: 100_000, buffer: 100_000, sides: [16_384, 8704] },
  "6.2": { picture: 35_651_584, rate: 4_278_190_080, bitrate: 160_000, buffer: 160_000, sides: [16_384, 8704] },
  "6.3": { picture: 35_651_584, rate: 4_278_190_080, bitrate: 160_000, buffer: 160_000, sides: [16_384, 8704] },
};

const TABLES: Readonly<Record<Codec, Readonly<Record<string, Level>>>> = { h264: H264, h265: H265, av1: AV1 };

/** A picture is coded in whole blocks of this many pixels: a macroblock, the smallest coding block, a sample. */
const BLOCK: Readonly<Record<Codec, number>> = { h264: 16, h265: 8, av1: 1 };

/** A side may be this much longer than that of a square of the largest picture: the root of 8 (H.264 A.3.1, H.265 A.4.1). */
const LONGEST_SIDE_SQUARED = 8;

const byNumber = (a: string, b: string): number => Number(a) - Number(b);

/** Levels MediaLive takes for a codec (API enums H264Level, H265Level, Av1Level), lowest first. */
export const LEVELS: Readonly<Record<Codec, readonly string[]>> = {
  h264: Object.keys(H264).sort(byNumber),
  h265: Object.keys(H265).sort(byNumber),
  av1: Object.keys(AV1).sort(byNumber),
};

/** What of a picture a level of its codec does not hold, as the end of a sentence; nothing when it holds everything. */
export function levelShortfall(codec: Codec, level: string, picture: CodedPicture): string | undefined {
  const limits = TABLES[codec][level];
  if (limits === undefined) return "there is no such level";
  const block = BLOCK[codec];
  const [width, height] = [Math.ceil(picture.width / block), Math.ceil(picture.height / block)];
  // H.264 counts macroblocks, the others samples of the coded picture.
  const area = codec === "h264" ? width * height : width * height * block * block;
  const longest = Math.sqrt((LONGEST_SIDE_SQUARED * limits.picture) / (codec === "h264" ? 1 : block * block));
  const [mostWide, mostHigh] = limits.sides ?? [longest, longest];
  if (area > limits.picture || width > mostWide || height > mostHigh) return `${size(picture)} is too large`;
  if ((area * picture.frameRate.numerator) / picture.frameRate.denominator > limits.rate) {
    return `${size(picture)} has too many frames a second`;
  }
  const [bitrate, buffer] = rates(codec, limits, picture);
  if (picture.bitrate > bitrate) return `${String(picture.bitrate)} bits per second is more than ${String(bitrate)}`;
  if (picture.bufferSize > buffer) return `a buffer of ${String(picture.bufferSize)} bits is more than ${String(buffer)}`;
  return undefined;
}

/** The lowest level that holds a picture; nothing when none does. */
export function fittingLevel(codec: Codec, picture: CodedPicture): string | undefined {
  return LEVELS[codec].find((level) => levelShortfall(codec, level, picture) === undefined);
}

/** Most bits per second and bits of buffer at a level, for the picture's profile and tier. */
function rates(codec: Codec, level: Level, { profile, tier }: CodedPicture): [bitrate: number, buffer: number] {
  const [bitrate, buffer] = tier === "high" && level.high !== undefined ? level.high : [level.bitrate, level.buffer];
  const factor = codec === "h264" && profile === "high" ? 1_250 : 1_000;
  return [bitrate * factor, buffer * factor];
}

function size({ width, height }: CodedPicture): string {
  return `${String(width)}x${String(height)}`;
}
