import fc from "fast-check";
import { WEEK_DAYS, windowOf } from "../../../stacks/maintenance.ts";
import { LIVE_REGIONS } from "../../../stacks/regions.ts";
import { toldSomewhere } from "./alarms.ts";
import { withBrought } from "./brought.ts";
import { channelFile } from "./channels.ts";
import { isUhd, ladderFile, pictureFits } from "./ladders.ts";
import { fitFlows } from "./flows.ts";
import { fitOutputs } from "./outputs.ts";
import { name } from "./parts.ts";
import { fitSignals } from "./signals.ts";
import { fitSound } from "./sound.ts";
import { isPushed } from "./sources.ts";
import { domainSettings, edgeSettings, encodeSettings } from "./stackSettings.ts";

/** One environment as a user would write it: files of plain data, before anything has read them. */
export interface EnvironmentFiles {
  readonly environment: string;
  readonly production: boolean;
  readonly lineup: Record<string, unknown>;
  readonly ladders: Readonly<Record<string, Record<string, unknown>>>;
  /** `onair:` settings by stack name. */
  readonly stacks: Readonly<Record<string, { readonly region: string; readonly settings: Record<string, unknown> }>>;
}

/** A whole environment that Onair must accept: one to five channels, production or development. */
export const environmentFiles: fc.Arbitrary<EnvironmentFiles> = fc
  .boolean()
  .chain((production) =>
    fc.record({
      production: fc.constant(production),
      pair: fc.shuffledSubarray([...LIVE_REGIONS], { minLength: 2, maxLength: 2 }),
      ladders: fc.dictionary(name(12), ladderFile(production), { minKeys: 1, maxKeys: 2 }),
    }),
  )
  .chain(({ production, pair, ladders }) => {
    const regions = production ? pair : pair.slice(0, 1);
    return fc
      .record({
        environment: fc.constantFrom("prod", "stage", "dev"),
        channels: fc.dictionary(name(20), channelFile(production, regions, Object.keys(ladders)), { minKeys: 1, maxKeys: 5 }),
        encode: encodeSettings,
        edge: edgeSettings,
        ofDomain: domainSettings,
      })
      .map(({ environment, channels, encode, edge, ofDomain }) => {
        const lineup = { environment, production, channels };
        const sources = Object.values(channels).flatMap((channel) => [
          channel["source"],
          ...Object.values((channel["moreInputs"] ?? {}) as Record<string, unknown>),
        ]);
        if (Object.values(channels).some(({ uplink }) => uplink === "single")) delete encode["vpc"];
        if (!sources.some(isPushed) || encode["vpc"] !== undefined) delete encode["encoderCidrs"];
        return { environment, production, lineup, ladders, stacks: stackFiles(environment, production, regions, encode, edge, ofDomain) };
      });
  })
  .map(soundsFit)
  .map(outputsFit)
  .map(signalsFit)
  .map(fitFlows)
  .map(windowsFit)
  .filter(picturesFit);

function stackFiles(
  environment: string,
  production: boolean,
  regions: readonly string[],
  encode: Record<string, unknown>,
  edge: Record<string, unknown>,
  ofDomain: Record<string, unknown>,
): EnvironmentFiles["stacks"] {
  if (!production) {
    return {
      [environment]: {
        region: regions[0] ?? "",
        settings: toldSomewhere({ role: "standalone", environment, ...withBrought(regions[0] ?? "", encode), ...edge }),
      },
    };
  }
  const perRegion = regions.map(
    (region, index) =>
      [
        `${environment}-${region}`,
        {
          region,
          settings: toldSomewhere({
            role: "encode-region",
            environment,
            ...withBrought(region, encode),
            ...(index === 0 ? {} : nextDay(regions[0] ?? "", encode)),
          }),
        },
      ] as const,
  );
  const global = {
    region: "us-east-1",
    settings: toldSomewhere({
      role: "global-edge",
      environment,
      ...edge,
      ...ofDomain,
      domain: "live.broadcaster.tv",
      zoneId: "Z0123456789ABCDEFGHI",
    }),
  };
  return { ...Object.fromEntries(perRegion), [`${environment}-global`]: global };
}

/** A maintenance window that is written for the first region goes a day on for the second: the edge refuses two at once. */
function nextDay(first: string, { maintenanceDay, maintenanceStart }: Record<string, unknown>): Record<string, unknown> {
  if (maintenanceDay === undefined && maintenanceStart === undefined) return {};
  const { day } = windowOf(first, maintenanceDay, maintenanceStart);
  return { maintenanceDay: WEEK_DAYS[(WEEK_DAYS.indexOf(day) + 1) % WEEK_DAYS.length] };
}

/** Channels with the sound and captions that their sources and ladders can give. */
function soundsFit(files: EnvironmentFiles): EnvironmentFiles {
  const channels = files.lineup["channels"] as Record<string, Record<string, unknown>>;
  const fitted = Object.entries(channels).map(
    ([key, channel]) => [key, fitSound(channel, files.ladders[String(channel["ladder"])] ?? {}, files.production)] as const,
  );
  return { ...files, lineup: { ...files.lineup, channels: Object.fromEntries(fitted) } };
}

/** Channels with the pairs, markers and pictures that their sources and their environment can give. */
function signalsFit(files: EnvironmentFiles): EnvironmentFiles {
  const channels = files.lineup["channels"] as Record<string, Record<string, unknown>>;
  const fitted = Object.entries(channels).map(([key, channel]) => [key, fitSignals(channel, files.production)] as const);
  return { ...files, lineup: { ...files.lineup, channels: Object.fromEntries(fitted) } };
}

/** Channels with the outputs that their ladders and their sound can give. */
function outputsFit(files: EnvironmentFiles): EnvironmentFiles {
  const channels = files.lineup["channels"] as Record<string, Record<string, unknown>>;
  const fitted = Object.entries(channels).map(
    ([key, channel]) => [key, fitOutputs(channel, files.ladders[String(channel["ladder"])] ?? {}, files.production)] as const,
  );
  return { ...files, lineup: { ...files.lineup, channels: Object.fromEntries(fitted) } };
}

/** Windows that hold three segments of their ladder. */
function windowsFit(files: EnvironmentFiles): EnvironmentFiles {
  const channels = files.lineup["channels"] as Record<string, Record<string, unknown>>;
  const fitted = Object.entries(channels).map(([key, channel]) => {
    const ladder = files.ladders[String(channel["ladder"])] ?? {};
    const shortest = 3 * Number(ladder["segmentSeconds"] ?? 4);
    return [key, Number(channel["liveWindowSeconds"] ?? 60) >= shortest ? channel : { ...channel, liveWindowSeconds: shortest }] as const;
  });
  return { ...files, lineup: { ...files.lineup, channels: Object.fromEntries(fitted) } };
}

/** What a ladder asks of sources, and of the one UHD channel per region that an account has unless raised. */
function picturesFit({ lineup, ladders }: EnvironmentFiles): boolean {
  const channels = Object.values(lineup["channels"] as Record<string, Record<string, unknown>>);
  const pairs = channels.map((channel) => [channel, ladders[String(channel["ladder"])] ?? {}] as const);
  return pairs.every(([channel, ladder]) => pictureFits(channel, ladder)) && pairs.filter(([, ladder]) => isUhd(ladder)).length < 2;
}
