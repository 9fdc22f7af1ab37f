import { recordsBehindEdge } from "../../../policy/rules/delivery/records-behind-edge.ts";
import { TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

const media = "abc.egress.def.mediapackagev2.eu-west-1.amazonaws.com";
const past = /leads to the origin .*Point it at the distribution/;

describeRule(recordsBehindEdge, {
  rows: "S4 E4 E5",
  elsewhere: TYPES.healthCheck,
  compliant: {
    type: TYPES.record,
    props: { name: "watch.example.com", type: "A", aliases: [{ name: UNKNOWN_STRING, zoneId: "Z2FDTNDATAQYW2" }] },
  },
  cases: [
    { when: "a name for MediaPackage", props: { type: "CNAME", records: [media] }, expect: [past] },
    { when: "a name for MediaPackage with a dot at its end", props: { type: "CNAME", records: [`${media}.`] }, expect: [past] },
    {
      when: "an alias for a bucket",
      props: { type: "A", aliases: [{ name: "s3-website-us-east-1.amazonaws.com", zoneId: "Z3" }] },
      expect: [past],
    },
    {
      when: "a name for MediaPackage beside one that is not known yet",
      props: { type: "CNAME", records: [UNKNOWN_STRING, media] },
      expect: [past],
    },
    {
      when: "a native name for MediaPackage",
      type: TYPES.nativeRecord,
      props: { type: "CNAME", resourceRecords: [media] },
      expect: [past],
    },
    {
      when: "a native alias for a bucket",
      type: TYPES.nativeRecord,
      props: { aliasTarget: { dnsName: "logs.s3.amazonaws.com" } },
      expect: [past],
    },
    { when: "addresses of encoders' inputs", props: { type: "A", records: ["198.51.100.7"] }, expect: [] },
  ],
});
