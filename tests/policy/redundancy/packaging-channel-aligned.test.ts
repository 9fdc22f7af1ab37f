import { packagingChannelAligned } from "../../../policy/rules/redundancy/packaging-channel-aligned.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const PACKAGING = {
  inputType: "CMAF",
  outputLockingMode: "EPOCH_LOCKED",
  inputSwitchConfiguration: { mqcsInputSwitching: true },
  outputHeaderConfiguration: { publishMqcs: true },
};

describeRule(packagingChannelAligned, {
  rows: "S4 L7 E3",
  elsewhere: TYPES.channel,
  compliant: { type: "aws-native:mediapackagev2:Channel", props: PACKAGING },
  cases: [
    { when: "HLS ingest", props: { inputType: "HLS" }, expect: [/inputType "HLS", whose segments MediaPackage aligns in no two regions/] },
    { when: "ingest that is not known yet", props: changed(PACKAGING, "inputType", UNKNOWN_STRING), expect: [/Set it to "CMAF"/] },
    {
      when: "a mode left to AWS",
      props: changed(PACKAGING, "outputLockingMode", undefined),
      expect: [/leaves outputLockingMode to AWS, for good/],
    },
    {
      when: "quality that is not told",
      props: changed(PACKAGING, "outputHeaderConfiguration", undefined),
      expect: [/Set outputHeaderConfiguration.publishMqcs/],
    },
    {
      when: "quality that is not used",
      props: changed(PACKAGING, "inputSwitchConfiguration.mqcsInputSwitching", false),
      expect: [/Set inputSwitchConfiguration/],
    },
    {
      when: "a setting that is not known yet",
      props: changed(PACKAGING, "outputHeaderConfiguration.publishMqcs", UNKNOWN_STRING),
      expect: [/publishMqcs to true/],
    },
  ],
});
