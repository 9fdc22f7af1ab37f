import { receiveEvents, type EngineEvent, type StepMetadata, type Violation } from "./engineEvents.ts";

export type Command = "up" | "preview" | "destroy" | "refresh";

/** Runs the Pulumi CLI to its end and never throws for what it answers. */
export type RunPulumi = (args: readonly string[], folder: string) => Promise<{ code: number; stdout: string; stderr: string }>;

export interface OperationOptions {
  readonly command: Command;
  readonly stack: string;
  /** The Pulumi project to run in. */
  readonly folder: string;
  /** The policy pack, with the file of its configuration. */
  readonly pack?: { readonly folder: string; readonly config: string };
  readonly extra?: readonly string[];
  /** Called as resources are dealt with. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly planning: boolean;
  /** Resources dealt with so far in this phase. */
  readonly resources: number;
}

/** What an operation of the engine came to. */
export interface Outcome {
  readonly ok: boolean;
  readonly code: number;
  /** Wall clock. */
  readonly seconds: number;
  /** By kind, as the engine counts: `create`, `update`, `same`, `delete`, `replace`. */
  readonly changes: Readonly<Record<string, number>>;
  /** Resources of the stack the operation went through. */
  readonly resources: number;
  /** What changes, or would; a replacement once. */
  readonly steps: readonly StepMetadata[];
  readonly violations: readonly Violation[];
  /** Names of the policy rules that looked at something and were content. */
  readonly rulesPassed: ReadonlySet<string>;
  /** Error messages of the engine, the program and the providers, without colours. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** All that the CLI printed. */
  readonly output: string;
}

/** What is no change: nothing to do, another stack read, and the parts of a replacement, for which `replace` stands alone. */
const NO_CHANGE = new Set(["same", "read", "create-replacement", "delete-replaced"]);

/** Runs one operation of the engine on one stack. */
export async function operate(run: RunPulumi, options: OperationOptions): Promise<Outcome> {
  const record = new Recorder(options.onProgress);
  const receiver = await receiveEvents(
    (event) => record.take(event),
    () => record.startPhase(),
  );
  const begun = performance.now();
  try {
    const { code, stdout, stderr } = await run(argumentsOf(options, receiver.address), options.folder);
    return record.outcome(code, (performance.now() - begun) / 1000, stdout + stderr);
  } finally {
    receiver.close();
  }
}

function argumentsOf({ command, stack, pack, extra }: OperationOptions, events: string): string[] {
  return [
    command,
    "--stack",
    stack,
    ...(command === "preview" ? [] : ["--yes"]),
    "--non-interactive",
    "--color",
    "never",
    "--event-log",
    events,
    ...(pack === undefined ? [] : ["--policy-pack", pack.folder, "--policy-pack-config", pack.config]),
    ...(extra ?? []),
  ];
}

class Recorder {
  readonly #onProgress: ((progress: Progress) => void) | undefined;
  readonly #rulesPassed = new Set<string>();
  #violations = new Map<string, Violation>();
  #errors = new Set<string>();
  #warnings = new Set<string>();
  #steps = new Map<string, StepMetadata>();
  #seen = new Set<string>();
  #changes: Readonly<Record<string, number>> = {};

  constructor(onProgress: ((progress: Progress) => void) | undefined) {
    this.#onProgress = onProgress;
  }

  startPhase(): void {
    this.#violations = new Map();
    this.#errors = new Set();
    this.#warnings = new Set();
    this.#steps = new Map();
    this.#seen = new Set();
    this.#changes = {};
  }

  take(event: EngineEvent): void {
    const { diagnosticEvent: diagnostic, policyEvent: violation, summaryEvent: summary } = event;
    this.#takeStep(event.resourcePreEvent?.metadata, event.resOutputsEvent?.metadata, event.resOutputsEvent?.planning === true);
    if (diagnostic?.severity === "error") this.#errors.add(named(diagnostic));
    if (diagnostic?.severity === "warning") this.#warnings.add(plain(diagnostic.message));
    if (violation !== undefined)
      this.#violations.set(`${violation.resourceUrn ?? ""} ${violation.policyName} ${violation.message}`, {
        ...violation,
        message: plain(violation.message),
      });
    for (const name of event.policyAnalyzeSummaryEvent?.passed ?? []) this.#rulesPassed.add(name);
    for (const name of event.policyAnalyzeStackSummaryEvent?.passed ?? []) this.#rulesPassed.add(name);
    if (summary !== undefined) this.#changes = summary.resourceChanges ?? {};
  }

  #takeStep(planned: StepMetadata | undefined, done: StepMetadata | undefined, planning: boolean): void {
    if (planned !== undefined && !NO_CHANGE.has(planned.op)) this.#steps.set(planned.urn, planned);
    if (done === undefined) return;
    this.#seen.add(done.urn);
    this.#onProgress?.({ planning, resources: this.#seen.size });
  }

  outcome(code: number, seconds: number, output: string): Outcome {
    return {
      ok: code === 0,
      code,
      seconds,
      changes: this.#changes,
      resources: this.#seen.size,
      steps: [...this.#steps.values()],
      violations: [...this.#violations.values()],
      rulesPassed: this.#rulesPassed,
      errors: [...this.#errors],
      warnings: [...this.#warnings],
      output,
    };
  }
}

/** An error with the resource it is about; the stack itself says nothing to a reader. */
function named({ urn, message }: { readonly urn?: string; readonly message: string }): string {
  const subject = urn === undefined || urn === "" || urn.includes("pulumi:pulumi:Stack::") ? "" : `${shortUrn(urn)}: `;
  return `${subject}${plain(message)}`;
}

/** Type and name of a resource: what a person looks for in the program. */
export function shortUrn(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split("$").at(-1) ?? ""} ${name}`;
}

/** The engine marks colours in its events as `<{%fg 1%}>`. */
function plain(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, "").trim();
}
