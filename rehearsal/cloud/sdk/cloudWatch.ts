/**
 * CloudWatch as the commands and hooks call it, over the JSON protocol that the pinned client speaks: `X-Amz-Target` names
 * the operation, members are spelled as in the API model. CloudWatch API Reference: PutMetricData, SetAlarmState, DescribeAlarms.
 */
import type { AlarmState } from "../alarmRule.ts";
import { alarmsOf, findAlarm, setState, stateOf } from "../alarms.ts";
import type { Cloud } from "../cloud.ts";
import { breaches, stateByMetric } from "../health.ts";
import type { CloudObject } from "../store.ts";
import { canonical, object, objects, text, texts, type Properties } from "../values.ts";
import { getMetricData } from "./metrics.ts";
import { ServiceError, type Answer, type Call } from "./protocol.ts";

type Operation = (cloud: Cloud, region: string, input: Properties) => Properties;

const operations: Readonly<Record<string, Operation>> = {
  PutMetricData: putMetricData,
  SetAlarmState: setAlarmState,
  DescribeAlarms: describeAlarms,
  GetMetricData: getMetricData,
};

export async function answerCloudWatch(cloud: Cloud, call: Call): Promise<Answer> {
  const name = call.target.split(".").at(-1) ?? "";
  const operation = operations[name];
  if (operation === undefined)
    throw new ServiceError(501, "NotImplemented", `the rehearsal's CloudWatch does not know ${name || call.path}`);
  try {
    await cloud.faults.meet("call", `cloudwatch:${name}`, call.region);
  } catch (error) {
    throw new ServiceError(500, "InternalServiceFault", error instanceof Error ? error.message : String(error));
  }
  const body = JSON.stringify(operation(cloud, call.region, JSON.parse(call.body) as Properties));
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body };
}

/** Alarms on the metric itself follow its newest datum; AWS would look once a minute. */
function putMetricData(cloud: Cloud, region: string, input: Properties): Properties {
  const namespace = required(input, "Namespace");
  if (namespace.startsWith("AWS/")) throw invalid("The value AWS/ for parameter Namespace is invalid");
  for (const datum of objects(input["MetricData"])) {
    const [metricName, value] = [required(datum, "MetricName"), datum["Value"]];
    if (typeof value !== "number") throw invalid("The parameter MetricData.member.1.Value is required");
    const dimensions = Object.fromEntries(objects(datum["Dimensions"]).map((one) => [required(one, "Name"), required(one, "Value")]));
    for (const alarm of alarmsOf(cloud, region).metric) {
      const { inputs } = alarm;
      if (inputs["namespace"] !== namespace || inputs["metricName"] !== metricName) continue;
      if (canonical(inputs["dimensions"] ?? {}) !== canonical(dimensions)) continue;
      // Kept for the health checks that read the metric and not the alarm.
      alarm.hidden = { ...alarm.hidden, datum: value };
      setState(cloud, alarm, breaches(inputs, value) ? "ALARM" : "OK", `Threshold Crossed: 1 datapoint [${String(value)}]`);
    }
  }
  return {};
}

const STATES: readonly string[] = ["OK", "ALARM", "INSUFFICIENT_DATA"] satisfies AlarmState[];

function setAlarmState(cloud: Cloud, region: string, input: Properties): Properties {
  const [name, state, reason] = [required(input, "AlarmName"), required(input, "StateValue"), required(input, "StateReason")];
  if (!STATES.includes(state)) throw invalid(`Value '${state}' at 'stateValue' failed to satisfy constraint: one of ${STATES.join(", ")}`);
  const alarm = findAlarm(cloud, region, name);
  if (alarm === undefined) throw new ServiceError(404, "ResourceNotFound", `Alarm ${name} does not exist`);
  setState(cloud, alarm, state as AlarmState, reason);
  return {};
}

function describeAlarms(cloud: Cloud, region: string, input: Properties): Properties {
  const names = texts(input["AlarmNames"]);
  const chosen = (all: readonly CloudObject[]): CloudObject[] => all.filter(({ id }) => names.length === 0 || names.includes(id));
  const { metric, composite } = alarmsOf(cloud, region);
  // Composite alarms are told of only when they are asked for.
  const types = texts(input["AlarmTypes"]);
  return {
    MetricAlarms: types.length === 0 || types.includes("MetricAlarm") ? chosen(metric).map((alarm) => described(cloud, alarm)) : [],
    CompositeAlarms: types.includes("CompositeAlarm") ? chosen(composite).map((alarm) => described(cloud, alarm)) : [],
  };
}

/** An alarm that nobody has set says what its metric says, where that is simulated. */
function described(cloud: Cloud, alarm: CloudObject): Properties {
  const { inputs, outputs, hidden } = alarm;
  return {
    AlarmName: alarm.id,
    AlarmArn: outputs["arn"],
    AlarmDescription: inputs["alarmDescription"],
    ActionsEnabled: inputs["actionsEnabled"] ?? true,
    AlarmActions: inputs["alarmActions"] ?? [],
    StateValue: (hidden["state"] === undefined ? stateByMetric(cloud, alarm) : undefined) ?? stateOf(alarm),
    StateReason: hidden["reason"] ?? "Unchecked: Initial alarm creation",
    ...(inputs["alarmRule"] === undefined
      ? {}
      : { AlarmRule: inputs["alarmRule"], ActionsSuppressor: object(inputs["actionsSuppressor"])["alarm"] }),
  };
}

function required(input: Properties, name: string): string {
  const value = text(input[name]);
  if (value === undefined || value === "") throw invalid(`The parameter ${name} is required`);
  return value;
}

function invalid(message: string): ServiceError {
  return new ServiceError(400, "InvalidParameterValue", message);
}
