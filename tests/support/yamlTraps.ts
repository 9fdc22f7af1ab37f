/** Texts of a lineup file that YAML reads otherwise than a person, or not at all, and the one thing Onair says of each. */
export interface YamlTrap {
  readonly title: string;
  /** The whole file, or its bytes. */
  readonly text: string | Uint8Array;
  /** Of the one problem. */
  readonly path: RegExp;
  readonly what: RegExp;
  /** Problems beside the one, where a trap cannot help having more. */
  readonly more?: number;
}

const SOUND = `environment: prod
production: true
channels:
  arena:
    title: Arena
    regions: [us-east-1, eu-west-1]
    ladder: hd-30
    source: { type: rtmp-push }
`;

/** The sound file with one line in place of another. */
const line = (number: number, text: string): string =>
  SOUND.split("\n")
    .with(number - 1, text)
    .join("\n");
const title = (text: string): string => line(5, `    title: ${text}`);
/** A setting more in line 9. */
const more = (text: string): string => `${SOUND}    ${text}\n`;
const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from([part]))));

/** Texts that mean what they seem to: each must be read. */
export const SOUND_YAML: Readonly<Record<string, string | Uint8Array>> = {
  plain: SOUND,
  "with a byte order mark": `\ufeff${SOUND}`,
  "with the line ends of Windows": SOUND.replaceAll("\n", "\r\n"),
  "as one document between marks": `---\n${SOUND}...\n`,
  "with a comment after a value": title("Arena # the big one"),
  "with no as text, which YAML 1.2 does not make a truth": title("no"),
  "with on as text": title("on"),
  "with a time as text, which YAML 1.2 does not make a number": title("12:30:00"),
  "with a date as text": title("2026-11-21"),
  "with a number in quotes": title('"1e3"'),
  "with an underlined number as text": title("1_000"),
  "with tabs between a name and its value": title("\tArena"),
  "with a value over two lines": title("Arena\n      live"),
  "as JSON": JSON.stringify({
    environment: "prod",
    production: true,
    channels: { arena: { title: "Arena", regions: ["us-east-1", "eu-west-1"], ladder: "hd-30", source: { type: "rtmp-push" } } },
  }),
};

