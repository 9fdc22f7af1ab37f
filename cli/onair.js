#!/usr/bin/env node
// Plain JavaScript for any Node: makes sure that a Node which runs TypeScript files by itself runs the rest.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Type stripping is on by default from here (nodejs.org/api/typescript.html). */
const NEEDED = [22, 18];
/** Set for the second start, so that a package holding another Node than its name says cannot start itself for ever. */
const SECOND_START = "ONAIR_SECOND_START";

const here = dirname(fileURLToPath(import.meta.url));

if (isNewEnough(process.versions.node)) {
  delete process.env[SECOND_START];
  const main = ["main.ts", "main.js"].map((name) => join(here, name)).find(existsSync);
  await import(pathToFileURL(main ?? join(here, "main.js")).href);
} else {
  const node = process.env[SECOND_START] ? undefined : findNode();
  if (node) await startAgain(node);
  else {
    console.error(
      `onair needs Node ${NEEDED.join(".")} or newer and runs on ${process.versions.node}: ` +
        "install a newer Node (https://nodejs.org), or run npm ci without --omit=optional, which brings one along.",
    );
    process.exitCode = 1;
  }
}

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/** The Node that npm installs with this project: an optional dependency for each system. */
function findNode() {
  const require = createRequire(import.meta.url);
  const file = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  for (const name of [`node-${process.platform.replace("win32", "win")}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]) {
    try {
      const node = join(dirname(require.resolve(`${name}/package.json`)), file);
      if (existsSync(node)) return node;
    } catch {
      // Not for this system, or left out.
    }
  }
  const linked = join(here, "..", "node_modules", ".bin", "node");
  return process.platform !== "win32" && existsSync(linked) ? linked : undefined;
}

/** Runs this file again on another Node, and ends as that ends. */
async function startAgain(node) {
  const env = { ...process.env, [SECOND_START]: "1" };
  const path = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  env[path] = `${dirname(node)}${delimiter}${env[path] ?? ""}`;
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // At a terminal Ctrl-C reaches the child by itself; twice would mean "drop everything" to Pulumi.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  process.exitCode = await new Promise((resolve) => {
    child.once("error", (problem) => {
      console.error(`${node} does not start: ${problem.message}`);
      resolve(1);
    });
    child.once("close", (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
