import { join } from "node:path";
import { silent } from "../cli/toolchain/index.ts";
import { testAlerts } from "./alertTest.ts";
import { writeAccount, type Zone } from "./account.ts";
import { readChannels } from "./channels.ts";
import { RehearsalError } from "./errors.ts";
import { settleCutOff } from "./cutOff.ts";
import { applyFaults, noFaults, type FaultRequest } from "./faultRequest.ts";
import { fillStackFiles, needsFilling } from "./fill.ts";
import { nextCommands } from "./nextCommands.ts";
import { shortUrn, type Outcome } from "./operation.ts";
import { encryptedChannels, makePassphrases } from "./passphrases.ts";
import { progressOn, type Progress } from "./progress.ts";
import { publishPlayer } from "./publish.ts";
import type { AlertReport, PublishedReport, RefusalReport, Report, StackReport } from "./report.ts";
import { lockScratch, prepareScratch, PROJECT, removeScratch, scratchAt } from "./scratch.ts";
import { openSession, type Session } from "./session.ts";
import { stacksOf, type EnvironmentStacks, type Stack } from "./stackFiles.ts";
import { removeStamp, writeStamp } from "./stamp.ts";
import { failureOf, initStack, packFor, type Pack, summary } from "./stacks.ts";
import { previewWeakened, refusalOf } from "./weakened.ts";
import type { VariantName } from "./weakened/variants.ts";

export interface RehearseOptions {
  /** Names the scratch; two of different names do not meet. */
  readonly id: string;
  readonly environment: string;
  /** Throw away what an earlier run left. */
  readonly fresh: boolean;
  readonly faults: FaultRequest;
  /** Show nothing on the way. */
  readonly quiet: boolean;
}

export const DEFAULT_ID = "default";

/** Where another team's project reads the contracts; its stack is called this. */
const CONSUMER_STACK = "prod";

/**
 * Deploys an environment on this machine, by what a user can do and nothing else: the stack files are filled by `onair init`,
 * every stack is deployed by the Pulumi CLI under the policy pack, another team's stack reads them, a second run must
 * change nothing, and a weakened variant must be refused. Goes on from where an earlier run stopped.
 * @throws RehearsalError in the engine's words, with how to go on
 */
export async function rehearse(options: RehearseOptions): Promise<Report> {
  const begun = performance.now();
  const scratch = scratchAt(options.id);
  const unlock = lockScratch(scratch);
  try {
    removeStamp(scratch);
    if (options.fresh) removeScratch(scratch, "lock");
    prepareScratch(scratch);
    const stacks = stacksOf(scratch.project, options.environment);
    const zone = writeAccount(join(PROJECT, "rehearsal", "account.yaml"), scratch.account, PROJECT, stacks);
    const session = await openSession(scratch, options.quiet ? { screen: silent } : {});
    try {
      applyFaults(session.cloud.faults, options.faults);
      const run = new Run(session, options, stacks, progressOn(process.stderr, options.quiet));
      const report = await run.all(zone, begun);
      writeStamp(scratch, options.environment);
      return report;
    } finally {
      await session.close();
    }
  } finally {
    unlock();
  }
}

class Run {
  readonly #session: Session;
  readonly #options: RehearseOptions;
  readonly #stacks: EnvironmentStacks;
  readonly #progress: Progress;
  readonly #pack: Pack;
  readonly #deployed: StackReport[] = [];
  readonly #rulesPassed = new Set<string>();
  readonly #settled: string[] = [];

  constructor(session: Session, options: RehearseOptions, stacks: EnvironmentStacks, progress: Progress) {
    this.#session = session;
    this.#options = options;
    this.#stacks = stacks;
    this.#progress = progress;
    this.#pack = packFor(session.scratch.project, options.environment);
  }

