import fc from "fast-check";

/** What YAML, JSON, terminals and readers stumble over. */
const PIECES = [
  ":",
  ": ",
  "- ",
  "? ",
  "#",
  " #",
  "[",
  "]",
  "{",
  "}",
  ",",
  "&a ",
  "*a",
  "!!str ",
  "!x ",
  "|",
  ">",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "<<: ",
  '"',
  "'",
  "\\",
  "\t",
  "\n",
  "\r",
  " ",
  "~",
  "null",
  "yes",
  "no",
  "true",
  "0o17",
  "1e3",
  "1e400",
  ".inf",
  ".nan",
  "-0",
  "007",
  "9007199254740993",
  "12:30:00",
  "2026-11-21",
  "__proto__: ",
  "constructor: ",
  "toString",
  "\u0000",
  "\u001b[2J",
  "\u0085",
  "\u2028",
  "\u200b",
  "\u202e",
  "\ufeff",
  "\u0430",
  "\uff11",
  "\ud800",
  "environment: ",
  "production: ",
  "channels:\n",
  "  a:\n",
  "rungs: ",
  "720p",
  "us-east-1",
];

export const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 6 }));

/** Changes of a text that keep most of it: what a hasty hand or a bad merge does. */
export function damaged(sound: string): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat({ max: sound.length }),
    length: fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 200 })),
    put: fc.oneof({ weight: 6, arbitrary: piece }, fc.constantFrom(...sound.split("\n").map((text) => `${text}\n`))),
    times: fc.oneof({ weight: 12, arbitrary: fc.constant(1) }, fc.constantFrom(2, 50)),
  });
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) =>
      edits.reduce((text, { at, length, put, times }) => `${text.slice(0, at)}${put.repeat(times)}${text.slice(at + length)}`, sound),
    );
}

/** A file of any bytes, or of any pieces. */
export const anyFile: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")),
  fc.json({ maxDepth: 6 }),
);

/** Any value of a setting, as the engine hands it over. */
export const anyValue: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 5 }),
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "[",
    "{",
    "[".repeat(5000),
    `${"[".repeat(5000)}${"]".repeat(5000)}`,
    '{"__proto__":{"a":1}}',
    "true",
    "5",
    "-1",
    "1e3",
    "[null]",
    "{}",
    "[]",
    "[[]]",
    '""',
  ),
);

/** A token that no other part of the input can be: what must never be repeated. */
export const token = fc.string({
  unit: fc.constantFrom(...Array.from("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")),
  minLength: 20,
  maxLength: 20,
});

export const privateKey = (secret: string): string =>
  ["-----BEGIN PRIVATE", `KEY-----\n${secret}\n-----END PRIVATE`, "KEY-----\n"].join(" ");
