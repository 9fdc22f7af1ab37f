import type { Plain } from "../../lib/plain.ts";
import { at, isList, isObject, isSet, plain, UNKNOWN } from "../../lib/plain.ts";
import type { ProviderSubject } from "../../lib/rule.ts";
import { resourceRule, stringsSetting } from "../../lib/rule.ts";
import { TAGGABLE } from "../../lib/taggable.ts";

export const tagsRequired = resourceRule(
  {
    name: "tags-required",
    group: "governance",
    description: "Whatever can carry tags carries some, so that cost, alarms and clean-up find their owner.",
    severity: "low",
    remediation: "Set the tags on the resource, or once for all in the provider's defaultTags.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
    control: "CloudFront.14",
    settings: {
      required: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Tag keys that every taggable resource must carry; none given, any one tag will do.",
      },
    },
  },
  TAGGABLE,
  function* ({ props, provider }, settings) {
    const given: readonly (Plain | undefined)[] = [props["tags"], props["tagsAll"], defaultTags(provider)];
    if (given.includes(UNKNOWN)) {
      yield "has tags that are unknown before the deployment. Write the keys literally; values may be unknown.";
      return;
    }
    const keys = new Set(given.flatMap(keysOf));
    const missing = stringsSetting(settings, "required").filter((key) => !keys.has(key));
    if (missing.length > 0) {
      yield `lacks the tags ${missing.join(", ")}. Set them, or put them into the provider's defaultTags.`;
    } else if (keys.size === 0) {
      yield "has no tag. Set one, or put tags into the provider's defaultTags.";
    }
  },
);

/** Tags are a map in the bridged provider and a list of key and value in the native one. */
function keysOf(tags: Plain | undefined): readonly string[] {
  if (isList(tags)) {
    return tags.map((tag) => at(tag, "key")).filter((key): key is string => typeof key === "string");
  }
  return isObject(tags) ? Object.keys(tags) : [];
}

/** The engine hands on what a provider was given; nested settings as JSON text. */
function defaultTags(provider: ProviderSubject | undefined): Plain | undefined {
  const given = provider?.props["defaultTags"];
  const settings = typeof given === "string" && isSet(given) ? parsed(given) : given;
  return at(settings, "tags");
}

function parsed(text: string): Plain {
  try {
    return plain(JSON.parse(text));
  } catch {
    return {};
  }
}
