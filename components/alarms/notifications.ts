import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { type PolicyStatement, policyJson, topicArn, useKey } from "../storage/index.ts";

export interface EventPublisherArgs {
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
  readonly topicName: string;
  /** Id of the topic's key: `alias/…` or an ARN. */
  readonly key: string;
}

/**
 * The role with which EventBridge rules of a region publish to the alert topic.
 *
 * A role, because a topic policy cannot condition EventBridge (EventBridge User Guide, "Resource-based policies": SNS
 * topic policies take no Condition for it) and an unconditioned one would let in rules of any account.
 */
export class EventPublisher extends pulumi.ComponentResource {
  readonly role: aws.iam.Role;
  /** What a target must wait for. */
  readonly policy: aws.iam.RolePolicy;

  constructor(name: string, args: EventPublisherArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:EventPublisher", name, {}, opts);
    this.role = new aws.iam.Role(
      name,
      {
        name: `onair-${args.environment}-${args.region}-events`,
        description: "EventBridge publishes channel events to the alert topic",
        assumeRolePolicy: publisherTrust(args),
      },
      { parent: this },
    );
    this.policy = new aws.iam.RolePolicy(name, { name: "publish", role: this.role.name, policy: publisherPolicy(args) }, { parent: this });
    this.registerOutputs();
  }
}

/** Only rules of this environment, in this region and account, may take the role. */
export function publisherTrust({ environment, accountId, region }: EventPublisherArgs): string {
  const rule = `arn:aws:events:${region}:${accountId}:rule/onair-${environment}`;
  return policyJson({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": [`${rule}-*`, `${rule}.*`] } },
  });
}

export function publisherPolicy({ accountId, region, topicName, key }: EventPublisherArgs): string {
  const publish: PolicyStatement = {
    Sid: "Publish",
    Effect: "Allow",
    Action: "sns:Publish",
    Resource: topicArn({ name: topicName, accountId, region }),
  };
  return policyJson(publish, useKey({ key, region, accountId, actions: ["kms:Decrypt", "kms:GenerateDataKey*"], via: "sns" }));
}

export interface RuleToTopicArgs {
  /** Name of the rule; the publisher's role admits names that begin with `onair-<environment>`. */
  readonly name: string;
  readonly description: string;
  readonly pattern: pulumi.Input<string>;
  readonly topicArn: pulumi.Input<string>;
  readonly publisher: EventPublisher;
}

/** An EventBridge rule that sends what it matches to the alert topic. */
export class RuleToTopic extends pulumi.ComponentResource {
  constructor(name: string, args: RuleToTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:alarms:RuleToTopic", name, {}, opts);
    const rule = new aws.cloudwatch.EventRule(
      name,
      { name: args.name, description: args.description, eventPattern: args.pattern },
      { parent: this },
    );
    new aws.cloudwatch.EventTarget(
      name,
      { rule: rule.name, targetId: "alerts", arn: args.topicArn, roleArn: args.publisher.role.arn },
      { parent: this, dependsOn: [args.publisher.policy] },
    );
    this.registerOutputs();
  }
}

/**
 * State changes and alerts of one MediaLive channel, and with `inputChanges` each turn to another input, by itself or by
 * hand (EventBridge Events Reference, AWS Elemental MediaLive).
 */
export function channelEventPattern(
  channelArn: pulumi.Input<string>,
  { inputChanges = false }: { readonly inputChanges?: boolean } = {},
): pulumi.Output<string> {
  const more = inputChanges ? ["MediaLive Channel Input Change"] : [];
  return pulumi.output(channelArn).apply((arn) =>
    JSON.stringify({
      source: ["aws.medialive"],
      "detail-type": ["MediaLive Channel State Change", "MediaLive Channel Alert", ...more],
      detail: { channel_arn: [arn] },
    }),
  );
}

/**
 * Everything MediaPackage v2 itself reports, and not the API calls that CloudTrail mirrors under the same source
 * (EventBridge Events Reference, AWS Elemental MediaPackage v2: harvest jobs today).
 */
export const PACKAGING_EVENT_PATTERN = JSON.stringify({ source: ["aws.mediapackagev2"], "detail-type": [{ prefix: "MediaPackageV2 " }] });
