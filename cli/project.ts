import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  atLines,
  didYouMean,
  environmentName,
  lineupSchema,
  problemsOf,
  dotted,
  readYaml,
  SettingsError,
  type LineupFile,
} from "../stacks/plain.ts";
import { CliError } from "./errors.ts";

/** The environment a command means when none is named. */
export const DEFAULT_ENVIRONMENT = "prod";

/** One `Pulumi.<stack>.yaml`, read. */
export interface StackFile {
  readonly stack: string;
  /** File name, without a folder. */
  readonly file: string;
  /** The `config:` map as it is written. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** The folder of the Pulumi project that `from` lies in. */
export function findProject(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder)
      throw new CliError(`There is no Pulumi.yaml in ${from} or above it; run onair inside the project's folder.`);
  }
}

/** Every stack file of the project, by stack name. Broken YAML is refused with its line. */
export function readStackFiles(project: string): StackFile[] {
  const names = readdirSync(project)
    .sort()
    .filter((name) => /^Pulumi\..+\.yaml$/.test(name));
  return names.map((file) => ({ stack: file.slice("Pulumi.".length, -".yaml".length), file, config: readConfig(project, file) }));
}

function readConfig(project: string, file: string): Readonly<Record<string, unknown>> {
  const read = readYaml(project, file, "stack");
  if (!read.ok) throw new SettingsError(read.problems, "Onair cannot read the stack files");
  const config = isRecord(read.value) ? read.value["config"] : undefined;
  return isRecord(config) ? config : {};
}

/** The stack files of one environment. @throws CliError when there is none */
export function stacksOf(project: string, environment: string): StackFile[] {
  const files = readStackFiles(project);
  const found = files.filter(({ config }) => config["onair:environment"] === environment);
  if (found.length > 0) return found;
  const known = [...new Set(files.map(({ config }) => config["onair:environment"]).filter((name) => typeof name === "string"))];
  throw new CliError(
    `No stack file belongs to the environment ${environment}; ${didYouMean(environment, known)}run: npx onair init ${environment}`,
  );
}

/** The one stack of an environment that viewers touch. */
export function edgeStackOf(project: string, environment: string): StackFile {
  const [first, ...others] = stacksOf(project, environment).filter(({ config }) => config["onair:role"] !== "encode-region");
  if (first === undefined)
    throw new CliError(`The environment ${environment} has no stack with an edge; run: npx onair init ${environment}`);
  if (others.length > 0)
    throw new CliError(
      `Several stacks of ${environment} have an edge; choose one with --stack: ${[first, ...others].map(({ stack }) => stack).join(", ")}.`,
    );
  return first;
}

/** A channel list as written in `lineups/<environment>.yaml`, checked by its schema. */
export function readLineup(project: string, environment: string): LineupFile {
  const subject = `Onair cannot use the environment ${environment}`;
  const name = environmentName.safeParse(environment);
  if (!name.success)
    throw new SettingsError(
      problemsOf(name.error, environment, () => "environment"),
      subject,
    );
  const file = `lineups/${environment}.yaml`;
  if (!existsSync(join(project, file))) {
    const known = lineupNames(project);
    throw new CliError(
      `There is no ${file}; ${didYouMean(environment, known)}write it first, in the form of ${known.map((lineup) => `lineups/${lineup}.yaml`).join(" or ") || "the lineup schema"}.`,
    );
  }
  const read = readYaml(project, file);
  if (!read.ok) throw new SettingsError(read.problems, subject);
  const parsed = lineupSchema.safeParse(read.value);
  if (!parsed.success)
    throw new SettingsError(
      atLines(
        problemsOf(parsed.error, read.value, (path) => `${file} ${dotted(path)}`, lineupSchema),
        file,
        read.lines,
      ),
      subject,
    );
  return parsed.data;
}

function lineupNames(project: string): string[] {
  const folder = join(project, "lineups");
  return existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .flatMap((file) => (file.endsWith(".yaml") ? [file.slice(0, -".yaml".length)] : []))
    : [];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
