import { randomBytes } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { RehearsalError } from "./errors.ts";
import { copyStackFiles, isStackFile } from "./stackFiles.ts";

/** The project that is rehearsed: the folder above this one. */
export const PROJECT = join(import.meta.dirname, "..");

const CONSUMER = join(PROJECT, "examples", "consumer");

/** The folders and files of one rehearsal, all below `.onair/rehearsal/<id>/`, which git ignores. */
export interface Scratch {
  readonly id: string;
  readonly root: string;
  /** The copy of the project that `pulumi` and `onair` are run in. */
  readonly project: string;
  /** Another team's project, which reads the contracts of the first. */
  readonly consumer: string;
  /** The project whose program is made weaker on purpose. */
  readonly weakened: string;
  /** Pulumi's state, one folder per project and stack. */
  readonly backend: string;
  /** PULUMI_HOME. */
  readonly home: string;
  /** Engine events of the last operation of each stack. */
  readonly events: string;
  /** Folder that goes first on the PATH: the `onair` command. */
  readonly bin: string;
  /** What exists in the simulated account. */
  readonly cloudState: string;
  /** What alarms have sent to people, a message a line. */
  readonly mailbox: string;
  /** What lies in the buckets of the simulated account. */
  readonly objects: string;
  /** What existed before the first deployment. */
  readonly account: string;
  readonly passphrase: string;
  /** AWS configuration and credentials files that hold nothing of the user's. */
  readonly awsFiles: string;
}

/** What a user writes; a change in the scratch copy must never reach the originals. */
const USER_DATA = ["lineups", "ladders"];

/** Never part of the copy, not even by a link. */
const LEFT_OUT = new Set([".git", ".onair"]);

export function scratchAt(id: string): Scratch {
  if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(id))
    throw new RehearsalError(`A rehearsal is named with up to 41 of a-z, 0-9 and -; given: ${JSON.stringify(id)}`);
  const root = join(PROJECT, ".onair", "rehearsal", id);
  return {
    id,
    root,
    project: join(root, "project"),
    consumer: join(root, "consumer"),
    weakened: join(root, "weakened"),
    backend: join(root, "backend"),
    home: join(root, "home"),
    events: join(root, "events"),
    bin: join(root, "bin"),
    cloudState: join(root, "cloud.json"),
    mailbox: join(root, "mailbox.jsonl"),
    objects: join(root, "objects"),
    account: join(root, "account.yaml"),
    passphrase: join(root, "passphrase"),
    awsFiles: join(root, "aws"),
  };
}

/** Removes everything of a rehearsal but, where it is named, one file of its root. */
export function removeScratch(scratch: Scratch, kept?: string): void {
  if (!existsSync(scratch.root)) return;
  for (const entry of readdirSync(scratch.root)) if (entry !== kept) rmSync(join(scratch.root, entry), { recursive: true, force: true });
}

/** True when an earlier run left something to go on from. */
export function isStarted(scratch: Scratch): boolean {
  return existsSync(join(scratch.project, "Pulumi.yaml"));
}

/**
 * Makes the scratch project, or brings one up to date with the project: what a user writes is copied, and everything
 * else is linked, so that the program that runs is the real one. Values that `onair init` filled in before are kept.
 */
export function prepareScratch(scratch: Scratch): void {
  for (const folder of [scratch.project, scratch.backend, scratch.home, scratch.events, scratch.bin, scratch.awsFiles])
    mkdirSync(folder, { recursive: true });
  writeOnce(scratch.passphrase, randomBytes(24).toString("base64url"));
  writeOnce(join(scratch.awsFiles, "config"), "");
  writeOnce(join(scratch.awsFiles, "credentials"), "");
  writeCommand(scratch);
  copyUserData(scratch);
  linkProgram(scratch.project);
  prepareConsumer(scratch);
  prepareWeakened(scratch);
}

