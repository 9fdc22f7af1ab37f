/** The parts that distributions refer to. Sources: CloudFront API reference and Developer Guide ("Quotas", "Key groups"). */
import { createPublicKey } from "node:crypto";
import { distributions, viewOf, type Behaviour, type DistributionView } from "../distributions.ts";
import { findByArn } from "../lookups.ts";
import type { Quota } from "../quotas.ts";
import { list, object, text, texts } from "../values.ts";
import type { Rule, Rules } from "./rule.ts";

const types = {
  cachePolicy: "aws:cloudfront/cachePolicy:CachePolicy",
  function: "aws:cloudfront/function:Function",
  headersPolicy: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  keyGroup: "aws:cloudfront/keyGroup:KeyGroup",
  originAccessControl: "aws:cloudfront/originAccessControl:OriginAccessControl",
  originRequestPolicy: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
  publicKey: "aws:cloudfront/publicKey:PublicKey",
  store: "aws:cloudfront/keyValueStore:KeyValueStore",
};

/** Nothing that a distribution uses can be deleted. */
function unused(error: string, uses: (distribution: DistributionView, id: string, arn: string) => boolean): Rule {
  return ({ cloud, before }) => {
    const user = distributions(cloud.store).find((one) => uses(viewOf(one), before?.id ?? "", text(before?.outputs["arn"]) ?? ""));
    return user === undefined ? undefined : `${error}: ${before?.id ?? ""} is in use by distribution ${user.id}`;
  };
}

function inBehaviours(of: (behaviour: Behaviour, id: string, arn: string) => boolean) {
  return (distribution: DistributionView, id: string, arn: string): boolean =>
    distribution.behaviours.some((behaviour) => of(behaviour, id, arn));
}

export const keyGroupUnused = unused(
  "ResourceInUse",
  inBehaviours(({ keyGroups }, id) => keyGroups.includes(id)),
);
export const functionUnused = unused(
  "FunctionInUse",
  inBehaviours(({ functions }, _id, arn) => functions.includes(arn)),
);
export const cachePolicyUnused = unused(
  "CachePolicyInUse",
  inBehaviours(({ cachePolicyId }, id) => cachePolicyId === id),
);
export const requestPolicyUnused = unused(
  "OriginRequestPolicyInUse",
  inBehaviours(({ originRequestPolicyId }, id) => originRequestPolicyId === id),
);
export const headersPolicyUnused = unused(
  "ResponseHeadersPolicyInUse",
  inBehaviours(({ responseHeadersPolicyId }, id) => responseHeadersPolicyId === id),
);
export const accessControlUnused = unused("OriginAccessControlInUse", ({ origins }, id) =>
  origins.some(({ accessControlId }) => accessControlId === id),
);

export const publicKeyUnused: Rule = ({ cloud, before }) => {
  const group = cloud.store.find(types.keyGroup, ({ inputs }) => texts(inputs["items"]).includes(before?.id ?? ""));
  return group === undefined ? undefined : `PublicKeyInUse: ${before?.id ?? ""} is in key group ${group.id}`;
};

export const storeUnused: Rule = ({ cloud, before }) => {
  const arn = text(before?.outputs["arn"]) ?? "";
  const user = cloud.store.find(types.function, ({ inputs }) => texts(inputs["keyValueStoreAssociations"]).includes(arn));
  return user === undefined ? undefined : `CannotDeleteEntityWhileInUse: ${before?.id ?? ""} is associated with function ${user.id}`;
};

function quota(name: Quota, type: string, error: string): Rule {
  return ({ cloud, before }) => {
    const limit = cloud.account.quota(name);
    return before === undefined && cloud.store.all(type).length >= limit ? `${error}: ${String(limit)} in an account` : undefined;
  };
}

export const keyGroupKeys: Rule = ({ cloud, inputs }) => {
  const items = texts(inputs["items"]);
  const limit = cloud.account.quota("cloudfront/keysPerKeyGroup");
  if (items.length === 0) return "InvalidArgument: a key group needs a public key";
  if (items.length > limit) return `TooManyPublicKeysInKeyGroup: ${String(limit)} keys`;
  const missing = items.find((id) => cloud.store.get(types.publicKey, "", id) === undefined);
  return missing === undefined ? undefined : `NoSuchPublicKey: ${missing}`;
};