export const YAML_TRAPS: readonly YamlTrap[] = [
  { title: "yes for a truth", text: line(2, "production: yes"), path: /:2 production$/, what: /is text, not true or false/ },
  { title: "on for a truth", text: line(2, "production: on"), path: /:2 production$/, what: /is text, not true or false/ },
  { title: "no as a region", text: line(6, "    regions: [no, eu-west-1]"), path: /:6 .*regions\[0\]$/, what: /not a region/ },
  { title: "true as a title", text: title("true"), path: /:5 .*title$/, what: /is true or false, not text/ },
  { title: "exponent", text: title("1e3"), path: /:5 .*title$/, what: /unusual form/ },
  { title: "octal", text: more("liveWindowSeconds: 0o74"), path: /:9 .*liveWindowSeconds$/, what: /unusual form/ },
  { title: "leading zero", text: more("liveWindowSeconds: 060"), path: /:9 .*liveWindowSeconds$/, what: /unusual form/ },
  { title: "hexadecimal", text: more("liveWindowSeconds: 0x3C"), path: /:9 .*liveWindowSeconds$/, what: /unusual form/ },
  { title: "underlined number", text: more("liveWindowSeconds: 1_00"), path: /:9 .*liveWindowSeconds$/, what: /is text, not a number/ },
  { title: "sexagesimal", text: more("liveWindowSeconds: 1:00"), path: /:9 .*liveWindowSeconds$/, what: /is text, not a number/ },
  { title: "infinity", text: more("liveWindowSeconds: .inf"), path: /:9 .*liveWindowSeconds$/, what: /not a number that can be used/ },
  { title: "not a number", text: more("liveWindowSeconds: .NaN"), path: /:9 .*liveWindowSeconds$/, what: /not a number that can be used/ },
  { title: "overflow", text: more("liveWindowSeconds: 1e400"), path: /:9 .*liveWindowSeconds$/, what: /not a number that can be used/ },
  { title: "beyond 2^53", text: more("startoverSeconds: 9007199254740993"), path: /:9 .*startoverSeconds$/, what: /too large to be exact/ },
  { title: "nothing after a colon", text: title(""), path: /:5 .*title$/, what: /has no value/ },
  { title: "tilde", text: title("~"), path: /:5 .*title$/, what: /has no value/ },
  { title: "setting twice", text: more("title: Again"), path: /:9 channels\.arena\.title$/, what: /is there twice/ },
  { title: "channel twice", text: `${SOUND}  arena: {}\n`, path: /:9 channels\.arena$/, what: /is there twice/ },
  {
    title: "setting twice in JSON",
    text: '{"environment": "prod", "environment": "dev"}',
    path: /:1 environment$/,
    what: /is there twice/,
  },
  { title: "number as a name", text: `${SOUND}  5: {}\n`, path: /:9 channels$/, what: /other than a name/ },
  { title: "list as a name", text: `${SOUND}  ? [a, b]\n  : {}\n`, path: /:9 channels$/, what: /other than a name/ },
  { title: "null as a name", text: `${SOUND}  ~: {}\n`, path: /:9 channels$/, what: /other than a name/ },
  { title: "empty name", text: `${SOUND}  "": {}\n`, path: /:9/, what: /empty name/ },
  { title: "anchor", text: title("&name Arena"), path: /:5 .*title$/, what: /alias or anchor/ },
  { title: "alias", text: `${title("&name Arena")}    group: *name\n`, path: /:5 .*title$/, what: /alias or anchor/, more: 1 },
  { title: "alias to nothing", text: title("*name"), path: /:5 .*title$/, what: /alias or anchor/ },
  { title: "merge key", text: more("<<: { group: main }"), path: /:9 channels\.arena$/, what: /merge key/ },
  { title: "billion laughs", text: billionLaughs(), path: /:1 a0$/, what: /alias or anchor/, more: 40 },
  { title: "tag of a language", text: title("!!js/function 'return 1'"), path: /:5$/, what: /YAML tag/ },
  { title: "tag of the core", text: title("!!str 5"), path: /:5 .*title$/, what: /YAML tag/ },
  { title: "tag of a user", text: title("!secret x"), path: /:5$/, what: /YAML tag/ },
  { title: "bare tag", text: title("! x"), path: /:5 .*title$/, what: /YAML tag/ },
  { title: "YAML 1.1", text: `%YAML 1.1\n---\n${SOUND}`, path: /:1$/, what: /names a YAML version/ },
  { title: "unknown directive", text: `%ONAIR 1\n---\n${SOUND}`, path: /:1$/, what: /directive/ },
  { title: "two documents", text: `${SOUND}---\n${SOUND}`, path: /:9$/, what: /several documents/ },
  { title: "tab for indentation", text: line(5, "\ttitle: Arena"), path: /:5$/, what: /indented with a tab/ },
  { title: "wrong indentation", text: line(5, "     title: Arena"), path: /:6$/, what: /not valid YAML/ },
  { title: "colon in a value", text: title("Arena: live"), path: /:5$/, what: /colon inside a value/ },
  { title: "hash in a value", text: title("Arena #1"), path: /:5 .*title$/, what: /cut off by a #/ },
  { title: "star before a value", text: title("* Arena"), path: /:5$/, what: /not valid YAML/ },
  { title: "at sign before a value", text: title("@arena"), path: /:5$/, what: /begins with a character/ },
  { title: "quote without end", text: title('"Arena'), path: /:9$/, what: /not valid YAML: it lacks/ },
  { title: "bracket without end", text: line(6, "    regions: [us-east-1"), path: /:\d$/, what: /not valid YAML/ },
  { title: "block in brackets", text: title("[\n      one:\n        two: 3\n    ]"), path: /:7$/, what: /block inside/ },
  { title: "endless name", text: `${"k".repeat(1100)}: 1\n${SOUND}`, path: /:1$/, what: /more than 1024 characters/ },
  { title: "name over two lines", text: `environment\n${SOUND}`, path: /:1$/, what: /over several lines/ },
  { title: "bracket too many", text: title("Arena]]").replace("Arena", '"Arena"'), path: /:5$/, what: /does not belong/ },
  { title: "two anchors", text: title("&a &b Arena"), path: /:5$/, what: /mistake in this line/ },
  { title: "unknown escape", text: title('"\\q"'), path: /:5$/, what: /\\ sequence/ },
  { title: "lines in a title", text: title("|\n      one\n      two"), path: /:5 .*title$/, what: /U\+000A, a control character/ },
  { title: "NUL", text: title("Are\u0000na"), path: /:5 .*title$/, what: /U\+0000, a control character/ },
  { title: "NUL by escape", text: title('"Are\\0na"'), path: /:5 .*title$/, what: /U\+0000, a control character/ },
  { title: "colours of a terminal", text: title("\u001b[31mArena"), path: /:5 .*title$/, what: /U\+001B, a control character/ },
  { title: "turned text", text: title("\u202eanerA"), path: /:5 .*title$/, what: /U\+202E, which turns/ },
  {
    title: "zero width in a name",
    text: SOUND.replace("arena", "are\u200bna"),
    path: /:4 channels/,
    what: /U\+200B, which is not seen/,
  },
  { title: "byte order mark in a value", text: title("\ufeffArena"), path: /:5 .*title$/, what: /U\+FEFF/ },
  { title: "half a surrogate by escape", text: title('"\\ud800"'), path: /:5 .*title$/, what: /U\+D800/ },
  { title: "__proto__", text: `${SOUND}  __proto__: { title: x }\n`, path: /:9 channels\.__proto__$/, what: /cannot use/ },
  { title: "constructor", text: `${SOUND}  constructor: { title: x }\n`, path: /:9 channels\.constructor$/, what: /cannot use/ },
  { title: "__proto__ at the top", text: `__proto__: { production: true }\n${SOUND}`, path: /:1 __proto__$/, what: /cannot use/ },
  { title: "no text", text: "", path: /lineups\/prod\.yaml$/, what: /is empty/ },
  { title: "comments alone", text: "# nothing yet\n", path: /lineups\/prod\.yaml$/, what: /is empty/ },
  { title: "null", text: "null\n", path: /lineups\/prod\.yaml/, what: /no value/ },
  { title: "a word", text: "hello\n", path: /lineups\/prod\.yaml/, what: /is text, not a group of settings/ },
  { title: "a list", text: "- environment: prod\n", path: /lineups\/prod\.yaml/, what: /is a list, not a group of settings/ },
  { title: "UTF-16", text: Buffer.from(`\ufeff${SOUND}`, "utf16le"), path: /prod\.yaml$/, what: /not text in UTF-8/ },
  { title: "Latin-1", text: bytes(title("Fu"), 0xdf, "ball\n"), path: /prod\.yaml$/, what: /not text in UTF-8/ },
  { title: "an overlong form", text: bytes(SOUND, 0xc0, 0xaf), path: /prod\.yaml$/, what: /not text in UTF-8/ },
  { title: "brackets without end", text: "[".repeat(5_000), path: /:1$/, what: /nested too deeply/ },
  { title: "braces without end", text: "{a: ".repeat(5_000), path: /:1$/, what: /nested too deeply/ },
  { title: "dashes without end", text: "- ".repeat(5_000), path: /:1$/, what: /nested too deeply/ },
  {
    title: "steps without end",
    text: Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
    path: /:\d+ a\.a/,
    what: /nested too deeply/,
  },
  { title: "a large file", text: `${SOUND}#${"x".repeat(250_000)}`, path: /prod\.yaml$/, what: /too large/ },
  { title: "private key", text: title('"-----BEGIN PRIVATE KEY----- MIIE"'), path: /:5 .*title$/, what: /looks like a private key/ },
];

function billionLaughs(): string {
  const levels = Array.from({ length: 20 }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`);
  return ["a0: &a0 lol", ...levels, SOUND].join("\n");
}
