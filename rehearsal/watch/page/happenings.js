/** What is worth a line of the log, from two accounts that a player gave of itself. */

/**
 * What came to a list since it was last seen. A player keeps the newest entries only, so that lengths say nothing.
 * @param {{ at: number }[]} known the list as it was, oldest first
 * @param {{ at: number }[]} now the list as it is
 */
function newer(known, now) {
  const newest = known.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const ofThatInstant = known.filter(({ at }) => at === newest).length;
  return [...now.filter(({ at }) => at === newest).slice(ofThatInstant), ...now.filter(({ at }) => at > newest)];
}

/**
 * @param {object | undefined} before stats of the player, the earlier
 * @param {object} now the later
 * @returns {{ tone: "good" | "bad" | "plain", text: string }[]}
 */
export function happenings(before, now) {
  const found = [];
  const add = (tone, text) => found.push({ tone, text });
  const past = before ?? {
    regionSwitches: [],
    jumps: [],
    errors: [],
    stalls: { count: 0, seconds: 0 },
    state: "idle",
    input: null,
    region: null,
  };
  for (const { from, to } of newer(past.regionSwitches, now.regionSwitches)) add("plain", `${from} gave way to ${to}`);
  for (const { seconds } of newer(past.jumps, now.jumps))
    add("bad", seconds > 0 ? `The picture skipped ${seconds.toFixed(1)} s` : `The picture repeated ${Math.abs(seconds).toFixed(1)} s`);
  for (const { message, fatal } of newer(past.errors, now.errors)) add(fatal ? "bad" : "plain", message);
  if (past.state !== now.state && now.state === "stalled") add("bad", "The picture stands still");
  if (past.state === "stalled" && now.state === "playing") add("good", `It plays again, ${now.stalls.seconds.toFixed(1)} s stalled in all`);
  if (past.state === "loading" && now.state === "playing") add("good", `First picture, from ${now.region ?? "an unknown region"}`);
  if (past.region === now.region && past.input !== null && now.input !== null && past.input !== now.input)
    add("plain", `The packager took input ${now.input} in the place of ${past.input}`);
  return found;
}
