import fc from "fast-check";

/** A name of up to `longest` characters, as environments, channels and ladders have. */
export const name = (longest: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz")),
      fc.string({ unit: fc.constantFrom(...Array.from("abcdefghij0123456789")), maxLength: longest - 3 }),
    )
    .map(([first, rest]) => `${first}${rest}`);

/** A setting that may be left out. */
export const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Drops settings that are left out, so that a document looks as a person writes it. */
export function written(entries: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

/** What viewers call a channel, in any script; never with a space at either end. */
export const title = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }).map((text) => text.trim() || "x"),
  fc.constantFrom("Арена", "日本テレビ", "Fußball am Abend", "Κανάλι 1", "الجزيرة", 'Arena <live> & "more" | \'n: #1'),
);
