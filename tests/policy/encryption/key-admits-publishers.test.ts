import { keyAdmitsPublishers } from "../../../policy/rules/encryption/key-admits-publishers.ts";
import { ACCOUNT, ACCOUNT_STATEMENT, policy, replaced, TYPES } from "../fixtures.ts";
import type { Props, TestResource } from "../harness.ts";
import { describeRule, resource, UNKNOWN_LIST, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const SEND = ["kms:Decrypt", "kms:GenerateDataKey*"];
const LOGS = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];
const TRAIL = ["kms:GenerateDataKey*", "kms:DescribeKey", "kms:Decrypt"];

const allow = (service: string, actions: readonly string[]): Props => ({
  Effect: "Allow",
  Principal: { Service: service },
  Action: actions,
  Resource: "*",
});

const STATEMENTS: Readonly<Record<string, Props>> = {
  alarms: allow("cloudwatch.amazonaws.com", SEND),
  events: allow("events.amazonaws.com", SEND),
  sns: allow("sns.amazonaws.com", SEND),
  logs: allow("logs.us-east-1.amazonaws.com", LOGS),
  delivery: allow("delivery.logs.amazonaws.com", LOGS),
  trail: allow("cloudtrail.amazonaws.com", TRAIL),
  viewers: allow("cloudfront.amazonaws.com", ["kms:Decrypt"]),
};

const keyWith = (statements: Readonly<Record<string, Props>>): Props => ({
  enableKeyRotation: true,
  policy: JSON.stringify(policy(ACCOUNT_STATEMENT, ...Object.values(statements))),
});

/** A stack with every kind of publisher, as a first preview shows it. */
const stack: readonly TestResource[] = [
  resource(TYPES.key, "key", keyWith(STATEMENTS)),
  resource(TYPES.alias, "key-alias", { name: "alias/onair", targetKeyId: UNKNOWN_STRING }, { targetKeyId: ["key"] }),
  resource(TYPES.topic, "alerts", { name: "onair-alerts", kmsMasterKeyId: UNKNOWN_STRING }, { kmsMasterKeyId: ["key"] }),
  resource(TYPES.queue, "inbox", { kmsMasterKeyId: UNKNOWN_STRING }, { kmsMasterKeyId: ["key"] }),
  resource(TYPES.alarm, "quiet", { alarmActions: [UNKNOWN_STRING] }, { alarmActions: ["alerts"] }),
  resource(TYPES.eventTarget, "states", { arn: UNKNOWN_STRING }, { arn: ["alerts"] }),
  resource(TYPES.subscription, "to-inbox", { protocol: "sqs", endpoint: UNKNOWN_STRING }, { endpoint: ["inbox"] }),
  resource(TYPES.logGroup, "lines", { kmsKeyId: UNKNOWN_STRING, region: "us-east-1" }, { kmsKeyId: ["key"] }),
  resource(TYPES.bucket, "logs", {}),
  resource(
    TYPES.bucketEncryption,
    "logs-encryption",
    { bucket: UNKNOWN_STRING, rules: UNKNOWN_LIST },
    { bucket: ["logs"], rules: ["key"] },
  ),
  resource(
    TYPES.logDestination,
    "access",
    { deliveryDestinationConfiguration: UNKNOWN_OBJECT },
    { deliveryDestinationConfiguration: ["logs"] },
  ),
  resource(
    TYPES.nativeBucketPolicy,
    "page-policy",
    { bucket: UNKNOWN_STRING, policyDocument: policy(allow("cloudfront.amazonaws.com", ["s3:GetObject"])) },
    { bucket: ["logs"] },
  ),
  resource(TYPES.trail, "audit", { kmsKeyId: UNKNOWN_STRING }, { kmsKeyId: ["key"] }),
];

const without = (name: string): readonly TestResource[] => {
  const rest = Object.fromEntries(Object.entries(STATEMENTS).filter(([key]) => key !== name));
  return replaced(stack, "key", keyWith(rest));
};
const withStatement = (name: string, statement: Props): readonly TestResource[] =>
  replaced(stack, "key", keyWith({ ...STATEMENTS, [name]: statement }));

