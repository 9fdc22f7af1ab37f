import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import type { AlarmedChannel } from "./channelPlan.ts";
import { dashboardBody, dashboardUrl } from "./dashboard.ts";
import {
  globalDashboard,
  globalDashboardName,
  regionDashboardName,
  regionDashboards,
  type GlobalDashboardContent,
} from "./dashboardPlan.ts";

export interface RegionDashboardsArgs {
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
  readonly channels: readonly { readonly watched: AlarmedChannel; readonly channelId: pulumi.Input<string> }[];
  readonly alarms: readonly string[];
}

/**
 * The dashboards of a region. Which there are and what they are called is known at preview; their bodies name the ids
 * that MediaLive gives its channels, and are not.
 */
export class RegionDashboards extends pulumi.ComponentResource {
  readonly url: string;

  constructor(name: string, args: RegionDashboardsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:RegionDashboards", name, {}, opts);
    const { environment, region, channels } = args;
    const planned = regionDashboards({ ...args, channels: channels.map(({ watched }) => ({ watched, channelId: "" })) });
    const ids = pulumi.all(channels.map(({ channelId }) => channelId));
    for (const { name: dashboardName } of planned) {
      const body = ids.apply((known) => {
        const shown = channels.map(({ watched }, index) => ({ watched, channelId: known[index] ?? "" }));
        const plan = regionDashboards({ ...args, channels: shown }).find((one) => one.name === dashboardName);
        return dashboardBody(plan ?? { name: dashboardName, widgets: [] });
      });
      new aws.cloudwatch.Dashboard(dashboardName, { dashboardName, dashboardBody: body }, { parent: this });
    }
    this.url = dashboardUrl(region, regionDashboardName(environment, region));
    this.registerOutputs({ url: this.url });
  }
}

export type GlobalDashboardArgs = Omit<GlobalDashboardContent, "distributionId"> & { readonly distributionId: pulumi.Input<string> };

/** The dashboard of the edge and of every origin. Dashboards belong to no region (CloudWatch User Guide, "Cross-Region dashboards"). */
export class GlobalDashboard extends pulumi.ComponentResource {
  readonly url: string;

  constructor(name: string, args: GlobalDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:GlobalDashboard", name, {}, opts);
    const dashboardName = globalDashboardName(args.environment);
    const body = pulumi.output(args.distributionId).apply((distributionId) => dashboardBody(globalDashboard({ ...args, distributionId })));
    new aws.cloudwatch.Dashboard(dashboardName, { dashboardName, dashboardBody: body }, { parent: this });
    this.url = dashboardUrl("us-east-1", dashboardName);
    this.registerOutputs({ url: this.url });
  }
}
