import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** Everything that runs when somebody deploys to AWS. */
const DEPLOYED = ["index.ts", "Pulumi.yaml", "components", "stacks", "policy", "functions", "control"];

/** Words by which a real deployment would know that a rehearsal exists. */
const TELLTALE = /rehears|simulat|PULUMI_DEBUG_PROVIDERS|AWS_ENDPOINT_URL|\.onair\b|127\.0\.0\.1|localhost/i;

/** Words that mean something else where they stand, each with what it means there. */
const HONEST: Readonly<Record<string, readonly [word: RegExp, meaning: string]>> = {
  "components/edge/webOrigins.ts": [/localhost/g, "the page of a developer, which development may play from"],
  "stacks/pullUrl.ts": [/localhost/g, "an address that AWS cannot fetch from"],
  "control/signedRequest.ts": [/AWS_ENDPOINT_URL(_<SERVICE>)?/g, "the variable that every AWS SDK reads, for a service without a client"],
  "policy/controls/streamingLens.ts": [/The rehearsal and the load test/g, "why no rule asks for it: a sentence for readers"],
};

function meant(file: string, line: string): string {
  const [word] = HONEST[relative(ROOT, file).split(sep).join("/")] ?? [];
  return word === undefined ? line : line.replace(word, "");
}

function filesOf(entry: string): string[] {
  const path = join(ROOT, entry);
  if (/\.\w+$/.test(entry)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.(ts|js|json|yaml)$/.test(file.name))
    .map((file) => join(file.parentPath, file.name));
}

describe("what is deployed", () => {
  it("[S2] does not know that a rehearsal exists", () => {
    const files = DEPLOYED.flatMap(filesOf);
    assert.ok(files.length > 50, `only ${files.length} files were read`);
    const found = files.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, index) => (TELLTALE.test(meant(file, line)) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
    assert.deepEqual(found, []);
    for (const [file, [word]] of Object.entries(HONEST))
      assert.match(readFileSync(join(ROOT, file), "utf8"), word, `${file} needs no excuse`);
  });

  it("[S2] opens no door of the rehearsal, and of the command only the rehearsal's own file does", () => {
    const importing = [...DEPLOYED, "cli"]
      .flatMap(filesOf)
      .filter((file) => /from "[^"]*rehearsal\/|import\("[^"]*rehearsal\//.test(readFileSync(file, "utf8")));
    assert.deepEqual(importing.map((file) => file.slice(ROOT.length + 1)).sort(), ["cli/commands/drill.ts", "cli/rehearse.ts"]);
  });
});
