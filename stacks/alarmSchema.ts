import { z } from "zod";
import { CHANNEL_THRESHOLDS as CHANNEL, EDGE_THRESHOLDS as EDGE, RUNBOOK_URL } from "../components/alarms/plan.ts";
import { must } from "./schemaProblems.ts";
import { whole } from "./whole.ts";

const number = (lowest: number, highest: number): z.ZodNumber =>
  z
    .number()
    .min(lowest, must("is too low", `use ${lowest} to ${highest}`))
    .max(highest, must("is too high", `use ${lowest} to ${highest}`));

const percent = number(0.01, 100);

const runbookUrl = z
  .string()
  .regex(/^[^\s#]{1,200}$/, must("is not an address to put an anchor on", "write an address or a path without # and blanks"))
  .default(RUNBOOK_URL)
  .meta({ description: "Where docs/runbooks.md is read; every alarm names its section there." });

/** When the alarms of channels go off (`onair:alarms` of a stack that encodes). */
const channelAlarms = z
  .strictObject({
    settleMinutes: whole(5, 30)
      .default(CHANNEL.settleMinutes)
      .meta({ description: "Minutes after a start in which nobody is told: a channel reports nothing at first." }),
    frameRatePercent: percent
      .default(CHANNEL.frameRatePercent)
      .meta({ description: "Lowest input frame rate, in percent of the ladder's." }),
    inputLossSeconds: whole(1, 60).default(CHANNEL.inputLossSeconds),
    slowEncodePercent: percent.default(CHANNEL.slowEncodePercent),
    droppedFrames: whole(1, 10_000).default(CHANNEL.droppedFrames),
    fillMilliseconds: whole(1, 60_000).default(CHANNEL.fillMilliseconds),
    qualityScore: whole(1, 100).default(CHANNEL.qualityScore),
    packagerErrorPercent: percent.default(CHANNEL.packagerErrorPercent),
    failoverPercent: percent.default(CHANNEL.failoverPercent),
    minimumRequests: whole(1, 1_000_000).default(CHANNEL.minimumRequests),
    runbookUrl,
  })
  .prefault({});

/** When the alarms of the edge go off (`onair:edgeAlarms` of a stack with an edge). */
const edgeAlarms = z
  .strictObject({
    serverErrorPercent: percent.default(EDGE.serverErrorPercent),
    clientErrorPercent: percent.default(EDGE.clientErrorPercent),
    originLatencyMilliseconds: whole(1, 60_000).default(EDGE.originLatencyMilliseconds),
    cacheHitPercent: percent.default(EDGE.cacheHitPercent),
    functionErrors: whole(1, 1_000_000).default(EDGE.functionErrors),
    minimumRequests: whole(1, 10_000_000).default(EDGE.minimumRequests),
    requestBand: number(1, 10)
      .default(EDGE.requestBand)
      .meta({ description: "Width of the band of usual requests, in standard deviations." }),
    requestDrop: z
      .enum(["page", "notice", "off"])
      .default(EDGE.requestDrop)
      .meta({ description: "page: a drop of requests wakes people. Only where something is on air round the clock." }),
    runbookUrl,
  })
  .prefault({});

/** SNS User Guide, CreateTopic: up to 256 letters, digits, - and _; alarms take no FIFO topic here. */
const TOPIC = /^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

/** A topic that exists and takes the place of the one that wakes people. */
const broughtTopic = z
  .string()
  .regex(TOPIC, must("is not the ARN of an SNS topic", "copy it from SNS: arn:aws:sns:<region>:<account>:<name>, not a FIFO topic"));

const email = z.email(must("is not an e-mail address", "write one address, such as live-ops@your-company.tv"));

/** Who is told, in a stack of any role. */
export const toldSettings = {
  alertEmail: email.optional().meta({ description: "Is told of what wakes people, once they confirm." }),
  eventEmail: email.optional().meta({ description: "Is told of state changes, alerts and warnings, once they confirm." }),
};

/** Keys of a stack that encodes. */
export const channelAlarmSettings = {
  alarms: channelAlarms,
  alertTopicArn: broughtTopic
    .optional()
    .meta({ description: "A topic of this region that exists, in place of the one that wakes people." }),
};

/** Keys of a stack with an edge. */
export const edgeAlarmSettings = {
  edgeAlarms,
  edgeAlertTopicArn: broughtTopic
    .optional()
    .meta({ description: "A topic in us-east-1 that exists, in place of the edge's own that wakes people." }),
};
