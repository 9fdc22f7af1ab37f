import { mediaResources, typesOf } from "../../lib/media.ts";
import { at, isSet, itemsAt, listAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const hlsPausesOnInputLoss = resourceRule(
  {
    name: "hls-pauses-on-input-loss",
    group: "redundancy",
    description: "An HLS output pauses when its input is lost, so that MediaPackage takes the other pipeline.",
    severity: "high",
    remediation: "Set inputLossAction PAUSE_OUTPUT in hlsGroupSettings; EMIT_OUTPUT hides the loss from MediaPackage.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/hls-resiliency.html",
  },
  typesOf("channel"),
  function* (subject) {
    for (const { where, props } of mediaResources("channel", subject)) {
      if (listAt(props, "encoderSettings", "outputGroups") === UNKNOWN) {
        yield `${where}has output groups that are unknown before the deployment. Write the list literally.`;
        continue;
      }
      for (const group of itemsAt(props, "encoderSettings", "outputGroups")) {
        const hls = at(group, "outputGroupSettings", "hlsGroupSettings");
        const toBucket = isSet(at(hls, "hlsCdnSettings", "hlsS3Settings"));
        const action = at(hls, "inputLossAction");
        if (isSet(hls) && !toBucket && action !== "PAUSE_OUTPUT") {
          yield `${where}has inputLossAction ${shown(action)} in output group ${shown(at(group, "name"))}. Set it to "PAUSE_OUTPUT".`;
        }
      }
    }
  },
);
