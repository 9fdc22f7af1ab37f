import { readdirSync, readFileSync } from "node:fs";

/** Largest memory of the processes of an operation, MB by part; empty where the system does not tell (only Linux does). */
export type Peaks = Readonly<Partial<Record<Part, number>>>;

type Part = "cli" | "program" | "pack";

/** How often processes are looked at, milliseconds. The kernel keeps each process's own peak, so only its last moment can be missed. */
const LOOK_EVERY = 200;

/** Watches this process's descendants while `work` runs. */
export async function withPeaks<T>(work: () => Promise<T>): Promise<{ result: T; peaks: Peaks }> {
  const peaks: Partial<Record<Part, number>> = {};
  const timer = setInterval(() => look(peaks), LOOK_EVERY);
  try {
    return { result: await work(), peaks };
  } finally {
    clearInterval(timer);
  }
}

function look(peaks: Partial<Record<Part, number>>): void {
  for (const pid of descendants()) {
    const part = partOf(read(`/proc/${pid}/cmdline`).split("\0"));
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1];
    if (part !== undefined && peak !== undefined) peaks[part] = Math.max(peaks[part] ?? 0, Math.round(Number(peak) / 1024));
  }
}

function partOf(words: readonly string[]): Part | undefined {
  const line = words.join(" ");
  if (/packRunner|run-policy-pack/.test(line)) return "pack";
  if (/@pulumi\/pulumi\/cmd\/run\b/.test(line)) return "program";
  return /(^|\/)pulumi(\.exe)?$/.test(words[0] ?? "") ? "cli" : undefined;
}

function descendants(): number[] {
  const children = new Map<number, number[]>();
  for (const pid of processes()) {
    // The name in brackets may hold spaces; the parent is the second field behind it.
    const parent = Number(read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found: number[] = [];
  const open = [process.pid];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const below = children.get(pid) ?? [];
    found.push(...below);
    open.push(...below);
  }
  return found;
}

function processes(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Empty where a process has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
