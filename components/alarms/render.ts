import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import type { CompositePlan, MetricAlarmPlan, MetricRef, Query } from "./plan.ts";

type Id = pulumi.Input<string>;
type Dimensions = Record<string, pulumi.Input<string>>;

/** A metric alarm's arguments. `id` is the id that AWS made up for whatever its metrics are of. It has no actions: composites have. */
export function metricAlarmArgs(plan: MetricAlarmPlan, id: Id): aws.cloudwatch.MetricAlarmArgs {
  return {
    name: plan.name,
    alarmDescription: plan.description,
    comparisonOperator: plan.comparison,
    ...(plan.threshold === undefined ? { thresholdMetricId: "band" } : { threshold: plan.threshold }),
    evaluationPeriods: plan.evaluationPeriods,
    datapointsToAlarm: plan.datapointsToAlarm,
    treatMissingData: plan.missing,
    ...watchedMetric(plan, id),
  };
}

function watchedMetric(plan: MetricAlarmPlan, id: Id): aws.cloudwatch.MetricAlarmArgs {
  const [first, ...rest] = plan.queries;
  if (first !== undefined && rest.length === 0 && "metric" in first) {
    const { namespace, metricName, statistic } = first.metric;
    const by = statistic === "p90" ? { extendedStatistic: statistic } : { statistic };
    return { namespace, metricName, ...by, dimensions: dimensionsOf(first.metric, id), period: plan.period };
  }
  const last = plan.queries.at(-1)?.id;
  // An anomaly alarm compares two series, and returns both.
  const returned = (query: Query): boolean => plan.threshold === undefined || query.id === last;
  return { metricQueries: plan.queries.map((query) => ({ ...queryArgs(query, plan.period, id), returnData: returned(query) })) };
}

function queryArgs(query: Query, period: number, id: Id): { id: string; expression?: string; metric?: QueryMetric } {
  if ("expression" in query) return { id: query.id, expression: query.expression };
  const { namespace, metricName, statistic } = query.metric;
  return { id: query.id, metric: { namespace, metricName, stat: statistic, period, dimensions: dimensionsOf(query.metric, id) } };
}

interface QueryMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly stat: string;
  readonly period: number;
  readonly dimensions: Dimensions;
}

function dimensionsOf({ dimensions, idDimension }: MetricRef, id: Id): Dimensions {
  return { ...dimensions, ...(idDimension === undefined ? {} : { [idDimension]: id }) };
}

/** Where alarms send what they have to say. */
export interface Topics {
  /** Wakes people. */
  readonly page: pulumi.Input<string>;
  readonly notice: pulumi.Input<string>;
}

/** A composite alarm's arguments. It says when something begins and not when it ends: an end wakes nobody. */
export function compositeAlarmArgs(plan: CompositePlan, topics: Topics): aws.cloudwatch.CompositeAlarmArgs {
  const { suppression } = plan;
  return {
    alarmName: plan.name,
    alarmDescription: plan.description,
    alarmRule: plan.rule,
    ...(plan.tells === "nobody" ? {} : { alarmActions: [topics[plan.tells]] }),
    ...(suppression === undefined
      ? {}
      : {
          actionsSuppressor: {
            alarm: suppression.alarm,
            waitPeriod: suppression.waitSeconds,
            extensionPeriod: suppression.extensionSeconds,
          },
        }),
  };
}
