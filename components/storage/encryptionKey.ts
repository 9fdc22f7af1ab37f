import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
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

export interface EncryptionKeyArgs {
  /** Alias without the `alias/` prefix, e.g. `onair-prod`. Known at preview: policies name the key by it. */
  readonly alias: string;
  readonly description: string;
  readonly accountId: string;
  /** Where the key is; the provider's region unless given. */
  readonly region?: string;
  readonly publishers: readonly KeyPublisher[];
  /** Statements beside the account's own and the publishers'. */
  readonly statements?: readonly PolicyStatement[];
  readonly protect?: boolean;
}

/** A customer managed KMS key that rotates yearly, its alias, and a key policy that lets its publishers in. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** `alias/<name>`, a plain string. Wait for `aliasResource` before handing it to AWS. */
  readonly alias: string;
  readonly key: aws.kms.Key;
  readonly aliasResource: aws.kms.Alias;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:storage:EncryptionKey", name, {}, opts);
    this.alias = `alias/${args.alias}`;
    const region = args.region === undefined ? {} : { region: args.region };
    this.key = new aws.kms.Key(
      name,
      {
        ...region,
        description: args.description,
        enableKeyRotation: true,
        // The longest wait AWS offers: a key deleted by mistake takes everything it encrypted with it.
        deletionWindowInDays: 30,
        policy: keyPolicy(args),
      },
      { parent: this, protect: args.protect ?? false },
    );
    this.aliasResource = new aws.kms.Alias(name, { ...region, name: this.alias, targetKeyId: this.key.keyId }, { parent: this });
    this.arn = this.key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/**
 * The key policy: the account decides through IAM, and each publisher may encrypt.
 * `Resource: "*"` in a key policy means this key alone (KMS guide, "Key policies").
 */
export function keyPolicy(args: Pick<EncryptionKeyArgs, "accountId" | "publishers" | "statements">): string {
  const account: PolicyStatement = {
    Sid: "AccountDecidesThroughIam",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${args.accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  return policyJson(account, ...args.publishers.map((publisher) => admit(publisher, args.accountId)), ...(args.statements ?? []));
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

/**
 * A statement for a role that must use the key through another service. The key's id is not known before the key
 * exists, so the statement names it by its alias (`kms:ResourceAliases`), which KMS resolves whatever the caller used.
 */
export function useKeyByAlias(use: {
  readonly alias: string;
  readonly region: string;
  readonly accountId: string;
  readonly actions: readonly string[];
  /** Only when the call comes through this service, e.g. `s3`. */
  readonly via: string;
}): PolicyStatement {
  return {
    Sid: "UseKey",
    Effect: "Allow",
    Action: use.actions,
    // The wildcard stands for an id that AWS makes up; the alias condition narrows it to one key.
    Resource: `arn:aws:kms:${use.region}:${use.accountId}:key/*`,
    Condition: {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": use.alias },
      StringEquals: { "kms:ViaService": `${use.via}.${use.region}.amazonaws.com` },
    },
  };
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`.replaceAll(/[^A-Za-z0-9]/g, "");
}
