/**
 * Regions where a production channel can run: MediaLive, MediaPackage v2 and the CloudFormation type
 * AWS::MediaLive::Channel are all offered. Source: CloudFormation registry schemas of October 2026 and the
 * AWS endpoints data of August 2026; the registry is the narrower list.
 */
export const LIVE_REGIONS: readonly string[] = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-2",
];

/** Live regions whose CloudFormation registry has no AWS::MediaLive::Input, by which SRT inputs are made (registry schemas as above). */
const WITHOUT_INPUT_TYPE: readonly string[] = ["eu-north-1", "eu-west-2", "eu-west-3", "us-east-2"];
export const SRT_REGIONS: readonly string[] = LIVE_REGIONS.filter((region) => !WITHOUT_INPUT_TYPE.includes(region));
