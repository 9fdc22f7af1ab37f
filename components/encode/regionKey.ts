import { type KeyPublisher, keyStatements, type PolicyStatement } from "../storage/plain.ts";
import type { Region } from "./types.ts";

/** Who publishes to the alert topic. EventBridge sends no source to SNS, so its statement can name none. */
export function keyPublishers(accountId: string, region: Region): KeyPublisher[] {
  return [
    { service: "cloudwatch.amazonaws.com", conditioned: true, sourceArn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:*` },
    { service: "events.amazonaws.com", conditioned: false },
  ];
}

/**
 * The statements that the policy of a brought key must hold for one region, beside those its owner needs: the account
 * may give Onair's roles the use of it, and the publishers of the alert topic may encrypt. Without the latter, alarms
 * are lost and nothing says so.
 */
export function regionKeyStatements(accountId: string, region: Region): readonly PolicyStatement[] {
  return keyStatements({ accountId, publishers: keyPublishers(accountId, region) });
}
