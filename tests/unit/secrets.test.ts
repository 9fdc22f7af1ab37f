import assert from "node:assert/strict";
import fc from "fast-check";
import { isAccessSecret, secretIn } from "../../policy/lib/secrets.ts";
import { hiddenMeaning, printable } from "../../stacks/characters.ts";
import { SettingsError, showValue } from "../../stacks/plain.ts";
import { namesSecret, secretKind } from "../../stacks/secrets.ts";
import { HONEST_SAMPLES, SECRET_SAMPLES } from "../support/secretSamples.ts";

describe("settings: secrets and what a reader does not see", () => {
  it(`[S3 O4] knows ${SECRET_SAMPLES.length} secrets by their shape, and ${HONEST_SAMPLES.length} honest texts`, () => {
    for (const { title, text } of SECRET_SAMPLES) assert.notEqual(secretKind(text), undefined, title);
    for (const text of HONEST_SAMPLES) assert.equal(secretKind(text), undefined, text);
  });

  it("[S4 O4] the policy pack knows the same ones, but for those with a reason", () => {
    for (const { title, text, passesThePack } of SECRET_SAMPLES) {
      assert.equal(secretIn(text) === undefined && !isAccessSecret(text), passesThePack !== undefined, title);
      if (passesThePack !== undefined) assert.ok(passesThePack.length > 20, title);
    }
    for (const text of HONEST_SAMPLES) assert.equal(secretIn(text), undefined, text);
  });

  it("[S3] knows settings that are named as secrets", () => {
    for (const key of ["streamKey", "stream_key", "spekePassword", "passphrase", "clientSecret", "apiKey", "authToken", "token"])
      assert.ok(namesSecret(key), key);
    for (const key of ["playbackKeys", "keyGroup", "kmsKeyArn", "monkey"]) assert.ok(!namesSecret(key), key);
  });

  it("[S3] tells no secret, wherever in a problem it stands", () => {
    for (const { title, text } of SECRET_SAMPLES) {
      const { message } = new SettingsError([
        { path: `onair:tags.${text}`, what: `is ${text}`, given: text, remedy: `remove ${text}` },
        { path: "onair:tags", what: "is wrong", given: showValue({ deep: [{ deeper: text }] }) ?? "", remedy: "remove it" },
      ]);
      assert.ok(!message.includes(text), title);
    }
  });

  it("[S3] shows any value in one line, short and without control characters", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 8 }), (value) => {
        const shown = showValue(value) ?? "";
        assert.ok(Array.from(shown).length < 700, shown);
        assert.doesNotMatch(shown, /\p{Cc}|\p{Cf}|\p{Cs}/u);
      }),
    );
  });

  it("[S3] names what a reader would take for something else, and leaves honest scripts alone", () => {
    const cases: readonly (readonly [text: string, meaning: RegExp])[] = [
      ["us-e\u0430st-1", /^U\+0430, a Cyrillic letter that looks like "a"$/],
      ["72\uff10p", /^U\+FF10, another form of "0"$/],
      ["a\u00a0b", /^U\+00A0, a space/],
      ["a\u200bb", /^U\+200B, which is not seen$/],
      ["\u202eabc", /^U\+202E, which turns/],
      ["us\u2011east", /^U\+2011, which looks like "-"$/],
      ["\u201cquoted\u201d", /^U\+201C, which looks like a straight quote$/],
      ["\ufffd", /^U\+FFFD, the mark of bytes/],
      ["a\u0000", /^U\+0000, a control character$/],
    ];
    for (const [text, meaning] of cases) assert.match(hiddenMeaning(text) ?? "", meaning);
    for (const text of ["Арена", "Κανάλι", "日本テレビ", "Fußball", "us-east-1", ""]) assert.equal(hiddenMeaning(text), undefined, text);
    assert.equal(printable("a\u001b[31mb\u202e"), "aU+001B[31mbU+202E");
  });
});
