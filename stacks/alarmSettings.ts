import type { ChannelThresholds, EdgeThresholds } from "../components/alarms/index.ts";
import { EDGE_REGION } from "../components/edge/plan.ts";
import type { Region } from "../components/encode/index.ts";
import type { Problem } from "./problems.ts";
import type { SettingsFile } from "./settingsSchema.ts";

/** Who is told of alarms, and when they go off. */
export interface AlarmSettings<Thresholds> {
  readonly thresholds: Thresholds;
  readonly runbookUrl: string;
  /** Told of what wakes people. */
  readonly alertEmail?: string;
  /** Told of everything else. */
  readonly eventEmail?: string;
  /** A topic that exists, in place of the one that wakes people. */
  readonly alertTopicArn?: string;
}

export type ChannelAlarmSettings = AlarmSettings<ChannelThresholds>;
export type EdgeAlarmSettings = AlarmSettings<EdgeThresholds>;

type EncodingFile = Exclude<SettingsFile, { role: "global-edge" }>;
type EdgeFile = Exclude<SettingsFile, { role: "encode-region" }>;

export function channelAlarmsOf({ alarms, alertTopicArn, ...file }: EncodingFile): ChannelAlarmSettings {
  const { runbookUrl, ...thresholds } = alarms;
  return { thresholds, runbookUrl, ...toldOf(file), ...(alertTopicArn === undefined ? {} : { alertTopicArn }) };
}

export function edgeAlarmsOf({ edgeAlarms, edgeAlertTopicArn, ...file }: EdgeFile): EdgeAlarmSettings {
  const { runbookUrl, ...thresholds } = edgeAlarms;
  return { thresholds, runbookUrl, ...toldOf(file), ...(edgeAlertTopicArn === undefined ? {} : { alertTopicArn: edgeAlertTopicArn }) };
}

function toldOf({
  alertEmail,
  eventEmail,
}: Pick<SettingsFile, "alertEmail" | "eventEmail">): Pick<AlarmSettings<unknown>, "alertEmail" | "eventEmail"> {
  return { ...(alertEmail === undefined ? {} : { alertEmail }), ...(eventEmail === undefined ? {} : { eventEmail }) };
}

/** Rules on topics that are brought along: a topic serves alarms of its own region. */
export function topicProblems(stackFile: string, file: SettingsFile, region: Region): Problem[] {
  const brought = [
    ...(file.role === "global-edge" ? [] : [{ key: "alertTopicArn", arn: file.alertTopicArn, region }]),
    ...(file.role === "encode-region" ? [] : [{ key: "edgeAlertTopicArn", arn: file.edgeAlertTopicArn, region: EDGE_REGION }]),
  ];
  const given = brought.flatMap(({ key, arn, ...place }) =>
    arn === undefined ? [] : [{ path: `${stackFile} onair:${key}`, arn, ...place }],
  );
  const problems = given.flatMap(({ path, arn, region: needed }) => regionProblems(path, arn, needed));
  // Whoever brings every topic along subscribes there; an address here would never be told.
  if (file.alertEmail === undefined || given.length < brought.length) return problems;
  return [
    ...problems,
    {
      path: `${stackFile} onair:alertEmail`,
      what: "is told nothing, for the topic is brought along",
      given: file.alertEmail,
      remedy: "subscribe the address to that topic yourself, and remove it here",
    },
  ];
}

function regionProblems(path: string, arn: string, needed: Region): Problem[] {
  const { region } = topicPlace(arn);
  if (region === needed) return [];
  const remedy = `bring a topic in ${needed}, or leave it out and one is made`;
  return [{ path, what: `is in ${region}, and alarms of ${needed} send to topics of ${needed} only`, given: arn, remedy }];
}

/** What can be said only once the account is known, which is before anything is made. */
export function topicAccountProblems(
  stackFile: string,
  settings: AlarmSettings<unknown>,
  key: "alertTopicArn" | "edgeAlertTopicArn",
  accountId: string,
): Problem[] {
  const { alertTopicArn } = settings;
  if (alertTopicArn === undefined || topicPlace(alertTopicArn).accountId === accountId) return [];
  return [
    {
      path: `${stackFile} onair:${key}`,
      what: `belongs to another account than the one that is deployed to (${accountId})`,
      given: alertTopicArn,
      remedy: "bring a topic of this account: its policy and key admit alarms of their own account",
    },
  ];
}

/** Region and account of a topic's ARN. */
function topicPlace(arn: string): { readonly region: string; readonly accountId: string } {
  const [, , , region = "", accountId = ""] = arn.split(":");
  return { region, accountId };
}
