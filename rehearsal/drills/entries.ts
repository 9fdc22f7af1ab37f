/** Lists that a player keeps of what happened to it: of the newest entries only, so that lengths say nothing. */

/**
 * What came to a list since it was last seen. Pure.
 * @param known the list as it was, oldest first
 * @param now the list as it is
 */
export function newer<Entry extends { readonly at: number }>(known: readonly Entry[], now: readonly Entry[]): Entry[] {
  const newest = known.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const ofThatInstant = known.filter(({ at }) => at === newest).length;
  return [...now.filter(({ at }) => at === newest).slice(ofThatInstant), ...now.filter(({ at }) => at > newest)];
}
