import { isEpochLocked } from "../../lib/epoch.ts";
import { ofTypes, targets } from "../../lib/links.ts";
import { mediaResources, typesOf } from "../../lib/media.ts";
import { shown } from "../../lib/plain.ts";
import { stackRule } from "../../lib/rule.ts";

const INPUTS = ["aws:medialive/input:Input"];

/** Inputs that are not live, or a playlist, which ends epoch locking (MediaLive User Guide, "Pipeline locking", requirements of inputs). */
const WITHOUT_TIMECODE = ["URL_PULL", "MP4_FILE", "TS_FILE"];

export const epochInputsLive = stackRule(
  {
    name: "epoch-inputs-live",
    group: "redundancy",
    description: "A channel locked to the epoch starts from a live input with a timecode, never from a playlist or a file.",
    severity: "high",
    remediation: "Take the source by SRT, RTP, MediaConnect, or RTMP push with a timecode; else use PIPELINE_LOCKING.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/pipeline-lock.html",
  },
  typesOf("channel"),
  function* (stack) {
    for (const subject of ofTypes(stack, typesOf("channel"))) {
      const inputs = new Set([...targets(stack, subject, "parameters", INPUTS), ...targets(stack, subject, "inputAttachments", INPUTS)]);
      const untimed = [...inputs].filter(({ props }) => WITHOUT_TIMECODE.some((type) => type === props["type"]));
      // Reading a template takes longer than all the rest.
      if (untimed.length > 0 && mediaResources("channel", subject).some(isEpochLocked)) {
        for (const { name, props } of untimed) {
          yield [
            subject,
            `locks to the epoch and takes input "${name}" of type ${shown(props["type"])}, which has no timecode. Use PIPELINE_LOCKING.`,
          ];
        }
      }
    }
  },
);
