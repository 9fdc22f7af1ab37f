/** Composite alarms, alarms on arithmetic, and dashboards. */
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

const composite = (world: World, inputs: Record<string, unknown>): Promise<unknown> =>
  world.make("composite", { alarmName: "x", ...inputs }, "x");
const query = (id: string, more: object): object => ({
  id,
  returnData: true,
  metric: { namespace: "AWS/MediaLive", metricName: "SvqTime", stat: "Maximum", period: 60 },
  ...more,
});
const queries = (world: World, metricQueries: readonly object[], more: object = {}): Promise<unknown> => {
  const none = { metricName: undefined, namespace: undefined, statistic: undefined, period: undefined, dimensions: undefined };
  return world.make("alarm", { name: "x", ...none, metricQueries, ...more } as never, "x");
};
const widget = (more: object): string =>
  JSON.stringify({ widgets: [{ type: "metric", x: 0, y: 0, width: 6, height: 6, properties: {}, ...more }] });
const dashboard = (world: World, dashboardBody: string): Promise<unknown> =>
  world.make("dashboard", { dashboardName: "x", dashboardBody }, "x");

export const alarms: Breach[] = [
  breach("compositeRule", "a rule that nobody can read", /AlarmRule is not valid: "news-outputs" is no condition/, (world) =>
    composite(world, { alarmRule: "news-outputs" }),
  ),
  breach("compositeRule", "a rule of 101 alarms", /names 101 alarms/, (world) =>
    composite(world, { alarmRule: Array.from({ length: 101 }, (_, index) => `ALARM("a${index}")`).join(" OR ") }),
  ),
  breach("compositeRule", "a rule of 501 elements", /501 elements/, (world) =>
    composite(world, { alarmRule: Array.from({ length: 501 }, () => "TRUE").join(" AND ") }),
  ),
  breach("compositeRule", "a rule of more than 10240 characters", /10240 are allowed/, (world) =>
    composite(world, { alarmRule: Array.from({ length: 2000 }, () => "TRUE").join(" AND ") }),
  ),
  breach("compositeChildren", "a rule about an alarm that does not exist", /\[nothing\] in the alarm rule do not exist/, (world) =>
    composite(world, { alarmRule: 'ALARM("nothing")' }),
  ),
  breach("compositeParents", "a 151st composite alarm on one alarm", /150 composite alarms already/, async (world) => {
    for (let count = 1; count < 150; count += 1)
      await world.make("composite", { alarmName: `more-${count}`, alarmRule: 'ALARM("news-outputs")' }, `more-${count}`);
    return composite(world, { alarmRule: 'ALARM("news-outputs")' });
  }),
  breach("suppressorExists", "a suppressor that does not exist", /actions suppressor nothing does not exist/, (world) =>
    composite(world, { actionsSuppressor: { alarm: "nothing", waitPeriod: 60, extensionPeriod: 60 } }),
  ),
  breach("suppressorExists", "an alarm that suppresses itself", /cannot suppress its own/, (world) =>
    composite(world, { actionsSuppressor: { alarm: "x", waitPeriod: 60, extensionPeriod: 60 } }),
  ),
  breach("suppressorExists", "a suppressor without its wait", /waitPeriod is required/, (world) =>
    composite(world, { actionsSuppressor: { alarm: "news-outputs", extensionPeriod: 60 } }),
  ),
  breach("actionsHere", "a topic of another region", /Invalid region us-west-2 specified/, (world) =>
    composite(world, { alarmActions: ["arn:aws:sns:us-west-2:123456789012:x"] }),
  ),
  breach("actionsHere", "a topic of another account", /belongs to another account/, (world) =>
    composite(world, { alarmActions: ["arn:aws:sns:eu-west-1:999999999999:x"] }),
  ),
  breach("alarmUnnamed", "deleting an alarm that a composite alarm names", /composite alarm\(s\) depending on it: news/, (world) =>
    world.remove("alarm"),
  ),
  breach("actionsHere", "a metric alarm that sends to another region", /Invalid region us-west-2 specified/, (world) =>
    world.make("alarm", { name: "x", alarmActions: ["arn:aws:sns:us-west-2:123456789012:x"] }, "x"),
  ),
  breach("alarmUnnamed", "deleting an alarm that suppresses another", /composite alarm\(s\) depending on it: studio/, (world) =>
    world.remove("composite"),
  ),
  breach("alarmQueries", "a query with a capital id", /Loss is no valid id/, (world) => queries(world, [query("Loss", {})])),
  breach("alarmQueries", "two queries of one id", /must be unique/, (world) => queries(world, [query("m", {}), query("m", {})])),
  breach("alarmQueries", "a query of nothing", /either a metric or an expression/, (world) =>
    queries(world, [query("m", { metric: undefined })]),
  ),
  breach("alarmQueries", "eleven metrics", /ten metrics/, (world) =>
    queries(
      world,
      Array.from({ length: 11 }, (_, index) => query(`m${index}`, { returnData: index === 0 })),
    ),
  ),
  breach("alarmQueries", "two results", /exactly one metric query returns data, and 2 do/, (world) =>
    queries(world, [query("m", {}), query("n", {})]),
  ),
  breach("alarmQueries", "a band that is none", /m is no anomaly detection band/, (world) =>
    queries(world, [query("m", {}), query("n", {})], {
      threshold: undefined,
      thresholdMetricId: "m",
      comparisonOperator: "LessThanLowerThreshold",
    }),
  ),
  breach("bandComparison", "a comparison with a band, without one", /do not go together/, (world) =>
    world.make("alarm", { name: "x", comparisonOperator: "LessThanLowerThreshold" }, "x"),
  ),
  breach("dashboardLimits", "a widget beside the dashboard", /outside the 24 columns/, (world) => dashboard(world, widget({ x: 20 }))),
  breach("dashboardLimits", "501 widgets", /takes 500/, (world) =>
    dashboard(world, JSON.stringify({ widgets: Array.from({ length: 501 }, () => ({})) })),
  ),
  breach("dashboardLimits", "2501 metrics", /takes 2500/, (world) =>
    dashboard(world, widget({ properties: { metrics: Array.from({ length: 2501 }, () => ["A", "b"]) } })),
  ),
  breach("dashboardLimits", "101 alarms in a widget", /takes 100 alarms/, (world) =>
    dashboard(world, widget({ type: "alarm", properties: { alarms: Array.from({ length: 101 }, (_, index) => `arn:${index}`) } })),
  ),
];
