/**
 * Texts that are secrets by their shape, wherever somebody pasted them. Sources: AWS IAM User Guide, "Unique
 * identifiers" (AKIA, ASIA); Amazon IVS stream keys (sk_<region>_…); RFC 7519 (JWT); RFC 7468 (PEM); RFC 3986 3.2.1 (user information).
 */
const SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ["a private key", /-----\s*BEGIN [A-Z0-9 ]*PRIVATE KEY|PRIVATE KEY\s*-----/],
  ["an AWS access key", /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ["a stream key", /(?<![A-Za-z0-9])(?:sk_[a-z]{2}-[a-z]+-\d_[A-Za-z0-9_]{6,}|live_\d{3,}_[A-Za-z0-9]{6,})/],
  ["a token", /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/],
  ["a token", /\bBearer\s+(?=\S*\d)[A-Za-z0-9._~+/=-]{8,}/i],
  ["a token", /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|pul-[0-9a-f]{20,})/],
  ["a password in an address", /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,15}:\/\/[^\s/?#@]{1,500}@/i],
  [
    "a password in an address",
    /[?&;](?:pass(?:word|phrase|wd)?|pwd|token|secret|sig(?:nature)?|auth|api_?key|key|x-amz-(?:signature|security-token))=[^&\s]+/i,
  ],
];

/** Forty characters of base64 that use all its kinds: an AWS secret access key. */
const SECRET_ACCESS_KEY = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;

/** What kind of secret a text looks like, in words; undefined when it does not. Public keys are none. */
export function secretKind(text: string): string | undefined {
  const found = SHAPES.find(([, shape]) => shape.test(text));
  if (found !== undefined) return found[0];
  if (/BEGIN PUBLIC KEY/.test(text)) return undefined;
  return (text.match(SECRET_ACCESS_KEY) ?? []).some(isMixed) ? "an AWS secret access key" : undefined;
}

/** A setting's name that says a secret is meant. */
export function namesSecret(key: string): boolean {
  return /passw(or)?d|passphrase|secret|(stream|private|access|api)[_-]?key|credential|bearer|(^|[_-])token|Token$/i.test(key);
}

function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && new Set(text).size >= 18;
}
