/** Signatures of the rehearsal's viewers: made as `onair sign` makes them, with the playback key of the scratch project. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getSignedCookies } from "@aws-sdk/cloudfront-signer";
import { customPolicy } from "../../cli/plain.ts";
import { text, type CloudObject } from "../cloud/index.ts";
import { RehearsalError } from "../errors.ts";
import type { Right } from "./types.ts";

export interface ViewerKey {
  /** CloudFront's id of the public half. */
  readonly id: string;
  readonly privateKey: KeyObject;
}

/** The private key in the project whose public half the account's distribution trusts. @throws RehearsalError when there is none */
export function viewerKey(project: string, resources: readonly CloudObject[]): ViewerKey {
  const folder = join(project, ".onair", "keys");
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".pem")) : [];
  const trusted = resources.filter(({ type }) => type === "aws:cloudfront/publicKey:PublicKey");
  for (const file of files) {
    const privateKey = createPrivateKey(readFileSync(join(folder, file)));
    const pem = spki(createPublicKey(privateKey));
    const found = trusted.find(({ inputs }) => spki(createPublicKey(text(inputs["encodedKey"]) ?? "")) === pem);
    if (found !== undefined) return { id: found.id, privateKey };
  }
  throw new RehearsalError(
    "No private key of the rehearsed project belongs to a playback key of the distribution. Start over: npm run rehearse -- --fresh",
  );
}

function spki(key: KeyObject): string {
  return key.export({ type: "spki", format: "der" }).toString("base64");
}

/** The three cookies of a signature by their names; none for a viewer without a right. */
export type SignedCookies = Readonly<Record<string, string>>;

export const COOKIE_NAMES = ["CloudFront-Policy", "CloudFront-Signature", "CloudFront-Key-Pair-Id"] as const;

const HOUR = 3600;

/**
 * What a viewer's browser brings along. `forged`: a policy for everything and for ever, under the signature of a narrower one.
 * @param now seconds since 1970
 */
export function viewerCookies(key: ViewerKey, resource: string, right: Right, now: number): SignedCookies {
  if (right === "none") return {};
  // An epoch time is a whole number; CloudFront refuses a policy with another.
  const second = Math.floor(now);
  const policy = customPolicy(resource, right === "expired" ? second - 60 : second + 12 * HOUR);
  const cookies = getSignedCookies({
    policy,
    keyPairId: key.id,
    privateKey: key.privateKey.export({ type: "pkcs8", format: "pem" }),
  });
  const signed = Object.fromEntries(COOKIE_NAMES.map((name) => [name, String(cookies[name])]));
  return right === "forged" ? { ...signed, "CloudFront-Policy": encoded(customPolicy(widened(resource), second + 10_000 * HOUR)) } : signed;
}

function widened(resource: string): string {
  return `${new URL(resource).origin}/*`;
}

/** Base 64 with the three characters that CloudFront has in the place of `+`, `=` and `/` (CloudFront Developer Guide, signed cookies with a custom policy). */
function encoded(policy: string): string {
  return Buffer.from(policy).toString("base64").replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");
}
