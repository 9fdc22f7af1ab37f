import { styleText } from "node:util";
import type { ChannelReport, Report } from "./report.ts";

/** The one screen a rehearsal ends with. */
export function screenOf(report: Report): string {
  const { stacks, refused, alerts, published } = report;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  return [
    heading(
      `${report.environment} is deployed on this machine: ${resources} resources in ${stacks.length} stacks, ${report.seconds.toFixed(0)} s`,
    ),
    ...stacks.map(
      ({ stack, region, resources: count, seconds }) =>
        `  ${stack.padEnd(18)} ${region.padEnd(11)} ${String(count).padStart(4)} resources ${seconds.toFixed(1).padStart(6)} s`,
    ),
    "",
    ...report.channels.flatMap(channelLines),
    `Policies: ${report.rulesPassed.length} rules met. A second run changed nothing.`,
    ...(published === undefined ? [] : [`The player is published: ${published.url} (${published.files} files)`]),
    ...alerts.map(({ to, subject }) => `A test page arrived (${to}): ${subject}`),
    ...(refused === undefined ? [] : [`Refused, as it must be: ${refused.title}.`, `  ${refused.resource}: ${refused.message}`]),
    "",
    "Next",
    ...report.next.flatMap(({ command, purpose }) => [`  ${command}`, `      ${purpose}`]),
  ].join("\n");
}

function channelLines({ name, title, regions, failover, reason, ingest, follows, playback }: ChannelReport): string[] {
  return [
    `${heading(name)} ${title} · ${regions.join(" > ")} · ${failover}: ${reason}`,
    ...sendLines(ingest, follows).map((line) => `  send  ${line}`),
    `  watch ${playback["hls"] ?? ""}`,
    "",
  ];
}

/** What to type into an encoder: where one uplink follows the healthy region that name alone, else an address for each pipeline. */
function sendLines(ingest: ChannelReport["ingest"], follows: ChannelReport["follows"]): string[] {
  const following = Object.values(follows);
  if (following.length > 0) return [following.join("  ")];
  const regions = Object.entries(ingest).filter(([, urls]) => Object.keys(urls).length > 0);
  if (regions.length === 0) return ["nothing: it plays the file that Onair ships, looped"];
  return regions.map(([region, urls]) => `${region.padEnd(10)} ${Object.values(urls).join("  ")}`);
}

function heading(text: string): string {
  return styleText("bold", text, { stream: process.stdout });
}
