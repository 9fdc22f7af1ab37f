/** The firewall of CloudFront. Source: AWS WAF API reference (CreateWebACL, PutLoggingConfiguration) and Developer Guide. */
import { COUNTRIES } from "../../../components/edge/plan.ts";
import { distributions, viewOf } from "../distributions.ts";
import { findByArn } from "../lookups.ts";
import { object, objects, spelled, text, texts, type Properties } from "../values.ts";
import { capacityOf, webAclType } from "../webAcl.ts";
import type { Rule, Rules } from "./rule.ts";

const loggingType = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";

/** CreateWebACL: the scope CLOUDFRONT is managed in us-east-1. */
export const scopeRegion: Rule = ({ inputs, region }) =>
  inputs["scope"] === "CLOUDFRONT" && region !== "us-east-1"
    ? `WAFInvalidParameterException: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT (in ${region})`
    : undefined;

/** Names and priorities differ; a managed group has its actions overridden, any other rule has an action; one statement each. */
export const aclRules: Rule = ({ inputs }) => {
  const rules = objects(inputs["rules"]);
  for (const property of ["name", "priority"]) {
    const values = rules.map((rule) => rule[property]);
    if (new Set(values).size !== values.length) return `WAFInvalidParameterException: two rules have one ${property}`;
  }
  for (const rule of rules) {
    const name = text(rule["name"]) ?? "";
    const statement = object(rule["statement"]);
    if (Object.keys(statement).length !== 1) return `WAFInvalidParameterException: rule ${name} needs exactly one statement`;
    const [right, wrong] =
      statement["managedRuleGroupStatement"] === undefined ? ["action", "overrideAction"] : ["overrideAction", "action"];
    if (rule[right] === undefined || rule[wrong] !== undefined)
      return `WAFInvalidParameterException: A reference in your rule statement is not valid., field: RULE, rule ${name} needs ${right} and no ${wrong}`;
  }
  return undefined;
};

/** Developer Guide, "Web ACL capacity units": 5,000 at most. */
const mostCapacity = 5000;

export const aclCapacity: Rule = ({ inputs }) => {
  let sum = 0;
  for (const { statement } of objects(inputs["rules"])) {
    const capacity = capacityOf(statement);
    if (capacity === undefined) {
      const group = object(object(statement)["managedRuleGroupStatement"])["name"];
      return `WAFNonexistentItemException: there is no managed rule group ${spelled(group)} of this vendor`;
    }
    sum += capacity;
  }
  return sum > mostCapacity ? `WAFLimitsExceededException: ${String(sum)} WCU, the limit is ${String(mostCapacity)}` : undefined;
};

const windows = [60, 120, 300, 600];

/** Developer Guide, "Rate-based rule high-level settings"; API reference, RateBasedStatement. Such a statement is nested in no other. */
export const rateStatement: Rule = ({ inputs }) => {
  for (const { statement } of objects(inputs["rules"])) {
    if (object(object(object(statement)["notStatement"])["statement"])["rateBasedStatement"] !== undefined)
      return "WAFInvalidParameterException: a rate-based statement cannot be nested";
    const rate = object(statement)["rateBasedStatement"];
    if (rate === undefined) continue;
    const { limit, evaluationWindowSec = 300 } = object(rate);
    if (typeof limit === "number" && (limit < 10 || limit > 2_000_000_000))
      return `WAFInvalidParameterException: rate limit ${String(limit)} is not within 10 and 2,000,000,000`;
    if (typeof evaluationWindowSec === "number" && !windows.includes(evaluationWindowSec))
      return `WAFInvalidParameterException: an evaluation window has 60, 120, 300 or 600 seconds, not ${String(evaluationWindowSec)}`;
  }
  return undefined;
};

/** API reference, GeoMatchStatement: alpha-2 codes, and XK. 50 in one: AWS re:Post, "country list from AWS WAF rule configuration from 50". */
export const geoStatement: Rule = ({ inputs }) => {
  for (const { statement } of objects(inputs["rules"])) {
    const geo = geoOf(object(statement));
    if (geo === undefined) continue;
    const codes = texts(geo["countryCodes"]);
    const wrong = codes.find((code) => !COUNTRIES.has(code) && code !== "XK");
    if (wrong !== undefined) return `WAFInvalidParameterException: ${wrong} is not a country code`;
    if (codes.length === 0 || codes.length > 50)
      return `WAFInvalidParameterException: ${String(codes.length)} country codes, 1 to 50 are allowed`;
  }
  return undefined;
};

function geoOf(statement: Properties): Properties | undefined {
  const inner = statement["notStatement"] === undefined ? statement : object(object(statement["notStatement"])["statement"]);
  return inner["geoMatchStatement"] === undefined ? undefined : object(inner["geoMatchStatement"]);
}

/** API reference, FieldToProtect: header, cookie and argument need keys, the others take none. */
export const protectedFields: Rule = ({ inputs }) => {
  for (const { field } of objects(object(inputs["dataProtectionConfig"])["dataProtections"])) {
    const { fieldType, fieldKeys } = object(field);
    const single = (text(fieldType) ?? "").startsWith("SINGLE_");
    if (single !== texts(fieldKeys).length > 0)
      return `WAFInvalidParameterException: ${spelled(fieldType)} ${single ? "needs field keys" : "takes no field keys"}`;
  }
  return undefined;
};

export const aclUnused: Rule = ({ cloud, before }) => {
  const user = distributions(cloud.store).find((one) => viewOf(one).firewallArn === before?.outputs["arn"]);
  return user === undefined ? undefined : `WAFAssociatedItemException: web ACL ${before?.id ?? ""} protects distribution ${user.id}`;
};

export const loggedAcl: Rule = ({ cloud, inputs, before }) => {
  const arn = text(inputs["resourceArn"]) ?? "";
  if (findByArn(cloud.store, webAclType, arn) === undefined) return `WAFNonexistentItemException: web ACL ${arn} does not exist`;
  const other = cloud.store.find(loggingType, (one) => one.id !== before?.id && one.inputs["resourceArn"] === arn);
  return other === undefined ? undefined : `WAFLimitsExceededException: web ACL ${arn} has a logging configuration`;
};

/** Developer Guide, "Logging destinations": one, of a name that begins with aws-waf-logs-. */
export const logDestination: Rule = ({ cloud, inputs }) => {
  const [arn = "", ...more] = texts(inputs["logDestinationConfigs"]);
  if (more.length > 0) return "WAFInvalidParameterException: a web ACL has one logging destination";
  const [, , service = "", , , ...rest] = arn.split(":");
  const name =
    service === "logs" ? (rest[1] ?? "") : service === "firehose" ? (rest[0] ?? "").replace("deliverystream/", "") : (rest[0] ?? "");
  if (!name.startsWith("aws-waf-logs-"))
    return `WAFInvalidParameterException: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: LOG_DESTINATION, parameter: ${arn}; its name has to begin with aws-waf-logs-`;
  if (service !== "logs") return undefined;
  return findByArn(cloud.store, "aws:cloudwatch/logGroup:LogGroup", arn.replace(/:\*$/, "")) === undefined
    ? `WAFLogDestinationPermissionIssueException: log group ${arn} does not exist`
    : undefined;
};

export const firewall: Record<string, Rules> = {
  [webAclType]: { save: [scopeRegion, aclRules, aclCapacity, rateStatement, geoStatement, protectedFields], delete: [aclUnused] },
  [loggingType]: { save: [loggedAcl, logDestination] },
};
