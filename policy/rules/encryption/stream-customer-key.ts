import { customerKey } from "../../lib/key.ts";
import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const DATA_STREAM = "aws:kinesis/stream:Stream";
const VIDEO_STREAM = "aws:kinesis/videoStream:VideoStream";

export const streamCustomerKey = resourceRule(
  {
    name: "stream-customer-key",
    group: "encryption",
    description: "Kinesis data and video streams are encrypted with a customer key.",
    severity: "high",
    remediation: "Set kmsKeyId to a customer key, and encryptionType KMS on a data stream.",
    source: "https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html",
    control: "Kinesis.1",
  },
  [DATA_STREAM, VIDEO_STREAM],
  function* ({ type, props }) {
    if (type === DATA_STREAM && props["encryptionType"] !== "KMS") {
      yield `has encryptionType ${shown(props["encryptionType"])}. Set it to "KMS".`;
    }
    yield* customerKey("kmsKeyId", props["kmsKeyId"], "nobody here can revoke the key of what it holds.");
  },
);
