import assert from "node:assert/strict";
import { elementsOf, holds, namedAlarms, parseAlarmRule, type AlarmState } from "../../rehearsal/cloud/alarmRule.ts";
import { evaluateMath } from "../support/watch/math.ts";
import { nextState, type Judged } from "../support/watch/metricAlarm.ts";
import { World, type WatchedAlarms } from "../support/watch/world.ts";
import type { CompositePlan, MetricAlarmPlan } from "../../components/alarms/index.ts";

/** The tables of CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data": points, then the state by treatment. */
const KEPT = "kept";
const TABLES: readonly {
  needed: number;
  rows: readonly (readonly [points: string, missing: string, ignore: string, breaching: string, notBreaching: string])[];
}[] = [
  {
    needed: 3,
    rows: [
      ["0 - X - X", "OK", "OK", "OK", "OK"],
      ["0 - - - -", "OK", "OK", "OK", "OK"],
      ["- - - - -", "INSUFFICIENT_DATA", KEPT, "ALARM", "OK"],
      ["0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
      ["- - X - -", "ALARM", KEPT, "ALARM", "OK"],
    ],
  },
  {
    needed: 2,
    rows: [
      ["0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
      ["0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"],
      ["0 - X - -", "OK", "OK", "ALARM", "OK"],
      ["- - - - 0", "OK", "OK", "ALARM", "OK"],
      ["- - - - X", "ALARM", KEPT, "ALARM", "OK"],
    ],
  },
];

describe("the alarms of the tests, against AWS's own examples", () => {
  for (const { needed, rows } of TABLES) {
    for (const [points, ...expected] of rows) {
      it(`[O2] judges ${points} with ${needed} of 3 as AWS documents it`, () => {
        const judged = points.split(" ") as Judged[];
        for (const [index, missing] of (["missing", "ignore", "breaching", "notBreaching"] as const).entries()) {
          for (const before of ["OK", "ALARM"] as const) {
            const state = nextState({ evaluationPeriods: 3, datapointsToAlarm: needed, missing }, judged, before);
            assert.equal(state, expected[index] === KEPT ? before : expected[index], missing);
          }
        }
      });
    }
  }

  it("[O2] does metric math as far as the alarms need it", () => {
    const of = (values: Readonly<Record<string, number>>) => (id: string) => values[id];
    assert.equal(evaluateMath("IF(answers >= 60, 100 * FILL(bad, 0) / answers, 0)", of({ answers: 200, bad: 4 })), 2);
    assert.equal(evaluateMath("IF(answers >= 60, 100 * FILL(bad, 0) / answers, 0)", of({ answers: 200 })), 0);
    assert.equal(evaluateMath("IF(answers >= 60, 100 * bad / answers, 0)", of({ answers: 200 })), undefined, "a missing operand");
    assert.equal(evaluateMath("IF(answers >= 60, 1, 0)", of({})), undefined);
    assert.equal(evaluateMath("MAX([a, b])", of({ b: 3 })), 3, "aggregates leave out what is missing");
    assert.equal(evaluateMath("MIN([a, b]) / 2", of({})), undefined);
    assert.equal(evaluateMath("a > 1 || b > 1", of({ a: 2, b: 0 })), 1);
    assert.throws(() => evaluateMath("RATE(a)", of({})), /RATE/);
    assert.throws(() => evaluateMath("MAX(a)", of({ a: 1 })), /list/);
  });

  it("[O2] reads rules as AWS writes them", () => {
    const states: Record<string, AlarmState> = { a: "ALARM", b: "OK", "c d": "INSUFFICIENT_DATA" };
    const stateOf = (name: string): AlarmState => states[name] ?? "OK";
    const check = (rule: string): boolean => holds(parseAlarmRule(rule), stateOf);
    assert.equal(check("ALARM(a) AND OK(b)"), true);
    assert.equal(check('ALARM(b) OR INSUFFICIENT_DATA("c d")'), true);
    assert.equal(check("ALARM(b) OR ALARM(a) AND ALARM(b)"), false, "AND binds closer");
    assert.equal(check("(ALARM(b) OR ALARM(a)) AND NOT ALARM('b')"), true);
    assert.equal(check("TRUE AND NOT FALSE"), true);
    assert.deepEqual(namedAlarms(parseAlarmRule("ALARM(a) AND (OK(b) OR NOT ALARM(a))")), ["a", "b"]);
    assert.equal(elementsOf("ALARM(a) AND (OK(b) OR NOT ALARM(a) OR TRUE)"), 3 + 1 + 8);
    for (const wrong of ["", "ALARM()", "ALARM(a", "ALARM(a) ALARM(b)", "ALERT(a)", "ALARM(a) AND", "NOT", 'ALARM("a)', "AND ALARM(a)"])
      assert.throws(() => parseAlarmRule(wrong), Error, wrong);
  });
});

describe("suppression of actions, against AWS's own examples", () => {
  const metric = (name: string): MetricAlarmPlan => ({
    key: name,
    name,
    description: "",
    queries: [{ id: "m", metric: { namespace: "Onair", metricName: name, statistic: "Maximum", dimensions: {} } }],
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    period: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    missing: "notBreaching",
  });
  const main: CompositePlan = {
    key: "main",
    name: "main",
    description: "",
    rule: 'ALARM("child")',
    tells: "page",
    suppression: { alarm: "suppressor", waitSeconds: 120, extensionSeconds: 180 },
  };
  const alarms: WatchedAlarms = { metrics: [metric("child"), metric("suppressor")], composites: [main] };
  /** Minutes, from and to, in which each is bad. */
  const pages = (child: readonly [number, number], suppressor: readonly [number, number]): number[] => {
    const within = ([from, to]: readonly [number, number], minute: number): number => (minute >= from && minute < to ? 1 : 0);
    const world = new World(alarms, ({ metricName }, minute) => within(metricName === "child" ? child : suppressor, minute), {
      minutes: 60,
    });
    return world
      .run()
      .pages()
      .map(({ minute }) => minute);
  };

  it("[O2] says nothing while the suppressor is in alarm", () => assert.deepEqual(pages([20, 30], [10, 50]), []));
  it("[O2] waits for the suppressor, and then speaks", () => assert.deepEqual(pages([20, 40], [0, 0]), [23]));
  it("[O2] says nothing when the suppressor comes within the wait", () => assert.deepEqual(pages([20, 30], [22, 50]), []));
  it("[O2] says nothing when it ends within the wait", () => assert.deepEqual(pages([20, 21], [0, 0]), []));
  it("[O2] speaks after the extension when it has outlasted the suppressor", () => {
    assert.deepEqual(
      pages([20, 58], [10, 30]).map((minute) => minute >= 33),
      [true],
    );
    assert.deepEqual(pages([20, 32], [10, 30]), [], "ended within the extension");
  });
});
