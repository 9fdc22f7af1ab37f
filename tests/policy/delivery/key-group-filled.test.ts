import { keyGroupFilled } from "../../../policy/rules/delivery/key-group-filled.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const native = "aws-native:cloudfront:KeyGroup";
const empty = /holds no public key.*Set items/;

describeRule(keyGroupFilled, {
  rows: "S4 E5",
  elsewhere: TYPES.distribution,
  compliant: { type: "aws:cloudfront/keyGroup:KeyGroup", props: { items: [UNKNOWN_STRING] } },
  cases: [
    { when: "no keys", props: { items: [] }, expect: [empty] },
    { when: "no list", props: {}, expect: [empty] },
    { when: "a list that may turn out empty", props: { items: UNKNOWN_LIST }, expect: [empty] },
    { when: "a native group with a key", type: native, props: { keyGroupConfig: { items: [UNKNOWN_STRING] } }, expect: [] },
    { when: "a native group without keys", type: native, props: { keyGroupConfig: { items: [] } }, expect: [empty] },
  ],
});
