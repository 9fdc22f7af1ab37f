import { existsSync } from "node:fs";
import { join } from "node:path";
import { PLACEHOLDERS } from "../../stacks/plain.ts";
import { CliError } from "../errors.ts";
import { makeKeyPair, privateKeyFile, publicPemOf, readPrivateKey, samePublicKey } from "../playbackKeys.ts";
import { isRecord } from "../project.ts";
import { configOf, type Draft } from "./draft.ts";

/** Name of an environment's first key where the stack file suggests none. */
const FIRST_KEY = "first";

/** A public key to fill in, and where its private half is. */
export interface PlannedKey {
  readonly id: string;
  readonly publicPem: string;
  /** Private half that was just made and is still to be written. */
  readonly privatePem?: string;
  /** Relative to the project; absent when only the public half was given. */
  readonly privateKeyFile?: string;
}

/** The keys of an edge draft by id, or nothing for other roles. */
export function keysOf(draft: Draft): Record<string, string> {
  const keys = configOf(draft)["onair:playbackKeys"];
  if (!isRecord(keys)) return {};
  return Object.fromEntries(Object.entries(keys).map(([id, pem]) => [id, String(pem)]));
}

/** Ids whose key is still to be filled; the first one's name where the draft has no key at all, and brought no key group along. */
export function unfilledKeyIds(draft: Draft): string[] {
  if (draft.role === "encode-region" || configOf(draft)["onair:keyGroup"] !== undefined) return [];
  const entries = Object.entries(keysOf(draft));
  if (entries.length === 0) return [FIRST_KEY];
  return entries.filter(([, pem]) => pem.trim() === PLACEHOLDERS.playbackKey).map(([id]) => id);
}

/**
 * One key for every id that is to be filled: the given public key, the pair whose private half is already here, or a new pair.
 * @throws CliError when another public key is given than the one in place
 */
export async function planKeys(
  project: string,
  environment: string,
  drafts: readonly Draft[],
  given: string | undefined,
): Promise<PlannedKey[]> {
  if (given !== undefined) refuseOther(drafts, given);
  const ids = [...new Set(drafts.flatMap(unfilledKeyIds))].sort();
  return Promise.all(ids.map((id) => (given === undefined ? ownKey(project, environment, id) : Promise.resolve({ id, publicPem: given }))));
}

async function ownKey(project: string, environment: string, id: string): Promise<PlannedKey> {
  const file = privateKeyFile(environment, id);
  if (existsSync(join(project, file)))
    return { id, publicPem: publicPemOf(readPrivateKey(join(project, file), file)), privateKeyFile: file };
  const { publicPem, privatePem } = await makeKeyPair();
  return { id, publicPem, privatePem, privateKeyFile: file };
}

function refuseOther(drafts: readonly Draft[], given: string): void {
  for (const draft of drafts.filter(({ role }) => role !== "encode-region")) {
    const keys = Object.values(keysOf(draft)).filter((pem) => pem.trim() !== PLACEHOLDERS.playbackKey);
    if (keys.length > 0 && !keys.some((pem) => samePublicKey(pem, given))) {
      throw new CliError(
        `--public-key: ${draft.file} already has another playback key, and init never overwrites one; add yours there under an id of its own (onair:playbackKeys).`,
      );
    }
  }
}
