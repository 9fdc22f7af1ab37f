import type { Sample, Spoil } from "../spoil.ts";

const region = "us-east-1";
const origins = ["a.egress.mediapackagev2.us-east-1.amazonaws.com", "b.egress.mediapackagev2.eu-west-1.amazonaws.com"];
const distribution = {
  enabled: true,
  aliases: ["live.example.com"],
  comment: "live",
  httpVersion: "http2and3",
  isIpv6Enabled: true,
  priceClass: "PriceClass_100",
  origins: origins.map((domainName, index) => ({
    originId: `r${index}`,
    domainName,
    originAccessControlId: "E1OAC",
    connectionAttempts: 2,
    connectionTimeout: 3,
    originShield: { enabled: true, originShieldRegion: "us-east-1" },
    customHeaders: [{ name: "X-Edge", value: "1" }],
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: 6,
      originKeepaliveTimeout: 60,
    },
  })),
  originGroups: [
    {
      originId: "main",
      failoverCriteria: { statusCodes: [403, 404, 500, 502, 503, 504] },
      members: [{ originId: "r0" }, { originId: "r1" }],
    },
  ],
  defaultCacheBehavior: {
    targetOriginId: "r0",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    trustedKeyGroups: ["4b86bda8-1111-2222-3333-444455556666"],
    functionAssociations: [{ eventType: "viewer-request", functionArn: "arn:aws:cloudfront::123456789012:function/onair" }],
  },
  orderedCacheBehaviors: [
    {
      pathPattern: "/out/v1/main/news/*",
      targetOriginId: "main",
      viewerProtocolPolicy: "https-only",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      trustedKeyGroups: ["4b86bda8-1111-2222-3333-444455556666"],
      compress: true,
    },
  ],
  customErrorResponses: [{ errorCode: 404, errorCachingMinTtl: 1, responseCode: 404, responsePagePath: "/404.html" }],
  restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE", "GB"] } },
  viewerCertificate: {
    acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
  },
  tags: { project: "onair" },
};

const behaviour = (targetOriginId: string): Record<string, unknown> => ({
  targetOriginId,
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  trustedKeyGroups: ["4b86bda8-1111-2222-3333-444455556666"],
});
const native = {
  distributionConfig: {
    enabled: true,
    httpVersion: "http2and3",
    ipv6Enabled: true,
    priceClass: "PriceClass_100",
    origins: origins.map((domainName, index) => ({
      id: `r${index}`,
      domainName,
      originAccessControlId: "E1OAC",
      customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
      originCustomHeaders: [{ headerName: "X-Edge", headerValue: "1" }],
    })),
    originGroups: {
      quantity: 1,
      items: [
        {
          id: "main",
          failoverCriteria: { statusCodes: { quantity: 2, items: [403, 404] } },
          members: { quantity: 2, items: [{ originId: "r0" }, { originId: "r1" }] },
          selectionCriteria: "media-quality-based",
        },
      ],
    },
    defaultCacheBehavior: behaviour("r0"),
    cacheBehaviors: [{ ...behaviour("main"), pathPattern: "/out/v1/main/news/*" }],
    restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE"] } },
    viewerCertificate: { cloudFrontDefaultCertificate: true },
  },
  tags: [{ key: "project", value: "onair" }],
};

function policyParts(prefix: string): Spoil[] {
  return [
    { what: "enum", set: [`${prefix}cookiesConfig.cookieBehavior`, "some"], at: `${prefix}cookiesConfig.cookieBehavior`, by: "botocore" },
    { what: "missing", drop: `${prefix}headersConfig`, at: `${prefix}HeadersConfig`, by: "botocore" },
    { what: "unknown property", set: [`${prefix}queryConfig`, {}], at: `${prefix}queryConfig`, by: "botocore" },
  ];
}

const keyParts = {
  cookiesConfig: { cookieBehavior: "none" },
  headersConfig: { headerBehavior: "none" },
  queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: { items: ["_HLS_msn"] } },
};

