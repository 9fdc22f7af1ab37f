import { originGroupComplete } from "../../../policy/rules/redundancy/origin-group-complete.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const members = "originGroups.0.members";
const codes = "originGroups.0.failoverCriteria.statusCodes";
const native = "distributionConfig.originGroups.items.0";

describeRule(originGroupComplete, {
  rows: "S4 E3",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.distribution, props: DISTRIBUTION },
  cases: [
    { when: "more codes than needed", props: changed(DISTRIBUTION, codes, [400, 403, 404, 416, 429, 500, 502, 503, 504]), expect: [] },
    ...[403, 404, 500, 502, 503, 504].map((code) => ({
      when: `no failover on ${code}`,
      props: changed(
        DISTRIBUTION,
        codes,
        [403, 404, 500, 502, 503, 504].filter((other) => other !== code),
      ),
      expect: [new RegExp(`does not fail over on ${code} in origin group "main". Add to its status codes`)],
    })),
    {
      when: "codes that are not known yet",
      props: changed(DISTRIBUTION, codes, UNKNOWN_LIST),
      expect: [/does not fail over on 403, 404, 500, 502, 503, 504/],
    },
    {
      when: "one origin",
      props: changed(DISTRIBUTION, members, [{ originId: "main-us-east-1" }]),
      expect: [/with 1 origins.*Name exactly two/],
    },
    {
      when: "the same origin twice",
      props: changed(DISTRIBUTION, members, [{ originId: "main-us-east-1" }, { originId: "main-us-east-1" }]),
      expect: [/the same origin twice in origin group "main". Name two different ones/],
    },
    {
      when: "an origin that does not exist",
      props: changed(DISTRIBUTION, `${members}.1.originId`, "main-mars-1"),
      expect: [/names "main-mars-1" in origin group "main", which is no origin/],
    },
    {
      when: "an origin that is not known yet",
      props: changed(DISTRIBUTION, `${members}.1.originId`, UNKNOWN_STRING),
      expect: [/Name exactly two, by ids written literally/],
    },
    { when: "members that are not known yet", props: changed(DISTRIBUTION, members, UNKNOWN_LIST), expect: [/Name exactly two/] },
    {
      when: "two origins of one region",
      props: changed(DISTRIBUTION, "origins.1.domainName", "other.egress.x.mediapackagev2.us-east-1.amazonaws.com"),
      expect: [/both origins of group "main" in us-east-1. Use an origin in each region/],
    },
    { when: "origins whose regions are not known yet", props: changed(DISTRIBUTION, "origins.1.domainName", UNKNOWN_STRING), expect: [] },
    {
      when: "groups that are not known yet",
      props: changed(DISTRIBUTION, "originGroups", UNKNOWN_LIST),
      expect: [/has originGroups that cannot be read/],
    },
    { when: "the native distribution", type: TYPES.nativeDistribution, props: NATIVE_DISTRIBUTION, expect: [] },
    {
      when: "native codes that miss one",
      type: TYPES.nativeDistribution,
      props: changed(NATIVE_DISTRIBUTION, `${native}.failoverCriteria.statusCodes.items`, [403, 404, 500, 502, 503]),
      expect: [/does not fail over on 504/],
    },
    {
      when: "one native member",
      type: TYPES.nativeDistribution,
      props: changed(NATIVE_DISTRIBUTION, `${native}.members.items`, [{ originId: "main-us-east-1" }]),
      expect: [/with 1 origins/],
    },
  ],
});
