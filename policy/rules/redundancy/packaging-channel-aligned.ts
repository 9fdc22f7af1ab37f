import { isSet, at, shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const packagingChannelAligned = resourceRule(
  {
    name: "packaging-channel-aligned",
    group: "redundancy",
    description:
      "A MediaPackage channel can be matched with its twin in another region: CMAF ingest, a chosen locking mode, published quality.",
    severity: "high",
    remediation:
      "Set inputType CMAF, outputLockingMode, outputHeaderConfiguration.publishMqcs and inputSwitchConfiguration.mqcsInputSwitching, all literally.",
    source: "https://docs.aws.amazon.com/mediapackage/latest/userguide/cross-region-failover.html",
  },
  ["aws-native:mediapackagev2:Channel"],
  function* ({ props }) {
    if (props["inputType"] !== "CMAF") {
      yield `has inputType ${shown(props["inputType"])}, whose segments MediaPackage aligns in no two regions. Set it to "CMAF".`;
      return;
    }
    // The mode cannot be changed later, and the default is right only for a source with a timecode.
    if (!isSet(props["outputLockingMode"])) {
      yield "leaves outputLockingMode to AWS, for good. Set EPOCH_LOCKED for sources with a timecode, else NON_EPOCH_LOCKED.";
    }
    if (at(props, "outputHeaderConfiguration", "publishMqcs") !== true) {
      yield "does not tell CloudFront its media quality. Set outputHeaderConfiguration.publishMqcs to true.";
    }
    if (at(props, "inputSwitchConfiguration", "mqcsInputSwitching") !== true) {
      yield "does not choose between its two inputs by quality. Set inputSwitchConfiguration.mqcsInputSwitching to true.";
    }
  },
);