describeRule(keyAdmitsPublishers, {
  rows: "S4 O4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.key, stack },
  cases: [
    {
      when: "a topic that alarms cannot encrypt for",
      stack: without("alarms"),
      expect: [
        /^Key "key" does not admit cloudwatch.amazonaws.com \(alarm "quiet" sends to "alerts"\). Allow it kms:Decrypt, kms:GenerateDataKey/,
      ],
    },
    {
      when: "a topic that EventBridge cannot encrypt for",
      stack: without("events"),
      expect: [/does not admit events.amazonaws.com.*Allow it/],
    },
    { when: "a queue that SNS cannot encrypt for", stack: without("sns"), expect: [/does not admit sns.amazonaws.com/] },
    {
      when: "a log group whose service has no key",
      stack: without("logs"),
      expect: [/does not admit logs.us-east-1.amazonaws.com \(it encrypts log group "lines"\)/],
    },
    {
      when: "a log bucket that deliveries cannot write to",
      stack: without("delivery"),
      expect: [/does not admit delivery.logs.amazonaws.com/],
    },
    {
      when: "a trail that cannot be encrypted",
      stack: without("trail"),
      expect: [/does not admit cloudtrail.amazonaws.com.*Allow it kms:GenerateDataKey, kms:DescribeKey, kms:Decrypt/],
    },
    {
      when: "a page that CloudFront cannot decrypt",
      stack: without("viewers"),
      expect: [/does not admit cloudfront.amazonaws.com \(bucket policy "page-policy" lets it read\). Allow it kms:Decrypt/],
    },
    {
      when: "half of the actions",
      stack: withStatement("alarms", allow("cloudwatch.amazonaws.com", ["kms:Decrypt"])),
      expect: [/Allow it kms:GenerateDataKey in/],
    },
    {
      when: "a refusal in place of an admission",
      stack: withStatement("alarms", { ...STATEMENTS["alarms"], Effect: "Deny" }),
      expect: [/does not admit cloudwatch.amazonaws.com/],
    },
    {
      when: "the log service of another region",
      stack: withStatement("logs", allow("logs.eu-west-1.amazonaws.com", LOGS)),
      expect: [/does not admit logs.us-east-1/],
    },
    {
      when: "two services in one statement",
      stack: replaced(
        stack,
        "key",
        keyWith({
          ...STATEMENTS,
          alarms: { ...STATEMENTS["events"], Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] } },
        }),
      ),
      expect: [],
    },
    {
      when: "a log service that may not encrypt",
      stack: withStatement("logs", allow("logs.us-east-1.amazonaws.com", LOGS.slice(1))),
      expect: [/Allow it kms:Encrypt in/],
    },
    {
      when: "a topic of a known ARN",
      stack: replaced(
        replaced(without("alarms"), "alerts", { arn: "arn:aws:sns:us-east-1:1:alerts-1f", kmsMasterKeyId: UNKNOWN_STRING }),
        "quiet",
        { alarmActions: ["arn:aws:sns:us-east-1:1:alerts-1f"] },
        {},
      ),
      expect: [/does not admit cloudwatch.amazonaws.com/],
    },
    { when: "every action to one service", stack: withStatement("alarms", allow("cloudwatch.amazonaws.com", ["kms:*"])), expect: [] },
    {
      when: "a log group of a region that is not known",
      stack: replaced(stack, "lines", { kmsKeyId: UNKNOWN_STRING }),
      expect: [],
    },
    {
      when: "an event target that publishes with a role of its own",
      stack: replaced(without("events"), "states", { arn: UNKNOWN_STRING, roleArn: UNKNOWN_STRING }, { arn: ["alerts"] }),
      expect: [],
    },
    {
      when: "a dead-letter queue that EventBridge cannot encrypt for",
      stack: replaced(
        without("events"),
        "states",
        { arn: UNKNOWN_STRING, roleArn: UNKNOWN_STRING, deadLetterConfig: { arn: UNKNOWN_STRING } },
        { arn: ["alerts"], deadLetterConfig: ["inbox"] },
      ),
      expect: [/does not admit events.amazonaws.com \(event target "states" sends to "inbox"\)/],
    },
    {
      when: "a key named by its alias",
      stack: replaced(without("alarms"), "alerts", { kmsMasterKeyId: "alias/onair" }, {}),
      expect: [/does not admit cloudwatch.amazonaws.com/],
    },
    {
      when: "a topic named by its ARN in words",
      stack: replaced(without("alarms"), "quiet", { okActions: [`arn:aws:sns:us-east-1:${ACCOUNT}:onair-alerts`] }, {}),
      expect: [/does not admit cloudwatch.amazonaws.com/],
    },
    {
      when: "a key brought along, which is not of this stack",
      stack: replaced(without("alarms"), "alerts", { kmsMasterKeyId: "arn:aws:kms:us-east-1:1:key/elsewhere" }, {}).map((one) =>
        one.name === "states" ? { ...one, props: { arn: "arn:aws:sns:us-east-1:1:elsewhere" }, dependsOn: {} } : one,
      ),
      expect: [],
    },
    {
      when: "a policy that is not known yet",
      stack: replaced(stack, "key", { policy: UNKNOWN_STRING }).filter((one) => ["key", "alerts", "quiet"].includes(one.name)),
      expect: [/does not admit cloudwatch.amazonaws.com/],
    },
    {
      when: "no policy, which admits the account alone",
      stack: replaced(stack, "key", {}).filter((one) => ["key", "alerts", "quiet"].includes(one.name)),
      expect: [/does not admit cloudwatch.amazonaws.com/],
    },
  ],
});
