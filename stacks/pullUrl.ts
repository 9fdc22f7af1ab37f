import { isIP } from "node:net";

export type PullScheme = "rtmp" | "https";

/** What is wrong with the address of a pull source, without the address itself, which may hold a secret. */
export interface UrlProblem {
  readonly what: string;
  readonly remedy: string;
}

const EXAMPLES: Readonly<Record<PullScheme, string>> = {
  rtmp: "rtmp://feed.your-company.tv:1935/live/one",
  https: "https://feed.your-company.tv/live/one.m3u8",
};

/** MediaLive pulls RTMP from this port (User Guide, "Creating an RTMP pull input": addresses must include port 1935). */
const RTMP_PORT = "1935";
const LONGEST_URL = 1024;

/**
 * Refuses what MediaLive cannot fetch, and what must not be written down: an address ends in state, in templates and in
 * logs, so it holds neither a login nor a query, where tokens are.
 */
export function pullUrlProblem(text: string, scheme: PullScheme): UrlProblem | undefined {
  const write = `write an address such as ${EXAMPLES[scheme]}`;
  if (text.length > LONGEST_URL) return { what: "is too long", remedy: `use at most ${LONGEST_URL} characters` };
  // Checked on the text: a URL parser drops blanks and control characters without a word.
  if (/[^\x21-\x7e]/.test(text)) return { what: "has a blank or a character outside ASCII", remedy: write };
  if (!URL.canParse(text)) return { what: "is not an address", remedy: write };
  const url = new URL(text);
  return schemeProblem(url, scheme, write) ?? secretProblem(url, text) ?? hostProblem(url) ?? pathProblem(url, scheme, write);
}

/** Refuses an https address that MediaLive cannot fetch from the public internet, or that holds what must not be written down. */
export function publicHttpsProblem(text: string, write: string): UrlProblem | undefined {
  if (/[^\x21-\x7e]/.test(text)) return { what: "has a blank or a character outside ASCII", remedy: write };
  if (!URL.canParse(text)) return { what: "is not an address", remedy: write };
  const url = new URL(text);
  return secretProblem(url, text) ?? hostProblem(url);
}

function schemeProblem(url: URL, scheme: PullScheme, write: string): UrlProblem | undefined {
  if (url.protocol === `${scheme}:`) return undefined;
  if (url.protocol === "rtmps:") {
    // User Guide, "Supported input formats and protocols".
    return { what: "is RTMPS, which no MediaLive input takes", remedy: `${write}, or use another kind of source` };
  }
  if (url.protocol === "http:") return { what: "is plain HTTP", remedy: write };
  return { what: `does not begin with ${scheme}://`, remedy: write };
}

function secretProblem(url: URL, text: string): UrlProblem | undefined {
  if (url.username !== "" || url.password !== "") {
    return { what: "holds a login", remedy: "take it out; write username, and passwordParam with the name of an SSM parameter" };
  }
  if (text.includes("?") || text.includes("#")) {
    return {
      what: "has a query or a fragment",
      remedy: "take it out: an address is stored where others can read it; use username and passwordParam",
    };
  }
  return undefined;
}

/** Refuses a host that MediaLive cannot reach over the public internet. */
export function hostProblem({ hostname }: Pick<URL, "hostname">): UrlProblem | undefined {
  const host = hostname.replace(/\.$/, "").toLowerCase();
  if (host === "") return { what: "names no host", remedy: "write a public host name or address" };
  // No AWS page speaks of fetching over IPv6.
  if (host.startsWith("[")) return { what: "is an IPv6 address", remedy: "write a host name or an IPv4 address" };
  if (isPrivateHost(host)) {
    return {
      what: "points into a private network",
      remedy: "MediaLive fetches over the public internet: write a public host, or push into a VPC",
    };
  }
  if (isIP(host) === 0 && !/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host)) {
    return { what: "has no public host name", remedy: "write the host's full name" };
  }
  if (/(^|\.)example\.(com|net|org)$/.test(host)) return { what: "is only an example", remedy: "write the address of your feed" };
  return undefined;
}

function pathProblem({ pathname, port }: URL, scheme: PullScheme, write: string): UrlProblem | undefined {
  if (scheme === "https") {
    return /^\/.+\.m3u8$/.test(pathname) ? undefined : { what: "does not end in a playlist (.m3u8)", remedy: write };
  }
  if (port !== RTMP_PORT) return { what: `does not name port ${RTMP_PORT}`, remedy: write };
  return /^\/[^/]+(\/[^/]+)+$/.test(pathname) ? undefined : { what: "does not name application and instance", remedy: write };
}

const PRIVATE_NAMES = /^localhost$|\.(localhost|local|internal|lan|home|corp|intranet|private|home\.arpa)$/;

/** IPv4 networks that the public internet does not carry: IANA IPv4 Special-Purpose Address Registry (RFC 6890), and multicast. */
const PRIVATE_IPV4 =
  /^(0|10|127)\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^192\.168\.|^192\.0\.0\.|^198\.1[89]\.|^(22[4-9]|2[34]\d|25[0-5])\./;

function isPrivateHost(host: string): boolean {
  return isIP(host) === 4 ? PRIVATE_IPV4.test(host) : PRIVATE_NAMES.test(host);
}
