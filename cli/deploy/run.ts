import { CliError, EXIT, sentenceOf, UsageError } from "../errors.ts";
import { findProject } from "../project.ts";
import { confirm, type Session } from "../session.ts";
import { ContractReader } from "../stackOutputs.ts";
import { Engine } from "./engine.ts";
import { Interruption } from "./interruption.ts";
import { Lease } from "./lease.ts";
import { darkAhead, looksAhead, nextStep, regionInWork } from "./nextStep.ts";
import { packArguments } from "./pack.ts";
import { channelsRemoved } from "./preview.ts";
import { Scene } from "./scene.ts";
import { planLines, planOf, startCommands, unfinished, type DeployPlan } from "./show.ts";
import { carryOut, describeStep, previewStack, refusePending, type Means } from "./steps.ts";
import type { World } from "./world.ts";

export interface DeployOptions {
  readonly env: string;
  readonly only?: string;
  readonly yes?: boolean;
  readonly dark?: boolean;
  readonly takeOver?: boolean;
  /** How long viewers have to leave a region, seconds. */
  readonly settle: number;
  /** Longest wait for a channel, a metric or a stack, seconds. */
  readonly timeout: number;
  readonly json?: boolean;
}

/** Deploys an environment without taking a channel dark that another region can serve; goes on where an earlier run ended. */
export async function runDeploy(session: Session, options: DeployOptions): Promise<void> {
  const project = findProject(session.cwd);
  if (!session.interactive && options.yes !== true) throw new UsageError("Nobody can be asked here: say --yes to deploy.");
  const { runPulumi, pollSeconds } = session.tools;
  const tell = (text: string): void => {
    session.tell(text);
  };
  const scene = new Scene({
    project,
    environment: options.env,
    reader: new ContractReader(project, runPulumi),
    timeoutSeconds: options.timeout,
    dark: options.dark === true,
    ...(options.only === undefined ? {} : { only: options.only }),
    ...(pollSeconds === undefined ? {} : { pollSeconds }),
  });
  const engine = new Engine({ project, run: runPulumi, pack: packArguments(project, options.env), tell });
  const interruption = new Interruption(() => {
    tell("Ends at the next safe point; Ctrl-C again ends at once. Either way the next onair deploy goes on from there.");
  });
  const means: Means = {
    scene,
    engine,
    interruption,
    tell,
    settleSeconds: options.settle,
    timeoutSeconds: options.timeout,
    ...(pollSeconds === undefined ? {} : { pollSeconds }),
  };
  try {
    await scene.open();
    await deploy(session, means, options);
  } finally {
    interruption.end();
    scene.close();
  }
}

async function deploy(session: Session, means: Means, options: DeployOptions): Promise<void> {
  const { scene } = means;
  checkOnly(scene, options.only);
  const lease = scene.store === undefined ? undefined : await Lease.take(scene.store, options.takeOver === true);
  const done: string[] = [];
  try {
    const plan = await makePlan(means).catch(async (error: unknown) => {
      const world = await scene.world().catch(() => undefined);
      if (world === undefined || unfinished(world).length === 0) throw error;
      throw new CliError(`${sentenceOf(error)}${goOn(world)}`, error instanceof CliError ? error.exitCode : EXIT.failure);
    });
    const nothing = nextStep(await scene.world()).do === "done";
    if (options.json !== true) for (const line of planLines(plan)) session.print(line);
    if (nothing) {
      report(session, options, plan, done, `Nothing to change in ${options.env}.`);
      return;
    }
    await agree(session, options, plan);
    await proceed(means, lease, done);
    report(session, options, plan, done, `${options.env} is deployed.`);
  } finally {
    // A run that could not let go is found out by its process, or by its age.
    await lease?.release().catch(() => undefined);
  }
}

