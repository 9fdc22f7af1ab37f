/** Everything that exists in the simulated account, kept in one JSON file so that a later process goes on from it. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Properties, Value } from "./values.ts";

/** One resource. */
export interface CloudObject {
  /** Type token, such as `aws:kms/key:Key` or `AWS::MediaLive::Channel`. */
  type: string;
  /** Empty for a resource of a global service. */
  region: string;
  id: string;
  /** Who made it: a Pulumi URN, or the id of a CloudFormation stack. */
  owner: string;
  inputs: Properties;
  outputs: Properties;
  /** What the service keeps for itself, such as a channel's state. */
  hidden: Properties;
}

const version = 1;
/** Changes are gathered for this long before the file is written; a killed process loses at most that much. Milliseconds. */
const shortestDelay = 50;
/** A large account is written less often, so that writing takes no more than about a twentieth of the time. */
const patience = 20;

export class Store {
  readonly #file: string | undefined;
  readonly #objects = new Map<string, CloudObject>();
  readonly #byType = new Map<string, Set<CloudObject>>();
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #writing = 0;

  /** Goes on from `file` where it exists. Without a file everything stays in memory. */
  constructor(file?: string) {
    this.#file = file;
    for (const object of file === undefined ? [] : read(file)) this.#keep(object);
  }

  get(type: string, region: string, id: string): CloudObject | undefined {
    return this.#objects.get(keyOf(type, region, id));
  }

  /** All objects of a type, of one region where one is given. */
  all(type: string, region?: string): CloudObject[] {
    const objects = [...(this.#byType.get(type) ?? [])];
    return region === undefined ? objects : objects.filter((object) => object.region === region);
  }

  find(type: string, matches: (object: CloudObject) => boolean): CloudObject | undefined {
    for (const object of this.#byType.get(type) ?? []) if (matches(object)) return object;
    return undefined;
  }

  everything(): CloudObject[] {
    return [...this.#objects.values()];
  }

  put(object: CloudObject): void {
    this.#forget(object);
    this.#keep(object);
    this.changed();
  }

  remove(object: CloudObject): void {
    this.#forget(object);
    this.changed();
  }

  /** Calls `listener` after each change; answers how to end that. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** To be called after a change inside an object. */
  changed(): void {
    for (const listener of this.#listeners) listener();
    if (this.#file === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.flush();
      },
      Math.max(shortestDelay, this.#writing * patience),
    );
    this.#timer.unref();
  }

  /** Writes what has not been written yet; the file is replaced whole, so a reader never sees half of it. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#timer === undefined || this.#file === undefined) return;
    this.#timer = undefined;
    const start = performance.now();
    mkdirSync(dirname(this.#file), { recursive: true });
    const draft = `${this.#file}.${String(process.pid)}`;
    writeFileSync(draft, `${JSON.stringify({ version, objects: this.everything() })}\n`, { mode: 0o600 });
    renameSync(draft, this.#file);
    this.#writing = performance.now() - start;
  }

  #keep(object: CloudObject): void {
    this.#objects.set(keyOf(object.type, object.region, object.id), object);
    const siblings = this.#byType.get(object.type) ?? new Set();
    siblings.add(object);
    this.#byType.set(object.type, siblings);
  }

  #forget(object: CloudObject): void {
    const key = keyOf(object.type, object.region, object.id);
    const kept = this.#objects.get(key);
    if (kept === undefined) return;
    this.#objects.delete(key);
    this.#byType.get(kept.type)?.delete(kept);
  }
}

function keyOf(type: string, region: string, id: string): string {
  return `${type}\n${region}\n${id}`;
}

function read(file: string): CloudObject[] {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  const state = JSON.parse(content) as { version?: Value; objects?: CloudObject[] };
  if (state.version !== version || state.objects === undefined) {
    throw new Error(`${file} was written by another version of the rehearsal; remove it to start from an empty account`);
  }
  return state.objects;
}
