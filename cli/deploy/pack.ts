import { existsSync } from "node:fs";
import { join } from "node:path";
import { readLineup } from "../project.ts";

/** The policy pack as a user names it in the project's folder; nothing where the project has none. */
export function packArguments(project: string, environment: string): string[] {
  if (!existsSync(join(project, "policy", "PulumiPolicy.yaml"))) return [];
  const config = join("policy", "config", readLineup(project, environment).production ? "prod.json" : "dev.json");
  return ["--policy-pack", "policy", ...(existsSync(join(project, config)) ? ["--policy-pack-config", config] : [])];
}
