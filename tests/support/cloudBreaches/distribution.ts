/** CloudFront distributions, of both providers. */
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { domain } from "../cloudExamples/index.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

type Change = (config: Properties, world: World) => Properties;

/** The aws-native distribution changed. */
function native(change: Change): (world: World) => Promise<unknown> {
  return (world) => {
    const config = structuredClone(world.inputs("distribution")["distributionConfig"] as Properties);
    return world.update("distribution", { distributionConfig: { ...config, ...change(config, world) } });
  };
}

/** The aws distribution changed. */
function bridged(change: Change): (world: World) => Promise<unknown> {
  return (world) => world.update("plainDistribution", change(structuredClone(world.inputs("plainDistribution")), world));
}

function behaviour(changed: Properties): (world: World) => Promise<unknown> {
  return native(({ cacheBehaviors }) => ({ cacheBehaviors: (cacheBehaviors as Properties[]).map((one) => ({ ...one, ...changed })) }));
}

function group(changed: (one: Properties) => Properties): (world: World) => Promise<unknown> {
  return native(({ originGroups }) => {
    const items = ((originGroups as Properties)["items"] as Properties[]).map((one) => ({ ...one, ...changed(one) }));
    return { originGroups: { quantity: 1, items } };
  });
}

function certificate(acmCertificateArn: string): Properties {
  return { viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only" } };
}

function geo(restrictionType: string, locations: string[]): Properties {
  return { restrictions: { geoRestriction: { restrictionType, locations } } };
}

const manyOrigins =
  (count: number): Change =>
  ({ origins }) => {
    const [first] = origins as Properties[];
    return {
      origins: [
        ...(origins as Properties[]),
        ...Array.from({ length: count }, (_, number) => ({ ...first, id: `o${String(number)}`, originId: `o${String(number)}` })),
      ],
    };
  };

export const distribution: Breach[] = [
  breach(
    "idsUnique",
    "two origins of one id",
    /ids that differ/,
    native(({ origins }) => ({ origins: [...(origins as Properties[]), (origins as Properties[])[0]] })),
  ),
  breach(
    "idsUnique",
    "two behaviours of one path",
    /PathPattern contains duplicates/,
    native(({ cacheBehaviors }) => ({ cacheBehaviors: [...(cacheBehaviors as Properties[]), ...(cacheBehaviors as Properties[])] })),
  ),
  breach(
    "idsUnique",
    "no origin",
    /needs an origin/,
    bridged(() => ({ origins: [] })),
  ),
  breach("targetExists", "a behaviour to nowhere", /NoSuchOrigin: .*nowhere.*news/, behaviour({ targetOriginId: "nowhere" })),
  breach(
    "originGroups",
    "a group of one",
    /two different members/,
    group(() => ({ members: { quantity: 1, items: [{ originId: "main-eu-west-1" }] } })),
  ),
  breach(
    "originGroups",
    "a member that is no origin",
    /member other/,
    group(() => ({ members: { quantity: 2, items: [{ originId: "main-eu-west-1" }, { originId: "other" }] } })),
  ),
  breach(
    "originGroups",
    "failover on 418",
    /status code 418/,
    group(() => ({ failoverCriteria: { statusCodes: { quantity: 1, items: [418] } } })),
  ),
  breach(
    "qualityOrigins",
    "selection by quality between web servers",
    /is no MediaPackage v2 origin/,
    native(({ origins }) => ({ origins: (origins as Properties[]).map((one) => ({ ...one, domainName: "www.example.com" })) })),
  ),
  breach(
    "qualityWithoutLambda",
    "a function on origin requests where quality selects",
    /selects by media quality, and a function runs on origin-request/,
    behaviour({
      lambdaFunctionAssociations: [
        { eventType: "origin-request", lambdaFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f:1" },
      ],
    }),
  ),
  breach(
    "accessControlsExist",
    "an access control that does not exist",
    /NoSuchOriginAccessControl/,
    native(({ origins }) => ({ origins: (origins as Properties[]).map((one) => ({ ...one, originAccessControlId: "ENONE" })) })),
  ),
  breach("methods", "a set of methods there is not", /not one of the sets/, behaviour({ allowedMethods: ["GET", "PUT"] })),
  breach(
    "methods",
    "writing to an origin group",
    /cannot include POST/,
    behaviour({ allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] }),
  ),
  breach("cachingStated", "a behaviour without cache policy", /needs a cache policy or forwarded values/, behaviour({ cachePolicyId: "" })),
  breach("cachePolicyExists", "a cache policy that does not exist", /NoSuchCachePolicy/, behaviour({ cachePolicyId: "none" })),
  breach(
    "originRequestPolicyExists",
    "an origin request policy that does not exist",
    /NoSuchOriginRequestPolicy/,
    behaviour({ originRequestPolicyId: "none" }),
  ),
  breach(
    "headersPolicyExists",
    "a headers policy that does not exist",
    /NoSuchResponseHeadersPolicy/,
    behaviour({ responseHeadersPolicyId: "none" }),
  ),
  breach("keyGroupsExist", "a key group that does not exist", /TrustedKeyGroupDoesNotExist/, behaviour({ trustedKeyGroups: ["none"] })),
  breach("keyGroupsExist", "five key groups", /TooManyKeyGroups/, behaviour({ trustedKeyGroups: ["a", "b", "c", "d", "e"] })),
  breach(
    "functionsExist",
    "a function that does not exist",
    /function arn:none does not exist/,
    behaviour({ functionAssociations: [{ eventType: "viewer-request", functionArn: "arn:none" }] }),
  ),
  breach("functionsExist", "a function that is not published", /is not published/, async (world) => {
    await world.make("function", { name: "draft", publish: false }, "draft");
    return behaviour({ functionAssociations: [{ eventType: "viewer-request", functionArn: world.output("draft", "arn") }] })(world);
  }),
  breach(
    "firewallFits",
    "a firewall that does not exist",
    /InvalidWebACLId/,
    native(() => ({ webAclId: "arn:none" })),
  ),
  breach("firewallFits", "a regional firewall", /has the scope REGIONAL/, async (world) => {
    const made = await world.make("firewall", { name: "regional", scope: "REGIONAL" }, "regional");
    return bridged(() => ({ webAclId: made.outputs["arn"] }))(world);
  }),
  breach(
    "geoRestriction",
    "a country called UK",
    /not valid: UK/,
    native(() => geo("whitelist", ["DE", "UK"])),
  ),
  breach(
    "geoRestriction",
    "a country called XX",
    /not valid: XX/,
    bridged(() => geo("blacklist", ["XX"])),
  ),
  breach(
    "geoRestriction",
    "a country twice",
    /listed twice/,
    bridged(() => geo("blacklist", ["KP", "KP"])),
  ),
  breach(
    "geoRestriction",
    "no country to allow",
    /whitelist with 0 countries/,
    native(() => geo("whitelist", [])),
  ),
  breach(
    "geoRestriction",
    "countries without a restriction",
    /none with 1 countries/,
    bridged(() => geo("none", ["DE"])),
  ),
  breach(
    "shieldRegions",
    "a shield where there is none",
    /Origin Shield of origin main-eu-west-1 cannot be in eu-north-1/,
    native(({ origins }) => ({
      origins: (origins as Properties[]).map((one) => ({ ...one, originShield: { enabled: true, originShieldRegion: "eu-north-1" } })),
    })),
  ),
  breach(
    "realtimeLogsExist",
    "a real-time log that does not exist",
    /NoSuchRealtimeLogConfig/,
    behaviour({ realtimeLogConfigArn: "arn:none" }),
  ),
  breach("distributionQuotas", "101 origins", /TooManyOrigins: 101/, bridged(manyOrigins(100))),
  breach(
    "distributionQuotas",
    "76 behaviours",
    /TooManyCacheBehaviors: 76/,
    native(({ cacheBehaviors }) => ({
      cacheBehaviors: Array.from({ length: 75 }, (_, number) => ({
        ...(cacheBehaviors as Properties[])[0],
        pathPattern: `/${String(number)}`,
      })),
    })),
  ),
  breach(
    "protocolNeedsCertificate",
    "TLS 1.2 with the default certificate",
    /cannot be set with the default certificate/,
    bridged(() => ({ viewerCertificate: { cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1.2_2021" } })),
  ),
  breach(
    "certificateFits",
    "an alias with the default certificate",
    /need a certificate of their own/,
    bridged(() => ({ aliases: [`other.${domain}`] })),
  ),
  breach(
    "certificateFits",
    "an alias without certificate",
    /attach a trusted certificate/,
    bridged(() => ({ aliases: [`other.${domain}`], viewerCertificate: {} })),
  ),
  breach(
    "certificateFits",
    "a certificate that does not exist",
    /isn't in us-east-1/,
    bridged(() => certificate("arn:aws:acm:us-east-1:123456789012:certificate/none")),
  ),
  breach("certificateFits", "a certificate of another region", /isn't in us-east-1/, async (world) => {
    const inputs = { ...world.inputs("certificate"), region: "eu-west-1" };
    const made = await world.cloud.create({
      token: "aws:acm/certificate:Certificate",
      region: "eu-west-1",
      urn: world.urn("aws:acm/certificate:Certificate", "eu"),
      inputs,
    });
    return bridged(() => certificate(made.id))(world);
  }),
  breach("certificateFits", "a certificate that nobody proved", /is not issued yet/, async (world) => {
    const made = await world.make("certificate", { domainName: `other.${domain}` }, "unproven");
    return bridged(() => certificate(made.id))(world);
  }),
  breach(
    "certificateFits",
    "an alias that the certificate does not cover",
    /doesn't cover the alternate domain name other/,
    native(() => ({ aliases: [`watch.${domain}`, `other.${domain}`] })),
  ),
  breach(
    "aliasesFree",
    "an alias of another distribution",
    /CNAMEAlreadyExists/,
    bridged((_config, world) => ({ aliases: [`watch.${domain}`], ...certificate(world.id("certificate")) })),
  ),
];
