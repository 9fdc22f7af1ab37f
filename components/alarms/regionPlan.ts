import type { Region } from "../encode/index.ts";
import { heldBackBy } from "./channelComposites.ts";
import { isWaiting, type AlarmedChannel } from "./channelPlan.ts";
import { channelAlarmName, regionAlarmName } from "./names.ts";
import { RUNBOOK_URL, described, type CompositePlan } from "./plan.ts";
import { all, any, inAlarm, not } from "./rule.ts";

/**
 * A rule may name 100 alarms and have 500 elements, alarms and brackets (CloudWatch API Reference, PutCompositeAlarm). A
 * channel brings two alarms, and eleven elements however one counts.
 */
const CHANNELS_IN_A_RULE = 40;

export interface AlarmedRegion {
  readonly environment: string;
  readonly region: Region;
  readonly channels: readonly AlarmedChannel[];
}

/**
 * The composite that speaks for a region, or undefined where every channel waits for a signal. It is there for one
 * channel as for many, so that a channel more changes no other channel's alarms.
 */
export function regionDownName({ environment, region, channels }: AlarmedRegion): string | undefined {
  return serving(channels).length === 0 ? undefined : regionAlarmName(environment, region, "region-down");
}

/**
 * Goes off when everything that is on air in a region is dark: one message instead of one for each channel. It waits for
 * `starting`: "on air" and "settling" are looked at up to a minute apart, and a start must wake nobody in between.
 * More than forty channels are gathered by their channel group first, which holds ten at most.
 */
export function regionComposites(of: AlarmedRegion, runbookUrl = RUNBOOK_URL): CompositePlan[] {
  const test = testComposite(regionAlarmName(of.environment, of.region, "test"), `region ${of.region}`, runbookUrl);
  const name = regionDownName(of);
  if (name === undefined) return [test];
  const channels = serving(of.channels);
  const groups = channels.length <= CHANNELS_IN_A_RULE ? [] : groupsOf(channels);
  const named = (group: string, key: string): string => inAlarm(regionAlarmName(of.environment, of.region, `${group}-${key}`));
  const starting = regionAlarmName(of.environment, of.region, "starting");
  const parts = groups.flatMap((group) => groupComposites(of, group, channels, runbookUrl));
  return [
    ...parts,
    {
      key: "starting",
      name: starting,
      description: described(`A channel in ${of.region} has just been started.`, "settling", runbookUrl),
      rule: any(...(groups.length === 0 ? channels.map(settling) : groups.map((group) => named(group, "starting")))),
      tells: "nobody",
    },
    {
      key: "region-down",
      name,
      description: described(`REGION DOWN: every channel that is on air in ${of.region} is dark there.`, "region-down", runbookUrl),
      rule:
        groups.length === 0
          ? everythingDark(channels)
          : all(...groups.map((group) => named(group, "quiet")), any(...groups.map((group) => named(group, "dark")))),
      tells: "page",
      suppression: heldBackBy(starting),
    },
    test,
  ];
}

/** An alarm that never goes off by itself: people set it off to see who is told, and no real alarm's history shows it. */
export function testComposite(name: string, of: string, runbookUrl: string): CompositePlan {
  return {
    key: "test",
    name,
    description: described(`TEST of the way to people (${of}). Nothing is wrong.`, "test", runbookUrl),
    rule: "FALSE",
    tells: "page",
  };
}

/** A channel that waits for a signal says nothing about its region. */
function serving(channels: readonly AlarmedChannel[]): AlarmedChannel[] {
  return channels.filter((channel) => !isWaiting(channel)).sort((one, other) => (one.channel < other.channel ? -1 : 1));
}

function groupsOf(channels: readonly AlarmedChannel[]): string[] {
  return [...new Set(channels.map(({ channelGroup }) => channelGroup))].sort();
}

function groupComposites(of: AlarmedRegion, group: string, channels: readonly AlarmedChannel[], runbookUrl: string): CompositePlan[] {
  const members = channels.filter(({ channelGroup }) => channelGroup === group);
  const part = (key: "quiet" | "dark" | "starting", rule: string): CompositePlan => ({
    key: `${group}-${key}`,
    name: regionAlarmName(of.environment, of.region, `${group}-${key}`),
    description: described(`Part of the alarm on region ${of.region}: channel group ${group}.`, "region-down", runbookUrl),
    rule,
    tells: "nobody",
  });
  return [
    part("quiet", all(...members.map(darkOrOff))),
    part("dark", any(...members.map(dark))),
    part("starting", any(...members.map(settling))),
  ];
}

function everythingDark(channels: readonly AlarmedChannel[]): string {
  return all(...channels.map(darkOrOff), any(...channels.map(dark)));
}

function dark(channel: AlarmedChannel): string {
  return inAlarm(channelAlarmName(channel, "dark"));
}

function darkOrOff(channel: AlarmedChannel): string {
  return any(dark(channel), not(inAlarm(channelAlarmName(channel, "on-air"))));
}

function settling(channel: AlarmedChannel): string {
  return inAlarm(channelAlarmName(channel, "settling"));
}
