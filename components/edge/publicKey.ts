import { createPublicKey } from "node:crypto";
import { normalisedPem } from "./pem.ts";
import type { EdgeProblem } from "./problem.ts";

/** Keys of a group, at most (CloudFront Developer Guide, "Quotas", key groups). */
export const KEYS_PER_GROUP = 5;

/** CloudFront takes RSA 2048 and ECDSA P-256 (CloudFront Developer Guide, "Specify signers"). The key is never repeated in a message. */
export function keyProblem(path: string, pem: string): EdgeProblem[] {
  const remedy = "put in the PEM of a public key, RSA 2048 or ECDSA P-256";
  if (/PRIVATE KEY/.test(pem))
    return [{ path, what: "is a private key, which must never be in settings", remedy: `make a new pair, and ${remedy}` }];
  try {
    const key = createPublicKey(normalisedPem(pem));
    const details = key.asymmetricKeyDetails;
    const fits =
      key.asymmetricKeyType === "rsa"
        ? details?.modulusLength === 2048
        : key.asymmetricKeyType === "ec" && details?.namedCurve === "prime256v1";
    return fits ? [] : [{ path, what: "is a key that CloudFront does not take", remedy }];
  } catch {
    return [{ path, what: "is not a public key in PEM form", remedy }];
  }
}
