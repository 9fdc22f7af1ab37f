import { tagsRequired } from "../../../policy/rules/governance/tags-required.ts";
import { PROVIDER, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const bare = { ...PROVIDER, props: { region: "us-east-1" } };
const required = { required: ["onair:environment", "team"] };

describeRule(tagsRequired, {
  rows: "S4",
  elsewhere: "aws:kms/alias:Alias",
  compliant: { type: TYPES.bucket, provider: PROVIDER, props: {} },
  cases: [
    { when: "no tag anywhere", provider: bare, expect: [/has no tag. Set one, or put tags into the provider's defaultTags/] },
    { when: "a tag of its own", provider: bare, props: { tags: { team: "live" } }, expect: [] },
    { when: "tags that the provider has merged", provider: bare, props: { tagsAll: { team: "live" } }, expect: [] },
    {
      when: "default tags as the native provider holds them",
      provider: { ...bare, props: { defaultTags: { tags: { team: "live" } } } },
      expect: [],
    },
    { when: "default tags that are no JSON", provider: { ...bare, props: { defaultTags: "{" } }, expect: [/has no tag/] },
    { when: "a native resource without tags", type: TYPES.endpoint, provider: bare, expect: [/has no tag/] },
    {
      when: "a native resource with tags",
      type: TYPES.endpoint,
      provider: bare,
      props: { tags: [{ key: "team", value: UNKNOWN_STRING }] },
      expect: [],
    },
    { when: "a key that is missing", config: required, expect: [/lacks the tags team. Set them/] },
    { when: "the keys from both places", config: required, props: { tags: { team: UNKNOWN_STRING } }, expect: [] },
    { when: "tags that are not known yet", props: { tags: UNKNOWN_OBJECT }, expect: [/tags that are unknown.*Write the keys literally/] },
    {
      when: "default tags that are not known yet",
      provider: changed(PROVIDER, "props.defaultTags", UNKNOWN_STRING),
      expect: [/tags that are unknown/],
    },
  ],
});
