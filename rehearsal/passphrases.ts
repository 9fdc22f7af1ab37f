import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { passphrasesOf } from "../components/encode/plan.ts";
import { RehearsalError } from "./errors.ts";
import type { Session } from "./session.ts";

/** What a lineup says of its channels, as far as passphrases go. Its form is for `onair` and the program to judge. */
type Written = Parameters<typeof passphrasesOf>[0];

/** Channels of the scratch project's lineup with an encrypted SRT input. */
export function encryptedChannels({ scratch }: Pick<Session, "scratch">, environment: string): string[] {
  const lineup = parse(readFileSync(join(scratch.project, "lineups", `${environment}.yaml`), "utf8")) as {
    readonly channels?: Readonly<Record<string, Omit<Written, "name">>>;
  };
  return Object.entries(lineup.channels ?? {})
    .filter(([name, channel]) => passphrasesOf({ ...channel, name }, environment).length > 0)
    .map(([name]) => name)
    .sort();
}

/** Makes their passphrases as a user does. @throws RehearsalError when the command fails */
export async function makePassphrases(session: Session, environment: string, channels: readonly string[]): Promise<void> {
  for (const channel of channels) {
    const { code, stdout, stderr } = await session.capture("onair", ["passphrase", channel, "--env", environment]);
    if (code !== 0) throw new RehearsalError(`onair passphrase ${channel} failed: ${stderr.trim() || stdout.trim()}`);
  }
}
