import type { HealthThresholds, Lineup, MaintenanceWindow, Region } from "../components/encode/index.ts";
import { accessOf } from "../control/index.ts";
import { loadLineup } from "./lineup.ts";
import { edgeQuotas, quotaProblems, regionQuotaUse } from "./quotas.ts";
import { didYouMean, refuse, showValue, type Problem } from "./problems.ts";
import { LIVE_REGIONS } from "./regions.ts";
import { dotted, problemsOf } from "./schemaProblems.ts";
import { settingsSchema, type Role, type SettingsFile } from "./settingsSchema.ts";

/** What the engine hands a program: raw configuration and where it runs. */
export interface RawSettings {
  /** All configuration, keys as `namespace:name`, values as the engine passes them (strings; JSON for lists and objects). */
  readonly config: Readonly<Record<string, string>>;
  /** Keys whose values are secret. */
  readonly secretKeys: readonly string[];
  readonly stack: string;
  readonly project: string;
  readonly organization: string;
  /** The project's folder, which holds `lineups/` and `ladders/`. */
  readonly directory: string;
}

interface CommonSettings {
  readonly stack: string;
  readonly project: string;
  readonly organization: string;
  readonly region: Region;
  readonly lineup: Lineup;
  readonly tags: Readonly<Record<string, string>>;
  readonly aws: AwsSettings;
}

/** The `aws:` keys that every provider of the stack is made from. */
export interface AwsSettings {
  readonly profile?: string;
  readonly allowedAccountIds?: readonly string[];
  readonly assumeRoleArn?: string;
}

export interface RegionSettings {
  readonly encoderCidrs: readonly string[];
  readonly maintenance: MaintenanceWindow;
  readonly health: HealthThresholds;
  readonly alertEmail?: string;
  readonly start: "manual" | "onDeploy";
}

export interface EdgeSettings {
  readonly playbackKeys: Readonly<Record<string, string>>;
  readonly allowedOrigins: readonly string[];
  readonly priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  readonly logRetentionDays: number;
}

export interface DomainSettings {
  readonly name: string;
  readonly zoneId: string;
}

export type Settings =
  | ({ readonly role: "encode-region"; readonly encode: RegionSettings } & CommonSettings)
  | ({ readonly role: "global-edge"; readonly edge: EdgeSettings; readonly domain: DomainSettings } & CommonSettings)
  | ({ readonly role: "standalone"; readonly encode: RegionSettings; readonly edge: EdgeSettings } & CommonSettings);

const NAMESPACE = "onair:";

/** Settings whose values are never printed, not even when they are wrong. */
const UNPRINTABLE = new Set(["playbackKeys"]);

/**
 * The one place that reads configuration.
 * @throws SettingsError with every problem of the stack file, the lineup and its ladders
 */
export function readSettings(raw: RawSettings): Settings {
  const stackFile = `Pulumi.${raw.stack}.yaml`;
  const subject = `Onair cannot use the settings of ${raw.stack}`;
  const problems = secretProblems(raw, stackFile);
  const given = onairValues(raw);
  const environment = given["environment"];
  const lineup =
    typeof environment === "string" && /^[a-z0-9-]+$/.test(environment) ? loadLineup(raw.directory, environment) : { problems: [] };
  problems.push(...lineup.problems);
  const { region, ...awsProblems } = readRegion(raw, stackFile);
  problems.push(...awsProblems.problems);
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) problems.push(...hideSecrets(problemsOf(parsed.error, given, (path) => `${stackFile} ${NAMESPACE}${dotted(path)}`)));
  if (parsed.success && lineup.lineup !== undefined) problems.push(...stackProblems(stackFile, parsed.data, region, lineup.lineup));
  refuse(problems, subject);
  if (!parsed.success || lineup.lineup === undefined) throw new Error("settings were accepted without being complete");
  return assemble(raw, parsed.data, region, lineup.lineup);
}

function hideSecrets(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => {
    const setting = /onair:([A-Za-z]+)/.exec(problem.path)?.[1] ?? "";
    if (!UNPRINTABLE.has(setting)) return problem;
    return { path: problem.path, what: problem.what, remedy: problem.remedy };
  });
}

/** The `onair:` values, JSON where it is JSON. Empty strings are what an unset typed setting reads as. */
function onairValues(raw: RawSettings): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(raw.config)) {
    if (!key.startsWith(NAMESPACE) || text === "") continue;
    values[key.slice(NAMESPACE.length)] = decode(text);
  }
  return values;
}