function copyUserData(scratch: Scratch): void {
  for (const folder of USER_DATA) {
    rmSync(join(scratch.project, folder), { recursive: true, force: true });
    cpSync(join(PROJECT, folder), join(scratch.project, folder), { recursive: true });
  }
  cpSync(join(PROJECT, "Pulumi.yaml"), join(scratch.project, "Pulumi.yaml"));
  copyStackFiles(PROJECT, scratch.project, join(scratch.root, "originals"));
}

/** Links whatever is not copied. Node resolves a link to the real file, so imports lead into the real project. */
function linkProgram(folder: string): void {
  for (const entry of readdirSync(PROJECT, { withFileTypes: true })) {
    const { name } = entry;
    if (LEFT_OUT.has(name) || USER_DATA.includes(name) || name === "Pulumi.yaml" || isStackFile(name)) continue;
    link(join(PROJECT, name), join(folder, name), entry.isDirectory());
  }
}

/** Another team's project as they have it: their own files, and the `onair` package installed beside the Pulumi SDKs. */
function prepareConsumer(scratch: Scratch): void {
  mkdirSync(scratch.consumer, { recursive: true });
  for (const file of ["Pulumi.yaml", "package.json", "index.ts"]) cpSync(join(CONSUMER, file), join(scratch.consumer, file));
  copyStackFiles(CONSUMER, scratch.consumer, join(scratch.root, "originals", "consumer"));
  const modules = join(scratch.consumer, "node_modules");
  mkdirSync(join(modules, "onair"), { recursive: true });
  link(join(PROJECT, "node_modules", "@pulumi"), join(modules, "@pulumi"), true);
  writeFileSync(
    join(modules, "onair", "package.json"),
    `${JSON.stringify({ name: "onair", version: "0.0.0", type: "module", exports: { "./contract": "./contract.js" } })}\n`,
  );
  writeFileSync(
    join(modules, "onair", "contract.js"),
    `export * from ${JSON.stringify(pathToFileURL(join(PROJECT, "stacks", "consumer.ts")).href)};\n`,
  );
}

/** The same project once more, with a program that spoils one resource before the engine sees it. */
function prepareWeakened(scratch: Scratch): void {
  mkdirSync(scratch.weakened, { recursive: true });
  const original = readFileSync(join(PROJECT, "Pulumi.yaml"), "utf8");
  writeFileSync(join(scratch.weakened, "Pulumi.yaml"), original.replace(/^main: .*$/m, "main: weakened.ts"));
  link(join(PROJECT, "rehearsal", "weakened", "program.ts"), join(scratch.weakened, "weakened.ts"), false);
  for (const name of ["node_modules", "policy"]) link(join(PROJECT, name), join(scratch.weakened, name), true);
  link(join(PROJECT, "package.json"), join(scratch.weakened, "package.json"), false);
  for (const name of USER_DATA) link(join(scratch.project, name), join(scratch.weakened, name), true);
}

/** `onair` on the PATH of whatever the rehearsal runs, by the same Node. */
function writeCommand(scratch: Scratch): void {
  const command = join(scratch.bin, "onair");
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${join(PROJECT, "cli", "onair.js")}' "$@"\n`);
  chmodSync(command, 0o755);
}

function writeOnce(file: string, content: string): void {
  if (!existsSync(file)) writeFileSync(file, content, { mode: 0o600 });
}

function link(target: string, path: string, directory: boolean): void {
  rmSync(path, { recursive: true, force: true });
  // Junctions need no rights that an ordinary user of Windows lacks.
  symlinkSync(target, path, directory ? "junction" : "file");
}

/**
 * One run at a time: two would write the same state. Answers how to give the lock back; one whose process is gone counts for nothing.
 * @throws RehearsalError when another run holds it
 */
export function lockScratch(scratch: Scratch): () => void {
  const file = join(scratch.root, "lock");
  mkdirSync(scratch.root, { recursive: true });
  if (existsSync(file)) {
    const holder = Number(readFileSync(file, "utf8"));
    if (isAlive(holder)) throw new RehearsalError(`Another rehearsal is running here (process ${holder}). Wait for it, or stop it.`);
    rmSync(file);
  }
  writeFileSync(file, String(process.pid), { flag: "wx" });
  return () => rmSync(file, { force: true });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