  async all(zone: Zone, begun: number): Promise<Report> {
    const { regions, last } = this.#stacks;
    await this.#fill(zone);
    await this.#passphrases();
    await this.#together(regions.map((stack) => () => this.#deploy(stack)));
    for (const stack of last) await this.#deploy(stack);
    if (this.#hasConsumer()) await this.#deployConsumer();
    this.#refuseLosses();
    const published = await this.#publish();
    const refused = await this.#proveSettled();
    const alerts = await this.#testAlerts();
    const channels = await readChannels(this.#session, this.#stacks);
    return {
      environment: this.#options.environment,
      seconds: (performance.now() - begun) / 1000,
      pulumi: this.#session.toolchain.version,
      stacks: this.#deployed,
      channels,
      rulesPassed: [...this.#rulesPassed].sort(),
      settled: this.#settled,
      refused,
      alerts,
      published,
      next: nextCommands(this.#options.environment, this.#stacks, channels[0]?.name ?? ""),
    };
  }

  /** `onair init`, where a placeholder is left. */
  async #fill(zone: Zone): Promise<void> {
    if (!needsFilling(this.#session, this.#stacks)) return;
    const { environment } = this.#options;
    await this.#progress.step(`onair init ${environment}`, async () => {
      await fillStackFiles(this.#session, environment, this.#stacks, zone);
      return "stack files filled, playback key made";
    });
  }

  /** `onair passphrase`, where an input is encrypted. */
  async #passphrases(): Promise<void> {
    const { environment } = this.#options;
    const channels = encryptedChannels(this.#session, environment);
    if (channels.length === 0) return;
    await this.#progress.step("onair passphrase", async () => {
      await makePassphrases(this.#session, environment, channels);
      return channels.join(", ");
    });
  }

  /** A run that was killed leaves operations pending; they are settled before the stack is deployed, and told. */
  async #settle(stack: string, folder = this.#session.scratch.project): Promise<void> {
    for (const operation of await settleCutOff(this.#session, this.#progress, stack, folder)) this.#settled.push(`${stack}: ${operation}`);
  }

  async #deploy(stack: Stack): Promise<void> {
    await this.#settle(stack.name);
    await this.#progress.step(`pulumi up ${stack.name}`, async (say) => {
      const isNew = await initStack(this.#session, stack.name);
      const outcome = await this.#session.operate({
        command: "up",
        stack: stack.name,
        pack: this.#pack,
        // Everything of a new stack is to be made; what its first preview says under the pack is an engine test of its own.
        extra: isNew ? ["--skip-preview"] : [],
        onProgress: ({ planning, resources }) => say(`${planning ? "planned" : "done"}: ${resources}`),
      });
      this.#mustSucceed(outcome, stack.name);
      for (const rule of outcome.rulesPassed) this.#rulesPassed.add(rule);
      this.#deployed.push({
        stack: stack.name,
        region: stack.region,
        resources: outcome.resources,
        seconds: outcome.seconds,
        changes: outcome.changes,
      });
      return summary(outcome);
    });
  }

  /** The contracts are read only where there is an edge of production to read. */
  #hasConsumer(): boolean {
    return this.#stacks.last.some(({ name }) => name === "prod-global");
  }

  async #deployConsumer(): Promise<void> {
    const folder = this.#session.scratch.consumer;
    await this.#settle(CONSUMER_STACK, folder);
    await this.#progress.step("pulumi up newsroom (another team)", async () => {
      await initStack(this.#session, CONSUMER_STACK, folder);
      const outcome = await this.#session.operate({ command: "up", stack: CONSUMER_STACK, folder, extra: ["--skip-preview"] });
      this.#mustSucceed(outcome, "newsroom");
      this.#deployed.push({
        stack: "newsroom",
        region: "",
        resources: outcome.resources,
        seconds: outcome.seconds,
        changes: outcome.changes,
      });
      return `${summary(outcome)}; reads both contracts`;
    });
  }

  /** A deployment that AWS would take may still lose alerts and logs, where a key or a policy keeps their sender out. */
  #refuseLosses(): void {
    const losses = this.#session.cloud.undeliverable();
    if (losses.length === 0) return;
    const lines = losses.map(({ from, to, reason }) => `  ${from} -> ${to}: ${reason}`);
    throw new RehearsalError(`AWS would accept these and lose them:\n${lines.join("\n")}`);
  }

  /** The way to people, tried as they try it. */
  async #testAlerts(): Promise<AlertReport[]> {
    let arrived: AlertReport[] = [];
    await this.#progress.step("onair alert-test", async () => {
      arrived = await testAlerts(this.#session, this.#options.environment);
      return `${arrived.length} messages arrived`;
    });
    return arrived;
  }

  /** The page that plays, put where viewers find it. */
  async #publish(): Promise<PublishedReport | undefined> {
    let published: PublishedReport | undefined;
    await this.#progress.step("onair publish", async () => {
      published = await publishPlayer(this.#session, this.#options.environment);
      if (published === undefined) return "no player wanted";
      return published.uploaded === 0 ? "nothing has changed" : `${published.uploaded} files at ${published.url}`;
    });
    return published;
  }

  /** A second run of everything changes nothing, and a weakened variant is refused. */
  async #proveSettled(): Promise<RefusalReport | undefined> {
    const { regions, last } = this.#stacks;
    const again = [...regions, ...last].map((stack) => () => this.#again(stack.name, { pack: this.#pack }));
    const consumer = this.#hasConsumer() ? [() => this.#again(CONSUMER_STACK, { folder: this.#session.scratch.consumer })] : [];
    await this.#together([...again, ...consumer]);
    const like = regions[0];
    return like === undefined ? undefined : this.#refuseWeakened("one-pipeline", like);
  }

  async #again(stack: string, where: { readonly pack?: Pack; readonly folder?: string }): Promise<void> {
    const name = where.folder === undefined ? stack : "newsroom";
    await this.#progress.step(`pulumi up ${name}, again`, async () => {
      const outcome = await this.#session.operate({ command: "up", stack, extra: ["--skip-preview", "--expect-no-changes"], ...where });
      const changed = outcome.steps.map(({ op, urn }) => `${op} ${shortUrn(urn)}`);
      if (changed.length > 0) throw new RehearsalError(`A second run of ${name} would change what the first made: ${changed.join(", ")}.`);
      this.#mustSucceed(outcome, name);
      return "no change";
    });
  }

  async #refuseWeakened(name: VariantName, like: Stack): Promise<RefusalReport> {
    let refusal: RefusalReport | undefined;
    await this.#progress.step(`pulumi preview, made weaker`, async () => {
      const outcome = await previewWeakened(this.#session, [name], like);
      refusal = refusalOf(outcome, name, like);
      if (refusal === undefined)
        throw new RehearsalError(`The policy pack let the weakened variant "${name}" pass:\n${failureOf(outcome)}`);
      return `refused by ${refusal.rule}`;
    });
    if (refusal === undefined) throw new Error("a step ended without its result");
    return refusal;
  }

  /** All start at once; all are waited for, so that no engine is left behind, and then the first failure is told. */
  async #together(works: readonly (() => Promise<void>)[]): Promise<void> {
    const results = await Promise.allSettled(works.map((work) => work()));
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  #mustSucceed(outcome: Outcome, stack: string): void {
    if (outcome.ok) return;
    const faults = noFaults(this.#options.faults) ? "" : ", without the fault,";
    throw new RehearsalError(
      `${stack} was not deployed:\n${failureOf(outcome)}\n\nWhat was made is kept. Run it again${faults} to go on from here (npm run rehearse), or start over: npm run rehearse -- --fresh`,
    );
  }
}
