import { type PolicyStatement, policyJson } from "./document.ts";

/**
 * An AWS service that writes to something this key encrypts.
 *
 * `conditioned` ties the service to this account by `aws:SourceAccount`. It must be false for a service that does not
 * send that key, or its messages are lost without a word: EventBridge towards SNS is the known case (SNS guide,
 * "Enable compatibility between event sources from AWS services and encrypted topics").
 */
export interface KeyPublisher {
  /** Service principal, e.g. `cloudwatch.amazonaws.com`. */
  readonly service: string;
  readonly conditioned: boolean;
  /** Further limit to callers of this ARN pattern, matched with `ArnLike`. */
  readonly sourceArn?: string;
}

/** What a key policy is made of. */
export interface KeyPolicyParts {
  readonly accountId: string;
  readonly publishers: readonly KeyPublisher[];
  /** Statements beside the account's own and the publishers'. */
  readonly statements?: readonly PolicyStatement[];
}

/**
 * The key policy: the account decides through IAM, and each publisher may encrypt.
 * `Resource: "*"` in a key policy means this key alone (KMS guide, "Key policies").
 */
export function keyPolicy(args: KeyPolicyParts): string {
  return policyJson(...keyStatements(args));
}

/** The statements of the key policy, in order. */
export function keyStatements(args: KeyPolicyParts): PolicyStatement[] {
  const account: PolicyStatement = {
    Sid: "AccountDecidesThroughIam",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${args.accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  return [account, ...args.publishers.map((publisher) => admit(publisher, args.accountId)), ...(args.statements ?? [])];
}

function admit(publisher: KeyPublisher, accountId: string): PolicyStatement {
  const statement: PolicyStatement = {
    Sid: `Publisher${publisher.service.split(".").map(capital).join("")}`,
    Effect: "Allow",
    Principal: { Service: publisher.service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
  };
  const condition = {
    ...(publisher.conditioned ? { StringEquals: { "aws:SourceAccount": accountId } } : {}),
    ...(publisher.sourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": publisher.sourceArn } }),
  };
  return Object.keys(condition).length === 0 ? statement : { ...statement, Condition: condition };
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`.replaceAll(/[^A-Za-z0-9]/g, "");
}
