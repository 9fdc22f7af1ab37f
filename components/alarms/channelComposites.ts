import type { Pipeline } from "../encode/index.ts";
import { alignmentLost } from "./alignmentPlan.ts";
import { flowsSilent } from "./flowPlan.ts";
import { isWaiting, type AlarmedChannel } from "./channelPlan.ts";
import { OFF_AIR, channelAlarmName, healthKey } from "./names.ts";
import { RUNBOOK_URL, described, type CompositePlan, type RunbookAnchor, type Suppression } from "./plan.ts";
import { all, any, inAlarm, not } from "./rule.ts";

/**
 * Alarms of one incident go off within a minute of each other, for each is looked at once a minute; twice that is waited
 * for the worse one. What remains of an incident afterwards is given time to mend itself. Seconds.
 */
const WAIT_SECONDS = 120;
const EXTENSION_SECONDS = 300;

/** A message held back by another alarm. */
export function heldBackBy(alarm: string): Suppression {
  return { alarm, waitSeconds: WAIT_SECONDS, extensionSeconds: EXTENSION_SECONDS };
}

/**
 * Composite alarms of a channel in one region. `worse` names the region's composite that speaks for this one when
 * everything there is dark. Whatever they say is about a channel that somebody wants on air and that had time to start.
 */
export function channelComposites(watched: AlarmedChannel, worse: string | undefined, runbookUrl = RUNBOOK_URL): CompositePlan[] {
  const composite = compositeOf(watched, runbookUrl);
  const named = (key: string): string => inAlarm(channelAlarmName(watched, key));
  const onAir = all(named("on-air"), not(named("settling")));
  const remark = {
    tells: "notice",
    text: "something needs a look, and viewers feel nothing yet.",
    anchor: "notice",
    // "On air" may be seen up to a minute before "settling".
    suppression: heldBackBy(channelAlarmName(watched, "settling")),
  } as const;
  if (isWaiting(watched)) return [composite("notice", { ...remark, rule: all(onAir, named("warnings")) })];

  const feeds = watched.feed === "file" ? [] : watched.pipelines.map((pipeline) => named(`feed-${pipeline}`));
  const lost = watched.pipelines.map((pipeline) => pipelineLost(named, pipeline));
  const poor = any(named("encode"), ...(watched.scored ? [named("picture")] : []), named("packager"));
  const poorByItself = feeds.length === 0 ? poor : all(poor, not(all(...feeds)));
  const dark = channelAlarmName(watched, "dark");
  const aside = heldBackBy(dark);
  return [
    composite("dark", { rule: all(onAir, ...lost), tells: "nobody", text: "no pipeline delivers.", anchor: "off-air" }),
    composite(OFF_AIR, {
      rule: inAlarm(dark),
      tells: "page",
      text: "OFF AIR: no pipeline delivers in this region.",
      anchor: "off-air",
      ...(worse === undefined ? {} : { suppression: heldBackBy(worse) }),
    }),
    composite("degraded", {
      // With one pipeline its loss is the channel's.
      rule: all(onAir, any(...(lost.length > 1 ? lost : []), poorByItself)),
      tells: "page",
      text: "a pipeline is lost, or the picture is poor.",
      anchor: "degraded",
      suppression: aside,
    }),
    ...(feeds.length > 0 && watched.preferred
      ? [
          composite("feed-lost", {
            rule: all(onAir, ...feeds),
            tells: "page",
            text: "NO FEED arrives in the preferred region.",
            anchor: "feed-lost",
            suppression: aside,
          }),
        ]
      : []),
    composite("notice", {
      ...remark,
      rule: all(
        onAir,
        any(
          named("warnings"),
          ...feeds,
          ...flowsSilent(watched, named),
          ...backup(watched, named),
          ...failover(watched, named),
          ...alignmentLost(watched, named, [...feeds, ...lost]),
        ),
      ),
    }),
  ];
}

function backup({ primaryPreferred }: AlarmedChannel, named: (key: string) => string): string[] {
  return primaryPreferred === true ? [named("backup")] : [];
}

function failover({ preferred, elsewhere }: AlarmedChannel, named: (key: string) => string): string[] {
  return preferred && elsewhere ? [named("failover")] : [];
}

/** A pipeline is lost when it writes nothing, or nothing of it arrives. The health alarms say so; Route 53 reads them too. */
function pipelineLost(named: (key: string) => string, pipeline: Pipeline): string {
  return any(named(healthKey(pipeline, "outputs")), named(healthKey(pipeline, "ingest")));
}

type Definition = Pick<CompositePlan, "rule" | "tells" | "suppression"> & { readonly text: string; readonly anchor: RunbookAnchor };

function compositeOf(watched: AlarmedChannel, runbookUrl: string): (key: string, definition: Definition) => CompositePlan {
  return (key, { text, anchor, ...definition }) => ({
    key,
    name: channelAlarmName(watched, key),
    description: described(`Channel ${watched.channel} in ${watched.region}: ${text}`, anchor, runbookUrl),
    ...definition,
  });
}
