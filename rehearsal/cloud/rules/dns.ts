/** Route 53 and ACM. Sources: Route 53 API reference and Developer Guide; ACM User Guide; checked facts 11. */
import { isIPv4, isIPv6 } from "node:net";
import { certificateStatus, certificateType, withoutDot } from "../certificates.ts";
import { distributions, viewOf } from "../distributions.ts";
import { cloudFrontZone } from "../outputs/edge.ts";
import { list, object, objects, type Properties, spelled, text, texts } from "../values.ts";
import type { Case, Rule, Rules } from "./rule.ts";

const recordType = "aws:route53/record:Record";
const healthCheckType = "aws:route53/healthCheck:HealthCheck";

export const zoneExists: Rule = ({ cloud, inputs }) =>
  cloud.account.hostedZones.some(({ id }) => id === inputs["zoneId"])
    ? undefined
    : `NoSuchHostedZone: No hosted zone found with ID: ${spelled(inputs["zoneId"])}`;

/** Either an alias, or values with a time to live. */
export const recordForm: Rule = ({ inputs }) => {
  const alias = list(inputs["aliases"]).length;
  const values = texts(inputs["records"]);
  if (alias > 1) return "InvalidInput: a record has one alias target";
  if ((alias === 1) === values.length > 0) return "InvalidChangeBatch: a record needs either an alias target or values";
  if (alias === 1) return inputs["ttl"] === undefined ? undefined : "InvalidChangeBatch: an alias record takes no TTL";
  if (typeof inputs["ttl"] !== "number") return "InvalidChangeBatch: a record with values needs a TTL";
  const wrong = values.find((value) => (inputs["type"] === "A" && !isIPv4(value)) || (inputs["type"] === "AAAA" && !isIPv6(value)));
  return wrong === undefined
    ? undefined
    : `InvalidChangeBatch: ${JSON.stringify(wrong)} is no value of a record of type ${text(inputs["type"]) ?? ""}`;
};

/** API reference, AliasTarget: CloudFront's zone id, no health evaluation, and a distribution that exists. */
export const aliasToDistribution: Rule = ({ cloud, inputs }) => {
  const [alias] = objects(inputs["aliases"]);
  const name = withoutDot(text(alias?.["name"]) ?? "");
  if (alias === undefined || !name.endsWith(".cloudfront.net")) return undefined;
  if (alias["zoneId"] !== cloudFrontZone)
    return `InvalidChangeBatch: the alias target name ${name} does not lie within the target zone ${spelled(alias["zoneId"])}`;
  if (alias["evaluateTargetHealth"] === true) return "InvalidChangeBatch: EvaluateTargetHealth cannot be true for a CloudFront alias";
  const target = distributions(cloud.store).find(({ outputs }) => outputs["domainName"] === name);
  return target === undefined
    ? `InvalidChangeBatch: Tried to create an alias that targets ${name}, but that target was not found`
    : undefined;
};

/** Developer Guide, "Choosing between alias and non-alias records": a distribution answers for the names it has as aliases. */
export const aliasNameServed: Rule = ({ cloud, inputs }) => {
  const [alias] = objects(inputs["aliases"]);
  const target = distributions(cloud.store).find(({ outputs }) => outputs["domainName"] === withoutDot(text(alias?.["name"]) ?? ""));
  const zone = cloud.account.hostedZones.find(({ id }) => id === inputs["zoneId"])?.name ?? "";
  if (target === undefined || viewOf(target).aliases.includes(fullName(inputs, zone))) return undefined;
  return `the distribution ${target.id} has no alternate domain name ${fullName(inputs, zone)}, so viewers of that name would be refused`;
};

function fullName(inputs: Properties, zone: string): string {
  const name = withoutDot(text(inputs["name"]) ?? "");
  return name === zone || name.endsWith(`.${zone}`) ? name : [name, zone].filter((part) => part !== "").join(".");
}

const routings = ["failoverRoutingPolicies", "weightedRoutingPolicies", "latencyRoutingPolicies", "geolocationRoutingPolicies"];

function routingOf(inputs: Properties): string {
  return routings.find((name) => list(inputs[name]).length > 0) ?? "simple";
}

function siblings({ cloud, inputs, before }: Case): Properties[] {
  const zone = cloud.account.hostedZones.find(({ id }) => id === inputs["zoneId"])?.name ?? "";
  return cloud.store
    .all(recordType)
    .filter(
      (other) =>
        other.id !== before?.id && other.inputs["zoneId"] === inputs["zoneId"] && fullName(other.inputs, zone) === fullName(inputs, zone),
    )
    .map((other) => other.inputs);
}

/** API reference, ChangeResourceRecordSets: one simple record of a name and type; the others differ by set identifier. */
export const recordFree: Rule = (subject) => {
  const { inputs } = subject;
  const same = siblings(subject).filter(({ type }) => type === inputs["type"]);
  if (same.some(({ setIdentifier }) => setIdentifier === inputs["setIdentifier"])) {
    return `InvalidChangeBatch: Tried to create resource record set [name='${text(inputs["name"]) ?? ""}', type='${text(inputs["type"]) ?? ""}'] but it already exists`;
  }
  if (same.some((other) => routingOf(other) !== routingOf(inputs)))
    return "InvalidChangeBatch: records of one name and type cannot have different routing policies";
  const aliasOfOther =
    inputs["type"] === "CNAME"
      ? siblings(subject).some(({ type }) => type !== "CNAME")
      : siblings(subject).some(({ type }) => type === "CNAME");
  return aliasOfOther ? "InvalidChangeBatch: a CNAME cannot stand beside records of another type" : undefined;
};

