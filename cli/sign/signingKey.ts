import type { KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { didYouMean, type GlobalEdgeContract } from "../../stacks/plain.ts";
import { CliError } from "../errors.ts";
import { privateKeyFile, publicPemOf, readPrivateKey, samePublicKey } from "../playbackKeys.ts";
import { isRecord, readStackFiles } from "../project.ts";

export interface SigningKey {
  /** Our id, as in the stack file. */
  readonly id: string;
  /** CloudFront's id, which goes into the signature. */
  readonly cloudFrontId: string;
  readonly key: KeyObject;
}

export interface KeyChoice {
  readonly project: string;
  /** Where a relative `file` starts from. */
  readonly cwd: string;
  readonly stack: string;
  readonly contract: GlobalEdgeContract;
  readonly file?: string;
  readonly keyId?: string;
}

/**
 * The private key that signs, shown to be the other half of a key the distribution trusts.
 * @throws CliError when it is missing, ambiguous or does not match
 */
export function signingKey(choice: KeyChoice): SigningKey {
  const { contract, keyId } = choice;
  const ids = Object.keys(contract.playbackKeyIds).sort();
  if (keyId !== undefined && !ids.includes(keyId))
    throw new CliError(`Stack ${choice.stack} trusts no key ${keyId}; ${didYouMean(keyId, ids)}it trusts: ${ids.join(", ")}.`);
  const publicKeys = trustedPems(choice);
  if (choice.file !== undefined) return ownFile(choice, choice.file, keyId === undefined ? ids : [keyId], publicKeys);
  const id = keyId ?? onlyKey(choice, ids);
  const file = privateKeyFile(contract.environment, id);
  const key = readPrivateKey(join(choice.project, file), file);
  refuseStranger(choice, id, file, key, publicKeys);
  return found(contract, id, key);
}

/** Among several trusted keys, the one whose private half is here. */
function onlyKey({ project, contract, stack }: KeyChoice, ids: readonly string[]): string {
  const [first] = ids;
  if (first === undefined) throw new CliError(`Stack ${stack} trusts no playback key; add one to its stack file and deploy it.`);
  const here = ids.filter((id) => existsSync(join(project, privateKeyFile(contract.environment, id))));
  if (ids.length === 1 || here.length === 1) return here[0] ?? first;
  if (here.length === 0)
    throw new CliError(
      `No private key is here for any of ${ids.join(", ")}; bring one to ${privateKeyFile(contract.environment, first)}, or name its file with --key.`,
    );
  throw new CliError(`Several keys could sign; choose one with --key-id: ${here.join(", ")}.`);
}

function ownFile(choice: KeyChoice, file: string, ids: readonly string[], publicKeys: Readonly<Record<string, string>>): SigningKey {
  const key = readPrivateKey(resolve(choice.cwd, file), file);
  const pem = publicPemOf(key);
  const match = ids.find((id) => samePublicKey(publicKeys[id] ?? "", pem));
  const [only] = ids;
  if (match === undefined && ids.length === 1 && only !== undefined && publicKeys[only] === undefined)
    return found(choice.contract, only, key);
  if (match === undefined)
    throw new CliError(
      `${file} is not the private half of ${ids.length === 1 ? `key ${only ?? ""}` : `any of the keys ${ids.join(", ")}`} in Pulumi.${shortName(choice.stack)}.yaml; viewers would be refused.`,
    );
  return found(choice.contract, match, key);
}

function refuseStranger(choice: KeyChoice, id: string, file: string, key: KeyObject, publicKeys: Readonly<Record<string, string>>): void {
  const pem = publicKeys[id];
  if (pem === undefined || samePublicKey(pem, publicPemOf(key))) return;
  throw new CliError(`${file} is not the private half of key ${id} in Pulumi.${shortName(choice.stack)}.yaml; viewers would be refused.`);
}

/** Public keys as the stack file has them: the contract carries only CloudFront's ids. Empty when the file is not in this checkout. */
function trustedPems({ project, stack }: KeyChoice): Record<string, string> {
  const keys = readStackFiles(project).find((file) => file.stack === shortName(stack))?.config["onair:playbackKeys"];
  return isRecord(keys) ? Object.fromEntries(Object.entries(keys).map(([id, pem]) => [id, String(pem)])) : {};
}

function found(contract: GlobalEdgeContract, id: string, key: KeyObject): SigningKey {
  return { id, cloudFrontId: contract.playbackKeyIds[id] ?? "", key };
}

function shortName(stack: string): string {
  return stack.split("/").at(-1) ?? stack;
}
