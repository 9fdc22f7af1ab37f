import type { PolicyStatement } from "../storage/index.ts";
import { firewallLogGroup } from "./firewallPlan.ts";
import { EDGE_REGION, deliverySourceName } from "./names.ts";

export interface EdgeKeyUse {
  readonly environment: string;
  readonly accountId: string;
  /** A bucket of ours takes the access logs. */
  readonly accessLogs: boolean;
  /** A log group of ours takes the firewall's log. */
  readonly firewallLog: boolean;
  /** A bucket of ours holds the player page. */
  readonly player: boolean;
}

/** Who besides the account may use the key. The real-time log's stream is written through a role, which the account's own statement covers. */
export function edgeKeyStatements(use: EdgeKeyUse): PolicyStatement[] {
  return [
    ...(use.accessLogs ? [accessLogStatement(use)] : []),
    ...(use.firewallLog ? [firewallLogStatement(use)] : []),
    ...(use.player ? [playerStatement(use)] : []),
  ];
}

const ENCRYPT: readonly string[] = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** CloudWatch Logs User Guide, "Logs sent to Amazon S3": the actions that delivery asks of a customer key. */
function accessLogStatement({ environment, accountId }: EdgeKeyUse): PolicyStatement {
  return {
    Sid: "AccessLogsEncrypt",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: ENCRYPT,
    Resource: "*",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:aws:logs:${EDGE_REGION}:${accountId}:delivery-source:${deliverySourceName(environment)}` },
    },
  };
}

/**
 * CloudFront Developer Guide, "Restrict access to an Amazon S3 origin" (SSE-KMS), without what only writes through CloudFront
 * need. The key stands before the distribution, whose id is not known then, so that every distribution of the account may
 * decrypt; which of them may read the bucket its own policy says.
 */
function playerStatement({ accountId }: EdgeKeyUse): PolicyStatement {
  return {
    Sid: "PlayerRead",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: { ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${accountId}:distribution/*` } },
  };
}

/** CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS", for the one log group. */
function firewallLogStatement({ environment, accountId }: EdgeKeyUse): PolicyStatement {
  const group = `arn:aws:logs:${EDGE_REGION}:${accountId}:log-group:${firewallLogGroup(environment)}`;
  return {
    Sid: "FirewallLogEncrypt",
    Effect: "Allow",
    Principal: { Service: `logs.${EDGE_REGION}.amazonaws.com` },
    Action: ENCRYPT,
    Resource: "*",
    Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": group } },
  };
}
