/** Policies and functions that a behaviour refers to. Source of the shapes: CloudFront API reference, the Config type of each. */
import { object, objects, storedPairs, text, texts, type CloudObject, type Properties, type Value } from "../../cloud/index.ts";
import type { EdgeCachePolicy, EdgeCors, EdgeFunction, EdgeHeader, EdgeRequestPolicy, EdgeResponseHeaders, Named } from "./edgeTypes.ts";

const types = {
  cachePolicy: "aws:cloudfront/cachePolicy:CachePolicy",
  requestPolicy: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
  headersPolicy: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  keyGroup: "aws:cloudfront/keyGroup:KeyGroup",
  publicKey: "aws:cloudfront/publicKey:PublicKey",
  function: "aws:cloudfront/function:Function",
  store: "aws:cloudfront/keyValueStore:KeyValueStore",
};

/** CloudFront API, CachePolicyConfig: what a time left out means. Seconds. */
const LEFT_OUT = { minTtl: 0, defaultTtl: 86_400, maxTtl: 31_536_000 };
const NOTHING: Named = { kind: "none" };
const optimized = { minTtl: 1, defaultTtl: 86_400, maxTtl: 31_536_000, query: NOTHING, headers: NOTHING, cookies: NOTHING };

/** CloudFront Developer Guide, "Use managed cache policies". */
const managedCache: Readonly<Record<string, EdgeCachePolicy>> = {
  // CachingOptimized
  "658327ea-f89d-4fab-a63d-7e88639e58f6": { ...optimized, gzip: true, brotli: true },
  // CachingOptimizedForUncompressedObjects
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": { ...optimized, gzip: false, brotli: false },
  // CachingDisabled
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": { ...optimized, minTtl: 0, defaultTtl: 0, maxTtl: 0, gzip: false, brotli: false },
};

/**
 * The cache policy of an id, AWS's own ones included.
 * @throws Error for a policy that is neither in the account nor known to the rehearsal
 */
export function cachePolicy(all: readonly CloudObject[], id: string | undefined): EdgeCachePolicy {
  const managed = id === undefined ? undefined : managedCache[id];
  if (managed !== undefined) return managed;
  const { inputs } = found(all, types.cachePolicy, id);
  const key = object(inputs["parametersInCacheKeyAndForwardedToOrigin"]);
  const time = (name: keyof typeof LEFT_OUT): number => number(inputs[name]) ?? LEFT_OUT[name];
  return {
    minTtl: time("minTtl"),
    defaultTtl: Math.max(time("defaultTtl"), time("minTtl")),
    maxTtl: Math.max(time("maxTtl"), time("minTtl")),
    gzip: key["enableAcceptEncodingGzip"] === true,
    brotli: key["enableAcceptEncodingBrotli"] === true,
    ...namedParts(key),
  };
}

/** @throws Error for a policy that is not in the account, managed ones included */
export function requestPolicy(all: readonly CloudObject[], id: string | undefined): EdgeRequestPolicy | undefined {
  return id === undefined ? undefined : namedParts(found(all, types.requestPolicy, id).inputs);
}

function namedParts(properties: Properties): Pick<EdgeCachePolicy, "query" | "headers" | "cookies"> {
  return {
    query: named(properties["queryStringsConfig"], "queryStringBehavior", "queryStrings"),
    headers: named(properties["headersConfig"], "headerBehavior", "headers"),
    cookies: named(properties["cookiesConfig"], "cookieBehavior", "cookies"),
  };
}

function named(config: Value, kindName: string, listName: string): Named {
  const kind = text(object(config)[kindName]) ?? "none";
  const names = texts(object(object(config)[listName])["items"]);
  if (kind === "none") return NOTHING;
  if (kind === "allExcept") return { kind: "except", names };
  return kind.startsWith("all") ? { kind: "all" } : { kind: "only", names };
}

/** @throws Error for a policy that is not in the account, managed ones included */
export function responseHeaders(all: readonly CloudObject[], id: string | undefined): EdgeResponseHeaders | undefined {
  if (id === undefined) return undefined;
  const { inputs } = found(all, types.headersPolicy, id);
  const timing = object(inputs["serverTimingHeadersConfig"]);
  return {
    ...(inputs["corsConfig"] === undefined ? {} : { cors: corsOf(object(inputs["corsConfig"])) }),
    set: [...securityHeaders(object(inputs["securityHeadersConfig"])), ...customHeaders(inputs["customHeadersConfig"])],
    removed: objects(object(inputs["removeHeadersConfig"])["items"]).flatMap(({ header }) => text(header) ?? []),
    ...(timing["enabled"] === true ? { serverTiming: number(timing["samplingRate"]) ?? 0 } : {}),
  };
}

