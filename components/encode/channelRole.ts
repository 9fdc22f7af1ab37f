import aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import { flowNames } from "./channelFlows.ts";
import type { EncodedChannelArgs } from "./encodedChannel.ts";
import { encoderPolicy, encoderTrust } from "./encoderRole.ts";
import { feedPassphrases, feedsIn } from "./feedFlows.ts";
import { frameKeys } from "./framePaths.ts";
import { encoderRoleName, type OriginNames } from "./names.ts";
import { outputPasswordParams } from "./otherOutputs.ts";
import { passphraseOf, passphrasesOf } from "./passphrases.ts";
import { slateFiles, slateObjects } from "./signalPlan.ts";
import { passwordParams } from "./sources.ts";

/** A role for each channel, so that changing one channel touches no other and each may write to its own origin only. */
export function makeEncoderRole(
  name: string,
  args: EncodedChannelArgs,
  origin: OriginNames,
  parent: pulumi.Resource,
): { readonly role: aws.iam.Role; readonly rolePolicy: aws.iam.RolePolicy } {
  const { environment, channel, region } = args;
  const scope = encoderScope(args, origin);
  const description = `MediaLive encodes ${channel.name}`;
  const roleName = encoderRoleName(environment, channel.name, region);
  const role = new aws.iam.Role(name, { name: roleName, description, assumeRolePolicy: encoderTrust(scope) }, { parent });
  const rolePolicy = new aws.iam.RolePolicy(name, { name: "encode", role: role.name, policy: encoderPolicy(scope) }, { parent });
  return { role, rolePolicy };
}

/** All that the channel's encoder reads and writes in its region. */
function encoderScope(args: EncodedChannelArgs, origin: OriginNames): Parameters<typeof encoderPolicy>[0] {
  const { environment, channel, region, accountId, demo, archive, frames, slates, vpc, passphrases } = args;
  return {
    accountId,
    region,
    origin,
    ...(demo === undefined ? {} : { demo: demo.location }),
    ...(archive === undefined ? {} : { archive: archive.location }),
    ...(frames === undefined ? {} : { frames: { location: frames.location, keys: frameKeys(channel, region) } }),
    slates: {
      ...(slates === undefined ? {} : { location: slates.location }),
      files: slateFiles(channel),
      objects: slateObjects(channel),
    },
    passwordParams: [...new Set([...passwordParams(channel), ...outputPasswordParams(channel, region)])].sort(),
    passphrases: [
      ...passphrasesOf(channel, environment)
        .filter(({ reader }) => reader === "channel")
        .map(({ secret }) => passphraseOf(passphrases, secret)),
      ...feedPassphrases(feedsIn(channel, args), passphrases),
    ],
    flowNames: flowNames(channel, args),
    ...(channel.thumbnails === true ? { thumbnails: true } : {}),
    ...(vpc === undefined ? {} : { vpc }),
  };
}
