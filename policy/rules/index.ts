import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import { bucketDefaultEncryption } from "./encryption/bucket-default-encryption.ts";
import { bucketEncryptionPresent } from "./encryption/bucket-encryption-present.ts";
import { bucketPolicyPresent } from "./encryption/bucket-policy-present.ts";
import { bucketPolicyTls } from "./encryption/bucket-policy-tls.ts";
import { keyAdmitsPublishers } from "./encryption/key-admits-publishers.ts";
import { keyPolicyClosed } from "./encryption/key-policy-closed.ts";
import { keyRotated } from "./encryption/key-rotated.ts";
import { logGroupCustomerKey } from "./encryption/log-group-customer-key.ts";
import { queueCustomerKey } from "./encryption/queue-customer-key.ts";
import { secretCustomerKey } from "./encryption/secret-customer-key.ts";
import { streamCustomerKey } from "./encryption/stream-customer-key.ts";
import { subscriptionHttps } from "./encryption/subscription-https.ts";
import { tableCustomerKey } from "./encryption/table-customer-key.ts";
import { topicCustomerKey } from "./encryption/topic-customer-key.ts";
import { trailEncrypted } from "./encryption/trail-encrypted.ts";
import { typesUnderPolicy } from "./encryption/types-under-policy.ts";
import { accessControlSigns } from "./delivery/access-control-signs.ts";
import { behavioursSigned } from "./delivery/behaviours-signed.ts";
import { bucketPublicAccessBlockPresent } from "./delivery/bucket-public-access-block-present.ts";
import { bucketPublicAccessBlocked } from "./delivery/bucket-public-access-blocked.ts";
import { channelPolicyClosed } from "./delivery/channel-policy-closed.ts";
import { distributionLogged } from "./delivery/distribution-logged.ts";
import { endpointPolicyClosed } from "./delivery/endpoint-policy-closed.ts";
import { inputSecurityGroupNarrow } from "./delivery/input-security-group-narrow.ts";
import { keyGroupFilled } from "./delivery/key-group-filled.ts";
import { mediaAccessControlType } from "./delivery/media-access-control-type.ts";
import { originsClosed } from "./delivery/origins-closed.ts";
import { originsHttps } from "./delivery/origins-https.ts";
import { ownCertificate } from "./delivery/own-certificate.ts";
import { pushInputGuarded } from "./delivery/push-input-guarded.ts";
import { recordsBehindEdge } from "./delivery/records-behind-edge.ts";
import { viewersHttps } from "./delivery/viewers-https.ts";
import { viewersTls } from "./delivery/viewers-tls.ts";
import { channelStandardClass } from "./redundancy/channel-standard-class.ts";
import { channelTwoDestinations } from "./redundancy/channel-two-destinations.ts";
import { failoverPairComplete } from "./redundancy/failover-pair-complete.ts";
import { failoverRecordHealthChecked } from "./redundancy/failover-record-health-checked.ts";
import { healthCheckDecided } from "./redundancy/health-check-decided.ts";
import { hlsPausesOnInputLoss } from "./redundancy/hls-pauses-on-input-loss.ts";
import { inputTwoEndpoints } from "./redundancy/input-two-endpoints.ts";
import { mediaBehavioursFailOver } from "./redundancy/media-behaviours-fail-over.ts";
import { originGroupComplete } from "./redundancy/origin-group-complete.ts";
import { primaryFailsWithoutData } from "./redundancy/primary-fails-without-data.ts";
import { templateReadable } from "./redundancy/template-readable.ts";

export type Rule = ResourceValidationPolicy | StackValidationPolicy;

/** Nothing at rest or under way in the clear, and keys that let their users in. */
export const encryption: readonly Rule[] = [
  bucketDefaultEncryption,
  bucketEncryptionPresent,
  bucketPolicyPresent,
  bucketPolicyTls,
  keyAdmitsPublishers,
  keyPolicyClosed,
  keyRotated,
  logGroupCustomerKey,
  queueCustomerKey,
  secretCustomerKey,
  streamCustomerKey,
  subscriptionHttps,
  tableCustomerKey,
  topicCustomerKey,
  trailEncrypted,
  typesUnderPolicy,
];

/** Nothing to watch without a signature, and no way past the edge. */
export const delivery: readonly Rule[] = [
  accessControlSigns,
  behavioursSigned,
  bucketPublicAccessBlockPresent,
  bucketPublicAccessBlocked,
  channelPolicyClosed,
  distributionLogged,
  endpointPolicyClosed,
  inputSecurityGroupNarrow,
  keyGroupFilled,
  mediaAccessControlType,
  originsClosed,
  originsHttps,
  ownCertificate,
  pushInputGuarded,
  recordsBehindEdge,
  viewersHttps,
  viewersTls,
];

/** Nothing that one failure takes off air. */
export const redundancy: readonly Rule[] = [
  channelStandardClass,
  channelTwoDestinations,
  failoverPairComplete,
  failoverRecordHealthChecked,
  healthCheckDecided,
  hlsPausesOnInputLoss,
  inputTwoEndpoints,
  mediaBehavioursFailOver,
  originGroupComplete,
  primaryFailsWithoutData,
  templateReadable,
];

/** Every rule of the pack. Importing it starts nothing: only `policy/index.ts` makes the pack. */
export const rules: readonly Rule[] = [...encryption, ...delivery, ...redundancy];
