/** Control of running channels through the AWS API; used by hooks and by the command. */
export { accessOf, mediaLiveClient, type AwsAccess } from "./access.ts";
export { callerAccount, type CallerAccount } from "./account.ts";
export { channelState, startChannel, stopChannel, waitForState, LONGEST_WAIT, type ChannelState, type WaitOptions } from "./channels.ts";
export { atOnce } from "./atOnce.ts";
export { lookAtChannels, type ChannelLook, type FlowLook, type LookOptions } from "./look.ts";
export { bringChannels, WANTED_STATE_TAG, type ChannelOutcome, type ControlledChannel, type OperateOptions } from "./operate.ts";
export { bringFlows, flowsOfChannel, flowStatus, type ControlledFlow } from "./flows.ts";
export { nextFlowStep } from "./flowSteps.ts";
export { sendSigned, type SendOptions, type SignedAnswer, type SignedRequest } from "./signedRequest.ts";
export { nextStep, type Progress, type Step, type WantedState } from "./steps.ts";
export {
  AlarmVoice,
  cloudWatchClient,
  WANTED,
  WANTED_METRIC,
  WANTED_NAMESPACE,
  wantedDimensions,
  type WantedChannel,
  type Wish,
} from "./wanted.ts";
export { testAlarm, type AlarmTest } from "./alarms.ts";
export {
  IN_SERVICE,
  IN_SERVICE_METRIC,
  IN_SERVICE_NAMESPACE,
  inServiceDimensions,
  tellSwitch,
  type ServedRegion,
  type Service,
} from "./inService.ts";
export { alarmStates, throwSwitch, type SeenAlarm, type Thrown, type ThrowOptions } from "./regionSwitch.ts";
export { NoAnswerError, within } from "./timeLimit.ts";
export { openViewerStore, type ViewerStore, type ViewerStoreOptions } from "./viewerStore.ts";
export {
  awaitCopies,
  createSecret,
  describeSecret,
  findSecret,
  missingCopies,
  PASSPHRASE_LENGTH,
  putSecretValue,
  randomPassphrase,
  readSecretValue,
  replicateSecret,
  type KeptSecret,
  type SecretInRegion,
  type SecretWish,
} from "./secrets.ts";
export { DEPLOY_TAG, readMarks, writeMarks, type DeployMark, type MarkedChannel } from "./marks.ts";
export { readPlaylist, watchAdvance, type Advance, type ManifestPlace } from "./manifest.ts";
export { firstRendition, hasAdvanced, readMediaPlaylist, type PlaylistHead } from "./playlist.ts";
export { measure, type Measured, type MeasuredChannel } from "./proof.ts";
export { openBucket, type Bucket, type KeptObject, type ObjectWish } from "./objects.ts";
export { awaitInvalidation, invalidate, type InvalidationWish } from "./invalidations.ts";
export { needOf, readStacks, recoverStack, settleStack, type StackNeed, type StackState } from "./stacks.ts";
