/**
 * Messages and logs that would be lost: AWS accepts the set-up and then drops what is sent, because a key or a policy does not
 * let the sender in. Sources: SNS Developer Guide, "Key management" (services that publish to encrypted topics); CloudWatch Logs
 * User Guide, "Logs sent to Amazon S3"; EventBridge User Guide, "Amazon SNS topics as targets".
 */
import type { Account } from "./account.ts";
import { findByArn, findKey } from "./lookups.ts";
import { admitsService, matches, statements } from "./policies.ts";
import type { CloudObject, Store } from "./store.ts";
import { object, objects, text, texts, type Value } from "./values.ts";

export interface Loss {
  /** ARN of the topic or bucket that the message does not reach. */
  to: string;
  from: string;
  reason: string;
}

type Keys = Account["keys"];

/** What is lost of all that the account's resources send; `keys` are those that existed before them. */
export function undeliverable(store: Store, keys: Keys = []): Loss[] {
  return [...store.all("aws:sns/topic:Topic").flatMap((topic) => lostBefore(store, keys, topic)), ...lostLogs(store)];
}

function lostBefore(store: Store, keys: Keys, topic: CloudObject): Loss[] {
  const arn = topic.id;
  const alarms = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"]
    .flatMap((type) => store.all(type))
    .filter(({ inputs }) => ["alarmActions", "okActions", "insufficientDataActions"].some((name) => texts(inputs[name]).includes(arn)));
  const targets = store.all("aws:cloudwatch/eventTarget:EventTarget").filter(({ inputs }) => inputs["arn"] === arn);
  return [
    ...alarms.map((alarm) => ({ from: `alarm ${alarm.id}`, reason: serviceKeptOut(store, keys, topic, "cloudwatch.amazonaws.com") })),
    ...targets.map((target) => ({
      from: `event target ${target.id}`,
      reason:
        target.inputs["roleArn"] === undefined
          ? serviceKeptOut(store, keys, topic, "events.amazonaws.com")
          : roleKeptOut(store, topic, text(target.inputs["roleArn"]) ?? ""),
    })),
  ].flatMap(({ from, reason }) => (reason === undefined ? [] : [{ to: arn, from, reason }]));
}

function serviceKeptOut(store: Store, keys: Keys, topic: CloudObject, service: string): string | undefined {
  const policy = findByPolicyOf(store, topic);
  if (policy !== undefined && !admitsService(policy.inputs["policy"], service, "sns:Publish"))
    return `the topic's policy does not let ${service} publish`;
  const named = text(topic.inputs["kmsMasterKeyId"]);
  if (named === undefined || named === "") return undefined;
  const key = findKey(store, topic.region, named) ?? broughtKey(keys, named);
  if (key === undefined) return `the key ${named} is AWS's own, and its policy lets no service in`;
  const admitted = ["kms:GenerateDataKey", "kms:Decrypt"].every((action) => admitsService(key.inputs["policy"], service, action));
  return admitted ? undefined : `the policy of key ${key.id} does not let ${service} encrypt`;
}

/** The policy of a key by whatever name AWS accepts, or undefined for one that AWS manages. */
export function keyPolicyOf(cloud: { store: Store; account: Account }, region: string, named: string): Value {
  return (findKey(cloud.store, region, named) ?? broughtKey(cloud.account.keys, named))?.inputs["policy"];
}

/** A key of the customer's, with the policy its owner gave it. */
function broughtKey(keys: Keys, named: string): Pick<CloudObject, "id" | "inputs"> | undefined {
  const found = keys.find(({ arn }) => arn === named);
  return found === undefined ? undefined : { id: found.arn, inputs: { policy: JSON.stringify(found.policy ?? {}) } };
}

function findByPolicyOf(store: Store, topic: CloudObject): CloudObject | undefined {
  return store.find("aws:sns/topicPolicy:TopicPolicy", ({ id }) => id === topic.id);
}

/** With a role the role's own policies decide. */
function roleKeptOut(store: Store, topic: CloudObject, roleArn: string): string | undefined {
  const role = findByArn(store, "aws:iam/role:Role", roleArn);
  const policies = store.all("aws:iam/rolePolicy:RolePolicy").filter(({ inputs }) => inputs["role"] === role?.id);
  const allowed = (action: string): boolean =>
    policies.some(({ inputs }) =>
      statements(inputs["policy"]).some(({ effect, actions }) => effect === "Allow" && actions.some((pattern) => matches(pattern, action))),
    );
  const encrypted = text(topic.inputs["kmsMasterKeyId"]) !== undefined;
  const missing = ["sns:Publish", ...(encrypted ? ["kms:GenerateDataKey", "kms:Decrypt"] : [])].find((action) => !allowed(action));
  return missing === undefined ? undefined : `role ${roleArn} may not ${missing}`;
}

/** Access logs into a bucket with a customer key need the delivery service in the key's policy. */
function lostLogs(store: Store): Loss[] {
  return store.all("aws:cloudwatch/logDelivery:LogDelivery").flatMap((delivery) => {
    const destination = findByArn(
      store,
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      delivery.inputs["deliveryDestinationArn"],
    );
    const arn = text(object(destination?.inputs["deliveryDestinationConfiguration"])["destinationResourceArn"]) ?? "";
    const bucket = arn.split(":").at(-1)?.split("/")[0] ?? "";
    const encryption = store.find(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      ({ id }) => id === bucket,
    );
    const named = text(object(objects(encryption?.inputs["rules"])[0]?.["applyServerSideEncryptionByDefault"])["kmsMasterKeyId"]);
    const key = named === undefined ? undefined : findKey(store, named.split(":")[3] ?? delivery.region, named);
    if (key === undefined || admitsService(key.inputs["policy"], "delivery.logs.amazonaws.com", "kms:GenerateDataKey")) return [];
    return [
      {
        to: arn,
        from: `log delivery ${delivery.id}`,
        reason: `the policy of key ${key.id} does not let delivery.logs.amazonaws.com encrypt`,
      },
    ];
  });
}
