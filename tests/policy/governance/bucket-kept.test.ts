import { bucketKept } from "../../../policy/rules/governance/bucket-kept.ts";
import { replaced, TYPES, without } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const part = (type: string, name: string, props: Props) =>
  resource(type, name, { bucket: UNKNOWN_STRING, ...props }, { bucket: ["archive"] });
const lifecycle = (rule: Props) => ({ rules: [{ status: "Enabled", ...rule }] });
const stack = [
  resource(TYPES.bucket, "archive", {}),
  part(TYPES.bucketVersioning, "versioning", { versioningConfiguration: { status: "Enabled" } }),
  part(TYPES.bucketLifecycle, "lifecycle", lifecycle({ abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } })),
  part(TYPES.bucketOwnership, "ownership", { rule: { objectOwnership: "BucketOwnerEnforced" } }),
];

describeRule(bucketKept, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.bucket, stack },
  cases: [
    { when: "no versions", stack: without(stack, "versioning"), expect: [/has no BucketVersioning in this stack. Add one/] },
    { when: "no lifecycle", stack: without(stack, "lifecycle"), expect: [/has no BucketLifecycleConfiguration/] },
    { when: "no ownership", stack: without(stack, "ownership"), expect: [/has no BucketOwnershipControls/] },
    {
      when: "versions suspended",
      stack: replaced(stack, "versioning", { versioningConfiguration: { status: "Suspended" } }),
      expect: [/status "Suspended"\). Set it to "Enabled"/],
    },
    {
      when: "versions that are not known yet",
      stack: replaced(stack, "versioning", { versioningConfiguration: UNKNOWN_STRING }),
      expect: [/Set it to "Enabled"/],
    },
    {
      when: "broken uploads that stay",
      stack: replaced(stack, "lifecycle", lifecycle({ expiration: { days: 9 } })),
      expect: [/leaves broken uploads for ever/],
    },
    {
      when: "a lifecycle rule that is off",
      stack: replaced(stack, "lifecycle", lifecycle({ status: "Disabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } })),
      expect: [/broken uploads/],
    },
    {
      when: "ACLs that decide",
      stack: replaced(stack, "ownership", { rule: { objectOwnership: "ObjectWriter" } }),
      expect: [/lets ACLs decide \("ObjectWriter"\)/],
    },
  ],
});
