import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goldenText } from "../support/golden.ts";
import { recordShipped, ROOT, SHIPPED_STACKS, type ShippedStack, type StackRecord } from "../support/shipped.ts";

/** `UPDATE_GOLDEN=1 npm test -- stacks` writes the files anew; a reviewer reads their diff. */
const update = process.env["UPDATE_GOLDEN"] === "1";

describe("goldens of the shipped stacks", function () {
  this.timeout(60_000);
  let records: Record<ShippedStack, StackRecord>;

  before(async () => {
    records = await recordShipped();
  });

  for (const stack of SHIPPED_STACKS) {
    it(`[S2] ${stack} registers what its golden says`, () => {
      const file = join(ROOT, "tests", "golden", `${stack}.txt`);
      const text = goldenText(records[stack].resources);
      if (update) {
        mkdirSync(join(ROOT, "tests", "golden"), { recursive: true });
        writeFileSync(file, text);
      }
      assert.ok(existsSync(file), `no golden for ${stack}: run UPDATE_GOLDEN=1 npm test -- stacks`);
      assert.equal(text, readFileSync(file, "utf8"));
    });
  }
});
