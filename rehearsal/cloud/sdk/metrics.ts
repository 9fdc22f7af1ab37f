/**
 * GetMetricData for the two metrics that prove a channel, derived from its state: what MediaLive writes and what MediaPackage takes in.
 * CloudWatch API Reference, GetMetricData; metric names and dimensions as in the user guides of both services.
 */
import { channels, channelState, pipelines, type Channel } from "../channels.ts";
import type { Cloud } from "../cloud.ts";
import { object, objects, text, type Properties } from "../values.ts";
import { feeding } from "./origins.ts";
import { ServiceError } from "./protocol.ts";

/** A minute of two megabits a second. */
const BYTES = 15_000_000;
/** Outputs of a pipeline. */
const OUTPUTS = 2;

export function getMetricData(cloud: Cloud, region: string, input: Properties): Properties {
  return { MetricDataResults: objects(input["MetricDataQueries"]).map((query) => results(cloud, region, query)), Messages: [] };
}

type Dimension = (name: string) => string;

const metrics: Readonly<Record<string, (cloud: Cloud, region: string, dimension: Dimension) => number[]>> = {
  "AWS/MediaLive ActiveOutputs": outputs,
  "AWS/MediaPackage IngressBytes": ingress,
};

function results(cloud: Cloud, region: string, query: Properties): Properties {
  const metric = object(object(query["MetricStat"])["Metric"]);
  const read = metrics[`${text(metric["Namespace"]) ?? ""} ${text(metric["MetricName"]) ?? ""}`];
  if (read === undefined)
    throw new ServiceError(501, "NotImplemented", `the rehearsal's CloudWatch measures nothing of ${JSON.stringify(query)}`);
  const dimension: Dimension = (name) => text(objects(metric["Dimensions"]).find((one) => one["Name"] === name)?.["Value"]) ?? "";
  return result(text(query["Id"]) ?? "", read(cloud, region, dimension));
}

/** Under OutputGroupName, ChannelId and Pipeline together, and nothing else. */
function outputs(cloud: Cloud, region: string, dimension: Dimension): number[] {
  const channel = channels(cloud.store, region).find((one) => one.id === dimension("ChannelId"));
  if (channel === undefined || !runs(cloud, channel)) return [];
  const groups = objects(object(channel.body["encoderSettings"])["outputGroups"]);
  const isThere = groups.some(({ name }) => name === dimension("OutputGroupName"));
  return isThere && Number(dimension("Pipeline")) < pipelines(channel.channelClass) ? [OUTPUTS] : [];
}

function ingress(cloud: Cloud, region: string, dimension: Dimension): number[] {
  const feeder = feeding(cloud, region, dimension("ChannelGroup"), dimension("Channel"));
  if (feeder === undefined || !runs(cloud, feeder)) return [];
  return Number(dimension("IngestEndpoint")) <= pipelines(feeder.channelClass) ? [BYTES] : [];
}

function runs(cloud: Cloud, { object: found }: Channel): boolean {
  return channelState(found, cloud.transition) === "RUNNING";
}

function result(Id: string, Values: number[]): Properties {
  const minute = Math.floor(Date.now() / 60_000) * 60;
  return { Id, Label: Id, StatusCode: "Complete", Timestamps: Values.map(() => minute), Values };
}
