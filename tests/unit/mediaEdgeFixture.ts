/** A distribution made by hand, origins that answer as they are told, and real signatures. */
import { generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
import { getSignedCookies, getSignedUrl } from "@aws-sdk/cloudfront-signer";
import type { DeployedEdge, EdgeBehaviour, EdgeCachePolicy } from "../../rehearsal/media/deployed/index.ts";
import { runFunction, type FunctionRunner } from "../../rehearsal/cloud/index.ts";
import { EdgeService, type EdgeAnswer, type EdgeOptions, type RawRequest } from "../../rehearsal/media/edge/index.ts";
import type { AskOrigins, OriginAttempt, OriginReply, OriginRequest, OriginTarget, ServedRequest } from "../../rehearsal/media/types.ts";

export const HOST = "watch.example.com";
export const KEY_ID = "K2JCJMDEHXQW5F";
/** Milliseconds since 1970, a whole second. */
export const NOW = Date.UTC(2026, 10, 21, 12);
export const SECONDS = NOW / 1000;

interface Pair {
  readonly publicKey: string;
  readonly privateKey: string;
}

function pair({ publicKey, privateKey }: KeyPairKeyObjectResult): Pair {
  return {
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

export const RSA: Pair = pair(generateKeyPairSync("rsa", { modulusLength: 2048 }));
export const ECDSA: Pair = pair(generateKeyPairSync("ec", { namedCurve: "prime256v1" }));

export const MEDIA_POLICY: EdgeCachePolicy = {
  minTtl: 0,
  defaultTtl: 1,
  maxTtl: 1_209_600,
  gzip: true,
  brotli: true,
  query: { kind: "only", names: ["aws.manifestfilter", "aws.manifestsettings", "_HLS_msn", "_HLS_part"] },
  headers: { kind: "none" },
  cookies: { kind: "none" },
};

export const GROUP: OriginTarget = { kind: "group", origins: ["main-us", "main-eu"], statusCodes: [500, 502, 503, 504], byQuality: false };

export function behaviour(over: Partial<EdgeBehaviour> = {}): EdgeBehaviour {
  return {
    path: "/out/v1/main/arena/*",
    target: GROUP,
    viewerProtocol: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD", "OPTIONS"],
    compress: true,
    cache: MEDIA_POLICY,
    ...over,
  };
}

export function signed(over: Partial<EdgeBehaviour> = {}): EdgeBehaviour {
  return behaviour({ keys: { [KEY_ID]: RSA.publicKey }, ...over });
}

export function distribution(behaviours: readonly EdgeBehaviour[], over: Partial<DeployedEdge> = {}): DeployedEdge {
  const origin = { kind: "mediapackage", path: "", connectionAttempts: 2, connectionTimeout: 2, readTimeout: 5, signed: true } as const;
  return {
    id: "E123",
    arn: "arn:aws:cloudfront::123456789012:distribution/E123",
    domainName: "d111111abcdef8.cloudfront.net",
    aliases: [HOST],
    behaviours: [...behaviours, behaviour({ path: "*", keys: { [KEY_ID]: RSA.publicKey } })],
    origins: ["main-us", "main-eu"].map((id) => ({ ...origin, id, domainName: `${id}.example` })),
    errorTtls: { 404: 1, 500: 1, 502: 1, 503: 1, 504: 1 },
    geo: { kind: "none", countries: [] },
    invalidations: [],
    ...over,
  };
}

export interface Asked extends OriginRequest {
  readonly target: OriginTarget;
}

export type Answering = (request: Asked, count: number) => Partial<OriginReply> | Promise<Partial<OriginReply>>;

/** Origins that answer as told, and remember what they were asked. */
export function origins(answer: Answering = () => ({})): { ask: AskOrigins; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask: AskOrigins = async (target, request) => {
    const one = { ...request, target };
    asked.push(one);
    const made = await answer(one, asked.length);
    const reply: OriginReply = { status: 200, headers: {}, body: Buffer.from("body"), ...made };
    const origin = target.kind === "group" ? target.origins[0] : target.origin;
    const attempt: OriginAttempt = { origin, method: request.method, status: reply.status, ms: 3 };
    return { reply, origin, attempts: [attempt] };
  };
  return { ask, asked };
}

export interface Stage {
  readonly service: EdgeService;
  readonly asked: Asked[];
  readonly served: ServedRequest[];
  /** Milliseconds since 1970; may be moved. */
  clock: { now: number };
  readonly get: (url: string, headers?: Record<string, string>, method?: string) => Promise<EdgeAnswer>;
}

/** Functions on the spot, without a thread. */
const INLINE: FunctionRunner = { run: runFunction, close: () => Promise.resolve() };

/** An edge before origins that answer as told, at a time that stands still until it is moved. */
export function stage(edge: DeployedEdge | (() => DeployedEdge), answer?: Answering, options: Partial<EdgeOptions> = {}): Stage {
  const { ask, asked } = origins(answer);
  const served: ServedRequest[] = [];
  const clock = { now: NOW };
  const service = new EdgeService({
    edge: typeof edge === "function" ? edge : () => edge,
    ask,
    now: () => clock.now,
    random: () => 0.5,
    functions: INLINE,
    onServed: (request) => served.push(request),
    ...options,
  });
  const get: Stage["get"] = (url, headers = {}, method = "GET") => service.serve(request(url, headers, method));
  return { service, asked, served, clock, get };
}

export function request(url: string, headers: Record<string, string> = {}, method = "GET"): RawRequest {
  return { method, url, headers: { host: "127.0.0.1:8080", ...headers }, ip: "127.0.0.1" };
}

/** A custom policy for a resource, an hour from now unless said otherwise. */
export function policy(resource: string, condition: Record<string, unknown> = {}): string {
  return JSON.stringify({
    Statement: [{ Resource: resource, Condition: { DateLessThan: { "AWS:EpochTime": SECONDS + 3600 }, ...condition } }],
  });
}

interface Signer {
  readonly privateKey?: string;
  readonly keyPairId?: string;
  readonly algorithm?: "SHA1" | "SHA256";
}

/** A Cookie header that allows what the policy says. */
export function cookie(text: string, { privateKey = RSA.privateKey, keyPairId = KEY_ID, algorithm = "SHA1" }: Signer = {}): string {
  const cookies = getSignedCookies({ policy: text, keyPairId, privateKey, algorithm });
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join("; ");
}

/** Path and query of a URL that is signed by itself: canned for a URL, custom for a policy. */
export function signedUrl(
  what: { readonly url: string } | { readonly policy: string; readonly url: string },
  { privateKey = RSA.privateKey, keyPairId = KEY_ID, algorithm = "SHA1" }: Signer = {},
): string {
  const common = { keyPairId, privateKey, algorithm };
  const whole =
    "policy" in what
      ? getSignedUrl({ url: what.url, policy: what.policy, ...common })
      : getSignedUrl({ url: what.url, dateLessThan: new Date(NOW + 3_600_000).toISOString(), ...common });
  const { pathname, search } = new URL(whole);
  return `${pathname}${search}`;
}
