import { createHash } from "node:crypto";

/** A file of the player's page, as its build or this command made it. */
export interface PageFile {
  /** Below the player's folder, with slashes. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly contentType: string;
  /** The name changes with the content: a cache may keep it for ever, and the same name never means anything else. */
  readonly immutable: boolean;
}

/** What lies in the bucket under a path. */
export interface Published {
  /** Bytes. */
  readonly size: number;
  /** What `digestOf` said of it when it was published; absent of files that need none, and of what somebody else put there. */
  readonly digest?: string;
}

export interface Upload {
  readonly path: string;
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly digest: string;
}

export interface PublishPlan {
  /** In the order to upload them: nothing refers to a file that is not there yet. */
  readonly uploads: readonly Upload[];
  readonly unchanged: readonly string[];
  /** Paths below the player's folder that caches may hold in an older form. */
  readonly stale: readonly string[];
}

/** A browser or an edge location never asks for it again (RFC 8246, "immutable"). */
const FOR_EVER = "public, max-age=31536000, immutable";
/** What a name stands for may change: a minute, also where an invalidation was not asked for. */
const SHORTLY = "public, max-age=60";

/** What holds by SHORTLY, whether or not anything is invalidated. */
export const CACHES_FOLLOW = "caches let go of older ones by themselves within a minute";

/** The page comes last: it names all the others. */
const PAGE = "index.html";

/**
 * What must be uploaded so that the bucket holds the built files, and what caches must forget. Files that are not built any more
 * stay: a page that was opened before may still ask for them.
 */
export function publishPlan(published: ReadonlyMap<string, Published>, built: readonly PageFile[]): PublishPlan {
  const inOrder = [...built].sort((left, right) => stage(left) - stage(right) || (left.path < right.path ? -1 : 1));
  const changed = inOrder.filter((file) => !isThere(published.get(file.path), file));
  return {
    uploads: changed.map((file) => ({
      path: file.path,
      bytes: file.bytes,
      contentType: file.contentType,
      cacheControl: cacheControlOf(file),
      digest: digestOf(file),
    })),
    unchanged: inOrder.filter((file) => !changed.includes(file)).map(({ path }) => path),
    stale: changed.filter(({ path, immutable }) => !immutable && published.has(path)).map(({ path }) => path),
  };
}

/** Files whose digest must be read before a plan can be made. */
export function needsDigest(built: readonly PageFile[]): string[] {
  return built.filter(({ immutable }) => !immutable).map(({ path }) => path);
}

/** Of everything that is published of a file: its bytes, its type and how long it may be kept. SHA-256, hexadecimal. */
export function digestOf(file: PageFile): string {
  return createHash("sha256")
    .update(`${file.contentType}\n${cacheControlOf(file)}\n`)
    .update(file.bytes)
    .digest("hex");
}

function cacheControlOf({ immutable }: PageFile): string {
  return immutable ? FOR_EVER : SHORTLY;
}

function stage({ path, immutable }: PageFile): number {
  return immutable ? 0 : path === PAGE ? 2 : 1;
}

function isThere(published: Published | undefined, file: PageFile): boolean {
  if (published === undefined) return false;
  return file.immutable ? published.size === file.bytes.length : published.digest === digestOf(file);
}
