/**
 * The states of alarms, and what they send when one changes. CloudWatch User Guide, "Acting on alarm changes" and "Alarm
 * actions suppression". Metrics that the simulated services would report are not simulated: a state is set by
 * `SetAlarmState`, or by a datum that somebody puts.
 */
import { alarmNameOf, holds, parseAlarmRule, type AlarmState } from "./alarmRule.ts";
import { admitsCaller, type Caller } from "./admission.ts";
import type { Cloud } from "./cloud.ts";
import { findByArn } from "./lookups.ts";
import type { CloudObject } from "./store.ts";
import { keyPolicyOf } from "./undeliverable.ts";
import { object, text, texts } from "./values.ts";

const metricType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const compositeType = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

export function findAlarm({ store }: Pick<Cloud, "store">, region: string, name: string): CloudObject | undefined {
  return store.get(metricType, region, name) ?? store.get(compositeType, region, name);
}

export function alarmsOf({ store }: Pick<Cloud, "store">, region: string): { metric: CloudObject[]; composite: CloudObject[] } {
  return { metric: store.all(metricType, region), composite: store.all(compositeType, region) };
}

/** An alarm has insufficient data until something is known. */
export function stateOf(alarm: CloudObject | undefined): AlarmState {
  const state = text(alarm?.hidden["state"]);
  return state === "ALARM" || state === "OK" ? state : "INSUFFICIENT_DATA";
}

/** Sets a state, lets the composite alarms follow, and sends what is to be said of each change. */
export function setState(cloud: Cloud, alarm: CloudObject, state: AlarmState, reason: string): void {
  change(cloud, alarm, state, reason);
  for (let moved = true; moved;) {
    moved = false;
    for (const composite of alarmsOf(cloud, alarm.region).composite) {
      // One that was set by hand stays so until one of its children changes.
      if (composite === alarm) continue;
      const rule = parseAlarmRule(text(composite.inputs["alarmRule"]) ?? "");
      const next = holds(rule, (name) => stateOf(findAlarm(cloud, alarm.region, alarmNameOf(name)))) ? "ALARM" : "OK";
      if (next === stateOf(composite) || (next === "OK" && stateOf(composite) === "INSUFFICIENT_DATA")) continue;
      change(cloud, composite, next, `${alarm.id} is ${state}`);
      moved = true;
    }
  }
}

function change(cloud: Cloud, alarm: CloudObject, state: AlarmState, reason: string): void {
  const before = stateOf(alarm);
  alarm.hidden = { ...alarm.hidden, state, reason };
  cloud.store.changed();
  if (before === state) return;
  const suppressor = object(alarm.inputs["actionsSuppressor"]);
  const named = text(suppressor["alarm"]);
  if (named === undefined) {
    send(cloud, alarm, state, reason);
    return;
  }
  if (stateOf(findAlarm(cloud, alarm.region, alarmNameOf(named))) === "ALARM") return;
  // Said after the wait, unless it has ended or the other alarm speaks by then.
  setTimeout(
    () => {
      const held = stateOf(findAlarm(cloud, alarm.region, alarmNameOf(named))) === "ALARM";
      if (!held && stateOf(alarm) === state) send(cloud, alarm, state, reason);
    },
    Number(suppressor["waitPeriod"] ?? 0) * 1000,
  ).unref();
}

const ACTIONS: Readonly<Record<AlarmState, string>> = {
  ALARM: "alarmActions",
  OK: "okActions",
  INSUFFICIENT_DATA: "insufficientDataActions",
};

function send(cloud: Cloud, alarm: CloudObject, state: AlarmState, reason: string): void {
  if (alarm.inputs["actionsEnabled"] === false) return;
  for (const arn of texts(alarm.inputs[ACTIONS[state]])) {
    const topic = findByArn(cloud.store, "aws:sns/topic:Topic", arn);
    if (topic === undefined || !arrives(cloud, topic, callerOf(alarm))) continue;
    const subscriptions = cloud.store.all("aws:sns/topicSubscription:TopicSubscription").filter(({ inputs }) => inputs["topic"] === arn);
    for (const { inputs } of subscriptions) {
      cloud.mailbox.put({
        at: new Date().toISOString(),
        to: `${text(inputs["protocol"]) ?? ""} ${text(inputs["endpoint"]) ?? ""}`,
        topic: arn,
        subject: `${state}: "${alarm.id}" in ${alarm.region}`,
        text: `${text(alarm.inputs["alarmDescription"]) ?? ""}\n${reason}`,
      });
    }
  }
}

/** What CloudWatch says of itself when it publishes (SNS Developer Guide, "Publishing from a CloudWatch alarm"). */
function callerOf(alarm: CloudObject): Caller {
  const arn = text(alarm.outputs["arn"]) ?? "";
  return {
    service: "cloudwatch.amazonaws.com",
    context: { "aws:SourceArn": arn, "aws:SourceAccount": arn.split(":")[4] ?? "", "aws:SecureTransport": "true" },
  };
}

/** AWS drops a message without a word when the topic's policy or the key's does not let the sender in. */
function arrives(cloud: Cloud, topic: CloudObject, caller: Caller): boolean {
  const policy = cloud.store.find("aws:sns/topicPolicy:TopicPolicy", ({ id }) => id === topic.id);
  if (policy !== undefined && !admitsCaller(policy.inputs["policy"], caller, "sns:Publish")) return false;
  const key = text(topic.inputs["kmsMasterKeyId"]);
  if (key === undefined || key === "") return true;
  const keyPolicy = keyPolicyOf(cloud, topic.region, key);
  return keyPolicy !== undefined && ["kms:GenerateDataKey", "kms:Decrypt"].every((action) => admitsCaller(keyPolicy, caller, action));
}
