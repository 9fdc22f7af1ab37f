import { type PassphraseSecret, readPassphrases, type Region } from "../encode/plan.ts";
import { type PolicyStatement, policyJson } from "../storage/index.ts";

interface Place {
  readonly accountId: string;
  readonly region: Region;
}

/** Role with which the flows of a channel read their secrets. IAM knows no regions. At most 64 characters. */
export function flowRoleName(environment: string, channel: string, region: Region): string {
  return `onair-${environment}-${channel}-${region}-flows`;
}

/** MediaConnect may take the role for flows of this account and region alone: nobody else's flow can borrow it. */
export function flowTrust({ accountId, region }: Place): string {
  return policyJson({
    Effect: "Allow",
    Principal: { Service: "mediaconnect.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      // A flow's number is AWS's to give, so the last part stays open.
      ArnLike: { "aws:SourceArn": `arn:aws:mediaconnect:${region}:${accountId}:flow:*` },
    },
  });
}

/**
 * What MediaConnect must be allowed on each secret (MediaConnect User Guide, "Setting up SRT password encryption"), and,
 * for one under a key of the customer's, its decryption through Secrets Manager.
 */
export function flowSecretsPolicy(secrets: readonly PassphraseSecret[], place: Place): string {
  const own = [...new Map(secrets.map((secret) => [secret.arn, secret])).values()];
  return policyJson(...readPassphrases(own, place), {
    Sid: "DescribeSecrets",
    Effect: "Allow",
    Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy", "secretsmanager:ListSecretVersionIds"],
    Resource: own.map(({ arn }) => arn).sort(),
  });
}

/**
 * What MediaLive does with the flows of its inputs (MediaLive User Guide, "Access requirements for the trusted entity",
 * MediaConnect): it looks at them, and adds and removes the output that feeds the input. Flows by name, for AWS makes up
 * their ids. No reference lists these actions, so that this is the smallest grant that can be written, and unproven.
 */
export function feedFromFlows(names: readonly string[], { accountId, region }: Place): PolicyStatement[] {
  if (names.length === 0) return [];
  return [
    {
      Sid: "FeedFromFlows",
      Effect: "Allow",
      Action: ["mediaconnect:ManagedAddOutput", "mediaconnect:ManagedDescribeFlow", "mediaconnect:ManagedRemoveOutput"],
      // `<id>:<name>` (Service Authorization Reference, AWS Elemental MediaConnect, resource type flow).
      Resource: names.map((name) => `arn:aws:mediaconnect:${region}:${accountId}:flow:*:${name}`),
    },
  ];
}
