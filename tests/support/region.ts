/** An EncodeRegion under mocks, as the stacks make one. */
import aws from "@pulumi/aws";
import awsNative from "@pulumi/aws-native";
import type pulumi from "@pulumi/pulumi";
import { EncodeRegion, passphrasesOf, type Channel, type EncodeRegionArgs, type Passphrases } from "../../components/encode/index.ts";
import { CHANNEL_THRESHOLDS } from "./alarms.ts";
import { MOCK_ACCOUNT } from "./cloudOutputs.ts";
import { HEALTH, MAINTENANCE } from "./lineups.ts";
import { recordProgram, type RecordedResource, type RecordOptions } from "./mocks.ts";

export type RegionOverrides = Partial<Omit<EncodeRegionArgs, "nativeProvider" | "channels">>;

/** Makes the region's component with providers of its own region. */
export function makeRegion(channels: readonly Channel[], overrides: RegionOverrides = {}): EncodeRegion {
  const region = overrides.region ?? "us-east-1";
  const provider = new aws.Provider("aws", { region: region as aws.Region });
  const nativeProvider = new awsNative.Provider("native", { region: region as awsNative.Region });
  return new EncodeRegion(
    "prod",
    {
      environment: "prod",
      production: true,
      accountId: MOCK_ACCOUNT,
      region,
      encoderCidrs: ["203.0.113.0/24", "198.51.100.7/32"],
      maintenance: MAINTENANCE,
      health: HEALTH,
      alarms: { thresholds: CHANNEL_THRESHOLDS },
      passphrases: keptPassphrases(channels, region),
      ...overrides,
      channels,
      nativeProvider,
    },
    { providers: { aws: provider, "aws-native": nativeProvider } },
  );
}

/** The secrets that the inputs of some channels need, as if somebody had made them all. */
function keptPassphrases(channels: readonly Channel[], region: string): Passphrases {
  const names = channels.flatMap((channel) => passphrasesOf(channel, "prod").map(({ secret }) => secret));
  return Object.fromEntries(names.map((name) => [name, { arn: `arn:aws:secretsmanager:${region}:${MOCK_ACCOUNT}:secret:${name}-AbCdEf` }]));
}

export async function recordRegion(
  channels: readonly Channel[],
  overrides: RegionOverrides = {},
  options: RecordOptions = {},
): Promise<RecordedResource[]> {
  const { resources } = await recordProgram(() => {
    makeRegion(channels, overrides);
  }, options);
  return resources.filter((resource) => !resource.type.startsWith("pulumi:providers:"));
}

/** As `recordRegion`, with the outputs that `read` picks. */
export async function readRegion<T>(
  channels: readonly Channel[],
  read: (region: EncodeRegion) => T,
  overrides: RegionOverrides = {},
): Promise<pulumi.Unwrap<Awaited<T>>> {
  const { result } = await recordProgram(() => read(makeRegion(channels, overrides)));
  return result;
}
