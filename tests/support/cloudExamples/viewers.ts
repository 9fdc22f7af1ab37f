/** The edge: distributions and all they refer to, names, health checks. */
import { domain, edge, publicKeyPem, region, zoneId, type Example } from "./example.ts";

const originId = "main-eu-west-1";

export const viewers: Example[] = [
  {
    name: "accessControl",
    token: "aws:cloudfront/originAccessControl:OriginAccessControl",
    inputs: () => ({ name: "onair", originAccessControlOriginType: "mediapackagev2", signingBehavior: "always", signingProtocol: "sigv4" }),
  },
  {
    name: "cachePolicy",
    token: "aws:cloudfront/cachePolicy:CachePolicy",
    inputs: () => ({
      name: "onair",
      minTtl: 0,
      defaultTtl: 1,
      maxTtl: 1_209_600,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: { items: ["aws.manifestfilter", "_HLS_msn"] } },
      },
    }),
  },
  {
    name: "requestPolicy",
    token: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    inputs: () => ({
      name: "onair",
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "all" },
    }),
  },
  {
    name: "headersPolicy",
    token: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    inputs: () => ({
      name: "onair",
      corsConfig: {
        accessControlAllowCredentials: true,
        accessControlAllowOrigins: { items: [`https://${domain}`] },
        accessControlAllowHeaders: { items: ["Range"] },
        accessControlAllowMethods: { items: ["GET", "HEAD"] },
        originOverride: true,
      },
      securityHeadersConfig: {
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "no-referrer", override: true },
      },
    }),
  },
  { name: "publicKey", token: "aws:cloudfront/publicKey:PublicKey", inputs: () => ({ name: "onair-1", encodedKey: publicKeyPem }) },
  { name: "keyGroup", token: "aws:cloudfront/keyGroup:KeyGroup", inputs: (made) => ({ name: "onair", items: [made.id("publicKey")] }) },
  { name: "values", token: "aws:cloudfront/keyValueStore:KeyValueStore", inputs: () => ({ name: "onair" }) },
  {
    name: "function",
    token: "aws:cloudfront/function:Function",
    inputs: (made) => ({
      name: "onair",
      runtime: "cloudfront-js-2.0",
      code: "function handler(event) { return event.request; }",
      publish: true,
      keyValueStoreAssociations: [made.output("values", "arn")],
    }),
  },
  {
    name: "certificate",
    token: "aws:acm/certificate:Certificate",
    region: edge,
    inputs: () => ({ domainName: `watch.${domain}`, validationMethod: "DNS", keyAlgorithm: "RSA_2048" }),
  },
  {
    name: "proof",
    token: "aws:route53/record:Record",
    inputs: (made) => {
      const [option] = made.object("certificate").outputs["domainValidationOptions"] as {
        resourceRecordName: string;
        resourceRecordValue: string;
      }[];
      return { zoneId, name: option?.resourceRecordName ?? "", type: "CNAME", ttl: 60, records: [option?.resourceRecordValue ?? ""] };
    },
  },
  {
    name: "validated",
    token: "aws:acm/certificateValidation:CertificateValidation",
    region: edge,
    inputs: (made) => ({ certificateArn: made.id("certificate") }),
  },
  {
    name: "distribution",
    token: "aws-native:cloudfront:Distribution",
    region: edge,
    inputs: (made) => ({
      distributionConfig: {
        enabled: true,
        aliases: [`watch.${domain}`],
        httpVersion: "http2and3",
        priceClass: "PriceClass_All",
        origins: [originId, "main-us-east-1"].map((id) => ({
          id,
          domainName: "x.egress.y.mediapackagev2.eu-west-1.amazonaws.com",
          originAccessControlId: made.id("accessControl"),
          customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
          originShield: { enabled: true, originShieldRegion: "eu-west-1" },
        })),
        originGroups: {
          quantity: 1,
          items: [
            {
              id: "main",
              failoverCriteria: { statusCodes: { quantity: 2, items: [403, 503] } },
              members: { quantity: 2, items: [{ originId }, { originId: "main-us-east-1" }] },
              selectionCriteria: "media-quality-based",
            },
          ],
        },
        defaultCacheBehavior: {
          targetOriginId: originId,
          viewerProtocolPolicy: "https-only",
          cachePolicyId: made.id("cachePolicy"),
          trustedKeyGroups: [made.id("keyGroup")],
        },
        cacheBehaviors: [
          {
            pathPattern: "/out/v1/main/news/*",
            targetOriginId: "main",
            viewerProtocolPolicy: "https-only",
            allowedMethods: ["GET", "HEAD", "OPTIONS"],
            cachedMethods: ["GET", "HEAD"],
            cachePolicyId: made.id("cachePolicy"),
            originRequestPolicyId: made.id("requestPolicy"),
            responseHeadersPolicyId: made.id("headersPolicy"),
            trustedKeyGroups: [made.id("keyGroup")],
            functionAssociations: [{ eventType: "viewer-request", functionArn: made.output("function", "arn") }],
            realtimeLogConfigArn: made.id("requestLog"),
          },
        ],
        webAclId: made.output("firewall", "arn"),
        viewerCertificate: {
          acmCertificateArn: made.id("certificate"),
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE", "GB"] } },
      },
    }),
  },
  {
    name: "plainDistribution",
    token: "aws:cloudfront/distribution:Distribution",
    region: edge,
    inputs: (made) => ({
      enabled: true,
      httpVersion: "http2and3",
      priceClass: "PriceClass_100",
      origins: [
        {
          originId,
          domainName: "x.egress.y.mediapackagev2.eu-west-1.amazonaws.com",
          originAccessControlId: made.id("accessControl"),
          customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: originId,
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: made.id("cachePolicy"),
        trustedKeyGroups: [made.id("keyGroup")],
      },
      orderedCacheBehaviors: [],
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    }),
  },
  {
    name: "viewerName",
    token: "aws:route53/record:Record",
    inputs: (made) => ({
      zoneId,
      name: `watch.${domain}`,
      type: "A",
      aliases: [{ name: made.output("distribution", "domainName"), zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
    }),
  },
  {
    name: "health",
    token: "aws:route53/healthCheck:HealthCheck",
    inputs: () => ({
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: "news-outputs",
      cloudwatchAlarmRegion: region,
      insufficientDataHealthStatus: "Unhealthy",
    }),
  },
  {
    name: "whole",
    token: "aws:route53/healthCheck:HealthCheck",
    inputs: (made) => ({ type: "CALCULATED", childHealthchecks: [made.id("health")], childHealthThreshold: 1 }),
  },
  {
    name: "primary",
    token: "aws:route53/record:Record",
    inputs: (made) => ({
      zoneId,
      name: `uplink.${domain}`,
      type: "A",
      ttl: 60,
      records: ["198.18.0.1"],
      setIdentifier: "primary",
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
      healthCheckId: made.id("whole"),
    }),
  },
];
