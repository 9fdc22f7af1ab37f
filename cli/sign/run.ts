import { didYouMean, type GlobalEdgeContract } from "../../stacks/plain.ts";
import { CliError, UsageError } from "../errors.ts";
import { DEFAULT_ENVIRONMENT, edgeStackOf, findProject } from "../project.ts";
import type { Session } from "../session.ts";
import { ContractReader } from "../stackOutputs.ts";
import { lifeSeconds } from "./life.ts";
import { channelScope, customPolicy } from "./policy.ts";
import { tellSignature, type Signature } from "./show.ts";
import { signingKey, type SigningKey } from "./signingKey.ts";

/** Playback formats, by the names of the contract's addresses. */
export const FORMATS = { hls: "hls", "ll-hls": "lowLatencyHls", dash: "dash" } as const;
export type Format = keyof typeof FORMATS;

/** Digests that CloudFront takes, by the names of the command (CloudFront Developer Guide, signed URLs and cookies; SHA-256 since April 2026). */
const HASHES = { sha1: "SHA1", sha256: "SHA256" } as const;

export interface SignOptions {
  readonly env?: string;
  readonly stack?: string;
  readonly key?: string;
  readonly keyId?: string;
  readonly for: string;
  readonly cookies?: boolean;
  readonly url?: boolean;
  readonly format: Format;
  readonly hash: keyof typeof HASHES;
  readonly json?: boolean;
}

/** Signs one viewer's right to watch one channel, and shows how to use it. */
export async function runSign(session: Session, channel: string, options: SignOptions): Promise<void> {
  if (options.cookies === true && options.url === true) throw new UsageError("Choose --cookies or --url, not both.");
  const life = lifeSeconds(options.for);
  const project = findProject(session.cwd);
  const stack = options.stack ?? edgeStackOf(project, options.env ?? DEFAULT_ENVIRONMENT).stack;
  const contract = await new ContractReader(project, session.tools.runPulumi).globalEdge(stack);
  const { title, playback } = channelOf(contract, channel, stack);
  const { key, keyId } = options;
  const signer = signingKey({
    project,
    cwd: session.cwd,
    stack,
    contract,
    ...(key === undefined ? {} : { file: key }),
    ...(keyId === undefined ? {} : { keyId }),
  });
  const expires = Math.floor(Date.now() / 1000) + life;
  const signature = await sign(playback[FORMATS[options.format]], expires, signer, HASHES[options.hash]);
  tellSignature(
    session,
    { channel, title, life: options.for, keyId: signer.id, ...signature },
    { url: options.url === true, json: options.json === true },
  );
}

function channelOf(contract: GlobalEdgeContract, channel: string, stack: string): GlobalEdgeContract["channels"][string] {
  const names = Object.keys(contract.channels).sort();
  const found = Object.hasOwn(contract.channels, channel) ? contract.channels[channel] : undefined;
  if (found === undefined)
    throw new CliError(`Stack ${stack} carries no channel ${channel}; ${didYouMean(channel, names)}it carries: ${names.join(", ")}.`);
  return found;
}

/** Cookies and a URL for the same policy: everything below the channel's path, until a moment. */
async function sign(
  playbackUrl: string,
  expires: number,
  signer: SigningKey,
  algorithm: "SHA1" | "SHA256",
): Promise<Pick<Signature, "playbackUrl" | "signedUrl" | "cookies" | "expires" | "resource" | "path">> {
  const { getSignedCookies, getSignedUrl } = await import("@aws-sdk/cloudfront-signer");
  const scope = channelScope(playbackUrl);
  const request = {
    policy: customPolicy(scope.resource, expires),
    keyPairId: signer.cloudFrontId,
    privateKey: signer.key.export({ type: "pkcs8", format: "pem" }),
    algorithm,
  };
  const cookies = Object.fromEntries(Object.entries(getSignedCookies(request)).map(([name, value]) => [name, String(value)]));
  return { playbackUrl, signedUrl: getSignedUrl({ ...request, url: playbackUrl }), cookies, expires, ...scope };
}
