import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import { bucketDefaultEncryption } from "./encryption/bucket-default-encryption.ts";
import { bucketEncryptionPresent } from "./encryption/bucket-encryption-present.ts";
import { bucketPolicyPresent } from "./encryption/bucket-policy-present.ts";
import { bucketPolicyTls } from "./encryption/bucket-policy-tls.ts";
import { deliveryStreamCustomerKey } from "./encryption/delivery-stream-customer-key.ts";
import { drmComplete } from "./encryption/drm-complete.ts";
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
import { defaultRootObject } from "./delivery/default-root-object.ts";
import { distributionFirewalled } from "./delivery/distribution-firewalled.ts";
import { distributionLogged } from "./delivery/distribution-logged.ts";
import { endpointPolicyClosed } from "./delivery/endpoint-policy-closed.ts";
import { entitlementNamesAccounts } from "./delivery/entitlement-names-accounts.ts";
import { flowOutputGuarded } from "./delivery/flow-output-guarded.ts";
import { flowSourceGuarded } from "./delivery/flow-source-guarded.ts";
import { functionUrlSigned } from "./delivery/function-url-signed.ts";
import { inputSecurityGroupNarrow } from "./delivery/input-security-group-narrow.ts";
import { ivsChannelClosed } from "./delivery/ivs-channel-closed.ts";
import { keyGroupFilled } from "./delivery/key-group-filled.ts";
import { mediaAccessControlType } from "./delivery/media-access-control-type.ts";
import { originBucketClosed } from "./delivery/origin-bucket-closed.ts";
import { originsClosed } from "./delivery/origins-closed.ts";
import { originsHttps } from "./delivery/origins-https.ts";
import { ownCertificate } from "./delivery/own-certificate.ts";
import { pushInputGuarded } from "./delivery/push-input-guarded.ts";
import { realtimeLogsUnsigned } from "./delivery/realtime-logs-unsigned.ts";
import { recordsBehindEdge } from "./delivery/records-behind-edge.ts";
import { srtInputEncrypted } from "./delivery/srt-input-encrypted.ts";
import { viewersHttps } from "./delivery/viewers-https.ts";
import { viewersTls } from "./delivery/viewers-tls.ts";
import { webAclCounts } from "./delivery/web-acl-counts.ts";
import { webAclLogged } from "./delivery/web-acl-logged.ts";
import { channelStandardClass } from "./redundancy/channel-standard-class.ts";
import { channelTwoDestinations } from "./redundancy/channel-two-destinations.ts";
import { epochInputsLive } from "./redundancy/epoch-inputs-live.ts";
import { epochLockingPossible } from "./redundancy/epoch-locking-possible.ts";
import { failoverInputsPaired } from "./redundancy/failover-inputs-paired.ts";
import { failoverPairComplete } from "./redundancy/failover-pair-complete.ts";
import { failoverRecordHealthChecked } from "./redundancy/failover-record-health-checked.ts";
import { flowSourceDoubled } from "./redundancy/flow-source-doubled.ts";
import { flowsTwoZones } from "./redundancy/flows-two-zones.ts";
import { healthCheckDecided } from "./redundancy/health-check-decided.ts";
import { hlsPausesOnInputLoss } from "./redundancy/hls-pauses-on-input-loss.ts";
import { inputTwoEndpoints } from "./redundancy/input-two-endpoints.ts";
import { mediaBehavioursFailOver } from "./redundancy/media-behaviours-fail-over.ts";
import { originGroupComplete } from "./redundancy/origin-group-complete.ts";
import { packagingChannelAligned } from "./redundancy/packaging-channel-aligned.ts";
import { primaryFailsWithoutData } from "./redundancy/primary-fails-without-data.ts";
import { qualityGroupUsable } from "./redundancy/quality-group-usable.ts";
import { qualityReadable } from "./redundancy/quality-readable.ts";
import { regionSwitchKeeps } from "./redundancy/region-switch-keeps.ts";
import { regionsMatch } from "./redundancy/regions-match.ts";
import { templateReadable } from "./redundancy/template-readable.ts";
import { alarmsAct } from "./governance/alarms-act.ts";
import { alarmsKnowSilence } from "./governance/alarms-know-silence.ts";
import { bucketKept } from "./governance/bucket-kept.ts";
import { dataProtected } from "./governance/data-protected.ts";
import { functionPermissionBound } from "./governance/function-permission-bound.ts";
import { functionRuntimeSupported } from "./governance/function-runtime-supported.ts";
import { logGroupRetention } from "./governance/log-group-retention.ts";
import { networkFlowLogged } from "./governance/network-flow-logged.ts";
import { noManagedAccess } from "./governance/no-managed-access.ts";
import { noOpenIngress } from "./governance/no-open-ingress.ts";
import { noSecretInOutputs } from "./governance/no-secret-in-outputs.ts";
import { noSecretInPlain } from "./governance/no-secret-in-plain.ts";
import { outputSecretReferenced } from "./governance/output-secret-referenced.ts";
import { noWildcardAccess } from "./governance/no-wildcard-access.ts";
import { regionsAllowed } from "./governance/regions-allowed.ts";
import { regionsExplicit } from "./governance/regions-explicit.ts";
import { resourcePolicyClosed } from "./governance/resource-policy-closed.ts";
import { serviceTrustNarrow } from "./governance/service-trust-narrow.ts";
import { statefulProtected } from "./governance/stateful-protected.ts";
import { streamRetained } from "./governance/stream-retained.ts";
import { tableRecoverable } from "./governance/table-recoverable.ts";
import { tagsRequired } from "./governance/tags-required.ts";

