import type pulumi from "@pulumi/pulumi";
import { EncryptionKey, broughtKey } from "../storage/index.ts";
import type { KeyHandle } from "../storage/index.ts";
import { edgeKeyStatements } from "./edgeKey.ts";
import { EdgeFirewall } from "./firewall.ts";
import { firewallPlan } from "./firewallPlan.ts";
import { EDGE_REGION } from "./names.ts";
import { PlayerPlace } from "./playerPlace.ts";
import { RealtimeLogs } from "./realtimeLogs.ts";
import type { FirewallSettings, GlobalEdgeArgs } from "./types.ts";

/** What stands before the distribution, and is made before it. */
export interface BeforeDistribution {
  /** Absent where nothing of ours is encrypted. */
  readonly key?: KeyHandle;
  readonly firewallArn?: pulumi.Input<string>;
  readonly realtimeLogs?: RealtimeLogs;
  readonly player?: PlayerPlace;
}

/** The firewall that the edge makes; `undefined` where there is none, or one was brought along. */
export function ownFirewall({ firewall }: Pick<GlobalEdgeArgs, "firewall">): FirewallSettings | undefined {
  return firewall === undefined || "arn" in firewall ? undefined : firewall;
}

/** The key, the firewall, the real-time log and the place of the player, as far as they are wanted. */
export function beforeDistribution(name: string, args: GlobalEdgeArgs, parent: pulumi.Resource): BeforeDistribution {
  const key = edgeKey(`${name}-edge-logs-key`, args, parent);
  const firewallArn = firewall(`${name}-firewall`, args, key, parent);
  const realtimeLogs = realtime(`${name}-edge-requests`, args, key, parent);
  const player = playerPlace(`${name}-player`, args, key, parent);
  return {
    ...(key === undefined ? {} : { key }),
    ...(firewallArn === undefined ? {} : { firewallArn }),
    ...(realtimeLogs === undefined ? {} : { realtimeLogs }),
    ...(player === undefined ? {} : { player }),
  };
}

function edgeKey(name: string, args: GlobalEdgeArgs, parent: pulumi.Resource): KeyHandle | undefined {
  const { environment, accountId, production } = args;
  const accessLogs = args.logBucket === undefined;
  const firewallLog = ownFirewall(args) !== undefined;
  const player = args.player === true;
  if (!accessLogs && !firewallLog && !player && args.realtimeLogs === undefined) return undefined;
  if (args.keyArn !== undefined) return broughtKey(args.keyArn);
  const made = new EncryptionKey(
    name,
    {
      alias: `onair-${environment}-edge-logs`,
      description: `Onair ${environment}: logs of the edge${player ? " and its player page" : ""}`,
      accountId,
      region: EDGE_REGION,
      publishers: [],
      statements: edgeKeyStatements({ environment, accountId, accessLogs, firewallLog, player }),
      protect: production,
    },
    { parent },
  );
  return { ...made.handle, ready: [made] };
}

function firewall(
  name: string,
  args: GlobalEdgeArgs,
  key: KeyHandle | undefined,
  parent: pulumi.Resource,
): pulumi.Input<string> | undefined {
  const { environment, geo, logRetentionDays: retentionDays } = args;
  if (args.firewall !== undefined && "arn" in args.firewall) return args.firewall.arn;
  const settings = ownFirewall(args);
  if (settings === undefined || key === undefined) return undefined;
  const plan = firewallPlan({ environment, settings, ...(geo?.enforcedBy === "firewall" ? { geo } : {}) });
  return new EdgeFirewall(name, { environment, plan, keyArn: key.arn, retentionDays }, { parent }).arn;
}

function realtime(name: string, args: GlobalEdgeArgs, key: KeyHandle | undefined, parent: pulumi.Resource): RealtimeLogs | undefined {
  const { environment, accountId, production } = args;
  if (args.realtimeLogs === undefined || key === undefined) return undefined;
  return new RealtimeLogs(name, { environment, accountId, production, samplingRate: args.realtimeLogs.samplingRate, key }, { parent });
}

function playerPlace(name: string, args: GlobalEdgeArgs, key: KeyHandle | undefined, parent: pulumi.Resource): PlayerPlace | undefined {
  const { environment, production, accountId, allowedOrigins } = args;
  if (args.player !== true || key === undefined) return undefined;
  return new PlayerPlace(name, { environment, production, accountId, key, allowedOrigins }, { parent });
}
