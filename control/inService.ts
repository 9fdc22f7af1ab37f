import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { WANTED_NAMESPACE } from "./wanted.ts";

/**
 * The metric by which people take a region out of service: it is written into every region of the lineup that answers,
 * whose alarms keep what was said last. A health check at Route 53 reads the metric itself and not the alarm's state, so that a
 * datum moves it and `SetAlarmState` does not (Route 53 Developer Guide, "How Route 53 determines the status of health
 * checks that monitor CloudWatch alarms").
 */
export const IN_SERVICE_METRIC = "InService";
export const IN_SERVICE_NAMESPACE = WANTED_NAMESPACE;
/** The alarms go off below 1. */
export const IN_SERVICE = { evacuated: 0, serving: 1 } as const;
export type Service = keyof typeof IN_SERVICE;

/** Which region is in service or not; the metric may be written to any region. */
export interface ServedRegion {
  readonly environment: string;
  readonly region: string;
}

/** Dimensions of the metric. The alarms and whoever writes it must agree on every letter. */
export function inServiceDimensions({ environment, region }: ServedRegion): Readonly<Record<string, string>> {
  return { Environment: environment, Region: region };
}

/** Writes one datum, at standard resolution. Needs `cloudwatch:PutMetricData`, which IAM can narrow to the namespace `Onair`. */
export async function tellSwitch(client: CloudWatchClient, of: ServedRegion, service: Service, abortSignal?: AbortSignal): Promise<void> {
  const { PutMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const Dimensions = Object.entries(inServiceDimensions(of)).map(([Name, Value]) => ({ Name, Value }));
  const datum = { MetricName: IN_SERVICE_METRIC, Dimensions, Value: IN_SERVICE[service], Unit: "None" as const, StorageResolution: 60 };
  await client.send(
    new PutMetricDataCommand({ Namespace: IN_SERVICE_NAMESPACE, MetricData: [datum] }),
    abortSignal === undefined ? {} : { abortSignal },
  );
}
