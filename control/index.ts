/** Control of running channels through the AWS API; used by hooks and by the command. */
export { accessOf, mediaLiveClient, type AwsAccess } from "./access.ts";
export { callerAccount, type CallerAccount } from "./account.ts";
export { channelState, startChannel, stopChannel, waitForState, LONGEST_WAIT, type ChannelState, type WaitOptions } from "./channels.ts";
export { lookAtChannels, type ChannelLook } from "./look.ts";
export { bringChannels, WANTED_STATE_TAG, type ChannelOutcome, type ControlledChannel, type OperateOptions } from "./operate.ts";
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
