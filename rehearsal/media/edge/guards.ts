/** What turns a request away before anything is looked for. */
import type { DeployedEdge, EdgeBehaviour, EdgeFirewall } from "../deployed/index.ts";
import { matchesPattern } from "./paths.ts";
import { errorPage, redirected, type EdgeAnswer } from "./refusals.ts";
import type { ViewerAsk } from "./viewerRequest.ts";

/** Bytes of a URL (CloudFront Developer Guide, "Request and response behavior for custom origins", maximum length of a URL). */
export const LONGEST_URL = 8192;

/**
 * The name that a request calls the distribution by. Loopback stands for the first alias, or CloudFront's own name where there is none;
 * `undefined` for a name that is not the distribution's.
 */
export function calledHost({ aliases, domainName }: Pick<DeployedEdge, "aliases" | "domainName">, header: string): string | undefined {
  const name = hostOf(header);
  if (isLoopback(name)) return aliases[0] ?? domainName;
  return [...aliases, domainName].some((own) => own === name || (own.startsWith("*.") && matchesPattern(own, name))) ? name : undefined;
}

/** Loopback is as good as HTTPS (Secure Contexts, 3.1): a request to it counts as made by HTTPS, one by the distribution's name does not. */
export function schemeOf(header: string): ViewerAsk["scheme"] {
  return isLoopback(hostOf(header)) ? "https" : "http";
}

function hostOf(header: string): string {
  return header.toLowerCase().replace(/:\d+$/, "");
}

function isLoopback(name: string): boolean {
  return name === "localhost" || name === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(name);
}

/** Geographic restriction and web ACL, which hold for the whole distribution; `country` in two letters. */
export function blocked(edge: Pick<DeployedEdge, "geo" | "firewall">, country: string): EdgeAnswer | undefined {
  if (edge.firewall !== undefined && !admits(edge.firewall, country)) return errorPage(403, "Request blocked.");
  const { kind, countries } = edge.geo;
  // CloudFront Developer Guide, "Restrict the geographic distribution of your content".
  const out = (kind === "allow" && !countries.includes(country)) || (kind === "deny" && countries.includes(country));
  return out ? errorPage(403, "The Amazon CloudFront distribution is configured to block access from your country.") : undefined;
}

/** The first rule that matches decides, else the default action (AWS WAF Developer Guide, "Setting rule priority"). */
function admits({ rules, defaultAction }: EdgeFirewall, country: string): boolean {
  const rule = rules.find(({ statement }) => statement.countries.includes(country) !== statement.negated);
  return (rule?.action ?? defaultAction) === "allow";
}

/**
 * Viewer protocol, method, body and length. Sources: "Require HTTPS for communication between viewers and CloudFront"; AWS re:Post
 * "troubleshoot 403 errors" (methods: 403, not 405); "Request and response behavior for custom origins" (GET with a body, longest URL).
 */
export function unfit(ask: ViewerAsk, behaviour: EdgeBehaviour): EdgeAnswer | undefined {
  const url = `${ask.scheme}://${ask.host}${ask.path}${ask.query === "" ? "" : `?${ask.query}`}`;
  if (Buffer.byteLength(url) > LONGEST_URL) return errorPage(413, "The URL is too long.");
  if (ask.scheme === "http" && behaviour.viewerProtocol === "https-only") return errorPage(403, "Bad request: HTTPS only.");
  if (ask.scheme === "http" && behaviour.viewerProtocol === "redirect-to-https") {
    return redirected(ask.method === "GET" || ask.method === "HEAD" ? 301 : 307, `https${url.slice(4)}`);
  }
  if (!behaviour.allowedMethods.includes(ask.method)) {
    return errorPage(403, "This distribution is not configured to allow the HTTP request method that was used for this request.");
  }
  const hasBody = ask.headers["transfer-encoding"] !== undefined || Number(ask.headers["content-length"] ?? 0) > 0;
  return ask.method === "GET" && hasBody ? errorPage(403, "A GET request cannot have a body.") : undefined;
}
