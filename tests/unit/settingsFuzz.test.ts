import assert from "node:assert/strict";
import fc from "fast-check";
import { readSettings, SettingsError, type RawSettings } from "../../stacks/index.ts";
import { inFolder, rawSettings } from "../support/environmentFolder.ts";
import { FuzzFolder } from "../support/fuzz/folder.ts";
import { fuzzedRaw } from "../support/fuzz/raw.ts";
import { anyFile, damaged } from "../support/fuzz/texts.ts";
import { fuzzedEnvironment } from "../support/fuzz/values.ts";
import { shippedSettings, SHIPPED_STACKS } from "../support/shipped.ts";

/** `npm run test:long` tries more of each, from another seed each day. */
const CASES = Number(process.env["ONAIR_TEST_FUZZ"] ?? 400);
const SEED = CASES === 400 ? 20261121 : Number(new Date().toISOString().slice(0, 10).replaceAll("-", ""));

/** Reads settings; undefined when they are accepted, the refusal otherwise. Anything else that is thrown is a bug. */
function outcome(raw: RawSettings): SettingsError | undefined {
  try {
    readSettings(raw);
    return undefined;
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw new Error(`not a SettingsError: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, { cause: error });
  }
}

function assertTold(error: SettingsError | undefined): void {
  if (error === undefined) return;
  assert.ok(error.problems.length > 0 && error.message.length < 100_000, error.message.slice(0, 2000));
  assert.doesNotMatch(error.message, /(?!\n)\p{Cc}|\p{Cf}|\p{Cs}/u);
  for (const { path, what, remedy } of error.problems) assert.ok(path.length > 2 && what.length > 3 && remedy.length > 3, error.message);
}

/** Runs a property and prints how many cases were refused: a campaign in which nothing is refused proves nothing. */
function campaign<T>(title: string, inputs: fc.Arbitrary<T>, run: (input: T) => SettingsError | undefined, cases = CASES): void {
  it(`[S3] ${title}: settings or a SettingsError, nothing else`, () => {
    let refused = 0;
    fc.assert(
      fc.property(inputs, (input) => {
        const error = run(input);
        assertTold(error);
        if (error !== undefined) refused += 1;
      }),
      { numRuns: cases, seed: SEED },
    );
    console.log(`      ${cases} cases from seed ${SEED}, ${refused} refused`);
    assert.ok(refused > cases / 4, `${refused} refused`);
  });
}

describe("settings: anything as input", function () {
  this.timeout(20 * 60_000);
  const folder = new FuzzFolder();
  after(() => {
    folder.remove();
  });

  const shipped = SHIPPED_STACKS.map((stack) => ({ ...shippedSettings(stack), directory: folder.directory }));
  /** Each file that some stack reads, with the first that does. */
  const files = folder.files.flatMap(({ file, text }) => {
    const raw = shipped.find((candidate) => folder.with(file, "", () => outcome(candidate)) !== undefined);
    return raw === undefined ? [] : [{ file, text, raw }];
  });

  campaign("any configuration, with a secret in it that is never told", fuzzedRaw, ({ raw, secret }) => {
    const error = outcome(raw);
    assert.ok(error?.message.includes(secret) !== true, `told ${secret}:\n${error?.message ?? ""}`);
    return error;
  });

  campaign(
    "damaged lineups and ladders",
    fc.constantFrom(...files).chain(({ file, text, raw }) => damaged(text).map((bad) => ({ file, raw, bad }))),
    ({ file, raw, bad }) => folder.with(file, bad, () => outcome(raw)),
  );

  campaign("any bytes for a lineup or ladder", fc.record({ read: fc.constantFrom(...files), bad: anyFile }), ({ read, bad }) =>
    folder.with(read.file, bad, () => outcome(read.raw)),
  );

  campaign(
    "any value for any setting",
    fuzzedEnvironment,
    (files) =>
      inFolder(files, (directory) =>
        Object.keys(files.stacks)
          .map((stack) => outcome(rawSettings(files, stack, directory)))
          .find((error) => error !== undefined),
      ),
    CASES / 2,
  );
});
