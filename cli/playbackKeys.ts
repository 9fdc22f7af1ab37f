import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { CliError } from "./errors.ts";

/** Where private halves of playback keys lie, inside the project's ignored folder. */
const KEY_FOLDER = join(".onair", "keys");

/** CloudFront takes RSA keys of 2048 bits, and ECDSA keys on P-256 (CloudFront Developer Guide, creating key pairs for signers). */
const RSA_BITS = 2048;
const CURVE = "prime256v1";

/** The private key's file, relative to the project. */
export function privateKeyFile(environment: string, keyId: string): string {
  return join(KEY_FOLDER, `${environment}-${keyId}.pem`);
}

export interface KeyPair {
  readonly publicPem: string;
  readonly privatePem: string;
}

/** Makes a new RSA pair. */
export async function makeKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: RSA_BITS });
  return { publicPem: publicPemOf(publicKey), privatePem: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

/** Reads a private key. @throws CliError when there is none, or it is none; the key itself is never part of the message */
export function readPrivateKey(path: string, shownAs: string): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(path, "utf8");
  } catch {
    throw new CliError(`There is no private key at ${shownAs}; bring it here, or name another file with --key.`);
  }
  try {
    return checkKind(createPrivateKey(pem), shownAs);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${shownAs} is not a private key in PEM form without a passphrase.`);
  }
}

/** Reads a public key given by a user into the PEM form that the stack file keeps. */
export function readPublicKey(path: string): string {
  let pem: string;
  try {
    pem = readFileSync(path, "utf8");
  } catch {
    throw new CliError(`--public-key: ${path} cannot be read.`);
  }
  if (pem.includes("PRIVATE KEY"))
    throw new CliError(`--public-key: ${path} is a private key; give the public half (openssl pkey -in ${path} -pubout).`);
  try {
    return publicPemOf(checkKind(createPublicKey(pem), path));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`--public-key: ${path} is not a public key in PEM form.`);
  }
}

/** The public half, as PEM (SubjectPublicKeyInfo). */
export function publicPemOf(key: KeyObject): string {
  const half = key.type === "private" ? createPublicKey(key) : key;
  return half.export({ type: "spki", format: "pem" }).toString();
}

/** Whether two PEM texts hold the same public key; a text that holds none equals nothing. */
export function samePublicKey(left: string, right: string): boolean {
  try {
    return publicPemOf(createPublicKey(left)) === publicPemOf(createPublicKey(right));
  } catch {
    return false;
  }
}

function checkKind(key: KeyObject, shownAs: string): KeyObject {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "rsa" && details?.modulusLength === RSA_BITS) return key;
  if (type === "ec" && details?.namedCurve === CURVE) return key;
  throw new CliError(`${shownAs} is not a key CloudFront takes; use RSA with ${RSA_BITS} bits, or ECDSA on P-256.`);
}

/** Writes a private key for its owner's eyes only. @throws when the file exists: a key is never overwritten */
export function writePrivateKey(project: string, file: string, pem: string): void {
  const path = join(project, file);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  hideFromGit(dirname(path));
  const handle = openSync(path, "wx", 0o600);
  try {
    writeFileSync(handle, pem);
  } finally {
    closeSync(handle);
  }
}

/** The folder ignores itself, also in a project whose own ignore file has lost the line. */
function hideFromGit(folder: string): void {
  const ignore = join(folder, ".gitignore");
  if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
}
