import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFiles } from "../../build/schemas.ts";
import { ROOT } from "../support/shipped.ts";

describe("schemas for editors", () => {
  for (const [name, text] of Object.entries(schemaFiles())) {
    it(`[S2] ${name} is what the settings accept (npm run schemas)`, () => {
      assert.equal(readFileSync(join(ROOT, "schemas", name), "utf8"), text);
    });
  }
});
