/**
 * Builds what other projects install: components, contract readers and the policy pack as JavaScript with declarations.
 * `npm run build` writes dist/, `npm pack ./dist` packs it. Node does not strip types under node_modules, hence the build.
 */
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "dist");

/** Folders of the package, as in tsconfig.build.json. */
const FOLDERS = ["components", "stacks", "control", "policy", "functions"];

interface RootPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** What only the command and the rehearsal need stays out of other projects. */
const NOT_PACKED = new Set(["commander"]);

function build(): void {
  rmSync(out, { recursive: true, force: true });
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "tsconfig.build.json")], {
    stdio: "inherit",
  });
  copyAssets();
  writeManifest();
  writeFileSync(join(out, "policy", "index.js"), policyEntry());
  for (const file of ["LICENSE", "README.md"]) cpSync(join(root, file), join(out, file));
}

/** Everything in the packed folders that is neither TypeScript nor documentation: the demo source, function sources, pack settings. */
function copyAssets(): void {
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || /\.(ts|md|sh)$/.test(entry.name)) continue;
      const from = join(entry.parentPath, entry.name);
      cpSync(from, join(out, relative(root, from)));
    }
  }
}

function writeManifest(): void {
  const { name, version, description, license, dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  ) as RootPackage;
  const kept = Object.fromEntries(Object.entries(dependencies).filter(([dependency]) => !NOT_PACKED.has(dependency)));
  const manifest = {
    name,
    version,
    description,
    license,
    type: "module",
    engines: { node: ">=22" },
    exports: {
      ".": entry("components/index"),
      "./contract": entry("stacks/consumer"),
      "./policy": entry("policy/rules/index"),
      "./package.json": "./package.json",
    },
    dependencies: kept,
    peerDependencies,
  };
  writeFileSync(join(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

function entry(path: string): { types: string; default: string } {
  return { types: `./${path}.d.ts`, default: `./${path}.js` };
}

/** The pack's entry imports TypeScript by name; in the package it is JavaScript. */
function policyEntry(): string {
  return readFileSync(join(root, "policy", "index.js"), "utf8").replaceAll('.ts"', '.js"');
}

build();
