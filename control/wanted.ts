import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { clientConfig, type AwsAccess } from "./access.ts";

/**
 * The metric that says what somebody wants of a channel. It is written when somebody starts or stops it and never in
 * between; the alarm `…-on-air` keeps what was said last.
 */
export const WANTED_NAMESPACE = "Onair";
export const WANTED_METRIC = "Wanted";
/** Stopped on purpose, being started, on air. */
export const WANTED = { stopped: 0, starting: 1, running: 2 } as const;
export type Wish = keyof typeof WANTED;

/** Which channel a wish is about; the region is that of the metric. */
export interface WantedChannel {
  readonly environment: string;
  readonly channel: string;
}

/** Dimensions of the wanted state. The alarms and whoever writes the metric must agree on every letter. */
export function wantedDimensions(of: WantedChannel): Readonly<Record<string, string>> {
  return { Environment: of.environment, Channel: of.channel };
}

/**
 * Tells the alarms what is wanted of a channel. Needs `cloudwatch:PutMetricData`, which IAM can narrow to the
 * namespace (condition key `cloudwatch:namespace`).
 */
export async function tellAlarms(client: CloudWatchClient, channel: WantedChannel, wish: Wish): Promise<void> {
  const { PutMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const Dimensions = Object.entries(wantedDimensions(channel)).map(([Name, Value]) => ({ Name, Value }));
  await client.send(
    new PutMetricDataCommand({
      Namespace: WANTED_NAMESPACE,
      MetricData: [{ MetricName: WANTED_METRIC, Dimensions, Value: WANTED[wish], Unit: "None" }],
    }),
  );
}

/** A CloudWatch client on first use: a program that starts and stops nothing never pays for it. */
export async function cloudWatchClient(access: AwsAccess): Promise<CloudWatchClient> {
  const { CloudWatchClient: Client } = await import("@aws-sdk/client-cloudwatch");
  return new Client(await clientConfig(access));
}

/** While a channel starts, the word is said again this often, so that its alarms stay silent however long it takes. Milliseconds. */
const REPEAT = 60_000;

/** Says what is wanted of channels, and remembers what was said. Never throws: a channel matters more than its alarms. */
export class AlarmVoice {
  readonly #access: AwsAccess;
  readonly #said = new Map<string, { readonly wish: Wish; readonly at: number }>();
  #client: Promise<CloudWatchClient> | undefined;

  constructor(access: AwsAccess) {
    this.#access = access;
  }

  /** Answers why the alarms could not be told, or undefined. Says nothing that was said just now. */
  async say(channel: WantedChannel, wish: Wish): Promise<unknown> {
    const key = `${channel.environment}/${channel.channel}`;
    const last = this.#said.get(key);
    if (last?.wish === wish && (wish !== "starting" || Date.now() - last.at < REPEAT)) return undefined;
    this.#said.set(key, { wish, at: Date.now() });
    try {
      this.#client ??= cloudWatchClient(this.#access);
      await tellAlarms(await this.#client, channel, wish);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  async close(): Promise<void> {
    (await this.#client?.catch(() => undefined))?.destroy();
  }
}
