import { mediaResources, typesOf } from "../../lib/media.ts";
import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const channelStandardClass = resourceRule(
  {
    name: "channel-standard-class",
    group: "redundancy",
    description: "A MediaLive channel runs two pipelines in two zones: its class is STANDARD.",
    severity: "critical",
    remediation: "Set channelClass STANDARD, written literally (ChannelClass in a CloudFormation template).",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/channel-class.html",
  },
  typesOf("channel"),
  function* (subject) {
    for (const { where, props } of mediaResources("channel", subject)) {
      const channelClass = props["channelClass"];
      if (channelClass !== "STANDARD") {
        yield `${where}has channel class ${shown(channelClass)}: one failure takes it off air. Set channelClass to "STANDARD".`;
      }
    }
  },
);
