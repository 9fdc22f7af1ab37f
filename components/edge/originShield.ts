import type { Region } from "../encode/index.ts";

/** Where CloudFront offers Origin Shield (CloudFront Developer Guide, "Use Amazon CloudFront Origin Shield"). */
export const SHIELD_REGIONS: readonly Region[] = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-2",
];

/** For an origin in a region without Origin Shield: the table of the same page. */
const NEAREST: Readonly<Record<Region, Region>> = {
  "af-south-1": "eu-west-1",
  "ap-east-1": "ap-southeast-1",
  "ca-central-1": "us-east-1",
  "eu-north-1": "eu-west-2",
  "eu-south-1": "eu-central-1",
  "eu-west-3": "eu-west-2",
  "me-south-1": "ap-south-1",
  "us-west-1": "us-west-2",
};

/** The region of the shield of an origin; `undefined` for a region that the table does not name, whose origin gets none. */
export function shieldRegion(origin: Region): Region | undefined {
  return SHIELD_REGIONS.includes(origin) ? origin : NEAREST[origin];
}
