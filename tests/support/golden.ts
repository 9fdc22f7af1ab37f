import type { RecordedResource } from "./mocks.ts";

/** Words that say the most about a resource, kept short for a reviewer's eye; everything else is in the semantic tests. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  "aws:acm/certificate:Certificate": ["domainName", "region"],
  "aws:cloudformation/stack:Stack": ["name", "onFailure"],
  "aws:cloudfront/keyGroup:KeyGroup": ["name"],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["alarmActions", "actionsSuppressor"],
  "aws:cloudwatch/logGroup:LogGroup": ["name", "retentionInDays"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["metricName", "comparisonOperator", "threshold", "treatMissingData"],
  "aws:iam/role:Role": ["name"],
  "aws:kms/key:Key": ["enableKeyRotation"],
  "aws:medialive/channel:Channel": ["channelClass"],
  "aws:medialive/input:Input": ["type"],
  "aws:medialive/inputSecurityGroup:InputSecurityGroup": ["whitelistRules"],
  "aws:route53/healthCheck:HealthCheck": ["type", "cloudwatchAlarmName", "cloudwatchAlarmRegion", "insufficientDataHealthStatus"],
  "aws:route53/record:Record": ["name", "type", "failoverRoutingPolicies"],
  "aws:s3/bucket:Bucket": ["bucket"],
  "aws:sns/topic:Topic": ["name"],
  "aws:wafv2/webAcl:WebAcl": ["name", "scope"],
  "aws-native:mediapackagev2:Channel": ["channelGroupName", "channelName", "inputType", "outputLockingMode"],
  "aws-native:mediapackagev2:OriginEndpoint": [
    "channelName",
    "originEndpointName",
    "forceEndpointErrorConfiguration",
    "startoverWindowSeconds",
  ],
};

/** One line per resource: type, name, region, protection and what tells most. Sorted, stable, readable in a diff. */
export function goldenText(resources: readonly RecordedResource[]): string {
  const lines = resources
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .map((resource) => line(resource))
    .sort();
  return `${lines.join("\n")}\n`;
}

function line({ type, name, region, protect, inputs }: RecordedResource): string {
  const telling = (TELLING[type] ?? []).flatMap((key) => (inputs[key] === undefined ? [] : [`${key}=${JSON.stringify(inputs[key])}`]));
  return [shortType(type), name, region, protect ? "PROTECTED" : "", ...telling, encodes(type, inputs), targets(type, inputs)]
    .filter((word) => word !== "")
    .join("  ");
}

/** What a MediaLive channel sends, in the template or as the typed resource: the names of its outputs. */
function encodes(type: string, inputs: Readonly<Record<string, unknown>>): string {
  const settings =
    type === "aws:cloudformation/stack:Stack" ? (JSON.parse(String(inputs["templateBody"])) as unknown) : inputs["encoderSettings"];
  const names = Array.from(JSON.stringify(settings ?? {}).matchAll(/"outputName":"([^"]+)"/gi), ([, name]) => name);
  return names.length === 0 ? "" : `sends=${JSON.stringify(names.join(" "))}`;
}

/** Where a distribution gets each path from: an origin, or an origin group, whose name says its regions and how it chooses. */
function targets(type: string, inputs: Readonly<Record<string, unknown>>): string {
  if (!type.endsWith(":Distribution")) return "";
  const config = (inputs["distributionConfig"] ?? inputs) as Readonly<Record<string, unknown>>;
  const behaviours = (config["cacheBehaviors"] ?? config["orderedCacheBehaviors"] ?? []) as readonly Readonly<Record<string, string>>[];
  return `targets=${JSON.stringify(behaviours.map(({ pathPattern = "", targetOriginId = "" }) => `${pathPattern}=${targetOriginId}`).join(" "))}`;
}

/** `aws:s3/bucket:Bucket` reads better as `aws:s3:Bucket`. */
function shortType(type: string): string {
  return type.replace(/\/[^:]+:/, ":");
}
