/** Composite alarms, anomaly alarms and dashboards. Sources stand with each rule. */
import { alarmNameOf, elementsOf, namedAlarms, parseAlarmRule, type AlarmRule } from "../alarmRule.ts";
import { document, list, object, objects, text, texts, type Properties } from "../values.ts";
import type { CloudObject } from "../store.ts";
import type { Case, Rule, Rules } from "./rule.ts";

const metricType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const compositeType = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** An expression may be this long, name this many alarms, and have this many elements (CloudWatch API Reference, PutCompositeAlarm). */
const LIMITS = { characters: 10_240, alarms: 100, elements: 500, parents: 150 } as const;

/** The rule of a composite alarm, or what is wrong with it. */
function ruleOf(inputs: Properties): AlarmRule | string {
  const rule = text(inputs["alarmRule"]) ?? "";
  if (rule.length > LIMITS.characters) return `the rule has ${rule.length} characters, and ${LIMITS.characters} are allowed`;
  try {
    return parseAlarmRule(rule);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const compositeRule: Rule = ({ inputs }) => {
  const rule = ruleOf(inputs);
  if (typeof rule === "string") return `ValidationError: AlarmRule is not valid: ${rule}`;
  const [alarms, elements] = [namedAlarms(rule).length, elementsOf(text(inputs["alarmRule"]) ?? "")];
  if (alarms > LIMITS.alarms) return `ValidationError: AlarmRule names ${alarms} alarms, and at most ${LIMITS.alarms} are allowed`;
  return elements > LIMITS.elements
    ? `ValidationError: AlarmRule has ${elements} elements, and at most ${LIMITS.elements} are allowed`
    : undefined;
};

/** Every alarm that a rule names has to exist, in the same region (CloudWatch User Guide, "Creating a composite alarm"). */
export const compositeChildren: Rule = ({ cloud, inputs, region }) => {
  const rule = ruleOf(inputs);
  if (typeof rule === "string") return undefined;
  const missing = namedAlarms(rule)
    .map(alarmNameOf)
    .filter((name) => findAlarm({ cloud, region }, name) === undefined);
  return missing.length === 0 ? undefined : `ValidationError: the alarms [${missing.join(", ")}] in the alarm rule do not exist`;
};

/** One alarm is named by 150 composite alarms at most (CloudWatch API Reference, PutCompositeAlarm). */
export const compositeParents: Rule = ({ cloud, inputs, region, before }) => {
  const rule = ruleOf(inputs);
  if (typeof rule === "string") return undefined;
  const others = cloud.store.all(compositeType, region).filter(({ id }) => id !== before?.id);
  const crowded = namedAlarms(rule)
    .map(alarmNameOf)
    .find((name) => others.filter((one) => namedBy(one).includes(name)).length >= LIMITS.parents);
  return crowded === undefined ? undefined : `LimitExceeded: ${crowded} is in the rules of ${LIMITS.parents} composite alarms already`;
};

/** CloudWatch API Reference, PutCompositeAlarm: the suppressor is an existing alarm, and both periods go with it. */
export const suppressorExists: Rule = ({ cloud, inputs, region }) => {
  if (inputs["actionsSuppressor"] === undefined) return undefined;
  const suppressor = object(inputs["actionsSuppressor"]);
  const name = alarmNameOf(text(suppressor["alarm"]) ?? "");
  if (name === inputs["alarmName"]) return "ValidationError: an alarm cannot suppress its own actions";
  if (findAlarm({ cloud, region }, name) === undefined) return `ValidationError: the actions suppressor ${name} does not exist`;
  const missing = ["waitPeriod", "extensionPeriod"].find((period) => suppressor[period] === undefined);
  return missing === undefined ? undefined : `ValidationError: ${missing} is required with an actions suppressor`;
};

/** Alarms send to topics of their own region and account (CloudWatch API Reference, AlarmActions: `arn:aws:sns:region:account-id:topic`). */
export const actionsHere: Rule = ({ cloud, inputs, region }) => {
  const actions = ["alarmActions", "okActions", "insufficientDataActions"].flatMap((name) => texts(inputs[name]));
  const wrong = actions.find((arn) => arn.split(":")[2] === "sns" && arn.split(":")[3] !== region);
  if (wrong !== undefined) return `ValidationError: Invalid region ${wrong.split(":")[3] ?? ""} specified. Only ${region} is supported.`;
  const foreign = actions.find((arn) => arn.split(":")[2] === "sns" && arn.split(":")[4] !== cloud.account.accountId);
  return foreign === undefined ? undefined : `ValidationError: ${foreign} belongs to another account`;
};

/** A composite alarm goes before those that it depends on (CloudWatch API Reference, DeleteAlarms; the provider's users report the message). */
export const alarmUnnamed: Rule = ({ cloud, region, before }) => {
  const name = before?.id ?? "";
  const parent = cloud.store.all(compositeType, region).find((one) => one.id !== name && namedBy(one).includes(name));
  return parent === undefined
    ? undefined
    : `ValidationError: Cannot delete ${name} as there are composite alarm(s) depending on it: ${parent.id}`;
};

/** Names of the alarms that a composite alarm depends on. */
function namedBy({ inputs }: CloudObject): string[] {
  const rule = ruleOf(inputs);
  const suppressor = text(object(inputs["actionsSuppressor"])["alarm"]);
  return [...(typeof rule === "string" ? [] : namedAlarms(rule)), ...(suppressor === undefined ? [] : [suppressor])].map(alarmNameOf);
}

function findAlarm({ cloud, region }: Pick<Case, "cloud" | "region">, name: string): CloudObject | undefined {
  return cloud.store.get(metricType, region, name) ?? cloud.store.get(compositeType, region, name);
}

/**
 * CloudWatch API Reference, PutMetricAlarm and MetricDataQuery: ids begin with a small letter and are unique, each query is a
 * metric or an expression, one result is compared (with a band: two), and ten metrics at most stand behind an alarm.
 */
export const alarmQueries: Rule = ({ inputs }) => {
  const queries = objects(inputs["metricQueries"]);
  if (queries.length === 0) return undefined;
  const ids = queries.map((query) => text(query["id"]) ?? "");
  const badId = ids.find((id) => !/^[a-z]\w{0,254}$/.test(id));
  if (badId !== undefined) return `ValidationError: ${badId} is no valid id of a metric query`;
  if (new Set(ids).size < ids.length) return "ValidationError: the ids of metric queries must be unique";
  const unclear = queries.find((query) => (query["metric"] === undefined) === (query["expression"] === undefined));
  if (unclear !== undefined) return `ValidationError: metric query ${text(unclear["id"]) ?? ""} needs either a metric or an expression`;
  if (queries.filter((query) => query["metric"] !== undefined).length > 10) return "ValidationError: an alarm watches ten metrics at most";
  const returned = queries.filter((query) => query["returnData"] === true).length;
  const band = text(inputs["thresholdMetricId"]);
  if (band === undefined) return returned === 1 ? undefined : `ValidationError: exactly one metric query returns data, and ${returned} do`;
  const bandQuery = queries.find((query) => query["id"] === band);
  if (!(text(bandQuery?.["expression"]) ?? "").startsWith("ANOMALY_DETECTION_BAND("))
    return `ValidationError: ${band} is no anomaly detection band`;
  return returned === 2 ? undefined : `ValidationError: the band and what it is compared with return data, and ${returned} do`;
};

/** Comparisons with a band need one, and others need none (CloudWatch API Reference, PutMetricAlarm, ComparisonOperator). */
export const bandComparison: Rule = ({ inputs }) => {
  const banded = /Lower|UpperThreshold/.test(text(inputs["comparisonOperator"]) ?? "");
  return banded === (inputs["thresholdMetricId"] !== undefined)
    ? undefined
    : "ValidationError: comparisonOperator and thresholdMetricId do not go together";
};

/** CloudWatch quotas: 500 widgets, 2500 metrics on all of them, 100 alarms in an alarm widget; 24 columns ("Dashboard body structure"). */
export const dashboardLimits: Rule = ({ inputs }) => {
  const widgets = objects(object(document(inputs["dashboardBody"]))["widgets"]);
  if (widgets.length > 500) return `InvalidParameterInput: ${widgets.length} widgets, and a dashboard takes 500`;
  const metrics = widgets.reduce((sum, widget) => sum + list(object(widget["properties"])["metrics"]).length, 0);
  if (metrics > 2500) return `InvalidParameterInput: ${metrics} metrics, and a dashboard takes 2500`;
  const crowded = widgets.find((widget) => list(object(widget["properties"])["alarms"]).length > 100);
  if (crowded !== undefined) return "InvalidParameterInput: an alarm widget takes 100 alarms";
  const [x, width] = [(widget: Properties) => Number(widget["x"] ?? 0), (widget: Properties) => Number(widget["width"] ?? 6)];
  const wide = widgets.find((widget) => x(widget) < 0 || width(widget) < 1 || x(widget) + width(widget) > 24);
  return wide === undefined ? undefined : `InvalidParameterInput: a widget stands outside the 24 columns of a dashboard`;
};

export const alarms: Record<string, Rules> = {
  [metricType]: { save: [alarmQueries, bandComparison, actionsHere], delete: [alarmUnnamed] },
  [compositeType]: {
    save: [compositeRule, compositeChildren, compositeParents, suppressorExists, actionsHere],
    delete: [alarmUnnamed],
  },
  "aws:cloudwatch/dashboard:Dashboard": { save: [dashboardLimits] },
};
