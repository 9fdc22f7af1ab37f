import { flowOutputGuarded } from "../../../policy/rules/delivery/flow-output-guarded.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const OUTPUT = {
  name: "monitor",
  protocol: "srt-listener",
  port: 6000,
  cidrAllowList: ["192.0.2.7/32"],
  encryption: { roleArn: UNKNOWN_STRING, secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:onair/monitor-AbCdEf" },
};
const output = (key: string, value: unknown) => changed(OUTPUT, key, value);

describeRule(flowOutputGuarded, {
  rows: "S4 L9",
  elsewhere: TYPES.flow,
  compliant: { type: "aws-native:mediaconnect:FlowOutput", props: OUTPUT },
  cases: [
    { when: "a listener that anybody may call", props: output("cidrAllowList", undefined), expect: [/lets anybody call/] },
    { when: "the world", props: output("cidrAllowList", ["0.0.0.0/0"]), expect: [/admits "0.0.0.0\/0", which is no known block of \/16/] },
    { when: "a block that is not known yet", props: output("cidrAllowList", [UNKNOWN_STRING]), expect: [/no known block/] },
    { when: "blocks that are not known yet", props: output("cidrAllowList", UNKNOWN_OBJECT), expect: [/no known block/] },
    { when: "no encryption", props: output("encryption", undefined), expect: [/sends srt-listener without encryption/] },
    {
      when: "a protocol in the clear",
      props: { protocol: "rist", destination: "truck.tv", port: 7000 },
      expect: [/sends "rist", which goes in the clear/],
    },
    { when: "a protocol that is not known yet", props: output("protocol", UNKNOWN_STRING), expect: [/written literally/] },
    {
      when: "a protocol in the clear that was agreed on",
      props: { protocol: "rist", destination: "truck.tv", port: 7000 },
      config: { inTheClear: ["rist"] },
      expect: [],
    },
    {
      when: "a caller",
      props: { ...OUTPUT, protocol: "srt-caller", destination: "truck.tv", cidrAllowList: undefined },
      expect: [],
    },
    { when: "a network of one's own", props: { protocol: "rtp", vpcInterfaceAttachment: { vpcInterfaceName: "own" } }, expect: [] },
    {
      when: "a shorter prefix where that will do",
      props: output("cidrAllowList", ["192.0.0.0/12"]),
      config: { minimumPrefix: 12 },
      expect: [],
    },
  ],
});
