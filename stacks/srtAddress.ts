import type { SrtAddress } from "../components/encode/index.ts";
import { hostProblem, type UrlProblem } from "./pullUrl.ts";

const WRITE = "write an address such as feed.your-company.tv:9000";
const FORM = /^([A-Za-z0-9.-]+):(\d{1,5})$/;

/** Refuses what MediaLive cannot call: it takes a public host name or an IPv4 address, and a port. */
export function srtAddressProblem(text: string): UrlProblem | undefined {
  if (text.includes("://") || text.includes("?"))
    return { what: "is a whole address, with a scheme or a query", remedy: `${WRITE}; the other settings of the source say the rest` };
  if (text.includes("@")) return { what: "holds a login", remedy: `take it out, and ${WRITE}` };
  if (/^\[|:.*:/.test(text)) return { what: "is an IPv6 address", remedy: "write a host name or an IPv4 address" };
  const [, host = "", port = ""] = FORM.exec(text) ?? [];
  if (host === "") return { what: "is not a host and a port", remedy: WRITE };
  if (Number(port) < 1 || Number(port) > 65_535) return { what: "has no port from 1 to 65535", remedy: WRITE };
  // A URL parser reads 0x7f.1 and the like as addresses, and MediaLive need not.
  if (!URL.canParse(`https://${host}`) || new URL(`https://${host}`).hostname !== host.toLowerCase())
    return { what: "is not a host and a port", remedy: WRITE };
  return hostProblem({ hostname: host });
}

/** Takes an address apart that has no problem. */
export function parseSrtAddress(text: string): SrtAddress {
  const cut = text.lastIndexOf(":");
  return { host: text.slice(0, cut), port: Number(text.slice(cut + 1)) };
}
