import type { Problem } from "./problems.ts";

interface Titled {
  readonly name: string;
  readonly title: string;
}

/** Audio or captions tracks that a viewer could not tell apart in a menu. */
export function repeatedTitles(path: string, tracks: readonly Titled[]): Problem[] {
  return repeated(
    path,
    tracks,
    ({ title }) => title,
    (other) => `has the title of ${other}, so that viewers cannot tell them apart`,
    "give it a title of its own",
  );
}

/** A problem for every track that is like one before it. */
export function repeated<T extends { readonly name: string }>(
  path: string,
  tracks: readonly T[],
  likeness: (track: T) => string,
  what: (other: string) => string,
  remedy: string,
): Problem[] {
  const first = new Map<string, string>();
  return tracks.flatMap((track) => {
    const like = likeness(track);
    const other = first.get(like);
    if (other === undefined) first.set(like, track.name);
    return other === undefined ? [] : [{ path: `${path}.${track.name}`, what: what(other), given: like, remedy }];
  });
}

/** The tracks by name, as a problem shows them. */
export function namesOf(tracks: readonly { readonly name: string }[]): string {
  return tracks.map(({ name }) => name).join(", ");
}
