/** What went wrong, in the viewer's words, and what may be done about it. */

export type FaultCode =
  "signed-out" | "not-in-your-country" | "not-on-air" | "network" | "timeline" | "media" | "drm" | "unsupported" | "settings";

export interface Fault {
  readonly code: FaultCode;
  /** One short sentence: what is the matter. */
  readonly title: string;
  /** What the viewer can do, or what the player does. */
  readonly advice: string;
  /** For the log and `stats.errors`; never an address with its signature. */
  readonly detail: string;
}

/** What shaka-player says of an error: its category and code, and the answer where there was one. */
export interface RawError {
  readonly category: number;
  readonly code: number;
  /** Of the HTTP answer. */
  readonly status?: number;
  /** Its body, as far as it is text. */
  readonly body?: string;
}

// Categories and codes of shaka.util.Error (shaka-player documentation, "shaka.util.Error").
const NETWORK = 1;
const STREAMING = 5;
const DRM = 6;
export const BAD_HTTP_STATUS = 1001;
const LOAD_INTERRUPTED = 7000;
const OPERATION_ABORTED = 7001;
/** CONTENT_UNSUPPORTED_BY_BROWSER, and RESTRICTIONS_CANNOT_BE_MET of no playable rendition. */
const UNSUPPORTED_CODES = new Set([4032, 4012]);
/** REQUESTED_KEY_SYSTEM_CONFIG_UNAVAILABLE: the browser has none of the key systems. */
const NO_KEY_SYSTEM = 6001;

const WORDS: Readonly<Record<FaultCode, readonly [title: string, advice: string]>> = {
  "signed-out": ["You are signed out", "Sign in again on the page that brought you here, then choose Try again."],
  "not-in-your-country": ["Not available in your country", "This channel may not be shown where you are."],
  "not-on-air": ["Not on air", "This channel is not sending now. The player looks again by itself."],
  network: ["The connection was lost", "The player tries again by itself and goes on when the channel answers."],
  timeline: ["Going on from another region", "The channel has moved to another region; the picture goes on in a moment."],
  media: ["The picture could not be shown", "The player loads the channel again."],
  drm: ["No licence for this channel", "Sign in with an account that may watch it, or use a browser that can play protected video."],
  unsupported: ["This browser cannot play the channel", "Use a current version of Chrome, Edge, Firefox or Safari."],
  settings: ["The player is not set up rightly", "Tell whoever runs this page."],
};

/** Ends of loads that the player itself ended; nobody needs to hear of them. */
export function isInterruption(error: Pick<RawError, "code">): boolean {
  return error.code === LOAD_INTERRUPTED || error.code === OPERATION_ABORTED;
}

export function faultOf(error: RawError): Fault {
  return fault(codeOf(error), detailOf(error));
}

export function fault(code: FaultCode, detail: string): Fault {
  const [title, advice] = WORDS[code];
  return { code, title, advice, detail };
}

/** Answers that asking again at once does not change: the viewer's right to watch. */
export function isRefusal(status: number | undefined): boolean {
  return status === 401 || status === 403;
}

function codeOf({ category, code, status, body }: RawError): FaultCode {
  if (category === NETWORK) return code === BAD_HTTP_STATUS ? codeOfStatus(status, body ?? "") : "network";
  if (category === DRM) return code === NO_KEY_SYSTEM ? "unsupported" : "drm";
  if (UNSUPPORTED_CODES.has(code)) return "unsupported";
  if (category === STREAMING) return "network";
  return "media";
}

/**
 * CloudFront answers a missing or wrong signature with XML, `<Code>MissingKey</Code>` or `<Code>AccessDenied</Code>`, and a country
 * that is not allowed with a page of HTML that says so (CloudFront Developer Guide, "Restrict the geographic distribution of your
 * content": 403). A refusal that says nothing is taken for a missing right to watch: a revoked session is answered without a body.
 */
function codeOfStatus(status: number | undefined, body: string): FaultCode {
  if (isRefusal(status)) return /block access from your country/i.test(body) ? "not-in-your-country" : "signed-out";
  return status === 404 || status === 410 ? "not-on-air" : "network";
}

function detailOf({ code, status, body }: RawError): string {
  const reason = /<Code>(\w{1,40})<\/Code>/.exec(body ?? "")?.[1];
  const answer = status === undefined ? "" : `, HTTP ${String(status)}`;
  return `shaka ${String(code)}${answer}${reason === undefined ? "" : ` ${reason}`}`;
}
