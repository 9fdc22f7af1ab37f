/** The path that all addresses of one channel share: `/out/v1/<channel group>/<channel>/`. */
const CHANNEL_PATH = /^\/out\/v1\/[^/]+\/[^/]+\//;

/** What a signature opens. */
export interface Scope {
  /** `https://<host>/out/v1/<group>/<channel>/*` */
  readonly resource: string;
  /** Path that cookies are set for, with its closing slash. */
  readonly path: string;
}

/**
 * The scope of one channel, from any of its playback addresses.
 * @throws Error when the address is not one of a channel: a signature for something wider must never be made by accident
 */
export function channelScope(playbackUrl: string): Scope {
  const url = new URL(playbackUrl);
  const path = CHANNEL_PATH.exec(url.pathname)?.[0];
  if (url.protocol !== "https:" || path === undefined || /[*?]/.test(path))
    throw new Error(`${playbackUrl} is not the address of a channel`);
  return { resource: `https://${url.host}${path}*`, path };
}

/** A CloudFront custom policy: one resource, open until a moment (seconds since 1970). Wildcards need a custom policy (CloudFront Developer Guide, signed cookies). */
export function customPolicy(resource: string, expires: number): string {
  return JSON.stringify({ Statement: [{ Resource: resource, Condition: { DateLessThan: { "AWS:EpochTime": expires } } }] });
}
