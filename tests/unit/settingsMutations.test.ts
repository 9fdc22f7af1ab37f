import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { ladderSchema, lineupSchema, settingsSchema } from "../../stacks/index.ts";
import { dotted, problemsOf } from "../../stacks/plain.ts";
import { environmentFiles } from "../support/lineupArbitrary/index.ts";
import { mutationsOf, type Mutation } from "../support/schemaMutations.ts";
import type { JsonSchema } from "../support/schemaCoverage.ts";

const SCHEMAS: Readonly<Record<string, z.ZodType>> = { settings: settingsSchema, lineup: lineupSchema, ladder: ladderSchema };

function documentsOf(count: number): Record<string, unknown[]> {
  const environments = fc.sample(environmentFiles, { numRuns: count, seed: 20261121 });
  return {
    settings: environments.flatMap(({ stacks }) => Object.values(stacks).map(({ settings }) => settings)),
    lineup: environments.map(({ lineup }) => lineup),
    ladder: environments.flatMap(({ ladders }) => Object.values(ladders)),
  };
}

describe("settings: every constraint of the schemas", function () {
  this.timeout(5 * 60_000);

  const documents = documentsOf(400);
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    it(`[S3] of the ${name} is broken in turn, and each break is refused at its place`, () => {
      const { mutations, unreached } = mutationsOf(z.toJSONSchema(schema, { io: "input" }) as JsonSchema, documents[name] ?? []);
      const tried = mutations.reduce((sum, mutation) => sum + refusedAll(schema, mutation), 0);
      const fields = new Set(mutations.map(({ field }) => field)).size;
      console.log(`      ${name}: ${fields} fields, ${mutations.length} constraints, ${tried} mutations refused`);
      assert.deepEqual(unreached, [], "no generated document has these places: generate them");
      assert.deepEqual(
        mutations.filter((mutation) => mutation.documents.length === 0).map(({ field, constraint }) => `${field} ${constraint}`),
        [],
      );
    });
  }

  it("[S3] notices a constraint that is not enforced", () => {
    const lax = z.object({ size: z.number() });
    const strict = z.strictObject({ size: z.number().min(1) });
    const { mutations } = mutationsOf(z.toJSONSchema(strict, { io: "input" }) as JsonSchema, [{ size: 5 }]);
    assert.throws(() => mutations.map((mutation) => refusedAll(lax, mutation)), /accepted/);
    assert.ok(mutations.map((mutation) => refusedAll(strict, mutation)).length >= 4);
  });
});

/** Asserts that every broken document is refused where it is broken. Returns how many there were. */
function refusedAll(schema: z.ZodType, { field, constraint, path, documents }: Mutation): number {
  for (const document of documents) {
    const parsed = schema.safeParse(document);
    assert.ok(!parsed.success, `${field} ${constraint}: accepted`);
    const problems = problemsOf(parsed.error, document, dotted, schema);
    const place = dotted(path);
    assert.ok(
      problems.some((problem) => problem.path === place || problem.path.startsWith(`${place}.`) || problem.path.startsWith(`${place}[`)),
      `${field} ${constraint}: no problem at ${place}, but ${JSON.stringify(problems)}`,
    );
    for (const problem of problems) assert.ok(problem.what.length > 3 && problem.remedy.length > 3, JSON.stringify(problem));
  }
  return documents.length;
}
