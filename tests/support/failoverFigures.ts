/** The figures of docs/failover.md, computed from what the program deploys unless somebody says otherwise. */
import {
  CHANNEL_THRESHOLDS,
  channelComposites,
  channelMetricAlarms,
  healthAlarmPlan,
  regionSwitches,
} from "../../components/alarms/index.ts";
import { distributionPlan } from "../../components/edge/index.ts";
import { FAILOVER_TTL } from "../../components/edge/failoverName.ts";
import { buildInputFailover, inputFailoverSchema } from "../../stacks/failoverSchema.ts";
import { lineupSchema, settingsSchema } from "../../stacks/index.ts";
import { WATCHED_ARENA } from "./alarms.ts";
import { ARENA } from "./lineups.ts";

/** One figure: `60 s`, `2 min`, and the sum or the setting that it comes from. */
export interface Figure {
  readonly value: string;
  readonly from: string;
}

/** A player that starts three segments behind the live edge (RFC 8216, 6.3.3). */
const SEGMENTS_HELD = 3;

/** Figures by their name on the page. */
export function failoverFigures(): Readonly<Record<string, Figure>> {
  const { origins, errorCaching } = distribution();
  const [origin] = origins;
  const [error] = errorCaching;
  if (origin === undefined || error === undefined) throw new Error("the distribution has no origin");
  const segment = ARENA.ladder.segmentSeconds;
  const health = judged(healthAlarmPlan(WATCHED_ARENA, defaultHealth())[0]);
  const aligned = judged(channelMetricAlarms(WATCHED_ARENA, CHANNEL_THRESHOLDS).find(({ key }) => key === "alignment"));
  const [thrown] = regionSwitches({ environment: "prod", region: "us-east-1", lineupRegions: ["us-east-1", "eu-west-1"] });
  const switched = judged(thrown);
  const waits = channelComposites(WATCHED_ARENA, "region-down").find(({ key }) => key === "off-air")?.suppression?.waitSeconds ?? NaN;
  const inputFailover = buildInputFailover(inputFailoverSchema.parse({ to: "backup" }));
  const { connectionAttempts, connectionTimeout, readTimeout } = origin;
  const plural = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? "" : "s"}`;
  return {
    connect: {
      value: shown(connectionAttempts * connectionTimeout),
      from: `${plural(connectionAttempts, "attempt")} × ${shown(connectionTimeout)}`,
    },
    silent: {
      value: shown(connectionAttempts * readTimeout),
      from: `${plural(connectionAttempts, "attempt")} × ${shown(readTimeout)} (a segment of ${shown(segment)} and a second)`,
    },
    error: { value: shown(error.minTtl), from: "errors are cached so long" },
    held: { value: shown(SEGMENTS_HELD * segment), from: `${String(SEGMENTS_HELD)} segments of ${shown(segment)}` },
    window: { value: shown(defaultWindow()), from: "liveWindowSeconds unless written" },
    "input-loss": {
      value: shown((inputFailover.inputLossMilliseconds ?? NaN) / 1000),
      from: "inputFailover.inputLossMilliseconds unless written",
    },
    "input-clear": { value: shown(inputFailover.clearMilliseconds / 1000), from: "inputFailover.clearMilliseconds unless written" },
    health: { value: shown(health), from: "bad minutes of the health alarms, onair:health unless written" },
    dns: { value: shown(FAILOVER_TTL), from: "life of a failover record" },
    follow: { value: shown(health + FAILOVER_TTL), from: "health and dns" },
    switch: { value: shown(switched), from: "one minute of the switch's metric" },
    evacuate: { value: shown(switched + FAILOVER_TTL), from: "switch and dns" },
    page: { value: shown(health + waits), from: `health, and ${shown(waits)} in which a worse alarm may speak` },
    alignment: { value: shown(aligned), from: "bad minutes of the alarm alignment" },
    settle: { value: shown(CHANNEL_THRESHOLDS.settleMinutes * 60), from: "settleMinutes unless written" },
  };
}

/** The failover codes of a pair's group that goes by order, and of one that selects by media quality. */
export function failoverCodes(): Readonly<Record<"default" | "media-quality-based", readonly number[]>> {
  const codes = (failover: "seamless" | "visible"): readonly number[] => distribution(failover).originGroups[0]?.statusCodes ?? [];
  return { default: codes("visible"), "media-quality-based": codes("seamless") };
}

function distribution(failover: "seamless" | "visible" = "seamless"): ReturnType<typeof distributionPlan> {
  const channel = {
    name: ARENA.name,
    channelGroup: "main",
    originChannel: ARENA.name,
    regions: ARENA.regions,
    segmentSeconds: ARENA.ladder.segmentSeconds,
    alignment: { failover },
  };
  return distributionPlan({ environment: "prod", channels: [channel], priceClass: "PriceClass_100", domainName: "live.broadcaster.tv" });
}

/** Seconds of bad data until an alarm goes off. */
function judged(alarm: { readonly datapointsToAlarm: number; readonly period: number } | undefined): number {
  if (alarm === undefined) throw new Error("there is no such alarm");
  return alarm.datapointsToAlarm * alarm.period;
}

function defaultHealth(): Parameters<typeof healthAlarmPlan>[1] {
  const { health } = settingsSchema.parse({ role: "encode-region", environment: "prod" }) as {
    health: Parameters<typeof healthAlarmPlan>[1];
  };
  return health;
}

function defaultWindow(): number {
  const channel = { title: "Any", regions: ["us-east-1", "eu-west-1"], ladder: "any", source: { type: "rtp-push" } };
  const { channels } = lineupSchema.parse({ environment: "prod", production: true, channels: { any: channel } });
  return channels["any"]?.liveWindowSeconds ?? NaN;
}

function shown(seconds: number): string {
  if (!Number.isFinite(seconds)) throw new Error("a figure could not be computed");
  return seconds >= 120 && seconds % 60 === 0 ? `${String(seconds / 60)} min` : `${String(seconds)} s`;
}
