import { BUCKET_POLICIES, BUCKETS, bucketDocument } from "./bucket.ts";
import { allowing, isService } from "./document.ts";
import { keysOf, ofTypes, targets } from "./links.ts";
import { at, isSet } from "./plain.ts";
import type { StackSubject } from "./rule.ts";

/** A service that must be able to use a key, for what, and on whose behalf. */
export interface Need {
  readonly key: StackSubject;
  /** Service principal; `*` stands for any region where the region is not known. */
  readonly service: string;
  readonly actions: readonly string[];
  readonly because: string;
}

type Stack = readonly StackSubject[];

const TOPIC = ["aws:sns/topic:Topic"];
const QUEUE = ["aws:sqs/queue:Queue"];
const TARGET = ["aws:cloudwatch/eventTarget:EventTarget"];
const ALARMS = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];
const ALARM_ACTIONS = ["alarmActions", "okActions", "insufficientDataActions"];

/** What a service needs to put a message on an encrypted topic or queue (SNS and SQS guides, "Key management"). */
const SEND = ["kms:Decrypt", "kms:GenerateDataKey"];
/** CloudWatch Logs guide, "Encrypt log data": Encrypt, Decrypt, ReEncrypt*, GenerateDataKey*, Describe*. */
const KEEP_LOGS = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"];
/** CloudTrail guide, "Configure AWS KMS key policies": GenerateDataKey*, DescribeKey, and Decrypt because the bucket uses a bucket key. */
const KEEP_TRAIL = ["kms:GenerateDataKey", "kms:DescribeKey", "kms:Decrypt"];

/** Every service that the resources of a stack make use one of the stack's keys. */
export function publisherNeeds(stack: Stack): readonly Need[] {
  return [
    ...alarmNeeds(stack),
    ...eventNeeds(stack),
    ...subscriptionNeeds(stack),
    ...logNeeds(stack),
    ...deliveryNeeds(stack),
    ...viewerNeeds(stack),
    ...trailNeeds(stack),
  ];
}

function needs(stack: Stack, holder: StackSubject, property: string, need: Omit<Need, "key">): readonly Need[] {
  return keysOf(stack, holder, property).map((key) => ({ key, ...need }));
}

function sendNeeds(stack: Stack, holders: readonly StackSubject[], service: string, source: string): readonly Need[] {
  return holders.flatMap((holder) =>
    needs(stack, holder, "kmsMasterKeyId", { service, actions: SEND, because: `${source} sends to "${holder.name}"` }),
  );
}

function alarmNeeds(stack: Stack): readonly Need[] {
  return ofTypes(stack, ALARMS).flatMap((alarm) => {
    const topics = ALARM_ACTIONS.flatMap((property) => targets(stack, alarm, property, TOPIC));
    return sendNeeds(stack, [...new Set(topics)], "cloudwatch.amazonaws.com", `alarm "${alarm.name}"`);
  });
}

/** A target with a role publishes as that role; without one EventBridge itself does. */
function eventNeeds(stack: Stack): readonly Need[] {
  return ofTypes(stack, TARGET).flatMap((target) => {
    const direct = isSet(target.props["roleArn"]) ? [] : targets(stack, target, "arn", [...TOPIC, ...QUEUE]);
    const deadLetters = targets(stack, target, "deadLetterConfig", QUEUE);
    return sendNeeds(stack, [...direct, ...deadLetters], "events.amazonaws.com", `event target "${target.name}"`);
  });
}

function subscriptionNeeds(stack: Stack): readonly Need[] {
  return ofTypes(stack, ["aws:sns/topicSubscription:TopicSubscription"]).flatMap((subscription) => {
    const queues = [...targets(stack, subscription, "endpoint", QUEUE), ...targets(stack, subscription, "redrivePolicy", QUEUE)];
    return sendNeeds(stack, queues, "sns.amazonaws.com", `subscription "${subscription.name}"`);
  });
}

function logNeeds(stack: Stack): readonly Need[] {
  return ofTypes(stack, ["aws:cloudwatch/logGroup:LogGroup"]).flatMap((group) =>
    needs(stack, group, "kmsKeyId", {
      service: `logs.${regionOf(group)}.amazonaws.com`,
      actions: KEEP_LOGS,
      because: `it encrypts log group "${group.name}"`,
    }),
  );
}

const ENCRYPTION = ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"];

/** CloudFront reads what a bucket's policy lets it read only with the bucket's key (CloudFront guide, "Restrict access to an Amazon S3 origin"). */
function viewerNeeds(stack: Stack): readonly Need[] {
  const service = "cloudfront.amazonaws.com";
  return ofTypes(stack, BUCKET_POLICIES)
    .filter(({ props }) => allowing(bucketDocument(props)).some(({ principals }) => principals.some((one) => isService(one, service))))
    .flatMap((policy) =>
      settingsOf(stack, targets(stack, policy, "bucket", BUCKETS)).flatMap((setting) =>
        needs(stack, setting, "rules", { service, actions: ["kms:Decrypt"], because: `bucket policy "${policy.name}" lets it read` }),
      ),
    );
}

/** How these buckets encrypt. */
function settingsOf(stack: Stack, buckets: readonly StackSubject[]): readonly StackSubject[] {
  return ofTypes(stack, ENCRYPTION).filter((setting) => targets(stack, setting, "bucket", BUCKETS).some((one) => buckets.includes(one)));
}

/** Log delivery writes to a bucket under the bucket's default key (CloudWatch Logs guide, "Logs sent to Amazon S3"). */
function deliveryNeeds(stack: Stack): readonly Need[] {
  return ofTypes(stack, ["aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"]).flatMap((destination) => {
    const buckets = targets(stack, destination, "deliveryDestinationConfiguration", BUCKETS);
    return settingsOf(stack, buckets).flatMap((setting) =>
      needs(stack, setting, "rules", {
        service: "delivery.logs.amazonaws.com",
        actions: KEEP_LOGS,
        because: `log delivery "${destination.name}" writes to its bucket`,
      }),
    );
  });
}

function trailNeeds(stack: Stack): readonly Need[] {
  return ofTypes(stack, ["aws:cloudtrail/trail:Trail"]).flatMap((trail) =>
    needs(stack, trail, "kmsKeyId", {
      service: "cloudtrail.amazonaws.com",
      actions: KEEP_TRAIL,
      because: `it encrypts trail "${trail.name}"`,
    }),
  );
}

function regionOf(subject: StackSubject): string {
  const region = at(subject.props, "region");
  return typeof region === "string" && region !== "" ? region : "*";
}
