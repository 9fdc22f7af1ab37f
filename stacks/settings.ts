import type { HealthThresholds, Lineup, MaintenanceWindow, Region } from "../components/encode/index.ts";
import { isPush } from "../components/encode/plan.ts";
import { readAws } from "./awsConfig.ts";
import { channelAlarmsOf, edgeAlarmsOf, topicProblems, type ChannelAlarmSettings, type EdgeAlarmSettings } from "./alarmSettings.ts";
import { broughtTo, guardProblems, keyArnProblems, movingUplinkProblems, type BroughtToRegion } from "./bringRegionRules.ts";
import { edgeOptionProblems, edgeSettingsOf, type EdgeSettings } from "./edgeOptions.ts";
import { flowCount, regionFlowProblems } from "./flowRules.ts";
import { loadLineup, type LineupResult } from "./lineup.ts";
import { environmentName } from "./lineupSchema.ts";
import { edgeQuotas, quotaProblems, regionQuotaUse } from "./quotas.ts";
import { windowOf } from "./maintenance.ts";
import { refuse, type Problem } from "./problems.ts";
import { NAMESPACE, onairValues, rawProblems, tellable } from "./rawConfig.ts";
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
  /** The project's folder, which holds `slates/`. */
  readonly directory: string;
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

export interface RegionSettings extends BroughtToRegion {
  readonly encoderCidrs: readonly string[];
  readonly maintenance: MaintenanceWindow;
  readonly health: HealthThresholds;
  readonly alarms: ChannelAlarmSettings;
  readonly start: "manual" | "onDeploy";
  /** Zones of MediaConnect flows, pipeline a's first; looked up where nobody says. */
  readonly availabilityZones?: readonly string[];
}

export interface DomainSettings {
  readonly name: string;
  readonly zoneId: string;
}

export type { EdgeSettings };

export type Settings =
  | ({ readonly role: "encode-region"; readonly encode: RegionSettings } & CommonSettings)
  | ({
      readonly role: "global-edge";
      readonly edge: EdgeSettings;
      readonly edgeAlarms: EdgeAlarmSettings;
      readonly domain: DomainSettings;
    } & CommonSettings)
  | ({
      readonly role: "standalone";
      readonly encode: RegionSettings;
      readonly edge: EdgeSettings;
      readonly edgeAlarms: EdgeAlarmSettings;
    } & CommonSettings);

/**
 * The one place that reads configuration.
 * @throws SettingsError with every problem of the stack file, the lineup and its ladders
 */
export function readSettings(raw: RawSettings): Settings {
  const stackFile = `Pulumi.${raw.stack}.yaml`;
  const subject = `Onair cannot use the settings of ${raw.stack}`;
  const given = onairValues(raw);
  const { region, aws, problems } = readAws(raw, stackFile);
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success)
    problems.push(...problemsOf(parsed.error, given, (path) => `${stackFile} ${NAMESPACE}${dotted(path)}`, settingsSchema));
  const lineup = lineupOf(raw, given["environment"]);
  const place = { region, accounts: aws.allowedAccountIds ?? [] };
  if (parsed.success && lineup.lineup !== undefined) problems.push(...stackProblems(stackFile, parsed.data, place, lineup.lineup));
  refuse(tellable(raw, rawProblems(raw, stackFile), [...problems, ...lineup.problems]), subject);
  if (!parsed.success || lineup.lineup === undefined) throw new Error("settings were accepted without being complete");
  return assemble(raw, parsed.data, { region, aws }, lineup.lineup);
}

/** An environment that is no name has its own problem; no file is looked for under it. */
function lineupOf(raw: RawSettings, environment: unknown): LineupResult {
  const named = environmentName.safeParse(environment);
  return named.success ? loadLineup(raw.directory, named.data) : { problems: [] };
}

/** Rules that join the stack file with the lineup. */
function stackProblems(
  stackFile: string,
  file: SettingsFile,
  { region, accounts }: { region: Region; accounts: readonly string[] },
  lineup: Lineup,
): Problem[] {
  const here = lineup.channels.filter((channel) => channel.regions.includes(region));
  const problems = [...roleProblems(stackFile, file.role, lineup), ...topicProblems(stackFile, file, region)];
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
    problems.push(...guardProblems(stackFile, here.some(isPush), file), ...movingUplinkProblems(stackFile, here, file.vpc));
    problems.push(...keyArnProblems(`${stackFile} ${NAMESPACE}kmsKeyArn`, file.kmsKeyArn, region, accounts));
    const files = { lineup: `lineups/${lineup.environment}.yaml`, stack: stackFile };
    problems.push(...regionFlowProblems(files, here, { region, ...file }));
    const flows = { mediaConnectFlows: flowCount(here, region, lineup.production) };
    problems.push(...quotaProblems(quotas, { ...regionQuotaUse(here, file.vpc !== undefined), ...flows }, file.quotas));
  }
  if (file.role !== "encode-region") {
    const selection = file.role === "global-edge" ? { domainName: file.domain, qualitySelection: file.qualitySelection } : {};
    const needed = edgeQuotas(lineup, { ...selection, player: file.player });
    problems.push(...quotaProblems(quotas, needed, file.quotas), ...edgeOptionProblems(stackFile, file, lineup.production));
  }
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

function assemble(raw: RawSettings, file: SettingsFile, { region, aws }: { region: Region; aws: AwsSettings }, lineup: Lineup): Settings {
  const { stack, project, organization, directory } = raw;
  const common = { stack, project, organization, directory, region, lineup, tags: file.tags, aws };
  if (file.role === "global-edge")
    return {
      role: file.role,
      ...common,
      edge: edgeSettingsOf(file, lineup.production),
      edgeAlarms: edgeAlarmsOf(file),
      domain: { name: file.domain, zoneId: file.zoneId },
    };
  const encode: RegionSettings = {
    encoderCidrs: file.encoderCidrs,
    maintenance: windowOf(region, file.maintenanceDay, file.maintenanceStart),
    health: file.health,
    alarms: channelAlarmsOf(file),
    start: file.start,
    ...(file.availabilityZones === undefined ? {} : { availabilityZones: file.availabilityZones }),
    ...broughtTo(file),
  };
  if (file.role === "encode-region") return { role: file.role, ...common, encode };
  return { role: file.role, ...common, encode, edge: edgeSettingsOf(file, lineup.production), edgeAlarms: edgeAlarmsOf(file) };
}
