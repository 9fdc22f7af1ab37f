import fc from "fast-check";
import type { EnvironmentFiles } from "../lineupArbitrary/index.ts";
import { environmentFiles } from "../lineupArbitrary/index.ts";

const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, "", " ", -1, 0, 0.5, 1e9, [], {}, true, "toString", "__proto__"),
);

/** A sound environment with one value of one of its files replaced by anything. */
export const fuzzedEnvironment: fc.Arbitrary<EnvironmentFiles> = fc
  .record({ files: environmentFiles, pick: fc.nat(), value: anyJson, renamed: fc.boolean() })
  .map(({ files, pick, value, renamed }) => {
    const copy = structuredClone(files);
    const places = placesOf([copy.lineup, copy.ladders, ...Object.values(copy.stacks).map(({ settings }) => settings)]);
    const place = places[pick % places.length];
    if (place === undefined) return copy;
    if (renamed) {
      place.holder[`${place.key}x`] = place.holder[place.key];
      Reflect.deleteProperty(place.holder, place.key);
    } else place.holder[place.key] = value;
    return copy;
  });

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}
