/** What distributions refer to: keys, functions, policies. */
import { generateKeyPairSync } from "node:crypto";
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

/** A key that CloudFront does not take: the curve is another one. */
const wrongCurve = generateKeyPairSync("ec", { namedCurve: "secp384r1" }).publicKey.export({ type: "spki", format: "pem" }).toString();

/** One more of each than the quota allows; some are there already. */
function many(example: string, count: number, changed: (number: number) => Properties = () => ({})): (world: World) => Promise<void> {
  return async (world) => {
    for (let number = 0; number < count; number += 1) {
      const name = `${example}${String(number)}`;
      await world.make(example, { name, ...changed(number) }, name);
    }
  };
}

function withQueryStrings(count: number): (world: World) => Promise<unknown> {
  return (world) => {
    const key = world.inputs("cachePolicy")["parametersInCacheKeyAndForwardedToOrigin"] as Properties;
    const items = Array.from({ length: count }, (_, number) => `q${String(number)}`);
    const queryStringsConfig = { queryStringBehavior: "whitelist", queryStrings: { items } };
    return world.make("cachePolicy", { name: "x", parametersInCacheKeyAndForwardedToOrigin: { ...key, queryStringsConfig } }, "x");
  };
}

export const edgeParts: Breach[] = [
  breach("publicKeyForm", "no key at all", /RSA Encoded Key/, (world) => world.make("publicKey", { name: "x", encodedKey: "hello" }, "x")),
  breach("publicKeyForm", "a key on another curve", /RSA of 2048 bits or ECDSA/, (world) =>
    world.make("publicKey", { name: "x", encodedKey: wrongCurve }, "x"),
  ),
  breach("publicKeyUnused", "deleting a key of a group", /PublicKeyInUse/, (world) => world.remove("publicKey")),
  breach("keyGroupKeys", "a group of no keys", /needs a public key/, (world) => world.make("keyGroup", { name: "x", items: [] }, "x")),
  breach("keyGroupKeys", "a group with a key that does not exist", /NoSuchPublicKey: KNONE/, (world) =>
    world.make("keyGroup", { name: "x", items: ["KNONE"] }, "x"),
  ),
  breach("keyGroupKeys", "a group of six keys", /5 keys/, (world) =>
    world.make("keyGroup", { name: "x", items: Array<string>(6).fill(world.id("publicKey")) }, "x"),
  ),
  breach("keyGroupUnused", "deleting a group of a distribution", /ResourceInUse/, (world) => world.remove("keyGroup")),
  breach("functionForm", "a function of 11 KB", /FunctionSizeLimitExceeded/, (world) =>
    world.make("function", { name: "x", code: "x".repeat(11 * 1024) }, "x"),
  ),
  breach("functionForm", "a store with the old runtime", /cloudfront-js-2.0/, (world) =>
    world.make("function", { name: "x", runtime: "cloudfront-js-1.0" }, "x"),
  ),
  breach("functionForm", "a store that does not exist", /EntityNotFound/, (world) =>
    world.make("function", { name: "x", keyValueStoreAssociations: ["arn:none"] }, "x"),
  ),
  breach("functionUnused", "deleting a function of a distribution", /FunctionInUse/, (world) => world.remove("function")),
  breach("storeUnused", "deleting a store of a function", /CannotDeleteEntityWhileInUse/, (world) => world.remove("values")),
  breach("cachePolicyForm", "eleven query strings", /TooManyQueryStringsInCachePolicy/, withQueryStrings(11)),
  breach("cachePolicyForm", "a list of no query strings", /needs query strings/, withQueryStrings(0)),
  breach("cachePolicyForm", "times to live out of order", /in the order minimum/, (world) =>
    world.make("cachePolicy", { name: "x", minTtl: 10 }, "x"),
  ),
  breach("cachePolicyUnused", "deleting a cache policy in use", /CachePolicyInUse/, (world) => world.remove("cachePolicy")),
  breach("requestPolicyUnused", "deleting an origin request policy in use", /OriginRequestPolicyInUse/, (world) =>
    world.remove("requestPolicy"),
  ),
  breach("headersPolicyUnused", "deleting a headers policy in use", /ResponseHeadersPolicyInUse/, (world) => world.remove("headersPolicy")),
  breach("accessControlUnused", "deleting an origin access control in use", /OriginAccessControlInUse/, (world) =>
    world.remove("accessControl"),
  ),
  breach("corsCredentials", "credentials for any origin", /can be \*/, (world) => {
    const cors = world.inputs("headersPolicy")["corsConfig"] as Properties;
    return world.make("headersPolicy", { name: "x", corsConfig: { ...cors, accessControlAllowOrigins: { items: ["*"] } } }, "x");
  }),
  breach("quota", "a 21st cache policy", /TooManyCachePolicies/, many("cachePolicy", 20)),
  breach("quota", "an eleventh key group", /TooManyKeyGroups/, many("keyGroup", 10)),
  breach("quota", "a 101st function", /TooManyFunctions/, many("function", 100)),
  breach("quota", "a 51st key value store", /TooManyKeyValueStores/, many("values", 50)),
];