function decode(text: string): unknown {
  if (!/^[[{]/.test(text) && !/^-?\d+$/.test(text) && text !== "true" && text !== "false") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Nothing Onair reads is secret; a secret here was put in the wrong place. */
function secretProblems(raw: RawSettings, stackFile: string): Problem[] {
  return raw.secretKeys
    .filter((key) => key.startsWith(NAMESPACE))
    .map((key) => ({
      path: `${stackFile} ${key}`,
      what: "is set as a secret, and Onair keeps no secret in its settings",
      remedy: `remove it (pulumi config rm ${key}); private keys stay outside the project`,
    }));
}

function readRegion(raw: RawSettings, stackFile: string): { region: Region; problems: Problem[] } {
  const region = raw.config["aws:region"] ?? "";
  const path = `${stackFile} aws:region`;
  if (region === "")
    return { region, problems: [{ path, what: "is missing", remedy: "write the region of this stack, such as us-east-1" }] };
  if (LIVE_REGIONS.includes(region)) return { region, problems: [] };
  const remedy = `${didYouMean(region, LIVE_REGIONS)}use one of: ${LIVE_REGIONS.join(", ")}`;
  return { region, problems: [{ path, what: "is not a region that runs live channels", given: showValue(region) ?? "", remedy }] };
}

/** Rules that join the stack file with the lineup. */
function stackProblems(stackFile: string, file: SettingsFile, region: Region, lineup: Lineup): Problem[] {
  const here = lineup.channels.filter((channel) => channel.regions.includes(region));
  const problems = roleProblems(stackFile, file.role, lineup);
  const quotas = `${stackFile} ${NAMESPACE}quotas`;
  if (file.role !== "global-edge") {
    if (here.length === 0) {
      problems.push({
        path: `${stackFile} aws:region`,
        what: `is the region of no channel in lineups/${lineup.environment}.yaml`,
        given: region,
        remedy: "add the region to a channel, or remove the stack",
      });
    }
    if (here.some((channel) => channel.source.type !== "mp4-demo") && file.encoderCidrs.length === 0) {
      problems.push({
        path: `${stackFile} ${NAMESPACE}encoderCidrs`,
        what: "is empty, and channels here take a pushed signal",
        remedy: "list the public networks of your encoders",
      });
    }
    problems.push(...quotaProblems(quotas, regionQuotaUse(here), file.quotas));
  }
  if (file.role !== "encode-region") problems.push(...quotaProblems(quotas, edgeQuotas(lineup), file.quotas));
  return problems;
}

function roleProblems(stackFile: string, role: Role, lineup: Lineup): Problem[] {
  if ((role === "standalone") !== lineup.production) return [];
  const remedy = lineup.production
    ? "use the roles encode-region and global-edge for a production environment"
    : "use the role standalone for a development environment";
  const kind = lineup.production ? "production" : "development";
  return [
    {
      path: `${stackFile} ${NAMESPACE}role`,
      what: `does not fit ${lineup.environment}, which is a ${kind} environment`,
      given: role,
      remedy,
    },
  ];
}

function assemble(raw: RawSettings, file: SettingsFile, region: Region, lineup: Lineup): Settings {
  const { stack, project, organization } = raw;
  const common = { stack, project, organization, region, lineup, tags: file.tags, aws: awsSettings(raw.config) };
  if (file.role === "global-edge")
    return { role: file.role, ...common, edge: edgeSettings(file), domain: { name: file.domain, zoneId: file.zoneId } };
  const encode: RegionSettings = {
    encoderCidrs: file.encoderCidrs,
    maintenance: { day: file.maintenanceDay, startTime: file.maintenanceStart },
    health: file.health,
    ...(file.alertEmail === undefined ? {} : { alertEmail: file.alertEmail }),
    start: file.start,
  };
  if (file.role === "encode-region") return { role: file.role, ...common, encode };
  return { role: file.role, ...common, encode, edge: edgeSettings(file) };
}

function edgeSettings(file: Exclude<SettingsFile, { role: "encode-region" }>): EdgeSettings {
  const { playbackKeys, allowedOrigins, priceClass, logRetentionDays } = file;
  return { playbackKeys, allowedOrigins, priceClass, logRetentionDays };
}

function awsSettings(config: Readonly<Record<string, string>>): AwsSettings {
  const values = Object.fromEntries(["aws:profile", "aws:assumeRoles", "aws:assumeRole"].map((key) => [key, decode(config[key] ?? "")]));
  const { profile, assumeRoleArn } = accessOf(values, "");
  const accounts = decode(config["aws:allowedAccountIds"] ?? "");
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(Array.isArray(accounts) ? { allowedAccountIds: accounts.map(String) } : {}),
    ...(assumeRoleArn === undefined ? {} : { assumeRoleArn }),
  };
}
