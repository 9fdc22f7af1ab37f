import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { editStackFile, type AccountFile, type Scratch } from "../rehearsal/index.ts";

/** MediaPackage takes ten channels in a group unless raised (MediaPackage v2 User Guide, quotas). */
const CHANNELS_PER_GROUP = 10;

/** Writes a lineup of `count` ordinary channels in two regions into the scratch project. */
export function writeLineup(scratch: Scratch, count: number): void {
  const channels = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `channel-${String(index + 1).padStart(3, "0")}`,
      {
        title: `Channel ${index + 1}`,
        group: `group-${Math.floor(index / CHANNELS_PER_GROUP) + 1}`,
        regions: index % 2 === 0 ? ["us-east-1", "eu-west-1"] : ["eu-west-1", "us-east-1"],
        ladder: "hd-30",
        source: { type: "rtmp-push" },
      },
    ]),
  );
  writeFileSync(join(scratch.project, "lineups", "prod.yaml"), stringify({ environment: "prod", production: true, channels }));
}

/** Declares the quotas that so many channels need, in the account and in the stack files. */
export function raiseQuotas(scratch: Scratch, stacks: readonly string[], count: number): void {
  const groups = Math.ceil(count / CHANNELS_PER_GROUP);
  const quotas = {
    mediaLiveChannels: Math.max(count, 5),
    mediaLivePushInputs: Math.max(count, 20),
    mediaPackageChannelGroups: Math.max(groups, 3),
    // Two ordered pairs of regions for each group.
    cloudFrontOriginGroups: Math.max(2 * groups, 10),
    cloudFrontBehaviors: Math.max(count + 1, 75),
    cloudFrontOrigins: Math.max(2 * groups, 100),
  };
  for (const stack of stacks) editStackFile(join(scratch.project, `Pulumi.${stack}.yaml`), { "onair:quotas": quotas });
  const account = parse(readFileSync(scratch.account, "utf8")) as AccountFile;
  account.quotas = {
    ...account.quotas,
    "medialive/channels": quotas.mediaLiveChannels,
    "medialive/pushInputs": quotas.mediaLivePushInputs,
    "mediapackagev2/channelGroups": quotas.mediaPackageChannelGroups,
    "cloudfront/originGroupsPerDistribution": quotas.cloudFrontOriginGroups,
    "cloudfront/behaviorsPerDistribution": quotas.cloudFrontBehaviors,
  };
  writeFileSync(scratch.account, stringify(account));
}
