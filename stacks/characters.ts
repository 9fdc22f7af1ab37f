/**
 * Characters that a reader takes for others or does not see. Look-alikes: Unicode Technical Standard 39, confusables,
 * as far as keyboards and copied text bring them in. The text beside each list is in the order of the list.
 */
const LOOK_ALIKES: readonly (readonly [script: string, characters: string, ascii: string])[] = [
  ["Cyrillic", "аАВсСԁеЕһНіІјЈКӏМоОрРԛѕЅТуԝхХ", "aABcCdeEhHiIjJKlMoOpPqsSTywxX"],
  ["Greek", "ΑαΒΕΖΗΙιΚκΜΝνΟοΡρΤΥυγΧ", "AaBEZHIiKkMNvOoPpTYuyX"],
  ["Latin", "ıɑɡ", "iag"],
  ["Armenian", "օսհ", "ouh"],
];

const PUNCTUATION: Readonly<Record<string, string>> = {
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u2044": "/",
  "\u2215": "/",
  "\ua789": ":",
  "\u2236": ":",
};

const ASCII_LIKE = new Map(
  LOOK_ALIKES.flatMap(([script, characters, ascii]) => {
    const letters = Array.from(ascii);
    return Array.from(characters, (character, index) => [character, { script, letter: letters[index] ?? "" }] as const);
  }),
);

/** Format characters (General_Category Cf) turn the direction of text or are not drawn; the others end lines or are no text at all. */
const UNSEEN = /[\p{Cf}\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0\ufffd]/u;
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Text in one line that a terminal or a log shows as it is: whatever controls or hides is written as its code. */
export function printable(text: string): string {
  return text.replace(/[\p{Cf}\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffd]/gu, codePoint);
}

/**
 * What a reader would not see in a text, as a clause: `U+0430, a Cyrillic letter that looks like "a"`.
 * Undefined for honest text, in whatever script: a look-alike counts only beside ASCII letters or digits.
 */
export function hiddenMeaning(text: string): string | undefined {
  const mixed = /[A-Za-z0-9]/.test(text);
  for (const character of text) {
    if (/[\x20-\x7e]/.test(character)) continue;
    const nature = natureOf(character, mixed);
    if (nature !== undefined) return `${codePoint(character)}, ${nature}`;
  }
  return undefined;
}

/** Characters that no text for people needs: controls, direction marks, unpaired surrogates, the mark of lost bytes. */
export function unfitForTitles(text: string): boolean {
  return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffd\ufeff\u00ad\u200b\u2060]/u.test(text) || TURNING.test(text);
}

function natureOf(character: string, mixed: boolean): string | undefined {
  if (character === "\ufffd") return "the mark of bytes that were lost";
  if (TURNING.test(character)) return "which turns the direction of text";
  if (/\p{Cc}/u.test(character)) return "a control character";
  if (UNSEEN.test(character)) return "which is not seen";
  if (/\p{Zs}/u.test(character)) return "a space that is not the ordinary one";
  const mark = PUNCTUATION[character];
  if (mark !== undefined) return `which looks like ${mark === '"' ? "a straight quote" : `"${mark}"`}`;
  if (!mixed) return undefined;
  const like = ASCII_LIKE.get(character);
  if (like !== undefined) return `a ${like.script} letter that looks like "${like.letter}"`;
  const plain = character.normalize("NFKC");
  return plain !== character && /^[\x21-\x7e]$/.test(plain) ? `another form of "${plain}"` : undefined;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
