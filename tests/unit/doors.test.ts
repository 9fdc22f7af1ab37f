import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** The packages of providers and of the engine that a fresh process has loaded after it opened a door. */
function providersLoadedBy(door: string): string[] {
  const script = `
    await import(process.argv[1]);
    const { default: Module } = await import("node:module");
    const found = Object.keys(Module._cache).flatMap((file) => /@pulumi[\\\\/][a-z-]+/.exec(file) ?? []);
    console.log(JSON.stringify([...new Set(found)]));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script, join(root, door)], { encoding: "utf8" });
  return JSON.parse(output) as string[];
}

describe("doors without a provider behind them", () => {
  for (const door of ["stacks/plain.ts", "components/edge/plan.ts", "components/encode/plan.ts"]) {
    it(`[S5] ${door} loads no SDK`, () => {
      assert.deepEqual(providersLoadedBy(door), []);
    });
  }

  it("[S5] a door with one behind it is noticed", () => {
    assert.ok(providersLoadedBy("components/storage/index.ts").length > 0);
  });
});