function corsOf(config: Properties): EdgeCors {
  const items = (name: string): string[] => texts(object(config[name])["items"]);
  const maxAge = number(config["accessControlMaxAgeSec"]);
  return {
    origins: items("accessControlAllowOrigins"),
    methods: items("accessControlAllowMethods"),
    headers: items("accessControlAllowHeaders"),
    exposed: items("accessControlExposeHeaders"),
    credentials: config["accessControlAllowCredentials"] === true,
    ...(maxAge === undefined ? {} : { maxAge }),
    override: config["originOverride"] === true,
  };
}

function customHeaders(config: Value): EdgeHeader[] {
  return objects(object(config)["items"]).map(({ header, value, override }) => ({
    name: (text(header) ?? "").toLowerCase(),
    value: text(value) ?? "",
    override: override === true,
  }));
}

/** CloudFront Developer Guide, "Understand response headers policies": the headers that each setting becomes. */
function securityHeaders(config: Properties): EdgeHeader[] {
  const policy = object(config["contentSecurityPolicy"]);
  const frame = object(config["frameOptions"]);
  const referrer = object(config["referrerPolicy"]);
  const headers: [string, string | undefined, Properties][] = [
    ["content-security-policy", text(policy["contentSecurityPolicy"]), policy],
    ["x-content-type-options", config["contentTypeOptions"] === undefined ? undefined : "nosniff", object(config["contentTypeOptions"])],
    ["x-frame-options", text(frame["frameOption"]), frame],
    ["referrer-policy", text(referrer["referrerPolicy"]), referrer],
    ["strict-transport-security", transportSecurity(config["strictTransportSecurity"]), object(config["strictTransportSecurity"])],
    ["x-xss-protection", xssProtection(config["xssProtection"]), object(config["xssProtection"])],
  ];
  return headers.flatMap(([name, value, { override }]) => (value === undefined ? [] : [{ name, value, override: override === true }]));
}

function transportSecurity(config: Value): string | undefined {
  if (config === undefined) return undefined;
  const { accessControlMaxAgeSec, includeSubdomains, preload } = object(config);
  const parts = [`max-age=${String(number(accessControlMaxAgeSec) ?? 0)}`];
  if (includeSubdomains === true) parts.push("includeSubDomains");
  if (preload === true) parts.push("preload");
  return parts.join("; ");
}

function xssProtection(config: Value): string | undefined {
  if (config === undefined) return undefined;
  const { protection, modeBlock, reportUri } = object(config);
  if (protection !== true) return "0";
  const report = text(reportUri);
  return ["1", ...(modeBlock === true ? ["mode=block"] : []), ...(report === undefined ? [] : [`report=${report}`])].join("; ");
}

/** Public keys of the key groups, PEM by id; `undefined` where a behaviour trusts none. */
export function trustedKeys(all: readonly CloudObject[], groups: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (groups.length === 0) return undefined;
  const ids = groups.flatMap((id) => texts(found(all, types.keyGroup, id).inputs["items"]));
  return Object.fromEntries(ids.map((id) => [id, text(found(all, types.publicKey, id).inputs["encodedKey"]) ?? ""]));
}

/** The function that runs on an event of a behaviour, with what its store holds now. */
export function functionOf(
  all: readonly CloudObject[],
  associations: readonly { event: string; arn: string }[],
  event: "viewer-request" | "viewer-response",
): EdgeFunction | undefined {
  const arn = associations.find((one) => one.event === event)?.arn;
  if (arn === undefined) return undefined;
  const { inputs } = byArn(all, types.function, arn);
  const [store] = texts(inputs["keyValueStoreAssociations"]);
  return {
    arn,
    code: text(inputs["code"]) ?? "",
    values: store === undefined ? "absent" : storedPairs(byArn(all, types.store, store)),
  };
}

function found(all: readonly CloudObject[], type: string, id: string | undefined): CloudObject {
  const object = all.find((one) => one.type === type && one.id === id);
  if (object === undefined) throw new Error(`the rehearsed edge knows no ${type} ${id ?? "(none given)"}`);
  return object;
}

function byArn(all: readonly CloudObject[], type: string, arn: string): CloudObject {
  const object = all.find((one) => one.type === type && one.outputs["arn"] === arn);
  if (object === undefined) throw new Error(`the rehearsed edge knows no ${type} ${arn}`);
  return object;
}

function number(value: Value): number | undefined {
  return typeof value === "number" ? value : undefined;
}
