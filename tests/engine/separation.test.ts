import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** Everything that runs when somebody deploys to AWS. */
const DEPLOYED = ["index.ts", "Pulumi.yaml", "components", "stacks", "policy", "functions", "control"];

/** Words by which a real deployment would know that a rehearsal exists. */
const TELLTALE = /rehears|simulat|PULUMI_DEBUG_PROVIDERS|AWS_ENDPOINT_URL|\.onair\b|127\.0\.0\.1|localhost/i;

function filesOf(entry: string): string[] {
  const path = join(ROOT, entry);
  if (/\.\w+$/.test(entry)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.(ts|js|json|yaml)$/.test(file.name))
    .map((file) => join(file.parentPath, file.name));
}

describe("what is deployed", () => {
  it("does not know that a rehearsal exists", () => {
    const files = DEPLOYED.flatMap(filesOf);
    assert.ok(files.length > 50, `only ${files.length} files were read`);
    const found = files.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, index) => (TELLTALE.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
    assert.deepEqual(found, []);
  });

  it("opens no door of the rehearsal, and of the command only the rehearsal's own file does", () => {
    const importing = [...DEPLOYED, "cli"]
      .flatMap(filesOf)
      .filter((file) => /from "[^"]*rehearsal\/|import\("[^"]*rehearsal\//.test(readFileSync(file, "utf8")));
    assert.deepEqual(
      importing.map((file) => file.slice(ROOT.length + 1)),
      ["cli/rehearse.ts"],
    );
  });
});
