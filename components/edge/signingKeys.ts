import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { byName } from "./names.ts";
import { normalisedPem } from "./pem.ts";

export interface SigningKeysArgs {
  readonly environment: string;
  readonly production: boolean;
  /** Public keys (PEM) by key id. A key id is a key for life: a new key is a new id. */
  readonly playbackKeys: Readonly<Record<string, string>>;
}

/** The public halves of the playback keys, and the group that every behaviour trusts. A key added is a resource added; a group holds all. */
export class SigningKeys extends pulumi.ComponentResource {
  readonly publicKeys: Readonly<Record<string, aws.cloudfront.PublicKey>>;
  readonly keyGroup: aws.cloudfront.KeyGroup;

  constructor(name: string, args: SigningKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:SigningKeys", name, {}, opts);
    const keyIds = Object.keys(args.playbackKeys).sort(byName);
    this.publicKeys = Object.fromEntries(keyIds.map((keyId) => [keyId, this.publicKey(name, keyId, args)]));
    this.keyGroup = new aws.cloudfront.KeyGroup(
      name,
      {
        name: `onair-${args.environment}-playback`,
        comment: `Onair ${args.environment}: playback keys`,
        items: Object.values(this.publicKeys).map((key) => key.id),
      },
      { parent: this },
    );
    this.registerOutputs({ keyGroupId: this.keyGroup.id });
  }

  private publicKey(name: string, keyId: string, args: SigningKeysArgs): aws.cloudfront.PublicKey {
    return new aws.cloudfront.PublicKey(
      `${name}-${keyId}`,
      {
        name: `onair-${args.environment}-${keyId}`,
        comment: `Onair ${args.environment}: playback key ${keyId}`,
        encodedKey: normalisedPem(args.playbackKeys[keyId] ?? ""),
      },
      { parent: this, protect: args.production },
    );
  }
}
