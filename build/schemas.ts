/** Writes the JSON Schemas that editors check lineups and ladders with: `npm run schemas`. A test keeps them current. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { ladderSchema, lineupSchema } from "../stacks/index.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "schemas");

/** The schema files by name, as they should be. */
export function schemaFiles(): Record<string, string> {
  const files = { "lineup.schema.json": lineupSchema, "ladder.schema.json": ladderSchema };
  return Object.fromEntries(
    Object.entries(files).map(([name, schema]) => [name, `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`]),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(schemaFiles())) writeFileSync(join(folder, name), text);
}
