import { publicHttpsProblem, type UrlProblem } from "./pullUrl.ts";
import type { Picture } from "../components/encode/index.ts";

const WRITE = "write a file such as slates/break.png, s3://your-bucket/break.png, or an https address that ends in .png or .bmp";
const S3 = "s3://";
/** MediaLive takes no bucket with dots (User Guide, "Enabling blackout"). */
const S3_PICTURE = /^s3:\/\/[a-z0-9][a-z0-9-]{1,61}[a-z0-9]\/[A-Za-z0-9!_.'()/-]{1,900}\.(png|bmp)$/;
const FILE = /^slates\/[a-z0-9][a-z0-9_-]{0,58}\.(png|bmp)$/;
/** InputLocation.Uri (MediaLive API). */
const LONGEST = 2048;

/** What is wrong with what a lineup writes for a picture. Only .bmp and .png are shown (MediaLive API, AvailBlanking and BlackoutSlate). */
export function pictureTextProblem(text: string): UrlProblem | undefined {
  if (text.length > LONGEST) return { what: "is too long", remedy: `use at most ${LONGEST} characters` };
  if (FILE.test(text) || S3_PICTURE.test(text)) return undefined;
  if (text.startsWith("https://")) {
    const problem = publicHttpsProblem(text, WRITE);
    if (problem !== undefined) return problem;
    return /\.(png|bmp)$/.test(new URL(text).pathname) ? undefined : { what: "is not a PNG or BMP", remedy: WRITE };
  }
  if (/^(s3|s3ssl):\/\/[^/]*\./.test(text)) return { what: "names a bucket with dots, which MediaLive does not take", remedy: WRITE };
  if (!/\.(png|bmp)$/.test(text)) return { what: "is not a PNG or BMP", remedy: WRITE };
  return { what: "is neither a file under slates/ nor an address", remedy: WRITE };
}

/** A picture that is in order. */
export function pictureOf(text: string): Picture {
  if (text.startsWith("slates/")) return { file: text };
  return { url: text.startsWith(S3) ? `s3ssl://${text.slice(S3.length)}` : text };
}
