import type pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "./document.ts";

/** A KMS key as the resources that use it need it, whether Onair made it or it was brought along. */
export interface KeyHandle {
  /** What names it to AWS: `alias/…` of a key that Onair makes, the ARN of one brought along. Plain, so that policies read it at preview. */
  readonly id: string;
  readonly arn: pulumi.Input<string>;
  /** What must exist before the id means anything. */
  readonly ready: readonly pulumi.Resource[];
}

/** A key of the customer's, in the region where it is used. Its policy is the customer's too: `regionKeyStatements` says what it must hold. */
export function broughtKey(arn: string): KeyHandle {
  return { id: arn, arn, ready: [] };
}

/**
 * A statement for a role that must use a key through another service. The id of a key that Onair makes is not known
 * before the key exists, so the statement names such a key by its alias (`kms:ResourceAliases`), which KMS resolves
 * whatever the caller used; a key that was brought along is named itself.
 */
export function useKey(use: {
  /** Id of a `KeyHandle`. */
  readonly key: string;
  readonly region: string;
  readonly accountId: string;
  readonly actions: readonly string[];
  /** Only when the call comes through this service, e.g. `s3`. */
  readonly via: string;
}): PolicyStatement {
  const made = use.key.startsWith("alias/");
  return {
    Sid: "UseKey",
    Effect: "Allow",
    Action: use.actions,
    // The wildcard stands for an id that AWS makes up; the alias condition narrows it to one key.
    Resource: made ? `arn:aws:kms:${use.region}:${use.accountId}:key/*` : use.key,
    Condition: {
      ...(made ? { "ForAnyValue:StringEquals": { "kms:ResourceAliases": use.key } } : {}),
      StringEquals: { "kms:ViaService": `${use.via}.${use.region}.amazonaws.com` },
    },
  };
}
