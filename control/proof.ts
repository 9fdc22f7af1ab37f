import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { AwsAccess } from "./access.ts";
import { cloudWatchClient } from "./wanted.ts";

/** A channel as the metrics of MediaLive and MediaPackage name it. */
export interface MeasuredChannel {
  readonly channelId: string;
  /** Name of the output group that feeds MediaPackage. */
  readonly outputGroup: string;
  readonly channelGroup: string;
  readonly originChannel: string;
}

/** What the metrics say of the newest minutes: the largest value, and undefined where there is no datum. */
export interface Measured {
  /** Outputs that MediaLive writes, of the busier pipeline. */
  readonly activeOutputs?: number;
  /** Bytes that MediaPackage took in within a minute, of the busier pipeline. */
  readonly ingressBytes?: number;
}

/** Metrics of both services have a resolution of a minute. Seconds. */
const PERIOD = 60;

/**
 * Reads what MediaLive writes and MediaPackage takes in since a moment: of whole minutes after it, for a minute that had begun may count what was before.
 * Names and dimensions: MediaLive User Guide, "MediaLive metrics" (`ActiveOutputs` under OutputGroupName, ChannelId and Pipeline);
 * MediaPackage v2 User Guide, "CloudWatch metrics" (`IngressBytes` by ingest endpoint). Needs `cloudwatch:GetMetricData` on `*`.
 */
export async function measure(access: AwsAccess, channel: MeasuredChannel, since: Date): Promise<Measured> {
  const client = await cloudWatchClient(access);
  const { GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  try {
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(Math.ceil(since.getTime() / (PERIOD * 1000)) * PERIOD * 1000),
        EndTime: new Date(Date.now() + PERIOD * 1000),
        MetricDataQueries: queries(channel),
      }),
    );
    const largest = (id: string): number | undefined => {
      const values = MetricDataResults.filter((result) => result.Id?.startsWith(id) === true).flatMap(({ Values }) => Values ?? []);
      return values.length === 0 ? undefined : Math.max(...values);
    };
    const [activeOutputs, ingressBytes] = [largest("outputs"), largest("ingress")];
    return { ...(activeOutputs === undefined ? {} : { activeOutputs }), ...(ingressBytes === undefined ? {} : { ingressBytes }) };
  } finally {
    client.destroy();
  }
}

function queries({ channelId, outputGroup, channelGroup, originChannel }: MeasuredChannel): MetricDataQuery[] {
  const ofPipeline = (pipeline: 0 | 1): MetricDataQuery[] => [
    query(`outputs${pipeline}`, "AWS/MediaLive", "ActiveOutputs", "Minimum", {
      ChannelId: channelId,
      OutputGroupName: outputGroup,
      Pipeline: String(pipeline),
    }),
    query(`ingress${pipeline}`, "AWS/MediaPackage", "IngressBytes", "Sum", {
      ChannelGroup: channelGroup,
      Channel: originChannel,
      // Pipeline 0 always writes to ingest endpoint 1, pipeline 1 to endpoint 2.
      IngestEndpoint: String(pipeline + 1),
    }),
  ];
  return [...ofPipeline(0), ...ofPipeline(1)];
}

function query(
  Id: string,
  Namespace: string,
  MetricName: string,
  Stat: "Minimum" | "Sum",
  dimensions: Readonly<Record<string, string>>,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Id, MetricStat: { Stat, Period: PERIOD, Metric: { Namespace, MetricName, Dimensions } } };
}
