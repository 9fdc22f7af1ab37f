import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** cfn-lint 1.58 and botocore 1.44 ask for at least 3.10; cfn-lint refuses 3.15. */
const oldest = 10;
const newest = 14;
const candidates = ["python3", "python", ...Array.from({ length: newest - oldest + 1 }, (_, index) => `python3.${newest - index}`)];
const probe = "import sys, venv, ensurepip; print(sys.version_info[0], sys.version_info[1])";

export type Interpreter = { found: string } | { missing: string };

/** The first Python on the PATH that the oracles can use, or why there is none. */
export async function findPython(names: readonly string[] = candidates): Promise<Interpreter> {
  const seen: string[] = [];
  for (const name of names) {
    const version = await versionOf(name);
    if (version === undefined) continue;
    const [major, minor] = version;
    if (major === 3 && minor >= oldest && minor <= newest) return { found: name };
    seen.push(`${name} is ${major}.${minor}`);
  }
  const what = seen.length > 0 ? seen.join(", ") : "none with the venv and ensurepip modules was found on the PATH";
  return { missing: `Python 3.${oldest} to 3.${newest} is needed: ${what}` };
}

async function versionOf(name: string): Promise<[number, number] | undefined> {
  try {
    const { stdout } = await run(name, ["-I", "-c", probe], { timeout: 20_000 });
    const [major, minor] = stdout.trim().split(" ").map(Number);
    return major === undefined || minor === undefined ? undefined : [major, minor];
  } catch {
    return undefined;
  }
}
