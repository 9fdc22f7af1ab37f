/** Records, health checks and certificates. */
import { domain, zoneId } from "../cloudExamples/index.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";
import type { Properties } from "../../../rehearsal/cloud/values.ts";

/** A plain record, changed. */
function record(changed: Properties): (world: World) => Promise<unknown> {
  const plain = { name: `x.${domain}`, setIdentifier: undefined, failoverRoutingPolicies: undefined, healthCheckId: undefined };
  return (world) => world.make("primary", { ...plain, ...changed }, "x");
}

function alias(changed: Properties, name = `x.${domain}`): (world: World) => Promise<unknown> {
  return (world) => {
    const target = { name: world.output("distribution", "domainName"), zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false, ...changed };
    return world.make("viewerName", { name, aliases: [target] }, "x");
  };
}

export const dns: Breach[] = [
  breach("zoneExists", "a record of a zone that is not the account's", /NoSuchHostedZone/, record({ zoneId: "ZOTHER" })),
  breach("recordForm", "neither alias nor values", /either an alias target or values/, record({ records: undefined })),
  breach("recordForm", "values without time to live", /needs a TTL/, record({ ttl: undefined })),
  breach("recordForm", "an address that is none", /"198.18.0.999" is no value/, record({ records: ["198.18.0.999"] })),
  breach("recordForm", "a version 4 address in AAAA", /is no value of a record of type AAAA/, record({ type: "AAAA" })),
  breach("recordForm", "an alias with a time to live", /takes no TTL/, (world) =>
    world.make("viewerName", { name: `x.${domain}`, ttl: 60 }, "x"),
  ),
  breach(
    "setIdentifier",
    "failover without set identifier",
    /needs a set identifier/,
    record({ failoverRoutingPolicies: [{ type: "SECONDARY" }] }),
  ),
  breach("setIdentifier", "a simple record with one", /takes no set identifier/, record({ setIdentifier: "one" })),
  breach("recordFree", "the same record twice", /it already exists/, record({ name: `watch.${domain}` })),
  breach("recordFree", "a simple record beside a failover record", /different routing policies/, record({ name: `uplink.${domain}` })),
  breach(
    "recordFree",
    "a CNAME beside another record",
    /cannot stand beside/,
    record({ name: `watch.${domain}`, type: "CNAME", records: ["x.example"] }),
  ),
  breach("failoverPair", "a second primary", /type PRIMARY already exists/, (world) =>
    world.make("primary", { setIdentifier: "other" }, "x"),
  ),
  breach("aliasToDistribution", "an alias in another zone than CloudFront's", /does not lie within the target zone/, alias({ zoneId })),
  breach(
    "aliasToDistribution",
    "an alias that weighs health",
    /EvaluateTargetHealth cannot be true/,
    alias({ evaluateTargetHealth: true }),
  ),
  breach("aliasToDistribution", "an alias to no distribution", /that target was not found/, alias({ name: "dnone.cloudfront.net" })),
  breach("aliasNameServed", "a name that the distribution does not answer for", /has no alternate domain name x/, alias({})),
  breach("recordHealthCheck", "a health check that does not exist", /NoSuchHealthCheck/, record({ healthCheckId: "none" })),
  breach("childrenExist", "a calculated check of nothing", /1 to 255 children/, (world) =>
    world.make("whole", { childHealthchecks: [] }, "x"),
  ),
  breach("childrenExist", "a child that does not exist", /child health check none/, (world) =>
    world.make("whole", { childHealthchecks: ["none"] }, "x"),
  ),
  breach("childrenExist", "a threshold beyond the children", /threshold 2 exceeds/, (world) =>
    world.make("whole", { childHealthThreshold: 2 }, "x"),
  ),
  breach("followedAlarm", "an alarm in another region", /no metric alarm news-outputs in us-east-1/, (world) =>
    world.make("health", { cloudwatchAlarmRegion: "us-east-1" }, "x"),
  ),
  breach("followedAlarm", "an alarm on a percentile", /extended statistic/, async (world) => {
    await world.update("alarm", { statistic: undefined, extendedStatistic: "p99" });
    return world.make("health", {}, "x");
  }),
  breach("followedAlarm", "a high-resolution alarm", /high-resolution/, async (world) => {
    await world.update("alarm", { period: 10 });
    return world.make("health", {}, "x");
  }),
  breach("endpointStated", "a probe of nothing", /needs a domain name or an address/, (world) =>
    world.make("health", { type: "HTTPS" }, "x"),
  ),
  breach("certificateDomains", "a certificate for no domain", /is no domain name/, (world) =>
    world.make("certificate", { domainName: "Example" }, "x"),
  ),
  breach("certificateProven", "waiting for a certificate that nobody proves", /last state: 'PENDING_VALIDATION'/, async (world) => {
    const made = await world.make("certificate", { domainName: `other.${domain}` }, "unproven");
    return world.make("validated", { certificateArn: made.id }, "x");
  }),
  breach("certificateUnused", "deleting a certificate in use", /ResourceInUseException/, (world) => world.remove("certificate")),
];
