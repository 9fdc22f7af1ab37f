import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { type PolicyStatement, policyJson } from "./document.ts";
import type { KeyHandle } from "./keyHandle.ts";

export interface AlertTopicArgs {
  /** Name of the topic, e.g. `onair-prod-alerts`. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** The region is not the provider's, and every resource says it. */
  readonly elsewhere?: boolean;
  /** Its policy must admit every publisher of the topic. */
  readonly key: KeyHandle;
  /** Someone who is told by e-mail, once they confirm the subscription. */
  readonly email?: string;
  /** Topic policy statements beside those for CloudWatch alarms and TLS. */
  readonly statements?: readonly PolicyStatement[];
}

/** ARN of a topic: known before it exists. */
export function topicArn(of: Pick<AlertTopicArgs, "name" | "accountId" | "region">): string {
  return `arn:aws:sns:${of.region}:${of.accountId}:${of.name}`;
}

/**
 * An encrypted topic that alarms of this account publish to.
 * EventBridge publishes through a role of its own (`RuleToTopic`), so the topic policy names it nowhere.
 */
export class AlertTopic extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly topic: aws.sns.Topic;

  constructor(name: string, args: AlertTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:storage:AlertTopic", name, {}, opts);
    const where = args.elsewhere === true ? { region: args.region } : {};
    // The handle's id, not its ARN: known at preview, so that a policy pack can tell an encrypted topic from a plain one.
    this.topic = new aws.sns.Topic(
      name,
      { ...where, name: args.name, kmsMasterKeyId: args.key.id },
      { parent: this, dependsOn: [...args.key.ready] },
    );
    this.arn = this.topic.arn;
    new aws.sns.TopicPolicy(name, { ...where, arn: this.arn, policy: topicPolicy(args) }, { parent: this });
    if (args.email !== undefined) {
      new aws.sns.TopicSubscription(name, { ...where, topic: this.arn, protocol: "email", endpoint: args.email }, { parent: this });
    }
    this.registerOutputs({ arn: this.arn });
  }
}

/** Who may publish: the account's own alarms, and only over TLS. */
export function topicPolicy(args: Pick<AlertTopicArgs, "name" | "accountId" | "region" | "statements">): string {
  const arn = topicArn(args);
  return policyJson(
    {
      Sid: "AlarmsPublish",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: arn,
      Condition: {
        StringEquals: { "aws:SourceAccount": args.accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${args.region}:${args.accountId}:alarm:*` },
      },
    },
    {
      Sid: "RefusePlainHttp",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: arn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    ...(args.statements ?? []),
  );
}
