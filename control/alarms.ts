import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { AwsAccess } from "./access.ts";
import { cloudWatchClient } from "./wanted.ts";

/** What somebody reads in the message of a test. */
const REASON = "A test of the way to people (onair alert-test). Nothing is wrong.";

export interface AlarmTest {
  readonly alarm: string;
  /** How long the alarm stays in alarm, seconds: longer than it waits for another to speak in its place. */
  readonly holdSeconds: number;
  /** Ends the wait early, as when somebody interrupts the command: the alarm is set back all the same. */
  readonly signal?: AbortSignal;
}

/**
 * Sets an alarm off and back, as people do to test who is told. Needs `cloudwatch:DescribeAlarms` on `*` (composite alarms
 * are told of to no narrower grant) and `cloudwatch:SetAlarmState`. An alarm that is in alarm is left alone, unless a test
 * that was cut off left it so.
 * @throws Error when there is no such alarm, it is in alarm or came to be meanwhile, or AWS does not allow it
 */
export async function testAlarm(access: AwsAccess, { alarm, holdSeconds, signal }: AlarmTest): Promise<void> {
  const client = await cloudWatchClient(access);
  try {
    const before = await alarmNow(client, alarm);
    if (before === undefined) throw new Error(`there is no alarm ${alarm}; deploy the stack again`);
    if (before.state === "ALARM" && before.reason !== REASON) throw new Error(`${alarm} is in alarm already; look into that first`);
    if (before.state === "ALARM") await setState(client, alarm, "OK");
    await setState(client, alarm, "ALARM");
    await pause(holdSeconds, signal);
    if (before.reads !== undefined && (await alarmNow(client, before.reads))?.state === "ALARM")
      throw new Error(`${before.reads} went off during the test: this is no test any more, and ${alarm} stays in alarm`);
    // Composite alarms do not find back by themselves until one of their children changes (CloudWatch API Reference, SetAlarmState).
    await setState(client, alarm, "OK");
  } finally {
    client.destroy();
  }
}

interface AlarmNow {
  readonly state: string;
  readonly reason: string;
  /** The one alarm that a composite alarm repeats, where its rule is no more than that. */
  readonly reads?: string;
}

async function alarmNow(client: CloudWatchClient, alarm: string): Promise<AlarmNow | undefined> {
  const { DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
  const found = await client.send(new DescribeAlarmsCommand({ AlarmNames: [alarm], AlarmTypes: ["CompositeAlarm", "MetricAlarm"] }));
  const [composite] = found.CompositeAlarms ?? [];
  const one = composite ?? found.MetricAlarms?.[0];
  if (one === undefined) return undefined;
  const reads = /^ALARM\("?([^")]+)"?\)$/.exec(composite?.AlarmRule ?? "")?.[1];
  return { state: one.StateValue ?? "", reason: one.StateReason ?? "", ...(reads === undefined ? {} : { reads }) };
}

async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, signal?.aborted === true ? 0 : seconds * 1000);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function setState(client: CloudWatchClient, alarm: string, state: "ALARM" | "OK"): Promise<void> {
  const { SetAlarmStateCommand } = await import("@aws-sdk/client-cloudwatch");
  await client.send(new SetAlarmStateCommand({ AlarmName: alarm, StateValue: state, StateReason: REASON }));
}
