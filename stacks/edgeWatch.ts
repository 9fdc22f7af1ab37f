import { EdgeWatch } from "../components/alarms/index.ts";
import { viewerRequestName, type EdgeChannel, type GlobalEdge } from "../components/edge/index.ts";
import { topicAccountProblems } from "./alarmSettings.ts";
import { refuse } from "./problems.ts";
import type { Providers } from "./providers.ts";
import type { Settings } from "./settings.ts";

type EdgeRoleSettings = Exclude<Settings, { role: "encode-region" }>;

/** A topic of another account is refused before anything is made: its policy admits alarms of its own account only. */
export function refuseForeignEdgeTopic(settings: EdgeRoleSettings, accountId: string): void {
  const problems = topicAccountProblems(`Pulumi.${settings.stack}.yaml`, settings.edgeAlarms, "edgeAlertTopicArn", accountId);
  refuse(problems, `Onair cannot deploy ${settings.stack}`);
}

/** The edge's alarms and the dashboard of everything; also half of a standalone stack. */
export function makeEdgeWatch(
  settings: EdgeRoleSettings,
  providers: Providers,
  accountId: string,
  edge: GlobalEdge,
  channels: readonly EdgeChannel[],
): EdgeWatch {
  const { environment } = settings.lineup;
  return new EdgeWatch(
    `${environment}-edge-watch`,
    {
      environment,
      accountId,
      distributionId: edge.distributionId,
      monitoring: settings.edge.monitoring,
      functionName: viewerRequestName(environment),
      channels,
      ...settings.edgeAlarms,
    },
    { providers: { aws: providers.aws } },
  );
}
