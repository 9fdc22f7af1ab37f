/** What a provider is configured with: region, accounts it may work in, tags it gives to everything. */
import type { Account } from "../account.ts";
import type { Failure } from "../check.ts";
import { regions } from "../schema/index.ts";
import { isObject, isUnknown, object, type Properties, spelled, text, texts, type Value } from "../values.ts";

export interface ProviderSettings {
  region: string;
  defaultTags: Record<string, string>;
}

/** The SDK sends everything but strings as JSON text; stack configuration comes the same way. */
export function decoded(args: Properties): Properties {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, decode(value)]));
}

function decode(value: Value): Value {
  if (typeof value !== "string" || !/^[[{]|^(true|false)$/.test(value)) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}

/** What is wrong with a provider's arguments. A region that is not known yet is taken to be right. */
export function checkSettings(args: Properties): Failure[] {
  const region = args["region"];
  if (isUnknown(region)) return [];
  if (region === undefined || region === "") {
    return [
      { property: "region", reason: "an AWS region is needed and none is configured; set it with `pulumi config set aws:region <region>`" },
    ];
  }
  return typeof region === "string" && regions.has(region)
    ? []
    : [{ property: "region", reason: `invalid AWS Region: ${JSON.stringify(region)}` }];
}

/** Settings from checked arguments. Throws where the account at hand is not one that the provider may work in. */
export function providerSettings(args: Properties, account: Account): ProviderSettings {
  const allowed = texts(args["allowedAccountIds"]);
  const forbidden = texts(args["forbiddenAccountIds"]);
  if ((allowed.length > 0 && !allowed.includes(account.accountId)) || forbidden.includes(account.accountId)) {
    throw new Error(`AWS account ID not allowed: ${account.accountId}`);
  }
  return { region: text(args["region"]) ?? "", defaultTags: tagsOf(object(args["defaultTags"])["tags"]) };
}

function tagsOf(tags: Value): Record<string, string> {
  return isObject(tags) ? Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, spelled(value)])) : {};
}

/** A resource's tags with the provider's under them, in the provider's own form: a map in aws, a list in aws-native. */
export function withDefaultTags(tags: Value, defaults: Record<string, string>, form: "map" | "list"): Value {
  if (Object.keys(defaults).length === 0 || isUnknown(tags)) return tags;
  if (form === "map") return { ...defaults, ...object(tags) };
  const own = Array.isArray(tags) ? tags : [];
  const named = new Set(own.map((tag) => object(tag)["key"]));
  return [
    ...own,
    ...Object.entries(defaults)
      .filter(([key]) => !named.has(key))
      .map(([key, value]) => ({ key, value })),
  ];
}