/** Developer Guide, "Create key pairs for your signers": RSA of 2048 bits or ECDSA on P-256, PEM. */
export const publicKeyForm: Rule = ({ inputs }) => {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(text(inputs["encodedKey"]) ?? "");
    const rsa = asymmetricKeyType === "rsa" && asymmetricKeyDetails?.modulusLength === 2048;
    const ecdsa = asymmetricKeyType === "ec" && asymmetricKeyDetails?.namedCurve === "prime256v1";
    return rsa || ecdsa ? undefined : "InvalidArgument: the public key has to be RSA of 2048 bits or ECDSA on the curve P-256";
  } catch {
    return "InvalidArgument: Your request contains an empty/invalid/out of limits RSA Encoded Key";
  }
};

/** Developer Guide, "Restrictions on CloudFront Functions": 10 KB of code; "Quotas": one store a function. */
const functionBytes = 10 * 1024;

export const functionForm: Rule = ({ cloud, inputs }) => {
  const bytes = Buffer.byteLength(text(inputs["code"]) ?? "");
  if (bytes === 0 || bytes > functionBytes)
    return `FunctionSizeLimitExceeded: ${String(bytes)} bytes of code, the limit is ${String(functionBytes)}`;
  const stores = texts(inputs["keyValueStoreAssociations"]);
  if (stores.length > 1) return "InvalidArgument: a function takes one key value store";
  if (stores.length === 1 && inputs["runtime"] !== "cloudfront-js-2.0")
    return "InvalidArgument: key value stores need the runtime cloudfront-js-2.0";
  const missing = stores.find((arn) => findByArn(cloud.store, types.store, arn) === undefined);
  return missing === undefined ? undefined : `EntityNotFound: key value store ${missing} does not exist`;
};

export const cachePolicyForm: Rule = ({ cloud, inputs }) => {
  const key = object(inputs["parametersInCacheKeyAndForwardedToOrigin"]);
  const strings = object(key["queryStringsConfig"]);
  const count = list(object(strings["queryStrings"])["items"]).length;
  const limit = cloud.account.quota("cloudfront/queryStringsPerCachePolicy");
  if (count > limit) return `TooManyQueryStringsInCachePolicy: ${String(count)}, the quota is ${String(limit)}`;
  if ((strings["queryStringBehavior"] === "whitelist" || strings["queryStringBehavior"] === "allExcept") && count === 0)
    return "InvalidArgument: the query string behaviour needs query strings";
  const [min, normal, max] = ["minTtl", "defaultTtl", "maxTtl"].map((name) => inputs[name]);
  const low = typeof min === "number" ? min : 0;
  const high = typeof max === "number" ? max : 31_536_000;
  return low <= high && (typeof normal !== "number" || (normal >= low && normal <= high))
    ? undefined
    : "InvalidArgument: times to live have to be in the order minimum, default, maximum";
};

/** API reference, ResponseHeadersPolicyCorsConfig; the CORS standard refuses credentials for any origin. */
export const corsCredentials: Rule = ({ inputs }) => {
  const cors = object(inputs["corsConfig"]);
  const open = ["accessControlAllowOrigins", "accessControlAllowHeaders", "accessControlAllowMethods"].some((name) =>
    texts(object(cors[name])["items"]).includes("*"),
  );
  return cors["accessControlAllowCredentials"] === true && open
    ? "InvalidArgument: with AccessControlAllowCredentials neither origins, headers nor methods can be *"
    : undefined;
};

export const edgeParts: Record<string, Rules> = {
  [types.cachePolicy]: {
    create: [quota("cloudfront/cachePolicies", types.cachePolicy, "TooManyCachePolicies")],
    save: [cachePolicyForm],
    delete: [cachePolicyUnused],
  },
  [types.function]: {
    create: [quota("cloudfront/functions", types.function, "TooManyFunctions")],
    save: [functionForm],
    delete: [functionUnused],
  },
  [types.headersPolicy]: { save: [corsCredentials], delete: [headersPolicyUnused] },
  [types.keyGroup]: {
    create: [quota("cloudfront/keyGroups", types.keyGroup, "TooManyKeyGroups")],
    save: [keyGroupKeys],
    delete: [keyGroupUnused],
  },
  [types.originAccessControl]: { delete: [accessControlUnused] },
  [types.originRequestPolicy]: { delete: [requestPolicyUnused] },
  [types.publicKey]: { save: [publicKeyForm], delete: [publicKeyUnused] },
  [types.store]: { create: [quota("cloudfront/keyValueStores", types.store, "TooManyKeyValueStores")], delete: [storeUnused] },
};