export const setIdentifier: Rule = ({ inputs }) => {
  const routed = routingOf(inputs) !== "simple";
  if (routed && text(inputs["setIdentifier"]) === undefined)
    return "InvalidChangeBatch: a record with a routing policy needs a set identifier";
  return !routed && inputs["setIdentifier"] !== undefined ? "InvalidChangeBatch: a simple record takes no set identifier" : undefined;
};

/** One PRIMARY and one SECONDARY. */
export const failoverPair: Rule = (subject) => {
  const own = objects(subject.inputs["failoverRoutingPolicies"])[0]?.["type"];
  if (own === undefined) return undefined;
  const twin = siblings(subject).some(
    ({ type, failoverRoutingPolicies }) => type === subject.inputs["type"] && objects(failoverRoutingPolicies)[0]?.["type"] === own,
  );
  return twin ? `InvalidChangeBatch: a failover record of type ${spelled(own)} already exists for this name` : undefined;
};

export const recordHealthCheck: Rule = ({ cloud, inputs }) => {
  const id = text(inputs["healthCheckId"]);
  return id === undefined || cloud.store.get(healthCheckType, "", id) !== undefined
    ? undefined
    : `NoSuchHealthCheck: No health check found with ID: ${id}`;
};

export const childrenExist: Rule = ({ cloud, inputs }) => {
  if (inputs["type"] !== "CALCULATED") return undefined;
  const children = texts(inputs["childHealthchecks"]);
  const missing = children.find((id) => cloud.store.get(healthCheckType, "", id) === undefined);
  if (missing !== undefined) return `InvalidInput: child health check ${missing} does not exist`;
  const threshold = inputs["childHealthThreshold"];
  // Developer Guide, "Calculated health checks": up to 255 children.
  if (children.length === 0 || children.length > 255) return "InvalidInput: a calculated health check has 1 to 255 children";
  return typeof threshold === "number" && threshold > children.length
    ? `InvalidInput: threshold ${String(threshold)} exceeds the number of children`
    : undefined;
};

/** API reference, AlarmIdentifier; Developer Guide, "Monitoring a CloudWatch alarm": what kind of alarm can be followed. */
export const followedAlarm: Rule = ({ cloud, inputs }) => {
  if (inputs["type"] !== "CLOUDWATCH_METRIC") return undefined;
  const name = text(inputs["cloudwatchAlarmName"]) ?? "";
  const region = text(inputs["cloudwatchAlarmRegion"]) ?? "";
  const alarm = cloud.store.get("aws:cloudwatch/metricAlarm:MetricAlarm", region, name);
  if (alarm === undefined) return `InvalidInput: no metric alarm ${name} in ${region || "(no region)"}`;
  if (alarm.inputs["extendedStatistic"] !== undefined) return `InvalidInput: alarm ${name} uses an extended statistic`;
  if (list(alarm.inputs["metricQueries"]).length > 0) return `InvalidInput: alarm ${name} uses metric math`;
  return typeof alarm.inputs["period"] === "number" && alarm.inputs["period"] < 60
    ? `InvalidInput: alarm ${name} is a high-resolution alarm`
    : undefined;
};

export const endpointStated: Rule = ({ inputs }) => {
  const probes = /^(HTTP|HTTPS|TCP)/.test(text(inputs["type"]) ?? "");
  return probes && inputs["fqdn"] === undefined && inputs["ipAddress"] === undefined
    ? "InvalidInput: a health check of this type needs a domain name or an address"
    : undefined;
};

/** ACM User Guide: a certificate that nobody proves stays pending; the provider waits until it gives up. */
export const certificateProven: Rule = ({ cloud, inputs, region }) => {
  const arn = text(inputs["certificateArn"]) ?? "";
  const certificate = cloud.store.get(certificateType, region, arn);
  if (certificate === undefined) return `ResourceNotFoundException: Could not find certificate ${arn} in ${region}`;
  return certificateStatus(cloud.store, certificate) === "ISSUED"
    ? undefined
    : `waiting for ACM Certificate (${arn}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION')`;
};

export const certificateUnused: Rule = ({ cloud, before }) => {
  const user = distributions(cloud.store).find((one) => viewOf(one).certificateArn === before?.id);
  return user === undefined ? undefined : `ResourceInUseException: Certificate ${before?.id ?? ""} is in use by distribution ${user.id}`;
};

export const certificateDomains: Rule = ({ inputs }) => {
  const names = [text(inputs["domainName"]) ?? "", ...texts(inputs["subjectAlternativeNames"])];
  const wrong = names.find((name) => !/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(name));
  return wrong === undefined && object(inputs)["validationMethod"] !== undefined
    ? undefined
    : `ValidationException: ${wrong === undefined ? "a validation method is needed" : `${wrong} is no domain name`}`;
};

export const dns: Record<string, Rules> = {
  [recordType]: {
    save: [zoneExists, recordForm, setIdentifier, recordFree, failoverPair, aliasToDistribution, aliasNameServed, recordHealthCheck],
  },
  [healthCheckType]: { save: [childrenExist, followedAlarm, endpointStated] },
  [certificateType]: { save: [certificateDomains], delete: [certificateUnused] },
  "aws:acm/certificateValidation:CertificateValidation": { create: [certificateProven] },
};
