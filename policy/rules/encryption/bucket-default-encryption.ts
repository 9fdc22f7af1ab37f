import { isAwsManagedKey } from "../../lib/key.ts";
import { at, isSet, itemsAt, listAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const KMS_ALGORITHMS = ["aws:kms", "aws:kms:dsse"];

export const bucketDefaultEncryption = resourceRule(
  {
    name: "bucket-default-encryption",
    group: "encryption",
    description: "Default encryption of a bucket uses KMS, a customer key and a bucket key.",
    severity: "high",
    remediation: "In every rule set sseAlgorithm aws:kms, kmsMasterKeyId to a customer key, and bucketKeyEnabled true.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    control: "S3.17",
  },
  ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"],
  function* ({ props }) {
    const rules = listAt(props, "rules");
    if (rules === UNKNOWN || rules.includes(UNKNOWN) || rules.length === 0) {
      yield "has no rules that can be read before the deployment. Write the list of rules literally; only the key may be unknown.";
      return;
    }
    for (const rule of rules) {
      const encryption = at(rule, "applyServerSideEncryptionByDefault");
      const algorithm = at(encryption, "sseAlgorithm");
      if (typeof algorithm !== "string" || !KMS_ALGORITHMS.includes(algorithm)) {
        yield `encrypts with ${shown(algorithm)}. Set sseAlgorithm to aws:kms.`;
      }
      if (!itemsAt(encryption, "kmsMasterKeyId").some(isSet) || isAwsManagedKey(at(encryption, "kmsMasterKeyId"))) {
        yield "names no customer key. Set kmsMasterKeyId to a key of your own.";
      }
      if (at(rule, "bucketKeyEnabled") !== true) {
        yield "asks KMS for every object. Set bucketKeyEnabled to true.";
      }
    }
  },
);
