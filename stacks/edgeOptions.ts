import { bucketNameOf, optionProblems } from "../components/edge/plan.ts";
import type { GlobalEdgeArgs } from "../components/edge/index.ts";
import type { Problem } from "./problems.ts";
import type { SettingsFile } from "./settingsSchema.ts";

export type EdgeFile = Exclude<SettingsFile, { role: "encode-region" }>;

/** What a stack says of the edge, defaults in place: arguments of `GlobalEdge` under their own names. */
export type EdgeSettings = Pick<
  GlobalEdgeArgs,
  | "playbackKeys"
  | "allowedOrigins"
  | "priceClass"
  | "logRetentionDays"
  | "geo"
  | "firewall"
  | "keyGroup"
  | "realtimeLogs"
  | "logBucket"
  | "keyArn"
  | "certificateArn"
  | "qualitySelection"
> &
  Required<Pick<GlobalEdgeArgs, "originShield" | "monitoring" | "player">>;

/** The settings of an edge, with every default that depends on the environment in place. */
export function edgeSettingsOf(file: EdgeFile, production: boolean): EdgeSettings {
  const { allowedOrigins, priceClass, logRetentionDays, originShield, player, keyGroup, realtimeLogs, logBucket, edgeKeyArn } = file;
  const { certificateArn, qualitySelection } = file.role === "global-edge" ? file : {};
  const geo = geoOf(file);
  const firewall = firewallOf(file, production);
  return {
    playbackKeys: file.playbackKeys ?? {},
    allowedOrigins,
    priceClass,
    logRetentionDays,
    originShield,
    player,
    monitoring: file.monitoring ?? production,
    ...(geo === undefined ? {} : { geo }),
    ...(firewall === undefined ? {} : { firewall }),
    ...(keyGroup === undefined ? {} : { keyGroup }),
    ...(realtimeLogs === undefined ? {} : { realtimeLogs }),
    ...(logBucket === undefined ? {} : { logBucket: bucketNameOf(logBucket) }),
    ...(edgeKeyArn === undefined ? {} : { keyArn: edgeKeyArn }),
    ...(certificateArn === undefined ? {} : { certificateArn }),
    ...(qualitySelection === undefined ? {} : { qualitySelection }),
  };
}

function geoOf({ geo }: EdgeFile): GlobalEdgeArgs["geo"] {
  if (geo === undefined) return undefined;
  const { allow, block, enforcedBy } = geo;
  return allow === undefined ? { kind: "block", countries: block ?? [], enforcedBy } : { kind: "allow", countries: allow, enforcedBy };
}

/** Many viewers share an address: a household, a hotel, a mobile network. */
const VIEWERS_PER_ADDRESS = 100;

function firewallOf({ firewall, firewallArn }: EdgeFile, production: boolean): GlobalEdgeArgs["firewall"] {
  if (firewallArn !== undefined) return { arn: firewallArn };
  if (firewall === undefined)
    return production ? { mode: "block", viewersPerAddress: VIEWERS_PER_ADDRESS, anonymousAddresses: "allow" } : undefined;
  const { mode, viewersPerAddress, anonymousAddresses } = firewall;
  return mode === "off" ? undefined : { mode, viewersPerAddress, anonymousAddresses };
}

/** Choices of an edge that do not fit together. */
export function edgeOptionProblems(stackFile: string, file: EdgeFile, production: boolean): Problem[] {
  const settings = edgeSettingsOf(file, production);
  const at = (path: string): string => `${stackFile} onair:${path}`;
  const twoFirewalls: Problem[] =
    file.firewall === undefined || file.firewallArn === undefined
      ? []
      : [{ path: at("firewallArn"), what: "stands beside firewall", remedy: "keep one of the two: a distribution has one web ACL" }];
  return [...twoFirewalls, ...optionProblems({ production, ...settings }).map((problem) => ({ ...problem, path: at(problem.path) }))];
}
