import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { failureOf, initStack, PROJECT, type Session } from "../rehearsal/index.ts";
import { measure } from "./measure.ts";

/** Where the time of a preview goes, seconds of the best of several runs. What is left of a preview after the other parts is the program's and the engine's work. */
export interface Profile {
  readonly stack: string;
  readonly resources: number;
  /** A program without a resource: CLI, engine, language host and the Pulumi SDK. */
  readonly floor: number;
  /** Loading the program's own modules and the providers' SDKs; the Pulumi SDK is part of the floor. */
  readonly modules: number;
  /** Registering the resources, and what engine and providers do about them. */
  readonly resourcesWork: number;
  /** What the policy pack adds. */
  readonly pack: number;
  readonly total: number;
}

/** Profiles previews of a deployed stack by leaving parts away: no instrument slows what it measures. */
export async function profileOf(session: Session, stack: string, runs: number): Promise<Profile> {
  const floor = await emptyPreview(session, runs);
  const bare = await measure(session, 0, "preview of no change", [stack], false, runs);
  const whole = await measure(session, 0, "preview of no change", [stack], true, runs);
  const modules = Math.max(0, loading("stacks/index.ts", runs) - loading("node_modules/@pulumi/pulumi/index.js", runs));
  return {
    stack,
    resources: whole.resources,
    floor,
    modules,
    resourcesWork: bare.seconds - floor - modules,
    pack: whole.seconds - bare.seconds,
    total: whole.seconds,
  };
}

export function profileTable({ stack, resources, floor, modules, resourcesWork, pack, total }: Profile): string {
  const rows: readonly (readonly [string, number])[] = [
    ["a program without a resource (CLI, engine, language host, Pulumi SDK)", floor],
    ["loading the program and the providers' SDKs", modules],
    ["registering resources, engine, simulated providers", resourcesWork],
    ["policy pack", pack],
    [`preview of ${stack}, ${resources} resources, no change, with policies`, total],
  ];
  return [
    "| part | seconds | share |",
    "|---|---:|---:|",
    ...rows.map(([part, seconds]) => `| ${part} | ${seconds.toFixed(2)} | ${((100 * seconds) / total).toFixed(0)} % |`),
  ].join("\n");
}

const EMPTY = "empty";

async function emptyPreview(session: Session, runs: number): Promise<number> {
  const folder = join(session.scratch.root, EMPTY);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    `name: ${EMPTY}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.mjs\n`,
  );
  writeFileSync(join(folder, "index.mjs"), 'import "@pulumi/pulumi";\n');
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: EMPTY, type: "module" }));
  await initStack(session, EMPTY, folder);
  const seconds: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const outcome = await session.operate({ command: "preview", stack: EMPTY, folder });
    if (!outcome.ok) throw new Error(`preview of an empty program failed:\n${failureOf(outcome)}`);
    seconds.push(outcome.seconds);
  }
  return Math.min(...seconds);
}

/** Seconds that a new Node takes to load a module of the project, without running a program in it. */
function loading(module: string, runs: number): number {
  const url = pathToFileURL(join(PROJECT, module)).href;
  const script = `const begun = performance.now(); await import(${JSON.stringify(url)}); process.stdout.write(String((performance.now() - begun) / 1000)); process.exit(0);`;
  const seconds = Array.from({ length: runs }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: PROJECT,
      encoding: "utf8",
    });
    if (status !== 0 || stdout === "") throw new Error(`${module} does not load:\n${stderr}`);
    return Number(stdout);
  });
  return Math.min(...seconds);
}