export const edgeSamples: Sample[] = [
  {
    type: "aws:cloudfront/distribution:Distribution",
    region,
    inputs: distribution,
    spoilt: [
      { what: "enum", set: ["priceClass", "PriceClass_300"], at: "priceClass", by: "botocore" },
      { what: "enum", set: ["priceClass", "PriceClass_300"], at: "priceClass", by: "cfn-lint" },
      { what: "enum", set: ["httpVersion", "http9"], at: "httpVersion", by: "cfn-lint" },
      {
        what: "enum",
        set: ["viewerCertificate.minimumProtocolVersion", "TLSv1.4"],
        at: "viewerCertificate.minimumProtocolVersion",
        by: "cfn-lint",
      },
      {
        what: "enum",
        set: ["orderedCacheBehaviors[0].viewerProtocolPolicy", "https"],
        at: "orderedCacheBehaviors[0].viewerProtocolPolicy",
        by: "botocore",
      },
      {
        what: "enum",
        set: ["restrictions.geoRestriction.locations[1]", "UK"],
        at: "restrictions.geoRestriction.locations[1]",
        by: "cfn-lint",
      },
      {
        what: "enum",
        set: ["restrictions.geoRestriction.locations[1]", "XX"],
        at: "restrictions.geoRestriction.locations[1]",
        by: "cfn-lint",
      },
      {
        what: "enum",
        set: ["orderedCacheBehaviors[0].allowedMethods[1]", "HAED"],
        at: "orderedCacheBehaviors[0].allowedMethods[1]",
        by: "botocore",
      },
      { what: "length", set: ["originGroups[0].members", [{ originId: "r0" }]], at: "originGroups[0].members", by: "botocore" },
      {
        what: "pattern",
        set: ["origins[0].originShield.originShieldRegion", "USEast1"],
        at: "origins[0].originShield.originShieldRegion",
        by: "botocore",
      },
      {
        what: "pattern",
        set: ["defaultCacheBehavior.functionAssociations[0].functionArn", "onair"],
        at: "defaultCacheBehavior.functionAssociations[0].functionArn",
        by: "botocore",
      },
      {
        what: "unknown property",
        set: ["originGroups[0].selectionCriterion", "default"],
        at: "originGroups[0].selectionCriterion",
        by: "botocore",
      },
      {
        what: "missing",
        drop: "defaultCacheBehavior.viewerProtocolPolicy",
        at: "defaultCacheBehavior.ViewerProtocolPolicy",
        by: "botocore",
      },
      { what: "wrong type", set: ["enabled", "yes"], at: "enabled", by: "botocore" },
      {
        what: "consistency",
        set: ["defaultCacheBehavior.targetOriginId", "elsewhere"],
        at: "defaultCacheBehavior.targetOriginId",
        by: "cfn-lint",
      },
    ],
  },
  {
    type: "aws-native:cloudfront:Distribution",
    region,
    inputs: native,
    spoilt: [
      {
        what: "enum",
        set: ["distributionConfig.originGroups.items[0].selectionCriteria", "media-quality-score"],
        at: "distributionConfig.originGroups.items[0].selectionCriteria",
        by: "cfn-lint",
      },
      { what: "enum", set: ["distributionConfig.priceClass", "PriceClass_300"], at: "distributionConfig.priceClass", by: "cfn-lint" },
      {
        what: "enum",
        set: ["distributionConfig.restrictions.geoRestriction.locations[0]", "UK"],
        at: "distributionConfig.restrictions.geoRestriction.locations[0]",
        by: "cfn-lint",
      },
      {
        what: "enum",
        set: ["distributionConfig.originGroups.items[0].selectionCriteria", "media-quality-score"],
        at: "distributionConfig.originGroups.items[0].selectionCriteria",
        by: "cfn-lint",
      },
      {
        what: "unknown property",
        set: ["distributionConfig.orderedCacheBehaviors", []],
        at: "distributionConfig.orderedCacheBehaviors",
        by: "cfn-lint",
      },
      {
        what: "missing",
        drop: "distributionConfig.defaultCacheBehavior.viewerProtocolPolicy",
        at: "distributionConfig.defaultCacheBehavior",
        by: "cfn-lint",
      },
      {
        what: "wrong type",
        set: ["distributionConfig.originGroups.items[0].members", []],
        at: "distributionConfig.originGroups.items[0].members",
        by: "cfn-lint",
      },
      { what: "missing", drop: "distributionConfig.originGroups.quantity", at: "distributionConfig.originGroups", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:cloudfront/originAccessControl:OriginAccessControl",
    region,
    inputs: { name: "onair", originAccessControlOriginType: "mediapackagev2", signingBehavior: "always", signingProtocol: "sigv4" },
    spoilt: [
      { what: "enum", set: ["originAccessControlOriginType", "mediapackage"], at: "originAccessControlOriginType", by: "botocore" },
      { what: "missing", drop: "signingBehavior", at: "SigningBehavior", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudfront/cachePolicy:CachePolicy",
    region,
    inputs: {
      name: "live",
      minTtl: 0,
      maxTtl: 86400,
      defaultTtl: 1,
      parametersInCacheKeyAndForwardedToOrigin: { ...keyParts, enableAcceptEncodingGzip: true, enableAcceptEncodingBrotli: true },
    },
    spoilt: [
      ...policyParts("parametersInCacheKeyAndForwardedToOrigin."),
      { what: "wrong type", set: ["maxTtl", "day"], at: "maxTtl", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    region,
    inputs: { name: "live", ...keyParts },
    spoilt: policyParts(""),
  },
  {
    type: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    region,
    inputs: {
      name: "live",
      corsConfig: {
        accessControlAllowCredentials: true,
        accessControlAllowHeaders: { items: ["Range"] },
        accessControlAllowMethods: { items: ["GET", "HEAD"] },
        accessControlAllowOrigins: { items: ["https://example.com"] },
        originOverride: true,
      },
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: 31536000, override: true },
        frameOptions: { frameOption: "DENY", override: true },
      },
    },
    spoilt: [
      {
        what: "enum",
        set: ["corsConfig.accessControlAllowMethods.items[0]", "FETCH"],
        at: "corsConfig.accessControlAllowMethods.items[0]",
        by: "botocore",
      },
      {
        what: "enum",
        set: ["securityHeadersConfig.frameOptions.frameOption", "NONE"],
        at: "securityHeadersConfig.frameOptions.frameOption",
        by: "botocore",
      },
      { what: "missing", drop: "corsConfig.originOverride", at: "corsConfig.OriginOverride", by: "botocore" },
      {
        what: "range",
        set: ["serverTimingHeadersConfig", { enabled: true, samplingRate: 101 }],
        at: "serverTimingHeadersConfig.samplingRate",
        by: "botocore",
      },
    ],
  },
  {
    type: "aws:cloudfront/publicKey:PublicKey",
    region,
    inputs: { name: "k1", encodedKey: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n" },
    spoilt: [
      { what: "missing", drop: "encodedKey", at: "EncodedKey", by: "botocore" },
      { what: "wrong type", set: ["encodedKey", 7], at: "encodedKey", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudfront/keyGroup:KeyGroup",
    region,
    inputs: { name: "viewers", items: ["K1ABC"] },
    spoilt: [
      { what: "missing", drop: "items", at: "Items", by: "botocore" },
      { what: "wrong type", set: ["items", "K1ABC"], at: "items", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudfront/function:Function",
    region,
    inputs: {
      name: "viewer-request",
      runtime: "cloudfront-js-2.0",
      code: "function handler(event) { return event.request; }",
      publish: true,
      keyValueStoreAssociations: ["arn:aws:cloudfront::123456789012:key-value-store/01234567-89ab-cdef-0123-456789abcdef"],
    },
    spoilt: [
      { what: "enum", set: ["runtime", "cloudfront-js-3.0"], at: "runtime", by: "botocore" },
      { what: "pattern", set: ["name", "viewer request"], at: "name", by: "botocore" },
      { what: "pattern", set: ["keyValueStoreAssociations[0]", "evacuation"], at: "keyValueStoreAssociations[0]", by: "botocore" },
      { what: "missing", drop: "code", at: "FunctionCode", by: "botocore" },
      { what: "length", set: ["code", "x".repeat(41_000)], at: "code", by: "botocore" },
    ],
  },
  {
    type: "aws:cloudfront/keyValueStore:KeyValueStore",
    region,
    inputs: { name: "evacuation", comment: "region order" },
    spoilt: [
      { what: "pattern", set: ["name", "evac/uation"], at: "name", by: "botocore" },
      { what: "length", set: ["comment", "x".repeat(129)], at: "comment", by: "botocore" },
    ],
  },
];
