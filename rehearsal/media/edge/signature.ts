/**
 * Signed URLs and signed cookies. Sources: CloudFront Developer Guide, "Use signed URLs", "Use signed cookies", "Decide to use signed
 * URLs or signed cookies" (a signed URL alone decides where there is one), "Specify signers".
 */
import { createPublicKey, verify } from "node:crypto";
import { normalisedPath } from "./paths.ts";
import { allows, cannedPolicy, parsePolicy } from "./policyDocument.ts";
import { cookiesOf, parametersOf, queryOf, type Parameter, type ViewerAsk } from "./viewerRequest.ts";

/** Names of a signed URL; they reach neither the cache key nor the origin. */
export const SIGNATURE_NAMES: readonly string[] = ["Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm"];

/** Code and message of the refusal, as the viewer reads them. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export type Verdict =
  | { readonly kind: "valid"; readonly by: "cookies" | "url" }
  | { readonly kind: "missing"; readonly refusal: Refusal }
  | { readonly kind: "invalid"; readonly by: "cookies" | "url"; readonly refusal: Refusal };

/** The first is documented (AWS re:Post, "troubleshoot issues related to a signed URL or signed cookies"), the others were seen by users. */
const REFUSALS = {
  missing: { code: "MissingKey", message: "Missing Key-Pair-Id query parameter or cookie value" },
  unknownKey: { code: "InvalidKey", message: "Unknown Key" },
  signature: { code: "MalformedSignature", message: "Could not unencode Signature" },
  policy: { code: "MalformedPolicy", message: "Malformed Policy" },
  denied: { code: "AccessDenied", message: "Access denied" },
} satisfies Record<string, Refusal>;

/** What a signature consists of, from a URL or from cookies. */
interface Credentials {
  readonly by: "cookies" | "url";
  readonly expires?: string;
  readonly policy?: string;
  readonly signature?: string;
  readonly keyId?: string;
  readonly hash?: string;
}

/**
 * Whether a request carries a valid signature of one of the keys (PEM by their id). Never throws, whatever the request holds.
 * `now` in milliseconds since 1970.
 */
export function checkSignature(ask: ViewerAsk, keys: Readonly<Record<string, string>>, now: number): Verdict {
  const credentials = credentialsOf(ask);
  if (credentials.keyId === undefined || credentials.keyId === "") {
    const nothing = credentials.signature === undefined && credentials.policy === undefined && credentials.expires === undefined;
    return nothing ? { kind: "missing", refusal: REFUSALS.missing } : { kind: "invalid", by: credentials.by, refusal: REFUSALS.missing };
  }
  const refusal = refusalOf(ask, credentials, keys, now);
  return refusal === undefined ? { kind: "valid", by: credentials.by } : { kind: "invalid", by: credentials.by, refusal };
}

function refusalOf(ask: ViewerAsk, credentials: Credentials, keys: Readonly<Record<string, string>>, now: number): Refusal | undefined {
  const { keyId = "", signature, hash } = credentials;
  const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
  if (key === undefined) return REFUSALS.unknownKey;
  const bytes = unencoded(signature ?? "");
  if (bytes === undefined) return REFUSALS.signature;
  const statement = statementOf(ask, credentials);
  const policy = statement === undefined ? undefined : parsePolicy(statement);
  if (statement === undefined || policy === undefined) return REFUSALS.policy;
  if (!signedBy(key, statement, bytes, hash)) return REFUSALS.denied;
  // A canned policy names the very URL that was asked for. What a custom one allows has to hold for the path as behaviours see it too.
  const paths = credentials.policy === undefined ? [ask.path] : [ask.path, normalisedPath(ask.path)];
  return paths.every((path) => allows(policy, urlOf(ask, path), ask.ip, now / 1000)) ? undefined : REFUSALS.denied;
}

/** The signed text: of a custom policy what was sent, of a canned one what it stands for. */
function statementOf(ask: ViewerAsk, { policy, expires = "" }: Credentials): string | undefined {
  if (policy !== undefined) return unencoded(policy)?.toString("utf8");
  return /^\d{1,12}$/.test(expires) ? cannedPolicy(urlOf(ask, ask.path), Number(expires)) : undefined;
}

/** The URL as its signer wrote it: without the names of the signature. */
function urlOf({ scheme, host, query }: ViewerAsk, path: string): string {
  const own = queryOf(withoutSignature(parametersOf(query)));
  return `${scheme}://${host}${path}${own === "" ? "" : `?${own}`}`;
}

export function withoutSignature(parameters: readonly Parameter[]): Parameter[] {
  return parameters.filter(({ name }) => !SIGNATURE_NAMES.includes(name));
}

function credentialsOf({ query, headers }: ViewerAsk): Credentials {
  const inUrl = parametersOf(query).filter(({ name }) => SIGNATURE_NAMES.includes(name));
  if (inUrl.length > 0) return collected("url", (name) => inUrl.find((one) => one.name === name)?.value);
  const cookies = cookiesOf(headers["cookie"]);
  return collected("cookies", (name) => cookies.find((one) => one.name === `CloudFront-${name}`)?.value);
}

function collected(by: Credentials["by"], find: (name: string) => string | undefined): Credentials {
  const [expires, policy, signature, keyId, hash] = SIGNATURE_NAMES.map(find);
  return {
    by,
    ...(expires === undefined ? {} : { expires }),
    ...(policy === undefined ? {} : { policy }),
    ...(signature === undefined ? {} : { signature }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(hash === undefined ? {} : { hash }),
  };
}

/** Base64 with `-`, `_` and `~` in the places of `+`, `=` and `/`. Only the one spelling that a signer writes is taken. */
function unencoded(text: string): Buffer | undefined {
  if (!/^[A-Za-z0-9~_-]+$/.test(text)) return undefined;
  const usual = text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/");
  const bytes = Buffer.from(usual, "base64");
  return bytes.toString("base64") === usual ? bytes : undefined;
}

/** RSA (PKCS #1 v1.5) or ECDSA over SHA-1, or SHA-256 where the request says so. */
function signedBy(key: string, statement: string, signature: Buffer, hash = "SHA1"): boolean {
  if (hash !== "SHA1" && hash !== "SHA256") return false;
  try {
    return verify(hash, Buffer.from(statement, "utf8"), createPublicKey(key), signature);
  } catch {
    return false;
  }
}
