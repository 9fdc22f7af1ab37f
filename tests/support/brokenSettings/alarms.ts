import { inStacks, onEdge, onEncode, type Fault, type Json } from "./fault.ts";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:pager";
const everywhere =
  (key: string, value: unknown) =>
  (settings: Json): void => {
    settings[key] = value;
  };
/** A topic of the edge's, and an address that it would never tell. */
const unheard = (settings: Json): void => {
  if (settings["role"] !== "global-edge") return;
  settings["edgeAlertTopicArn"] = TOPIC;
  settings["alertEmail"] = "ops@broadcaster.tv";
};

/** Alarms, who is told of them, and topics that are brought along. */
export const ALARMS_FAULTS: readonly Fault[] = [
  { title: "no time to settle", break: inStacks(onEncode("alarms", { settleMinutes: 1 })), path: /alarms\.settleMinutes/, what: /too low/ },
  {
    title: "half a minute to settle",
    break: inStacks(onEncode("alarms", { settleMinutes: 7.5 })),
    path: /alarms\.settleMinutes/,
    what: /whole number/,
  },
  {
    title: "more than every frame",
    break: inStacks(onEncode("alarms", { frameRatePercent: 120 })),
    path: /alarms\.frameRatePercent/,
    what: /too high/,
  },
  { title: "an alarm that is none", break: inStacks(onEncode("alarms", { colour: "red" })), path: /alarms/, what: /./ },
  {
    title: "a runbook with an anchor",
    break: inStacks(onEncode("alarms", { runbookUrl: "https://wiki/#x" })),
    path: /alarms\.runbookUrl/,
    what: /anchor/,
  },
  {
    title: "a drop that nobody knows",
    break: inStacks(onEdge("edgeAlarms", { requestDrop: "shout" })),
    path: /edgeAlarms\.requestDrop/,
    what: /not an allowed value/,
  },
  {
    title: "a topic that is none",
    break: inStacks(onEncode("alertTopicArn", "pager")),
    path: /alertTopicArn/,
    what: /not the ARN of an SNS topic/,
  },
  {
    title: "a FIFO topic",
    break: inStacks(onEncode("alertTopicArn", `${TOPIC}.fifo`)),
    path: /alertTopicArn/,
    what: /not the ARN of an SNS topic/,
  },
  {
    title: "a topic of another region",
    break: inStacks(onEncode("alertTopicArn", "arn:aws:sns:sa-east-1:123456789012:pager")),
    path: /alertTopicArn/,
    what: /is in sa-east-1, and alarms of/,
  },
  {
    title: "a topic of the edge in another region",
    break: inStacks(onEdge("edgeAlertTopicArn", "arn:aws:sns:eu-west-1:123456789012:pager")),
    path: /edgeAlertTopicArn/,
    what: /is in eu-west-1, and alarms of us-east-1/,
  },
  {
    title: "an address that is told nothing",
    kind: "production",
    break: inStacks(unheard),
    path: /alertEmail/,
    what: /is told nothing/,
    remedy: /subscribe/,
  },
  {
    title: "an address for events that is none",
    break: inStacks(everywhere("eventEmail", "log at tv")),
    path: /eventEmail/,
    what: /not an e-mail/,
  },
];