export type Rule = ResourceValidationPolicy | StackValidationPolicy;

/** Nothing at rest or under way in the clear, and keys that let their users in. */
export const encryption: readonly Rule[] = [
  bucketDefaultEncryption,
  bucketEncryptionPresent,
  bucketPolicyPresent,
  bucketPolicyTls,
  deliveryStreamCustomerKey,
  drmComplete,
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
  defaultRootObject,
  distributionFirewalled,
  distributionLogged,
  endpointPolicyClosed,
  entitlementNamesAccounts,
  flowOutputGuarded,
  flowSourceGuarded,
  functionUrlSigned,
  inputSecurityGroupNarrow,
  ivsChannelClosed,
  keyGroupFilled,
  mediaAccessControlType,
  originBucketClosed,
  originsClosed,
  originsHttps,
  ownCertificate,
  pushInputGuarded,
  realtimeLogsUnsigned,
  recordsBehindEdge,
  srtInputEncrypted,
  viewersHttps,
  viewersTls,
  webAclCounts,
  webAclLogged,
];

/** Nothing that one failure takes off air. */
export const redundancy: readonly Rule[] = [
  channelStandardClass,
  channelTwoDestinations,
  epochInputsLive,
  epochLockingPossible,
  failoverInputsPaired,
  failoverPairComplete,
  failoverRecordHealthChecked,
  flowSourceDoubled,
  flowsTwoZones,
  healthCheckDecided,
  hlsPausesOnInputLoss,
  inputTwoEndpoints,
  mediaBehavioursFailOver,
  originGroupComplete,
  packagingChannelAligned,
  primaryFailsWithoutData,
  qualityGroupUsable,
  qualityReadable,
  regionSwitchKeeps,
  regionsMatch,
  templateReadable,
];

/** Nothing out of hand: where things are, who may do what, what is kept and who hears of trouble. */
export const governance: readonly Rule[] = [
  alarmsAct,
  alarmsKnowSilence,
  bucketKept,
  dataProtected,
  functionPermissionBound,
  functionRuntimeSupported,
  logGroupRetention,
  networkFlowLogged,
  noManagedAccess,
  noOpenIngress,
  noSecretInOutputs,
  noSecretInPlain,
  outputSecretReferenced,
  noWildcardAccess,
  regionsAllowed,
  regionsExplicit,
  resourcePolicyClosed,
  serviceTrustNarrow,
  statefulProtected,
  streamRetained,
  tableRecoverable,
  tagsRequired,
];

/** Every rule of the pack. Importing it starts nothing: only `policy/index.ts` makes the pack. */
export const rules: readonly Rule[] = [...encryption, ...delivery, ...redundancy, ...governance];
