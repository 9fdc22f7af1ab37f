/** The firewall of CloudFront, its log, and what watches a distribution. */
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

/** A web ACL like the example's, its rules changed. */
function acl(changed: (rules: Properties[]) => Properties[]): (world: World) => Promise<unknown> {
  return (world) =>
    world.make("firewall", { name: "x", rules: changed(structuredClone(world.inputs("firewall")["rules"]) as Properties[]) }, "x");
}

const first =
  (change: Properties): ((rules: Properties[]) => Properties[]) =>
  ([one, ...others]) => [{ ...one, ...change }, ...others];

const rate = (statement: Properties): ((world: World) => Promise<unknown>) =>
  acl(first({ statement: { rateBasedStatement: { aggregateKeyType: "IP", ...statement } } }));

const group = (vendorName: string, name: string, priority: number): Properties => ({
  name: `group-${String(priority)}`,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName, name } },
  visibilityConfig: { metricName: "x", cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
});

const field =
  (value: Properties): ((world: World) => Promise<unknown>) =>
  (world) =>
    world.make("firewall", { name: "x", dataProtectionConfig: { dataProtections: [{ action: "HASH", field: value }] } }, "x");

const logging =
  (arn: string): ((world: World) => Promise<unknown>) =>
  (world) =>
    world.update("firewallLogging", { logDestinationConfigs: [arn] });

export const firewall: Breach[] = [
  breach("scopeRegion", "a web ACL for CloudFront in Ireland", /scope is not valid.*eu-west-1/, (world) =>
    world.cloud.create({
      token: "aws:wafv2/webAcl:WebAcl",
      region: "eu-west-1",
      urn: world.urn("aws:wafv2/webAcl:WebAcl", "eu"),
      inputs: { ...world.inputs("firewall"), region: "eu-west-1" },
    }),
  ),
  breach(
    "aclRules",
    "two rules of one priority",
    /one priority/,
    acl(([one, ...others]) => [{ ...one, priority: 1 }, ...others]),
  ),
  breach(
    "aclRules",
    "a managed group with an action",
    /rule common needs overrideAction/,
    acl((rules) => rules.map((rule) => ({ ...rule, action: { block: {} } }))),
  ),
  breach("aclRules", "a rule without a statement", /exactly one statement/, acl(first({ statement: {} }))),
  breach(
    "aclCapacity",
    "a managed group that does not exist",
    /no managed rule group "?AWSManagedRulesMediaRuleSet/,
    acl(() => [group("AWS", "AWSManagedRulesMediaRuleSet", 0)]),
  ),
  breach(
    "aclCapacity",
    "more capacity than a web ACL has",
    /5600 WCU/,
    acl(() => Array.from({ length: 8 }, (_, index) => group("AWS", "AWSManagedRulesCommonRuleSet", index))),
  ),
  breach("rateStatement", "a rate limit of 9", /rate limit 9/, rate({ limit: 9 })),
  breach("rateStatement", "a rate limit beyond 2,000,000,000", /rate limit 2000000001/, rate({ limit: 2_000_000_001 })),
  breach("rateStatement", "a window of four minutes", /not 240/, rate({ limit: 10, evaluationWindowSec: 240 })),
  breach(
    "rateStatement",
    "a rate within a NOT",
    /cannot be nested/,
    acl(first({ statement: { notStatement: { statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: 10 } } } } })),
  ),
  breach(
    "geoStatement",
    "a country called UK",
    /UK is not a country code/,
    acl(first({ statement: { geoMatchStatement: { countryCodes: ["UK"] } } })),
  ),
  breach("geoStatement", "no country", /0 country codes/, acl(first({ statement: { geoMatchStatement: { countryCodes: [] } } }))),
  breach("protectedFields", "a header that is not named", /SINGLE_HEADER"? needs field keys/, field({ fieldType: "SINGLE_HEADER" })),
  breach(
    "protectedFields",
    "keys of a query string",
    /QUERY_STRING"? takes no field keys/,
    field({ fieldType: "QUERY_STRING", fieldKeys: ["Policy"] }),
  ),
  breach("aclUnused", "deleting the firewall of a distribution", /WAFAssociatedItemException/, (world) => world.remove("firewall")),
  breach("loggedAcl", "the log of a firewall that does not exist", /WAFNonexistentItemException/, (world) =>
    world.make("firewallLogging", { resourceArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/none/none" }, "x"),
  ),
  breach("loggedAcl", "a second log of one firewall", /has a logging configuration/, (world) => world.make("firewallLogging", {}, "x")),
  breach(
    "logDestination",
    "a log group of another name",
    /has to begin with aws-waf-logs-/,
    logging("arn:aws:logs:us-east-1:123456789012:log-group:viewers"),
  ),
  breach("logDestination", "a bucket of another name", /has to begin with aws-waf-logs-/, logging("arn:aws:s3:::viewers-logs")),
  breach(
    "logDestination",
    "a log group that does not exist",
    /aws-waf-logs-none does not exist/,
    logging("arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-none"),
  ),
  breach("logDestination", "two destinations", /one logging destination/, (world) =>
    world.update("firewallLogging", { logDestinationConfigs: ["arn:aws:s3:::aws-waf-logs-a", "arn:aws:s3:::aws-waf-logs-b"] }),
  ),
  breach("subscribedDistribution", "metrics of no distribution", /NoSuchDistribution/, (world) =>
    world.make("monitoring", { distributionId: "ENONE" }, "x"),
  ),
  breach("subscribedDistribution", "metrics asked for twice", /MonitoringSubscriptionAlreadyExists/, (world) =>
    world.make("monitoring", {}, "x"),
  ),
  breach("realtimeLogForm", "a log of nothing", /sampling rate 0/, (world) =>
    world.make("requestLog", { name: "x", samplingRate: 0 }, "x"),
  ),
  breach("realtimeLogForm", "a field twice", /different fields, not 2/, (world) =>
    world.make("requestLog", { name: "x", fields: ["timestamp", "timestamp"] }, "x"),
  ),
  breach("realtimeLogEnds", "a stream that does not exist", /stream arn:none does not exist/, (world) =>
    world.make(
      "requestLog",
      { name: "x", endpoint: { streamType: "Kinesis", kinesisStreamConfig: { roleArn: "arn:none", streamArn: "arn:none" } } },
      "x",
    ),
  ),
  breach("realtimeLogEnds", "a role for another service", /cannot assume the role/, (world) =>
    world.make(
      "requestLog",
      {
        name: "x",
        endpoint: {
          streamType: "Kinesis",
          kinesisStreamConfig: { roleArn: world.output("role", "arn"), streamArn: world.output("requestStream", "arn") },
        },
      },
      "x",
    ),
  ),
  breach("realtimeLogUnused", "deleting the real-time log of a distribution", /RealtimeLogConfigInUse/, (world) =>
    world.remove("requestLog"),
  ),
];
