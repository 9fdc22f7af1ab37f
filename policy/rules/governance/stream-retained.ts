import { shown } from "../../lib/plain.ts";
import { numberSetting, resourceRule } from "../../lib/rule.ts";

const DATA_STREAM = "aws:kinesis/stream:Stream";
const VIDEO_STREAM = "aws:kinesis/videoStream:VideoStream";

export const streamRetained = resourceRule(
  {
    name: "stream-retained",
    group: "governance",
    description: "A Kinesis stream keeps what it is given long enough for its readers to come back after a weekend.",
    severity: "medium",
    remediation: "Set retentionPeriod (data) or dataRetentionInHours (video), in hours.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html",
    control: "Kinesis.3",
    settings: {
      minimumHours: { type: "integer", minimum: 24, default: 168, description: "The shortest retention of a data stream, in hours." },
    },
  },
  [DATA_STREAM, VIDEO_STREAM],
  function* ({ type, props }, settings) {
    const [property, minimum] =
      type === DATA_STREAM ? ["retentionPeriod", numberSetting(settings, "minimumHours")] : ["dataRetentionInHours", 1];
    const hours = props[property];
    if (typeof hours !== "number" || hours < minimum) {
      yield `has ${property} ${shown(hours)}: what nobody reads in time is lost. Set it literally, to ${minimum} hours or more.`;
    }
  },
);
