import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { TAGGABLE } from "../../policy/lib/taggable.ts";

interface Schema {
  readonly types: Readonly<Record<string, { readonly inputs: Readonly<Record<string, string>> }>>;
}

describe("types that carry tags", () => {
  for (const provider of ["aws", "awsNative"]) {
    it(`[S4] knows them as the typings of ${provider} do, for every type of the rehearsal`, () => {
      const file = new URL(`../../rehearsal/cloud/schema/${provider}.json`, import.meta.url);
      const { types } = JSON.parse(readFileSync(file, "utf8")) as Schema;
      const wrong = Object.entries(types).filter(([type, { inputs }]) => TAGGABLE.includes(type) !== Object.hasOwn(inputs, "tags"));
      assert.deepEqual(
        wrong.map(([type]) => type),
        [],
      );
    });
  }
});
