import { customerKey } from "../../lib/key.ts";
import { at, isSet, shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const deliveryStreamCustomerKey = resourceRule(
  {
    name: "delivery-stream-customer-key",
    group: "encryption",
    description: "A Firehose stream encrypts what it holds with a customer key; one that reads a Kinesis stream is as encrypted as that.",
    severity: "high",
    remediation: "Set serverSideEncryption { enabled: true, keyType: CUSTOMER_MANAGED_CMK, keyArn }.",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
    control: "DataFirehose.1",
  },
  ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"],
  function* ({ props }) {
    // Firehose refuses its own encryption for these two sources (Firehose guide, "Data protection").
    if (isSet(props["kinesisSourceConfiguration"]) || isSet(props["mskSourceConfiguration"])) {
      return;
    }
    const encryption = props["serverSideEncryption"];
    if (at(encryption, "enabled") !== true) {
      yield `has serverSideEncryption.enabled ${shown(at(encryption, "enabled"))}. Set it to true.`;
    }
    if (at(encryption, "keyType") !== "CUSTOMER_MANAGED_CMK") {
      yield `has serverSideEncryption.keyType ${shown(at(encryption, "keyType"))}. Set it to "CUSTOMER_MANAGED_CMK".`;
    }
    yield* customerKey("serverSideEncryption.keyArn", at(encryption, "keyArn"), "nobody here can revoke the key of what it holds.");
  },
);
