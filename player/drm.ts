/** Licence servers of an encrypted channel, as the page or `channels.json` gives them. No secret belongs here: every viewer reads it. */

export interface LicenceServer {
  /** Where licences are asked for. */
  readonly licenseUrl: string;
  /** Sent with each licence request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** FairPlay asks for it; Widevine takes one for privacy mode. */
  readonly certificateUrl?: string;
}

export interface DrmSettings {
  readonly widevine?: LicenceServer;
  readonly playready?: LicenceServer;
  readonly fairplay?: LicenceServer;
}

/** Key systems as the browser's API names them (W3C Encrypted Media Extensions; the vendors chose the names). */
export const KEY_SYSTEMS: Readonly<Record<keyof DrmSettings, string>> = {
  widevine: "com.widevine.alpha",
  playready: "com.microsoft.playready",
  fairplay: "com.apple.fps",
};

const NAMES: readonly (keyof DrmSettings)[] = ["widevine", "playready", "fairplay"];

export type ReadDrm = { readonly settings: DrmSettings } | { readonly problem: string };

export function readDrm(value: unknown): ReadDrm {
  if (!isRecord(value)) return { problem: "drm must be an object with widevine, playready or fairplay" };
  const unknown = Object.keys(value).find((key) => !NAMES.some((name) => name === key));
  if (unknown !== undefined) return { problem: `drm.${unknown} is not known; use ${NAMES.join(", ")}` };
  const settings: { -readonly [Name in keyof DrmSettings]: LicenceServer } = {};
  for (const name of NAMES) {
    if (value[name] === undefined) continue;
    const server = readServer(value[name]);
    if (typeof server === "string") return { problem: `drm.${name}${server}` };
    settings[name] = server;
  }
  if (settings.fairplay !== undefined && settings.fairplay.certificateUrl === undefined) {
    return { problem: "drm.fairplay.certificateUrl is missing; FairPlay starts with the provider's certificate" };
  }
  return { settings };
}

/** The part of a player's configuration that these settings make. */
export interface DrmConfiguration {
  readonly servers: Readonly<Record<string, string>>;
  readonly advanced: Readonly<
    Record<string, { readonly headers: Readonly<Record<string, string>>; readonly serverCertificateUri: string }>
  >;
}

export function drmConfiguration(settings: DrmSettings | undefined): DrmConfiguration {
  const servers: Record<string, string> = {};
  const advanced: Record<string, { headers: Readonly<Record<string, string>>; serverCertificateUri: string }> = {};
  for (const name of NAMES) {
    const server = settings?.[name];
    if (server === undefined) continue;
    servers[KEY_SYSTEMS[name]] = server.licenseUrl;
    advanced[KEY_SYSTEMS[name]] = { headers: server.headers ?? {}, serverCertificateUri: server.certificateUrl ?? "" };
  }
  return { servers, advanced };
}

function readServer(value: unknown): LicenceServer | string {
  if (!isRecord(value)) return " must be an object";
  const { licenseUrl, certificateUrl, headers } = value;
  if (!isWebAddress(licenseUrl)) return ".licenseUrl must be an https address or a path";
  if (certificateUrl !== undefined && !isWebAddress(certificateUrl)) return ".certificateUrl must be an https address or a path";
  if (headers !== undefined && !isHeaders(headers)) return ".headers must map names to texts";
  return {
    licenseUrl,
    ...(certificateUrl === undefined ? {} : { certificateUrl }),
    ...(headers === undefined ? {} : { headers }),
  };
}

function isWebAddress(value: unknown): value is string {
  return typeof value === "string" && /^(https:\/\/[^\s/]+|\/(?![/\\]))\S*$/.test(value);
}

function isHeaders(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((entry) => typeof entry === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
