/** A kind of secret that shows by its text alone. */
interface Pattern {
  readonly what: string;
  readonly text: RegExp;
}

const PATTERNS: readonly Pattern[] = [
  { what: "a private key", text: /-----\s*BEGIN [A-Z0-9 ]*PRIVATE KEY/ },
  // IAM guide, "Unique identifiers": AKIA is a long-lived key, ASIA a temporary one.
  { what: "an AWS access key", text: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/ },
  // RFC 3986, 3.2.1, user information; and what services take in a query string.
  { what: "a password inside an address", text: /\b[a-z][a-z0-9+.-]{0,15}:\/\/[^\s/:@"]{1,200}:[^\s/:@"${}]{1,500}@[^\s"]/i },
  {
    what: "a password inside an address",
    text: /:\/\/[^\s"]{1,500}[?&](?:pass(?:word|phrase|wd)?|pwd|token|secret|api_?key|x-amz-(?:signature|security-token))=[^&\s"]/i,
  },
  // RFC 7519: two parts of a web token begin with the same letters.
  { what: "a web token", text: /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}/ },
  { what: "a bearer token", text: /\bBearer\s+(?=\S*\d)[A-Za-z0-9._~+/=-]{8,}/ },
  {
    what: "a token of another service",
    text: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|pul-[0-9a-f]{20,})/,
  },
  // IVS guide, "Stream keys": sk_<region>_<key>; other platforms write live_<account>_<key>.
  { what: "a stream key", text: /(?<![A-Za-z0-9])(?:sk_[a-z]{2}-[a-z]+-\d_[A-Za-z0-9_-]{6,}|live_\d{3,}_[A-Za-z0-9]{6,})/ },
];

/**
 * True for the forty letters, digits and signs of an AWS secret access key. Identifiers can look like one, so it is asked
 * only where people write values of their own.
 */
export function isAccessSecret(text: string): boolean {
  return /^[A-Za-z0-9/+]{40}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && new Set(text).size >= 18;
}

/** What kind of secret a text holds, if it holds one. Never the secret itself. */
export function secretIn(text: string): string | undefined {
  return PATTERNS.find((pattern) => pattern.text.test(text))?.what;
}

const NAMES = /pass(?:word|phrase|wd)|secret|token|credential|api[-_]?key|private[-_]?key|stream[-_]?key|access[-_]?key/i;
/** Names that end so hold where a secret is, how long it lives or whether there is one: not the secret. */
const ABOUT =
  /(?:arn|name|id|param(?:eter)?|path|ref|url|uri|ttl|seconds|minutes|days|enabled|required|type|algorithm|version|header|region)s?$/i;

/** True for a name under which people put secrets. */
export function namesSecret(name: string): boolean {
  return NAMES.test(name) && !ABOUT.test(name.replace(/[-_.\d]/g, ""));
}

/** A pointer to where a secret is kept: an ARN, a dynamic reference, a path of the parameter store. */
export function isReference(text: string): boolean {
  return /^(arn:|\{\{resolve:|\$\{|\/[\w./-]+$|alias\/)/.test(text);
}
