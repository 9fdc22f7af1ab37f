import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import type { HealthAlarm } from "../edge/index.ts";
import type { HealthThresholds } from "../encode/index.ts";
import { digestOf } from "../storage/index.ts";
import { healthAlarmPlan, type HealthAlarmPlan, type WatchedChannel } from "./healthPlan.ts";

export interface HealthAlarmsArgs {
  readonly watched: WatchedChannel;
  readonly thresholds: HealthThresholds;
  /** Id of the MediaLive channel. */
  readonly channelId: pulumi.Input<string>;
}

/**
 * The health alarms of a channel in one region. They exist for the edge's health checks and notify nobody: a channel
 * that is stopped on purpose must not page.
 */
export class HealthAlarms extends pulumi.ComponentResource {
  readonly alarms: readonly HealthAlarm[];
  /** The alarms by name, for the composites that read them. */
  readonly resources: ReadonlyMap<string, pulumi.Resource>;

  constructor(name: string, args: HealthAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:HealthAlarms", name, {}, opts);
    const resources = new Map<string, pulumi.Resource>();
    this.resources = resources;
    this.alarms = healthAlarmPlan(args.watched, args.thresholds).map((plan) => {
      const definition = alarmArgs(plan, args.channelId);
      resources.set(plan.name, new aws.cloudwatch.MetricAlarm(`${name}-${plan.pipeline}-${plan.key}`, definition, { parent: this }));
      return {
        pipeline: plan.pipeline,
        alarm: plan.name,
        region: args.watched.region,
        hash: definitionHash(plan, args.channelId),
        meaning: plan.description,
      };
    });
    this.registerOutputs();
  }
}

/** SHA-256 of everything that decides when the alarm goes off, its wording apart; Route 53 copies an alarm, and reads it again when this changes. */
export function definitionHash(plan: HealthAlarmPlan, channelId: pulumi.Input<string>): pulumi.Output<string> {
  const definition = { ...plan, description: "" };
  return pulumi.output(channelId).apply((id) => digestOf({ ...definition, channelId: plan.channelIdDimension === undefined ? "" : id }));
}

function alarmArgs(plan: HealthAlarmPlan, channelId: pulumi.Input<string>): aws.cloudwatch.MetricAlarmArgs {
  return {
    name: plan.name,
    alarmDescription: plan.description,
    namespace: plan.namespace,
    metricName: plan.metricName,
    statistic: plan.statistic,
    dimensions: { ...plan.dimensions, ...(plan.channelIdDimension === undefined ? {} : { [plan.channelIdDimension]: channelId }) },
    comparisonOperator: plan.comparisonOperator,
    threshold: plan.threshold,
    period: plan.period,
    evaluationPeriods: plan.evaluationPeriods,
    datapointsToAlarm: plan.datapointsToAlarm,
    treatMissingData: plan.treatMissingData,
  };
}
