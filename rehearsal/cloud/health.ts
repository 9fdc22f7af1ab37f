/**
 * What Route 53 makes of its health checks, and what its name servers answer then. Route 53 Developer Guide, "How Amazon
 * Route 53 determines whether a health check is healthy" and "How Amazon Route 53 chooses records when health checking is
 * configured". All of it is data plane: it goes on while no control plane answers, and asks none.
 */
import { channels, channelState, pipelines } from "./channels.ts";
import { feeding } from "./sdk/origins.ts";
import type { Store, CloudObject } from "./store.ts";
import { object, objects, text, texts, type Properties } from "./values.ts";

export interface Observed {
  readonly store: Store;
  /** How long a channel takes to start or stop, milliseconds. */
  readonly transition: number;
  /** Regions whose services report nothing any more. */
  readonly silent?: readonly string[];
}

const CHECK = "aws:route53/healthCheck:HealthCheck";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const RECORD = "aws:route53/record:Record";

/** @throws Error for a kind of check that is not simulated */
export function isHealthy(observed: Observed, id: string): boolean {
  const check = observed.store.get(CHECK, "", id);
  if (check === undefined) throw new Error(`there is no health check ${id}`);
  const { inputs } = check;
  // A disabled check counts as healthy (API Reference, HealthCheckConfig, Disabled).
  if (inputs["disabled"] === true) return true;
  const healthy = statusOf(observed, inputs);
  return inputs["invertHealthcheck"] === true ? !healthy : healthy;
}

function statusOf(observed: Observed, inputs: Properties): boolean {
  if (inputs["type"] === "CLOUDWATCH_METRIC") return followsMetric(observed, inputs);
  if (inputs["type"] !== "CALCULATED") throw new Error(`a health check of type ${text(inputs["type"]) ?? ""} is not simulated`);
  const well = texts(inputs["childHealthchecks"]).filter((child) => isHealthy(observed, child)).length;
  return well >= Number(inputs["childHealthThreshold"] ?? 0);
}

/** The check reads the metric by the alarm's definition; the alarm's state, which anybody can set, does not count. */
function followsMetric(observed: Observed, inputs: Properties): boolean {
  const region = text(inputs["cloudwatchAlarmRegion"]) ?? "";
  const alarm = observed.store.get(ALARM, region, text(inputs["cloudwatchAlarmName"]) ?? "");
  const datum = alarm === undefined ? undefined : newestDatum(observed, alarm);
  if (alarm !== undefined && datum !== undefined) return !breaches(alarm.inputs, datum);
  // For "the last known status" a datum of before counts, which `newestDatum` knows for custom metrics; healthy where there never was one.
  return inputs["insufficientDataHealthStatus"] !== "Unhealthy";
}

/** The state of an alarm as far as its metric tells it; undefined where nothing is reported, or the metric is not simulated. */
export function stateByMetric(observed: Observed, alarm: CloudObject): "OK" | "ALARM" | undefined {
  const datum = newestDatum(observed, alarm);
  return datum === undefined ? undefined : breaches(alarm.inputs, datum) ? "ALARM" : "OK";
}

/** Whether a value is on the wrong side of an alarm's threshold. */
export function breaches(inputs: Properties, value: number): boolean {
  const threshold = Number(inputs["threshold"]);
  const comparisons: Readonly<Record<string, boolean>> = {
    GreaterThanOrEqualToThreshold: value >= threshold,
    GreaterThanThreshold: value > threshold,
    LessThanOrEqualToThreshold: value <= threshold,
    LessThanThreshold: value < threshold,
  };
  return comparisons[text(inputs["comparisonOperator"]) ?? ""] ?? false;
}

/**
 * The newest value of an alarm's metric. A custom metric has what was put last; a channel that runs reports that it sends
 * and is taken in, one that does not run reports nothing (checked facts 11). Other metrics of AWS are not simulated.
 */
function newestDatum(observed: Observed, { inputs, hidden, region }: CloudObject): number | undefined {
  const namespace = text(inputs["namespace"]) ?? "";
  if (!namespace.startsWith("AWS/")) return typeof hidden["datum"] === "number" ? hidden["datum"] : undefined;
  if (observed.silent?.includes(region) === true) return undefined;
  return REPORTED[`${namespace} ${text(inputs["metricName"]) ?? ""}`]?.(observed, region, object(inputs["dimensions"]));
}

type Reported = (observed: Observed, region: string, dimensions: Properties) => number | undefined;
const REPORTED: Readonly<Record<string, Reported>> = {
  "AWS/MediaLive ActiveOutputs": activeOutputs,
  "AWS/MediaPackage IngressBytes": ingressBytes,
};

const MANY = 1_000_000_000;

function activeOutputs({ store, transition }: Observed, region: string, dimensions: Properties): number | undefined {
  const channel = channels(store, region).find(({ id }) => id === dimensions["ChannelId"]);
  if (channel === undefined || channelState(channel.object, transition) !== "RUNNING") return undefined;
  return Number(dimensions["Pipeline"]) < pipelines(channel.channelClass) ? MANY : undefined;
}

function ingressBytes({ store, transition }: Observed, region: string, dimensions: Properties): number | undefined {
  const [group, channel] = [text(dimensions["ChannelGroup"]) ?? "", text(dimensions["Channel"]) ?? ""];
  const feeder = feeding({ store }, region, group, channel);
  if (feeder === undefined || channelState(feeder.object, transition) !== "RUNNING") return undefined;
  return Number(dimensions["IngestEndpoint"]) <= pipelines(feeder.channelClass) ? MANY : undefined;
}

/**
 * What a name answers with now: of a failover pair the primary while it is healthy, else the secondary while that is, and
 * the primary when neither is. Plain records answer always. Empty where there is no such name.
 */
export function answersOf(observed: Observed, name: string, type: string): string[] {
  const records = observed.store
    .all(RECORD)
    .map(({ inputs }) => inputs)
    .filter((inputs) => text(inputs["name"])?.replace(/\.$/, "") === name && inputs["type"] === type);
  const ofRole = (role: string): Properties | undefined =>
    records.find((inputs) => objects(inputs["failoverRoutingPolicies"])[0]?.["type"] === role);
  const [primary, secondary] = [ofRole("PRIMARY"), ofRole("SECONDARY")];
  if (primary === undefined) return texts(records[0]?.["records"]);
  const well = (record: Properties): boolean => {
    const id = text(record["healthCheckId"]);
    return id === undefined || isHealthy(observed, id);
  };
  return texts((well(primary) || secondary === undefined || !well(secondary) ? primary : secondary)["records"]);
}
