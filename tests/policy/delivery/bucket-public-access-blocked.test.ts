import { bucketPublicAccessBlocked } from "../../../policy/rules/delivery/bucket-public-access-blocked.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const good = {
  bucket: UNKNOWN_STRING,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

describeRule(bucketPublicAccessBlocked, {
  rows: "S4 O4",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.bucketBlock, props: good },
  cases: [
    ...["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map((flag) => ({
      when: `no ${flag}`,
      props: changed(good, flag, undefined),
      expect: [new RegExp(`has ${flag} nothing. Set it to true`)],
    })),
    {
      when: "a flag turned off",
      props: changed(good, "blockPublicPolicy", false),
      expect: [/has blockPublicPolicy false. Set it to true/],
    },
    {
      when: "a flag that is not known yet beside one turned off",
      props: { ...good, blockPublicAcls: UNKNOWN_STRING, ignorePublicAcls: false },
      expect: [/blockPublicAcls/, /ignorePublicAcls/],
    },
  ],
});
