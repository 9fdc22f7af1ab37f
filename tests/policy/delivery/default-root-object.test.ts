import { defaultRootObject } from "../../../policy/rules/delivery/default-root-object.ts";
import { DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const PLAYER = changed(DISTRIBUTION, "defaultCacheBehavior.targetOriginId", "player");

describeRule(defaultRootObject, {
  rows: "S4 E1",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.distribution, props: { ...PLAYER, defaultRootObject: "index.html" } },
  cases: [
    {
      when: "a bucket without a root object",
      props: PLAYER,
      expect: [/shows a bucket at its root without a root object. Set defaultRootObject/],
    },
    { when: "a root object that is not known yet", props: { ...PLAYER, defaultRootObject: UNKNOWN_STRING }, expect: [] },
    { when: "media at the root", props: DISTRIBUTION, expect: [] },
  ],
});
