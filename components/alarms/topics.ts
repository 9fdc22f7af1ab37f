import pulumi from "@pulumi/pulumi";
import { AlertTopic, type KeyHandle } from "../storage/index.ts";

export interface TopicPairArgs {
  /** What the topics are called, `-alerts` and `-events` are added: `onair-prod`. */
  readonly prefix: string;
  readonly accountId: string;
  readonly region: string;
  /** The region is not the provider's, and every resource says it. */
  readonly elsewhere?: boolean;
  /** Its policy must admit CloudWatch; EventBridge publishes through a role. */
  readonly key: KeyHandle;
  readonly alertEmail?: string;
  readonly eventEmail?: string;
  /** A topic that exists, in place of the one that wakes people: no topic and no subscription is made for it. */
  readonly alertTopicArn?: string;
}

/**
 * Where messages go, by how urgent they are: `page` wakes people and gets nothing but what composite alarms say, `notice`
 * gets everything else. One topic for both would tell of every incident twice.
 */
export class TopicPair extends pulumi.ComponentResource {
  readonly page: pulumi.Output<string>;
  readonly notice: pulumi.Output<string>;

  constructor(name: string, args: TopicPairArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:TopicPair", name, {}, opts);
    const { alertEmail, eventEmail, alertTopicArn, prefix, ...everyone } = args;
    const options = { parent: this };
    const made = (resource: string, topic: string, email: string | undefined): AlertTopic =>
      new AlertTopic(resource, { ...everyone, name: topic, ...(email === undefined ? {} : { email }) }, options);
    this.page = alertTopicArn === undefined ? made(name, `${prefix}-alerts`, alertEmail).arn : pulumi.output(alertTopicArn);
    this.notice = made(`${name}-events`, eventTopicName(prefix), eventEmail).arn;
    this.registerOutputs({ page: this.page, notice: this.notice });
  }
}

export function eventTopicName(prefix: string): string {
  return `${prefix}-events`;
}
