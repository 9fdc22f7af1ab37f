import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "./document.ts";
import type { KeyHandle } from "./keyHandle.ts";
import { keyPolicy, type KeyPublisher } from "./keyPolicy.ts";

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

  /** The key for whoever encrypts with it, by its alias. */
  get handle(): KeyHandle {
    return { id: this.alias, arn: this.arn, ready: [this.aliasResource] };
  }
}
