import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { AwsAccess } from "./access.ts";
import { cloudWatchClient } from "./wanted.ts";

/** State of an alarm as CloudWatch names it, or `absent`. */
export type AlarmState = string;

/** What somebody reads in the message of a test. */
const REASON = "A test of the way to people (onair alert-test). Nothing is wrong.";

export interface AlarmTest {
  readonly alarm: string;
  /** How long the alarm stays in alarm, seconds: longer than it waits for another to speak in its place. */
  readonly holdSeconds: number;
}

/**
 * Sets an alarm off and back, as people do to test who is told. Needs `cloudwatch:DescribeAlarms` and
 * `cloudwatch:SetAlarmState`. An alarm that is in alarm is left alone: somebody is looking at it.
 * @throws Error when there is no such alarm, it is in alarm, or AWS does not allow it
 */
export async function testAlarm(access: AwsAccess, { alarm, holdSeconds }: AlarmTest): Promise<void> {
  const client = await cloudWatchClient(access);
  try {
    const before = await alarmState(client, alarm);
    if (before === "absent") throw new Error(`there is no alarm ${alarm}; deploy the stack again`);
    if (before === "ALARM") throw new Error(`${alarm} is in alarm already; look into that first`);
    await setState(client, alarm, "ALARM");
    await new Promise((resolve) => setTimeout(resolve, holdSeconds * 1000));
    // Composite alarms do not find back by themselves until one of their children changes (CloudWatch API Reference, SetAlarmState).
    await setState(client, alarm, "OK");
  } finally {
    client.destroy();
  }
}

async function alarmState(client: CloudWatchClient, alarm: string): Promise<AlarmState> {
  const { DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
  const found = await client.send(new DescribeAlarmsCommand({ AlarmNames: [alarm], AlarmTypes: ["CompositeAlarm", "MetricAlarm"] }));
  return [...(found.CompositeAlarms ?? []), ...(found.MetricAlarms ?? [])][0]?.StateValue ?? "absent";
}

async function setState(client: CloudWatchClient, alarm: string, state: "ALARM" | "OK"): Promise<void> {
  const { SetAlarmStateCommand } = await import("@aws-sdk/client-cloudwatch");
  await client.send(new SetAlarmStateCommand({ AlarmName: alarm, StateValue: state, StateReason: REASON }));
}
