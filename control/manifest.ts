import type { AwsAccess } from "./access.ts";
import { firstRendition, hasAdvanced, readMediaPlaylist, type PlaylistHead } from "./playlist.ts";
import { sendSigned } from "./signedRequest.ts";

/** The HLS manifest of a MediaPackage v2 endpoint, at the packager itself and not at the edge. */
export interface ManifestPlace {
  /** Host name that the channel group's manifests are fetched from. */
  readonly egressDomain: string;
  /** `/out/v1/<group>/<channel>/<endpoint>/<manifest>.m3u8` */
  readonly path: string;
}

export interface AdvanceOptions {
  /** How long to wait for the next segment, seconds. */
  readonly timeoutSeconds: number;
  /** Time between two looks, seconds. */
  readonly pollSeconds?: number;
}

/** A segment lasts seconds; a look each second costs nothing and waits little. */
const POLL_SECONDS = 1;
/** Longest wait for one answer. Seconds. */
const CALL_SECONDS = 5;

/** Why a playlist is not seen to advance, or `true`. */
export type Advance = { readonly advancing: true } | { readonly advancing: false; readonly reason: string };

/**
 * Looks at a live playlist until a new segment has come, or the time is over. Needs `mediapackagev2:GetObject` on the endpoint: a
 * principal of the owning account may read with a signed request (MediaPackage v2 User Guide, "Allow access with an endpoint policy").
 */
export async function watchAdvance(access: AwsAccess, place: ManifestPlace, options: AdvanceOptions): Promise<Advance> {
  const deadline = Date.now() + options.timeoutSeconds * 1000;
  let first: PlaylistHead | undefined;
  let reason: string;
  for (;;) {
    try {
      const now = await readPlaylist(access, place);
      // Beginning anew, as after a start, counts from there.
      if (first !== undefined && hasAdvanced(first, now)) return { advancing: true };
      if (first === undefined || now.mediaSequence < first.mediaSequence) first = now;
      reason = `no new segment came within ${options.timeoutSeconds} s`;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() >= deadline) return { advancing: false, reason };
    await new Promise((resolve) => setTimeout(resolve, (options.pollSeconds ?? POLL_SECONDS) * 1000));
  }
}

/** One look at the first rendition of a manifest. @throws Error when the packager refuses or answers no playlist */
export async function readPlaylist(access: AwsAccess, { egressDomain, path }: ManifestPlace): Promise<PlaylistHead> {
  const rendition = firstRendition(await signedGet(access, egressDomain, path));
  const { pathname, search } = new URL(rendition, `https://${egressDomain}${path}`);
  return readMediaPlaylist(await signedGet(access, egressDomain, pathname, search));
}

async function signedGet(access: AwsAccess, host: string, path: string, search = ""): Promise<string> {
  const query = Object.fromEntries(new URLSearchParams(search));
  const request = { method: "GET", service: "mediapackagev2", host, path, query } as const;
  const { status, body } = await sendSigned(access, request, { callSeconds: CALL_SECONDS, tries: 1 });
  if (status === 200) return body;
  const missing = status === 403 ? "; reading it needs mediapackagev2:GetObject on the endpoint" : "";
  throw new Error(`MediaPackage answered ${status} for ${path}${missing}`);
}
