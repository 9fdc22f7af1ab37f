import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { CODEC_LIMITS, picturesOf, type Channel, type PictureUse } from "../components/encode/plan.ts";
import { didYouMean, type Problem } from "./problems.ts";
import { filesIn } from "./textFile.ts";

/** AWS names no size; an image of a whole UHD picture fits, a film does not. Bytes. */
const LARGEST_SLATE = 10_000_000;
/** Up to the end of IHDR, and of the sizes in a bitmap's header. */
const HEAD = 33;
const { width: WIDEST, height: TALLEST } = CODEC_LIMITS.h265;

const FIELDS: Readonly<Record<PictureUse, string>> = {
  avail: "availBlanking.image",
  blackout: "blackout.image",
  networkEnd: "blackout.networkEnd.image",
  inputLoss: "inputLossSlate.image",
};

type Shown = Pick<Channel, "availBlanking" | "blackout" | "inputLossSlate">;

/** What is wrong with the files under `slates/` that channels show: read before anything is made, for AWS says nothing until a channel is on air. */
export function slateProblems(directory: string, path: (channel: string) => string, channels: Readonly<Record<string, Shown>>): Problem[] {
  return Object.entries(channels).flatMap(([name, channel]) =>
    (Object.entries(picturesOf(channel)) as [PictureUse, { file: string } | { url: string }][]).flatMap(([use, picture]) => {
      if (!("file" in picture)) return [];
      const fault = fileFault(directory, picture.file);
      return fault === undefined ? [] : [{ path: `${path(name)}.${FIELDS[use]}`, given: picture.file, ...fault }];
    }),
  );
}

type Fault = Pick<Problem, "what" | "remedy">;

function fileFault(directory: string, file: string): Fault | undefined {
  try {
    const descriptor = openSync(join(directory, file), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile()) return { what: "is not an ordinary file", remedy: "put a picture of this name in its place" };
      if (status.size > LARGEST_SLATE) return { what: `has ${status.size} bytes`, remedy: `keep it under ${LARGEST_SLATE} bytes` };
      const head = Buffer.alloc(HEAD);
      return pictureFault(head.subarray(0, readSync(descriptor, head, 0, HEAD, 0)), file.endsWith(".png") ? "PNG" : "BMP");
    } finally {
      closeSync(descriptor);
    }
  } catch {
    const known = filesIn(directory, "slates").map((name) => `slates/${name}`);
    const there = known.length === 0 ? "put the picture there" : `use one that is there: ${known.join(", ")}`;
    return { what: "cannot be read: there is no such file", remedy: `${didYouMean(file, known)}${there}` };
  }
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What is wrong with the first bytes of a picture; its ending must be true to them. PNG: W3C, 5.2 and 11.2.1; BMP: a file header and BITMAPINFOHEADER. */
export function pictureFault(head: Buffer, kind: "PNG" | "BMP"): Fault | undefined {
  const size = kind === "PNG" ? pngSize(head) : bmpSize(head);
  if (size === undefined)
    return { what: `is not a ${kind} by its first bytes`, remedy: `save the picture as ${kind}, or give it its true ending` };
  const [width, height] = size;
  if (width === 0 || height === 0) return { what: "has no size", remedy: `save the picture as ${kind} again` };
  if (width <= WIDEST && height <= TALLEST) return undefined;
  return { what: `is ${width}x${height} pixels, larger than any picture of a channel`, remedy: `use ${WIDEST}x${TALLEST} or less` };
}

function pngSize(head: Buffer): [number, number] | undefined {
  const whole = head.length >= 24 && head.subarray(0, 8).equals(PNG) && head.toString("latin1", 12, 16) === "IHDR";
  return whole ? [head.readUInt32BE(16), head.readUInt32BE(20)] : undefined;
}

/** A height below zero stands for rows from the top. */
function bmpSize(head: Buffer): [number, number] | undefined {
  if (head.length < 26 || head.toString("latin1", 0, 2) !== "BM") return undefined;
  return [Math.abs(head.readInt32LE(18)), Math.abs(head.readInt32LE(22))];
}
