import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadLineup, readSettings, SettingsError } from "../../stacks/index.ts";
import { z } from "zod";
import { dotted, problemsOf, type Problem } from "../../stacks/plain.ts";
import { brokenEnvironments, FAULTS } from "../support/brokenSettings/index.ts";
import { CONFIG_TRAPS, trapped } from "../support/configTraps.ts";
import { allSettings } from "../support/environmentFolder.ts";
import { sentencesOf, type Sentence } from "../support/sentences.ts";
import { ROOT, shippedSettings } from "../support/shipped.ts";
import { YAML_TRAPS } from "../support/yamlTraps.ts";

/** Files whose sentences are said of something else than settings, with the tests that make them say it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "stacks/edgeRules.ts": "contracts of deployed regions: tests/stacks/edgeProgram.test.ts",
  "stacks/regionMatch.ts": "contracts of deployed regions: tests/stacks/edgeProgram.test.ts",
  "stacks/contractErrors.ts": "contracts: tests/stacks/contract.test.ts",
  "stacks/brought.ts": "what AWS says of parts brought along: tests/stacks/regionInputs.test.ts",
  "stacks/passphrases.ts": "what AWS says of secrets: tests/stacks/srtInputs.test.ts",
  "stacks/flowZones.ts": "what AWS says of zones and secrets: tests/stacks/flows.test.ts",
  "stacks/outputSecrets.ts": "what AWS says of secrets: tests/stacks/channelOutputs.test.ts",
  "stacks/edgeBrought.ts": "what AWS says of parts brought along: tests/stacks/edgeBrought.test.ts",
};

/** Sentences that no input can bring about today, each with the reason that it is there. */
const UNREACHED: Readonly<Record<string, string>> = {
  "is not in the right form": "for checks of zod that no setting uses yet",
  "holds a login": "the check of raw text says first that an address holds a password",
};

/** Sentences said of the account or network that a stack meets, with the tests that make them say it. */
const MET: Readonly<Record<string, string>> = {
  "belongs to another account than the one that is deployed to (…)": "stacks",
  "names subnets of two VPCs": "stacks/regionInputs.test.ts",
  "names two subnets in one Availability Zone, …": "stacks/regionInputs.test.ts",
  "names a security group of another VPC than the subnets', …": "stacks/regionInputs.test.ts",
};

/** What was said of every fault and trap there is. */
function everythingSaid(): Set<string> {
  const said = new Set<string>();
  const note = (run: () => unknown): void => {
    try {
      run();
    } catch (error) {
      if (error instanceof SettingsError) for (const { what } of error.problems) said.add(what);
    }
  };
  for (const { files } of brokenEnvironments(FAULTS.length)) note(() => allSettings(files));
  for (const trap of CONFIG_TRAPS) note(() => readSettings(trapped(shippedSettings(trap.stack), trap)));
  const directory = mkdtempSync(join(tmpdir(), "onair-rules-"));
  mkdirSync(join(directory, "lineups"));
  for (const { text } of YAML_TRAPS) {
    writeFileSync(join(directory, "lineups", "prod.yaml"), text);
    for (const { what } of loadLineup(directory, "prod").problems) said.add(what).add(what.replace("is not valid YAML: it ", ""));
  }
  rmSync(directory, { recursive: true });
  for (const { what } of wordless()) said.add(what);
  return said;
}

/** Problems of schemas that have no words of their own. */
function wordless(): Problem[] {
  const schema = z.strictObject({
    text: z.string().min(3),
    list: z.array(z.string()).max(1),
    few: z.array(z.string()).min(1),
    low: z.number().min(1),
    high: z.number().max(1),
    long: z.string().max(1),
  });
  const given = { text: "a", list: ["a", "b"], few: [], low: 0, high: 2, long: "ab" };
  const { error } = schema.safeParse(given);
  return error === undefined ? [] : problemsOf(error, given, dotted);
}

describe("settings: rules", function () {
  this.timeout(10 * 60_000);

  it("[S3] are each broken by a fault: no sentence is left unsaid", () => {
    const files = readdirSync(join(ROOT, "stacks")).map((name) => `stacks/${name}`);
    const sentences = files.filter((file) => file.endsWith(".ts") && !(file in ELSEWHERE)).flatMap(sentencesOf);
    const said = [...everythingSaid()];
    const unsaid = sentences.filter((sentence) => !said.some((what) => sentence.matches(what)));
    console.log(
      `      ${sentences.length - unsaid.length} of ${sentences.length} sentences in ${files.length} files are said of ${FAULTS.length} faults and ${CONFIG_TRAPS.length + YAML_TRAPS.length} traps`,
    );
    for (const [file, tests] of Object.entries(ELSEWHERE)) console.log(`      not counted: ${file} judges ${tests}`);
    assert.deepEqual(
      unsaid.filter(({ text }) => UNREACHED[text] === undefined && MET[text] === undefined).map(({ at, text }) => `${at} ${text}`),
      [],
    );
  });

  it("[S3] are found in the source, however they are written", () => {
    const found: Sentence[] = sentencesOf("stacks/lineupRules.ts");
    assert.ok(found.some(({ text }) => text === "names a region twice"));
    assert.ok(found.some(({ matches }) => matches("puts 11 channels in group main, and MediaPackage takes 10 per group")));
    assert.ok(!found.some(({ matches }) => matches("is a sentence that nobody wrote")));
  });
});
