import { HANDLER } from "./handler.ts";

/** An ordered list of regions that channels of a group are served from; `quality`: the configured origin group selects by media quality. */
export interface RoutePair {
  readonly regions: readonly string[];
  readonly quality?: boolean;
}

/** The routes of one MediaPackage channel group: pair 0 unless a channel is listed with another. Origins are `<group>-<region>`. */
export interface GroupRoutes {
  readonly pairs: readonly RoutePair[];
  readonly channels: Readonly<Record<string, number>>;
}

/** By MediaPackage channel group. */
export type RouteTable = Readonly<Record<string, GroupRoutes>>;

/** Largest function that CloudFront takes, in bytes (CloudFront Developer Guide, "Quotas", CloudFront Functions). */
export const FUNCTION_LIMIT_BYTES = 10_240;

/** The key whose value names the region to leave. Absent: every channel in its configured order. */
export const EVACUATE_KEY = "evacuate";

/** What is asked of one channel's viewers. */
export interface RouteRequest {
  /** The region to leave. */
  readonly leave?: string;
  /** No media-quality selection: the order of the regions alone decides. */
  readonly plain?: boolean;
}

/** Key of what is asked of one channel. Absent: as configured. `originChannel` is the channel's name in MediaPackage. */
export function routeKey(channelGroup: string, originChannel: string): string {
  return `route:${channelGroup}/${originChannel}`;
}

/** Value of {@link routeKey}; `undefined` where nothing is asked, and the key is to be deleted. */
export function routeValue({ leave, plain = false }: RouteRequest): string | undefined {
  if (leave === undefined && !plain) return undefined;
  return JSON.stringify({ ...(leave === undefined ? {} : { leave }), ...(plain ? { plain } : {}) });
}

/** What a value of {@link routeKey} asks for, as the function reads it: what it cannot read asks for nothing. */
export function routeAsked(value: string): RouteRequest {
  try {
    const asked = JSON.parse(value) as { readonly leave?: unknown; readonly plain?: unknown } | null;
    return {
      ...(typeof asked?.leave === "string" ? { leave: asked.leave } : {}),
      ...(asked?.plain === true ? { plain: true } : {}),
    };
  } catch {
    return {};
  }
}

/** Key of a revoked session; any value will do. `session` is the value of the `onair-session` cookie, or {@link signatureSession}. */
export function revokedKey(session: string): string {
  return `revoked:${session}`;
}

/** The session that a CloudFront signature stands for, as the function computes it. Takes the value of `Signature` or `CloudFront-Signature`. */
export function signatureSession(signature: string): string {
  return signature.slice(4, 36);
}

/**
 * The complete source of the viewer-request function for these routes (CloudFront Functions runtime 2.0).
 * It orders the regions of a request and refuses revoked sessions; the key-value store it reads is attached to it.
 * `failoverCodes` are those of groups without media-quality selection, for it makes no other.
 * @throws RangeError when the source would be larger than CloudFront takes, with both sizes.
 */
export function viewerRequestCode(routes: RouteTable, failoverCodes: readonly number[]): string {
  const code = [
    "import cf from 'cloudfront';",
    "",
    `const ROUTES = ${routesLiteral(routes)};`,
    `const FAILOVER_CODES = ${JSON.stringify(failoverCodes)};`,
    HANDLER,
  ].join("\n");
  const bytes = Buffer.byteLength(code);
  if (bytes > FUNCTION_LIMIT_BYTES) {
    throw new RangeError(
      `the viewer-request function would be ${bytes} bytes and CloudFront takes ${FUNCTION_LIMIT_BYTES}: give channels of one group the same order of regions`,
    );
  }
  return code;
}

/** One line per group, sorted, so that a changed channel shows as one changed line. */
function routesLiteral(routes: RouteTable): string {
  const groups = Object.keys(routes).sort();
  return `{\n${groups.map((group) => `  ${JSON.stringify(group)}: ${JSON.stringify(routes[group])},\n`).join("")}}`;
}
