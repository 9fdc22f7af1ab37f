import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { AwsAccess } from "./access.ts";
import { tellSwitch, type ServedRegion, type Service } from "./inService.ts";
import { within } from "./timeLimit.ts";
import { cloudWatchClient } from "./wanted.ts";

export interface ThrowOptions {
  /** How long to wait for the alarm to follow, seconds. */
  readonly timeoutSeconds: number;
  /** How long one call may take, seconds. */
  readonly callSeconds: number;
  /** Time between two looks at the alarm, seconds. */
  readonly pollSeconds: number;
  /** Length of the metric's period, seconds: 60, and shorter only where nothing real is asked. */
  readonly periodSeconds: number;
}

/** What became of a switch. The datum was written, or the call has thrown. */
export interface Thrown {
  /** The alarm says what was wanted. */
  readonly followed: boolean;
  /** Seconds from the first datum to the last look. */
  readonly seconds: number;
  /** Why the alarm could not be looked at. */
  readonly unseen?: unknown;
}

/** The alarm's state that says so. */
const SAYS: Readonly<Record<Service, string>> = { evacuated: "ALARM", serving: "OK" };

/**
 * Takes a region out of service or back, in another region's CloudWatch, and waits until that region's alarm has followed.
 * A datum is written at once and again in each later period until then: a health check keeps its last status without
 * data, so one datum holds, and a further one costs nothing. Back in service takes a period more: within one the lower
 * word wins, so a period must follow that holds nothing but "in service", by whoever's clock.
 * Needs `cloudwatch:PutMetricData` and `cloudwatch:DescribeAlarms` in `access.region`.
 * @throws Error when the first datum could not be written
 */
export async function throwSwitch(
  access: AwsAccess,
  of: ServedRegion,
  alarm: string,
  service: Service,
  options: ThrowOptions,
): Promise<Thrown> {
  const whom = `CloudWatch in ${access.region}`;
  const client = await within(options.callSeconds, whom, () => cloudWatchClient(access));
  const tell = (): Promise<void> => within(options.callSeconds, whom, (signal) => tellSwitch(client, of, service, signal));
  try {
    const begun = Date.now();
    const seconds = (): number => (Date.now() - begun) / 1000;
    await tell();
    let last = begun;
    for (;;) {
      const seen = await look(client, alarm, whom, options.callSeconds);
      const settled = service === "evacuated" || last > begun;
      if (settled && seen.state === SAYS[service]) return { followed: true, seconds: seconds() };
      if (seconds() >= options.timeoutSeconds)
        return { followed: false, seconds: seconds(), ...("error" in seen ? { unseen: seen.error } : {}) };
      await new Promise((resolve) => setTimeout(resolve, options.pollSeconds * 1000));
      const now = Date.now();
      if (now - last < options.periodSeconds * 1000) continue;
      // A repetition that fails changes nothing of what was said.
      if (await tell().then(succeeded, failed)) last = now;
    }
  } finally {
    client.destroy();
  }
}

function succeeded(): boolean {
  return true;
}

function failed(): boolean {
  return false;
}

type Seen = { readonly state: string } | { readonly state?: undefined; readonly error: unknown };

async function look(client: CloudWatchClient, alarm: string, whom: string, callSeconds: number): Promise<Seen> {
  try {
    const [found] = await within(callSeconds, whom, (signal) => statesOf(client, [alarm], signal));
    if (found === undefined) return { error: new Error(`${whom} has no alarm ${alarm}`) };
    return { state: found.state };
  } catch (error) {
    return { error };
  }
}

/** A metric alarm as CloudWatch has it just now. */
export interface SeenAlarm {
  readonly alarm: string;
  readonly state: string;
}

/** How many alarms one call may name (CloudWatch API Reference, DescribeAlarms, AlarmNames). */
const NAMES_PER_CALL = 100;

/** States of metric alarms by name; one that is not there is left out. Needs `cloudwatch:DescribeAlarms`. */
export async function alarmStates(access: AwsAccess, names: readonly string[], abortSignal?: AbortSignal): Promise<SeenAlarm[]> {
  const client = await cloudWatchClient(access);
  try {
    return await statesOf(client, names, abortSignal);
  } finally {
    client.destroy();
  }
}

async function statesOf(client: CloudWatchClient, names: readonly string[], abortSignal?: AbortSignal): Promise<SeenAlarm[]> {
  const { DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
  const found: SeenAlarm[] = [];
  for (let start = 0; start < names.length; start += NAMES_PER_CALL) {
    const AlarmNames = names.slice(start, start + NAMES_PER_CALL);
    const command = new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ["MetricAlarm"], MaxRecords: NAMES_PER_CALL });
    const { MetricAlarms } = await client.send(command, abortSignal === undefined ? {} : { abortSignal });
    for (const { AlarmName: alarm = "", StateValue: state = "" } of MetricAlarms ?? []) found.push({ alarm, state });
  }
  return found;
}
