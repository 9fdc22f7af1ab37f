import {
  capacityPlan,
  cloudFrontCaches,
  DEFAULT_FORMATS,
  defaultParameters,
  PARAMETERS,
  type Format,
  type LoadChannel,
  type LoadParameters,
} from "../../capacity/index.ts";
import { didYouMean, environmentName, loadLineup, refuse } from "../../stacks/plain.ts";
import { CliError, UsageError } from "../errors.ts";
import { findProject, readLineup, readStackFiles } from "../project.ts";
import type { Session } from "../session.ts";
import { edgeFacts, type EdgeFacts } from "./edge.ts";
import { planLines, planReport } from "./show.ts";
import { watchedChannels } from "./watched.ts";

export interface CapacityOptions {
  readonly viewers: readonly number[];
  readonly env: string;
  readonly format?: Format;
  readonly channel?: string;
  readonly shield?: boolean;
  readonly without?: string;
  /** Seconds in which all arrive. */
  readonly joining?: number;
  readonly json?: boolean;
}

/** What is planned for, as the report tells it. */
export interface Scene {
  readonly environment: string;
  readonly edge: EdgeFacts;
  readonly parameters: LoadParameters;
  readonly joinSeconds: number;
  readonly viewers: readonly number[];
}

/** Prints the capacity plan of an environment. */
export function runCapacity(session: Session, options: CapacityOptions): void {
  const scene = readScene(session.cwd, options);
  if (scene.edge.file === undefined)
    session.tell(
      `No stack file makes the edge of ${options.env}: going by a distribution as it is by default. npx onair init ${options.env} makes one.`,
    );
  const plan = capacityPlan(scene.parameters, scene.viewers, scene.joinSeconds);
  const report = planReport(scene, plan);
  if (options.json === true) session.print(JSON.stringify(report, undefined, 2));
  else for (const line of planLines(report)) session.print(line);
}

function readScene(cwd: string, options: CapacityOptions): Scene {
  const project = findProject(cwd);
  const { production } = readLineup(project, options.env);
  const { lineup, problems } = loadLineup(project, environmentName.parse(options.env));
  refuse(problems, `Onair cannot plan for the environment ${options.env}`);
  if (lineup === undefined) throw new CliError(`lineups/${options.env}.yaml has no channel to plan for.`);
  const edge = edgeFacts(readStackFiles(project).filter(({ config }) => config["onair:environment"] === options.env));
  const channels = chosen(watchedChannels(lineup.channels, { ...edge, production }), options);
  const caches = cloudFrontCaches(edge.priceClass, options.shield ?? edge.originShield);
  const parameters = defaultParameters(channels, caches);
  const formats = options.format === undefined ? DEFAULT_FORMATS : { hls: 0, "ll-hls": 0, dash: 0, [options.format]: 1 };
  return {
    environment: options.env,
    edge,
    parameters: { ...parameters, formats, ...(options.without === undefined ? {} : { lostRegion: options.without }) },
    joinSeconds: options.joining ?? PARAMETERS.joinSeconds.value,
    viewers: options.viewers,
  };
}

/** All channels, or the one that is asked for; without a region, each must have another. */
function chosen(channels: readonly LoadChannel[], { channel, without }: CapacityOptions): LoadChannel[] {
  const names = channels.map(({ name }) => name);
  const kept = channel === undefined ? [...channels] : channels.filter(({ name }) => name === channel).map((one) => ({ ...one, share: 1 }));
  if (kept.length === 0)
    throw new UsageError(
      `There is no channel ${channel ?? ""} in the lineup; ${didYouMean(channel ?? "", names)}it has ${names.join(", ")}.`,
    );
  if (without === undefined) return kept;
  const regions = [...new Set(kept.flatMap((one) => one.regions))];
  if (!regions.includes(without))
    throw new UsageError(`No channel is in ${without}; ${didYouMean(without, regions)}they are in ${regions.join(", ")}.`);
  const dark = kept.filter((one) => one.regions.every((region) => region === without)).map(({ name }) => name);
  if (dark.length > 0)
    throw new UsageError(`Without ${without} nobody serves ${dark.join(", ")}: name a channel with two regions by --channel.`);
  return kept;
}
