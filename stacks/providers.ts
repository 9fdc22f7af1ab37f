import aws from "@pulumi/aws";
import type awsNative from "@pulumi/aws-native";
import nativeProvider from "@pulumi/aws-native/provider.js";
import type { Region } from "../components/encode/index.ts";
import { DEPLOY_TAG, WANTED_STATE_TAG } from "../control/index.ts";
import type { Settings } from "./settings.ts";

/** Every provider of a stack, made from the same `aws:` settings. */
export interface Providers {
  readonly aws: aws.Provider;
  /** One per region: aws-native has no region of its own on a resource. */
  readonly native: Readonly<Record<Region, awsNative.Provider>>;
}

/** Makes the providers of a stack. The only place that does. */
export function makeProviders(settings: Settings, nativeRegions: readonly Region[]): Providers {
  const { profile, allowedAccountIds, assumeRoleArn } = settings.aws;
  const tags = stackTags(settings);
  const shared = {
    ...(profile === undefined ? {} : { profile }),
    ...(allowedAccountIds === undefined ? {} : { allowedAccountIds: [...allowedAccountIds] }),
    defaultTags: { tags },
  };
  const native = nativeRegions.map((region) => {
    const role = assumeRoleArn === undefined ? {} : { assumeRole: { roleArn: assumeRoleArn } };
    return [region, new nativeProvider.Provider(`native-${region}`, { ...shared, ...role, region: nativeRegion(region) })] as const;
  });
  const roles = assumeRoleArn === undefined ? {} : { assumeRoles: [{ roleArn: assumeRoleArn }] };
  return {
    // What somebody last asked of a channel, and that a deployment is to start it again, is written on it outside Pulumi, and is no drift.
    aws: new aws.Provider("aws", {
      ...shared,
      ...roles,
      ignoreTags: { keys: [WANTED_STATE_TAG, DEPLOY_TAG] },
      region: awsRegion(settings.region),
    }),
    native: Object.fromEntries(native),
  };
}

/** Tags that every taggable resource carries, whichever provider makes it. */
function stackTags(settings: Settings): Record<string, string> {
  return { ...settings.tags, "onair:environment": settings.lineup.environment, "onair:stack": settings.stack };
}

/** The twelve digits of the account that the stack's credentials belong to; known at preview. */
export async function callerAccount(provider: aws.Provider): Promise<string> {
  const { accountId } = await aws.getCallerIdentity({}, { provider });
  return accountId;
}

/** Settings have checked that the region is one of AWS's; the two packages type their lists apart. */
function awsRegion(region: Region): aws.Region {
  return region as aws.Region;
}

function nativeRegion(region: Region): awsNative.Region {
  return region as awsNative.Region;
}
