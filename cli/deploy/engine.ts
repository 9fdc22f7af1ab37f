import { hostname } from "node:os";
import { CliError } from "../errors.ts";
import { isRecord } from "../project.ts";
import type { PulumiRunner } from "../stackOutputs.ts";
import { readPreview, type Preview } from "./preview.ts";
import { bootedAt, isAlive } from "./processes.ts";

/** What the engine was doing when it was cut off: it asked AWS, and does not know whether it was done. */
export interface Pending {
  /** `creating`, `updating`, `deleting`, … */
  readonly type: string;
  readonly urn: string;
}

export interface EngineOptions {
  readonly project: string;
  readonly run: PulumiRunner;
  /** The policy pack's arguments. */
  readonly pack: readonly string[];
  /** A remark for whoever watches. */
  readonly tell: (text: string) => void;
}

/** The engine's operations on the environment's stacks, as a user would type them. */
export class Engine {
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** @throws CliError when the stack is not there, or the CLI answers nothing that can be read */
  async preview(stack: string): Promise<Preview> {
    const { code, stdout, stderr } = await this.#unlocked(stack, () => this.#run(["preview", "--json", ...this.#options.pack], stack));
    const begin = stdout.indexOf("{");
    if (begin >= 0) {
      try {
        return readPreview(stdout.slice(begin));
      } catch {
        // What follows says what the CLI said.
      }
    }
    if (/no stack named/.test(stderr))
      throw new CliError(`The stack ${stack} does not exist in the state backend yet; make it first: npx onair pulumi stack init ${stack}`);
    throw new CliError(`Pulumi could not preview ${stack} (exit code ${code}): ${lastWords(stderr, stdout)}`);
  }

  /** `pulumi up` without questions; resources in `keep` are left alone. @throws CliError with the engine's last words */
  async up(stack: string, keep: readonly string[]): Promise<void> {
    const kept = keep.flatMap((urn) => ["--exclude", urn]);
    const { code, stdout, stderr } = await this.#unlocked(stack, () =>
      this.#run(["up", "--yes", "--skip-preview", "--color", "never", ...this.#options.pack, ...kept], stack),
    );
    if (code === 0) return;
    throw new CliError(`pulumi up of ${stack} did not succeed:\n${lastWords(stdout, stderr)}`);
  }

  /** What a run that was killed left undecided. */
  async pending(stack: string): Promise<Pending[]> {
    const { code, stdout } = await this.#run(["stack", "export"], stack);
    if (code !== 0) return [];
    const exported: unknown = JSON.parse(stdout);
    const deployment = isRecord(exported) && isRecord(exported["deployment"]) ? exported["deployment"] : {};
    const operations = Array.isArray(deployment["pending_operations"]) ? deployment["pending_operations"].filter(isRecord) : [];
    return operations.flatMap(({ type, resource }) => (isRecord(resource) ? [{ type: String(type), urn: String(resource["urn"]) }] : []));
  }

  /** A lock whose holder, a process of this machine, is gone, is taken away; any other is told with the way out. */
  async #unlocked<T extends { readonly stdout: string; readonly stderr: string }>(stack: string, work: () => Promise<T>): Promise<T> {
    const first = await work();
    const lock = lockOf(first.stdout + first.stderr);
    if (lock === undefined) return first;
    if (!lock.dead) throw new CliError(lockedSentence(stack, lock.holder));
    this.#options.tell(`${stack} was locked by ${lock.holder}, which is gone: the lock is taken away`);
    const { code, stderr } = await this.#run(["cancel", "--yes"], stack);
    if (code !== 0) throw new CliError(`pulumi cancel of ${stack} did not succeed: ${lastWords(stderr, "")}`);
    const second = await work();
    if (lockOf(second.stdout + second.stderr) !== undefined) throw new CliError(lockedSentence(stack, lock.holder));
    return second;
  }

  #run(args: readonly string[], stack: string): ReturnType<PulumiRunner> {
    return this.#options.run([...args, "--stack", stack, ...(args[0] === "cancel" ? [] : ["--non-interactive"])], {
      cwd: this.#options.project,
    });
  }
}

/** The moment of the boot is reckoned, by clocks that are set now and then. Milliseconds. */
const BOOT_DOUBT_MS = 60_000;

interface Lock {
  readonly holder: string;
  readonly dead: boolean;
}

/**
 * Reads the CLI's words about a lock: a folder or bucket names its holder, Pulumi Cloud does not. A holder of this machine is gone when its
 * process is, or its number was given anew: to this process, or since the machine was booted.
 */
export function lockOf(
  output: string,
  here = hostname(),
  alive: (pid: number) => boolean = isAlive,
  booted = bootedAt(),
): Lock | undefined {
  if (!/currently locked by|Another update is currently in progress/.test(output)) return undefined;
  const holders = [...output.matchAll(/created by (\S+)@(\S+) \(pid (\d+)\)(?: at (\S+))?/g)];
  const [, user = "", host = "", pid = ""] = holders[0] ?? [];
  if (holders.length === 0) return { holder: "somebody else", dead: false };
  const isOld = (at: string | undefined): boolean => at !== undefined && Date.parse(at) < booted - BOOT_DOUBT_MS;
  const isGone = (number: number, at: string | undefined): boolean => number === process.pid || isOld(at) || !alive(number);
  const dead = holders.every(([, , where, number, at]) => where === here && isGone(Number(number), at));
  return { holder: `${user}@${host} (process ${pid})`, dead };
}

function lockedSentence(stack: string, holder: string): string {
  return `${stack} is locked by ${holder}: another run is going on, or one was killed. When you are sure that nothing runs any more: npx onair pulumi cancel --stack ${stack}`;
}

/** The lines that say what went wrong; the CLI puts them before its counts. */
function lastWords(...outputs: readonly string[]): string {
  const lines = outputs
    .join("\n")
    .split("\n")
    .map((line) => line.trimEnd());
  const errors = lines.filter((line) => /error|failed|canceled|violation|mandatory/i.test(line)).map((line) => line.trim());
  const told = errors.length > 0 ? [...new Set(errors)] : lines.filter((line) => line.trim() !== "");
  return told.slice(-12).join("\n") || "it gave no reason";
}
