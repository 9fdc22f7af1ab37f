/**
 * A CloudWatch of one region for tests: alarms, the metrics they watch, and what they say to whom. Time goes by in steps
 * of ten seconds; each metric alarm is looked at once a minute at a second of its own, composites whenever what they
 * read has changed. CloudWatch User Guide, "Alarm actions suppression".
 */
import type { CompositePlan, MetricAlarmPlan, MetricRef } from "../../../components/alarms/index.ts";
import { holds, parseAlarmRule, type AlarmRule, type AlarmState } from "../../../rehearsal/cloud/alarmRule.ts";
import { evaluateMath, type Point } from "./math.ts";
import { MORE_POINTS, nextState, type Judged } from "./metricAlarm.ts";

/** What a metric is at a minute; `undefined` where nothing is reported. The alarm says which channel it is of. */
export type Series = (metric: MetricRef, minute: number, alarm: string) => Point;

export interface Said {
  readonly minute: number;
  readonly alarm: string;
  readonly to: "page" | "notice";
}

export interface WatchedAlarms {
  readonly metrics: readonly MetricAlarmPlan[];
  readonly composites: readonly CompositePlan[];
}

export interface RunOptions {
  readonly minutes: number;
  /** The second of the minute, 0 to 50, at which a metric alarm is looked at. */
  readonly offset?: (alarm: string) => number;
  /** The band of usual values of an anomaly alarm: its lower edge. */
  readonly lowerBand?: number;
}

const STEP = 10;

interface Speaking {
  since: number;
  /** Waiting for the other alarm, held back by it, waiting after it, or spoken. */
  phase: "wait" | "held" | "extension" | "spoken";
}

export class World {
  readonly said: Said[] = [];
  readonly states = new Map<string, AlarmState>();
  readonly #alarms: WatchedAlarms;
  readonly #series: Series;
  readonly #options: RunOptions;
  readonly #rules: ReadonlyMap<string, AlarmRule>;
  readonly #speaking = new Map<string, Speaking>();
  #changed = true;
  readonly #points = new Map<string, Judged>();
  /** Every state that each alarm has been in. */
  readonly seen = new Map<string, Set<AlarmState>>();

  constructor(alarms: WatchedAlarms, series: Series, options: RunOptions) {
    this.#alarms = alarms;
    this.#series = series;
    this.#options = options;
    this.#rules = new Map(alarms.composites.map(({ name, rule }) => [name, parseAlarmRule(rule)]));
    for (const { name } of [...alarms.metrics, ...alarms.composites]) this.#enter(name, "INSUFFICIENT_DATA");
  }

  run(): this {
    for (let second = 0; second < this.#options.minutes * 60; second += STEP) {
      for (const plan of this.#alarms.metrics) if (second % 60 === this.#offsetOf(plan.name)) this.#look(plan, Math.floor(second / 60));
      // A composite may read another: until nothing changes any more.
      while (this.#changed) {
        this.#changed = false;
        for (const plan of this.#alarms.composites) this.#compose(plan, second);
      }
      for (const plan of this.#alarms.composites) this.#speak(plan, second);
    }
    return this;
  }

  /** Alarms that were in ALARM at some time. */
  alarmed(): string[] {
    return [...this.seen].filter(([, states]) => states.has("ALARM")).map(([name]) => name);
  }

  pages(): Said[] {
    return this.said.filter(({ to }) => to === "page");
  }

  #offsetOf(name: string): number {
    return this.#options.offset?.(name) ?? 0;
  }

  #enter(name: string, state: AlarmState): void {
    this.#changed ||= this.states.get(name) !== state;
    this.states.set(name, state);
    this.seen.set(name, (this.seen.get(name) ?? new Set()).add(state));
  }

  /** The minute that has just passed is the newest that can be complete. */
  #look(plan: MetricAlarmPlan, minute: number): void {
    const length = plan.evaluationPeriods + MORE_POINTS;
    const points = Array.from({ length }, (_, index) => this.#judged(plan, minute - length + index));
    this.#enter(plan.name, nextState(plan, points, this.states.get(plan.name) ?? "INSUFFICIENT_DATA"));
  }

  #judged(plan: MetricAlarmPlan, minute: number): Judged {
    const key = `${plan.name} ${minute}`;
    const found = this.#points.get(key) ?? judge(plan, this.#series, minute, this.#options.lowerBand);
    this.#points.set(key, found);
    return found;
  }

  #compose({ name }: CompositePlan, second: number): void {
    const rule = this.#rules.get(name);
    if (rule === undefined) return;
    const before = this.states.get(name);
    const state = holds(rule, (alarm) => this.states.get(alarm) ?? "INSUFFICIENT_DATA") ? "ALARM" : "OK";
    if (state === before) return;
    this.#enter(name, state);
    if (state === "ALARM") this.#speaking.set(name, { since: second, phase: "wait" });
    else this.#speaking.delete(name);
  }

  #speak(plan: CompositePlan, second: number): void {
    const speaking = this.#speaking.get(plan.name);
    if (speaking === undefined || speaking.phase === "spoken" || plan.tells === "nobody") return;
    const { suppression } = plan;
    const held = suppression !== undefined && this.states.get(suppression.alarm) === "ALARM";
    if (held) return void Object.assign(speaking, { phase: "held" });
    if (speaking.phase === "held") Object.assign(speaking, { phase: "extension", since: second });
    const patience = { wait: suppression?.waitSeconds ?? 0, extension: suppression?.extensionSeconds ?? 0, held: 0 }[speaking.phase];
    if (second - speaking.since < patience) return;
    speaking.phase = "spoken";
    this.said.push({ minute: Math.floor(second / 60), alarm: plan.name, to: plan.tells });
  }
}

function judge(plan: MetricAlarmPlan, series: Series, minute: number, lowerBand: number | undefined): Judged {
  const points = new Map<string, Point>();
  for (const query of plan.queries) {
    if ("metric" in query) points.set(query.id, series(query.metric, minute, plan.name));
    else if (!query.expression.startsWith("ANOMALY_DETECTION_BAND"))
      points.set(
        query.id,
        evaluateMath(query.expression, (id) => points.get(id)),
      );
  }
  const watched = plan.threshold === undefined ? "watched" : (plan.queries.at(-1)?.id ?? "");
  const value = points.get(watched);
  if (value === undefined) return "-";
  const threshold = plan.threshold ?? lowerBand ?? -Infinity;
  return (plan.comparison === "GreaterThanOrEqualToThreshold" ? value >= threshold : value < threshold) ? "X" : "0";
}
