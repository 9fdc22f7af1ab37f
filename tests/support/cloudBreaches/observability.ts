/** Alarms, events, logs, topics and the trail. */
import { accountId, allow, keyPolicy, policy } from "../cloudExamples/index.ts";
import { breach, type Breach } from "./breach.ts";

export const observability: Breach[] = [
  breach("alarmForm", "an alarm without operator", /comparisonOperator is required/, (world) =>
    world.make("alarm", { name: "x", comparisonOperator: undefined }, "x"),
  ),
  breach("alarmForm", "an alarm with two statistics", /either statistic or extendedStatistic/, (world) =>
    world.make("alarm", { name: "x", extendedStatistic: "p99" }, "x"),
  ),
  breach("alarmForm", "more datapoints than periods", /datapointsToAlarm exceeds/, (world) =>
    world.make("alarm", { name: "x", datapointsToAlarm: 4 }, "x"),
  ),
  breach("alarmPeriod", "a period of 45 seconds", /period of 45 seconds/, (world) => world.make("alarm", { name: "x", period: 45 }, "x")),
  breach("alarmPeriod", "a range of two days by the minute", /evaluation range is too long/, (world) =>
    world.make("alarm", { name: "x", evaluationPeriods: 2880 }, "x"),
  ),
  breach("dashboardBody", "a dashboard without widgets", /dashboard body is invalid/, (world) =>
    world.make("dashboard", { dashboardName: "x", dashboardBody: "{}" }, "x"),
  ),
  breach("ruleForm", "a rule without pattern", /EventPattern or ScheduleExpression/, (world) =>
    world.make("rule", { name: "x", eventPattern: undefined }, "x"),
  ),
  breach("ruleWithoutTargets", "deleting a rule with targets", /since it has targets/, (world) => world.remove("rule")),
  breach("targetRule", "a target of no rule", /Rule nothing does not exist/, (world) => world.make("target", { rule: "nothing" }, "x")),
  breach("targetExists", "a target topic that does not exist", /target arn:aws:sns:eu-west-1:123456789012:gone does not exist/, (world) =>
    world.make("target", { targetId: "x", arn: `arn:aws:sns:eu-west-1:${accountId}:gone` }, "x"),
  ),
  breach(
    "logKeyAdmits",
    "a log group whose key keeps the service out",
    /does not let logs.eu-west-1.amazonaws.com use the key/,
    async (world) => {
      await world.make("key", { policy: keyPolicy("us-east-1") }, "closed");
      return world.make("logGroup", { name: "x", kmsKeyId: world.output("closed", "arn") }, "x");
    },
  ),
  breach("retention", "logs kept for 31 days", /cannot be kept for 31 days/, (world) =>
    world.make("logGroup", { name: "x", retentionInDays: 31 }, "x"),
  ),
  breach("sourceResource", "logs of a distribution that does not exist", /distribution\/ENONE does not exist/, (world) =>
    world.make("logSource", { name: "x", resourceArn: `arn:aws:cloudfront::${accountId}:distribution/ENONE` }, "x"),
  ),
  breach("destinationResource", "logs to a bucket that does not exist", /bucket arn:aws:s3:::nothing does not exist/, (world) =>
    world.make("logDestination", { name: "x", deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::nothing" } }, "x"),
  ),
  breach("deliveryEnds", "a delivery from nothing", /delivery source nothing does not exist/, (world) =>
    world.make("delivery", { deliverySourceName: "nothing" }, "x"),
  ),
  breach("deliveryFree", "a second delivery between the same two", /joins the same source and destination/, (world) =>
    world.make("delivery", {}, "x"),
  ),
  breach("deliveryAdmitted", "a delivery before the bucket lets it in", /lets delivery.logs.amazonaws.com put objects/, async (world) => {
    await world.remove("logBucketPolicy");
    return world.update("delivery", { fieldDelimiter: "," });
  }),
  breach("sourceUnused", "deleting a source with a delivery", /delivery .* uses onair/, (world) => world.remove("logSource")),
  breach("destinationUnused", "deleting a destination with a delivery", /delivery .* uses onair/, (world) =>
    world.remove("logDestination"),
  ),
  breach("topicExists", "a policy of no topic", /Topic does not exist/, (world) =>
    world.make("topicPolicy", { arn: "arn:aws:sns:eu-west-1:1:x" }, "x"),
  ),
  breach("topicExists", "a subscription to no topic", /Topic does not exist/, (world) =>
    world.make("subscription", { topic: "arn:aws:sns:eu-west-1:1:x" }, "x"),
  ),
  breach("topicPolicyResource", "a topic policy about another topic", /is not the topic/, (world) =>
    world.update("topicPolicy", { policy: policy(allow("events.amazonaws.com", ["sns:Publish"], "*")) }),
  ),
  breach("trailBucket", "a trail into a bucket that keeps it out", /InsufficientS3BucketPolicyException/, (world) =>
    world.make("trail", { name: "x", s3BucketName: "onair-archive" }, "x"),
  ),
  breach("trailKey", "a trail with a key that keeps it out", /InsufficientEncryptionPolicyException/, async (world) => {
    await world.make(
      "edgeKey",
      { policy: policy({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "kms:*", Resource: "*" }) },
      "closed",
    );
    return world.make("trail", { name: "x", kmsKeyId: world.output("closed", "arn") }, "x");
  }),
];
