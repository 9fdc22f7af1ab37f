import fc from "fast-check";
import { written } from "./parts.ts";

const runbookUrl = fc.constantFrom(undefined, "https://wiki.broadcaster.tv/onair/runbooks");
const CHANNEL = {
  settleMinutes: 12,
  frameRatePercent: 80.5,
  inputLossSeconds: 5,
  slowEncodePercent: 20,
  droppedFrames: 10,
  fillMilliseconds: 200,
  qualityScore: 70,
  packagerErrorPercent: 0.5,
  failoverPercent: 50,
  minimumRequests: 10,
};
const EDGE = {
  serverErrorPercent: 0.2,
  clientErrorPercent: 25,
  originLatencyMilliseconds: 400,
  cacheHitPercent: 85,
  functionErrors: 1,
  minimumRequests: 5000,
  requestBand: 2.5,
};

/** Who is told, in a stack of any role. */
export const told = { eventEmail: fc.constantFrom(undefined, "log@broadcaster.tv") };

/** The edge's own people. */
export const toldOfEdge = {
  alertEmail: fc.constantFrom(undefined, "edge@broadcaster.tv"),
  eventEmail: fc.constantFrom(undefined, "edge-log@broadcaster.tv"),
};

/** An address is of no use where every topic of the stack is brought along, and is refused there. */
export function toldSomewhere(settings: Record<string, unknown>): Record<string, unknown> {
  const { role, alertTopicArn, edgeAlertTopicArn, alertEmail, ...rest } = settings;
  const topics = [...(role === "global-edge" ? [] : [alertTopicArn]), ...(role === "encode-region" ? [] : [edgeAlertTopicArn])];
  const address = topics.every((topic) => topic !== undefined) ? undefined : alertEmail;
  return written({ role, alertTopicArn, edgeAlertTopicArn, alertEmail: address, ...rest });
}

/** When alarms of channels go off. */
export const channelAlarms = fc
  .tuple(fc.constantFrom(undefined, {}, CHANNEL), runbookUrl)
  .map(([thresholds, url]) => withUrl(thresholds, url));

/** When alarms of the edge go off. */
export const edgeAlarms = fc
  .tuple(fc.constantFrom(undefined, {}, EDGE), runbookUrl, fc.constantFrom(undefined, "page", "notice", "off"))
  .map(([thresholds, url, requestDrop]) => withUrl(requestDrop === undefined ? thresholds : { ...thresholds, requestDrop }, url));

/** A topic in us-east-1 that exists, in place of the edge's own. */
export const edgeTopic = fc.constantFrom(undefined, undefined, "arn:aws:sns:us-east-1:123456789012:pager");

function withUrl(thresholds: object | undefined, url: string | undefined): object | undefined {
  return url === undefined ? thresholds : { ...thresholds, runbookUrl: url };
}
