import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { PIPELINES } from "../encode/index.ts";
import type { Pipeline, Region } from "../encode/index.ts";
import { byName } from "./names.ts";
import type { HealthAlarm } from "./types.ts";

export interface RegionHealthArgs {
  readonly environment: string;
  readonly channel: string;
  readonly region: Region;
  /** At least one for each pipeline. None of them may watch the feed itself: its loss must not move the name that the encoder follows. */
  readonly alarms: readonly HealthAlarm[];
  /**
   * What it means that an alarm's metric has no data. `Unhealthy` where the feed is: a stopped channel sends none.
   * `Healthy` for a region that waits: a running channel that was never fed sends none either, and it is ready to be.
   */
  readonly noData: "Healthy" | "Unhealthy";
  /** Checks of the switches by which people take the region out of service; one that is thrown is enough. */
  readonly switchCheckIds?: readonly pulumi.Input<string>[];
}

/**
 * Whether a region can carry a channel: at least one pipeline of which every alarm is well, and nobody has taken the
 * region out of service. The switches are children of each pipeline's check, which comes to the same and needs no check more.
 * A check copies its alarm's definition when it is made or updated, and reads the metric by itself from then on; `triggers`
 * makes it copy again when the alarm changes (Route 53 Developer Guide, "How Route 53 determines the status of health checks").
 */
export class RegionHealth extends pulumi.ComponentResource {
  readonly healthCheckId: pulumi.Output<string>;

  constructor(name: string, args: RegionHealthArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:RegionHealth", name, {}, opts);
    const pipelines = PIPELINES.map((pipeline) => this.pipelineCheck(name, pipeline, args));
    const region = this.calculated(
      name,
      pipelines.map((check) => check.id),
      1,
      `${args.environment}: ${args.channel} in ${args.region}`,
    );
    this.healthCheckId = region.id;
    this.registerOutputs({ healthCheckId: this.healthCheckId });
  }

  private pipelineCheck(name: string, pipeline: Pipeline, args: RegionHealthArgs): aws.route53.HealthCheck {
    const alarms = args.alarms.filter((alarm) => alarm.pipeline === pipeline).sort((left, right) => byName(left.alarm, right.alarm));
    const checks = [...alarms.map((alarm) => this.alarmCheck(name, alarm, args.noData).id), ...(args.switchCheckIds ?? [])];
    return this.calculated(
      `${name}-${pipeline}`,
      checks,
      checks.length,
      `${args.environment}: ${args.channel} in ${args.region}, pipeline ${pipeline}`,
    );
  }

  private alarmCheck(name: string, alarm: HealthAlarm, noData: RegionHealthArgs["noData"]): aws.route53.HealthCheck {
    return new aws.route53.HealthCheck(
      `${name}-${alarm.alarm}`,
      {
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: alarm.alarm,
        cloudwatchAlarmRegion: alarm.region,
        // Always said: the default is the last known status, and healthy where there never was one.
        insufficientDataHealthStatus: noData,
        triggers: { definition: alarm.hash },
        tags: { Name: alarm.alarm },
      },
      { parent: this },
    );
  }

  private calculated(
    name: string,
    childHealthchecks: readonly pulumi.Input<string>[],
    threshold: number,
    title: string,
  ): aws.route53.HealthCheck {
    return new aws.route53.HealthCheck(
      name,
      { type: "CALCULATED", childHealthchecks: [...childHealthchecks], childHealthThreshold: threshold, tags: { Name: title } },
      { parent: this },
    );
  }
}