/** Previews what can be previewed now, and looks at what the plan depends on. @throws CliError with every reason against it */
async function makePlan(means: Means): Promise<DeployPlan> {
  const { scene } = means;
  const inScope = scene.regions.filter(({ region }) => scene.options.only === undefined || scene.options.only === region);
  const { edge } = scene;
  // What an earlier run took off the air comes back first: what is wrong elsewhere is told now, and ends the run once it is back.
  const begun = regionInWork(await scene.world())?.stack;
  const failures: string[] = [];
  const attempt = async (stack: string, work: () => Promise<void>): Promise<void> => {
    await work().catch((error: unknown) => {
      if (begun === undefined || begun === stack) failures.push(sentenceOf(error));
      else means.tell(`Once ${begun} is as it was, this is left: ${sentenceOf(error)}`);
    });
  };
  await Promise.all([
    ...inScope.map((view) => attempt(view.stack, () => previewStack(means, view))),
    ...(edge === undefined ? [] : [attempt(edge.stack, () => refusePending(means, edge.stack))]),
  ]);
  if (failures.length > 0) throw new CliError(failures.join("\n"));
  if (edge !== undefined && begun === undefined && scene.options.only === undefined && inScope.every(({ change }) => change !== "add"))
    await previewStack(means, edge);
  const first = await scene.world();
  refuseRemoved(scene, first);
  for (const look of looksAhead(first)) await carryOut(means, look);
  const world = await scene.world();
  const dark = darkAhead(world);
  if (dark.length > 0 && !scene.options.dark) throw new CliError(dark.map(({ reason }) => reason).join("\n"));
  return planOf(scene, world, new Set(dark.map(({ region, name }) => `${region}/${name}`)));
}

/** A channel that leaves the lineup is taken off the air by somebody, not by the way. */
function refuseRemoved(scene: Scene, { regions }: World): void {
  const live = regions.flatMap(({ stack, region, channels }) => {
    const { preview } = scene.view(stack);
    const removed = preview === undefined ? new Set<string>() : channelsRemoved(preview);
    return channels.flatMap(({ name, state }) =>
      removed.has(name) && state !== "IDLE" && state !== "absent"
        ? [`${name} is ${state} in ${region} and would be removed; stop it first: npx onair stop ${name} --region ${region}`]
        : [],
    );
  });
  if (live.length > 0) throw new CliError(live.join("\n"));
}

async function agree(session: Session, options: DeployOptions, plan: DeployPlan): Promise<void> {
  if (options.yes === true) return;
  const dark = plan.stacks.flatMap(({ stops }) =>
    stops.filter(({ servedBy, onAirIn }) => servedBy === undefined && onAirIn === undefined).map(({ channel }) => channel),
  );
  if (dark.length > 0) session.tell(session.loud(`This takes ${[...new Set(dark)].join(", ")} off the air for some minutes.`));
  if (!(await confirm(session, "Deploy?"))) throw new CliError("Nothing was changed.");
}

/** One step after another, each decided from what is, until nothing is left to do. */
async function proceed(means: Means, lease: Lease | undefined, done: string[]): Promise<void> {
  const { scene, interruption, tell } = means;
  for (;;) {
    const world = await scene.world();
    const step = nextStep(world);
    if (step.do === "done") return;
    if (step.do === "refuse") throw new CliError(`${step.reason}${goOn(world)}`);
    const words = describeStep(step);
    if (interruption.asked) throw new CliError(`Ended before this: ${words}.${goOn(world)}`);
    await lease?.check();
    tell(words);
    try {
      await carryOut(means, step);
      if (step.do === "preview") refuseRemoved(scene, await scene.world());
    } catch (error) {
      throw new CliError(`${sentenceOf(error)}${goOn(await scene.world().catch(() => world))}`, EXIT.failure);
    }
    done.push(words);
  }
}

function goOn(world: World): string {
  const now = unfinished(world);
  return [
    now.length === 0 ? "" : `\nAs it is now: ${now.join("; ")}.`,
    ...startCommands(world).map((command) => `\nTo have it on the air before that, as it is: ${command}`),
    "\nTo go on from here: npx onair deploy, with the same options.",
  ].join("");
}

function checkOnly(scene: Scene, only: string | undefined): void {
  const regions = scene.regions.map(({ region }) => region);
  if (only !== undefined && !regions.includes(only))
    throw new UsageError(`The environment ${scene.options.environment} has no stack in ${only}; its regions: ${regions.join(", ")}.`);
}

function report(session: Session, options: DeployOptions, plan: DeployPlan, done: readonly string[], outcome: string): void {
  if (options.json === true) session.print(JSON.stringify({ ...plan, done, outcome }, undefined, 2));
  else session.print(outcome);
}
