import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import type { RegionSwitch } from "../edge/index.ts";
import { digestOf } from "../storage/index.ts";
import { metricAlarmArgs } from "./render.ts";
import { regionSwitches, type SwitchPlanArgs } from "./switchPlan.ts";

export interface RegionSwitchesArgs extends SwitchPlanArgs {
  readonly runbookUrl?: string;
}

/**
 * The switches by which people take regions out of service, for health checks of any name that exists in two
 * regions. They tell nobody: whoever throws one knows.
 */
export class RegionSwitches extends pulumi.ComponentResource {
  readonly switches: readonly RegionSwitch[];

  constructor(name: string, args: RegionSwitchesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:RegionSwitches", name, {}, opts);
    this.switches = regionSwitches(args, args.runbookUrl).map((plan) => {
      // None of its dimensions is an id that AWS makes up.
      new aws.cloudwatch.MetricAlarm(`${name}-${plan.key}`, metricAlarmArgs(plan, ""), { parent: this });
      return {
        of: plan.of,
        alarm: plan.name,
        region: args.region,
        hash: digestOf({ ...plan, description: "" }),
        meaning: `Whether ${plan.of} is in service, as people last said`,
      };
    });
    this.registerOutputs();
  }
}
