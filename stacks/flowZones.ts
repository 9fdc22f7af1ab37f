import aws from "@pulumi/aws";
import type { Channel } from "../components/encode/index.ts";
import { flowSecrets, type Passphrases } from "../components/encode/plan.ts";
import { awsReason } from "./awsReason.ts";
import { flowCount } from "./flowRules.ts";
import { findSecret } from "./passphrases.ts";
import type { Problem } from "./problems.ts";
import type { Settings } from "./settings.ts";

/** What MediaConnect flows need to know of the account before anything is registered. */
export interface FlowFacts {
  /** Two zones, pipeline a's first; absent where no channel here has flows and nobody asked. */
  readonly zones?: readonly string[];
  /** Secrets of outputs and entitlements by name. */
  readonly secrets: Passphrases;
  readonly problems: readonly Problem[];
}

type RegionSettings = Exclude<Settings, { role: "global-edge" }>;

/**
 * Looks up zones and secrets that flows of channels here need. Needs `ec2:DescribeAvailabilityZones` where the stack file
 * names no zones. Production must name them: a flow is replaced when its zone changes, and AWS's list of zones does.
 */
export async function findFlowFacts(settings: RegionSettings, channels: readonly Channel[], provider: aws.Provider): Promise<FlowFacts> {
  const flows = flowCount(channels, settings.region, settings.lineup.production) > 0;
  const { secrets, problems } = await findSecrets(settings, channels, provider);
  if (!flows) return { secrets, problems };
  const zones = await flowZones(settings, provider);
  const [first, second] = zones;
  const path = `Pulumi.${settings.stack}.yaml onair:availabilityZones`;
  const wrong: Problem[] = [];
  if (first === undefined || second === undefined) {
    wrong.push({
      path,
      what: `is not set, and ${settings.region} has fewer than two zones that this account may use`,
      given: zones.join(", "),
      remedy: "write two zones of the region",
    });
  } else if (settings.lineup.production && settings.encode.availabilityZones === undefined) {
    wrong.push({
      path,
      what: "is not set, and a MediaConnect flow cannot move: it would be another one, with another address, once AWS lists other zones",
      remedy: `write [${first}, ${second}], which AWS lists first today, or two others`,
    });
  }
  return { zones: zones.slice(0, 2), secrets, problems: [...problems, ...wrong] };
}

/**
 * Zones of the region's flows, pipeline a's first: those of the stack file, or all that this account may use, sorted. Local
 * and Wavelength Zones are left out: they have to be opted into.
 */
export async function flowZones(settings: RegionSettings, provider: aws.Provider): Promise<readonly string[]> {
  const { availabilityZones } = settings.encode;
  if (availabilityZones !== undefined) return availabilityZones;
  const filters = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
  const { names } = await aws.getAvailabilityZones({ state: "available", filters }, { provider });
  return [...names].sort();
}

async function findSecrets(
  settings: RegionSettings,
  channels: readonly Channel[],
  provider: aws.Provider,
): Promise<{ secrets: Passphrases; problems: Problem[] }> {
  const wanted = channels.flatMap((channel) => flowSecrets(channel).map((one) => ({ channel: channel.name, ...one })));
  const results = await Promise.allSettled(wanted.map(({ secret }) => findSecret(secret, provider)));
  const secrets: Record<string, Passphrases[string]> = {};
  const problems = wanted.flatMap(({ channel, path, secret }, index): Problem[] => {
    const result = results[index];
    if (result?.status === "fulfilled") {
      secrets[secret] = result.value;
      return [];
    }
    const reason: unknown = result?.reason;
    return [
      {
        path: `lineups/${settings.lineup.environment}.yaml channels.${channel}.${path}`,
        what: `cannot be found in ${settings.region} (${awsReason(reason)})`,
        given: secret,
        remedy: "make a secret of that name in Secrets Manager of every region of the channel, its value as plain text",
      },
    ];
  });
  return { secrets, problems };
}
