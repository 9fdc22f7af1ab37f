import fc from "fast-check";
import { TEST_PUBLIC_KEY as PUBLIC_KEY } from "./testKey.ts";
import { LIVE_REGIONS } from "../../stacks/regions.ts";

/** One environment as a user would write it: files of plain data, before anything has read them. */
export interface EnvironmentFiles {
  readonly environment: string;
  readonly production: boolean;
  readonly lineup: Record<string, unknown>;
  readonly ladders: Readonly<Record<string, Record<string, unknown>>>;
  /** `onair:` settings by stack name. */
  readonly stacks: Readonly<Record<string, { readonly region: string; readonly settings: Record<string, unknown> }>>;
}

const name = (longest: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz")),
      fc.string({ unit: fc.constantFrom(...Array.from("abcdefghij0123456789")), maxLength: longest - 3 }),
    )
    .map(([first, rest]) => `${first}${rest}`);

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Drops settings that are left out, so that a document looks as a person writes it. */
function written(entries: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

const audio = fc.constantFrom<string[] | undefined>(
  undefined,
  ["64k"],
  ["96k"],
  ["128k"],
  ["160k"],
  ["192k"],
  ["256k"],
  ["128k", "64k"],
  ["192k", "96k"],
  ["256k", "160k"],
);

const ownRungs = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 150, max: 900 }), fc.boolean()).map(([count, base, asText]) =>
  Array.from({ length: count }, (_, index) => {
    const bitrate = (base + 300 * (count - index)) * 1000;
    return {
      name: `own-${index}`,
      width: 320 + 160 * (count - index),
      height: 180 + 90 * (count - index),
      bitrate: asText ? `${bitrate / 1000}k` : bitrate,
    };
  }),
);

const rungs = fc.oneof(
  fc.subarray(["1080p", "720p", "480p", "360p"], { minLength: 1 }),
  ownRungs,
  ownRungs.map((own) => ["1080p", ...own]),
);

/** A ladder file that Onair must accept. */
export const ladderFile: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    codec: fc.constantFrom("h264", undefined),
    frameRate: fc.constantFrom<string | number>(24, 25, 30, 50, 60, 23.976, "29.97", "59.94"),
    rateControl: fc.constantFrom("qvbr", "cbr", undefined),
    gop: fc.constantFrom(1, 2, 3, 4),
    gops: fc.constantFrom(1, 2, 3),
    defaults: fc.boolean(),
    rungs,
    audioBitrates: audio,
  })
  .map(({ gop, gops, defaults, ...rest }) => written({ ...rest, ...(defaults ? {} : { gopSeconds: gop, segmentSeconds: gop * gops }) }));

const source = (production: boolean): fc.Arbitrary<Record<string, unknown>> => {
  const timecode = fc.constantFrom("embedded", "none", undefined);
  const rtmp = fc.record({
    type: fc.constant("rtmp-push"),
    timecode,
    application: optional(name(16)),
    instances: fc.constantFrom(undefined, ["left", "right"]),
  });
  const mp4 = fc.record({ type: fc.constant("mp4-demo"), timecode: fc.constantFrom("none", undefined) });
  const rtp = fc.record({ type: fc.constant("rtp-push"), timecode });
  return (production ? fc.oneof(rtmp, mp4, rtp) : fc.oneof(rtmp, mp4)).map(written);
};

const channelFile = (production: boolean, regions: readonly string[], ladders: readonly string[]): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record({
      title: fc.string({ minLength: 1, maxLength: 40 }),
      group: fc.constantFrom(undefined, "main", "sports"),
      swapped: fc.boolean(),
      ladder: fc.constantFrom(...ladders),
      source: source(production),
      single: fc.boolean(),
      uplinkWritten: fc.boolean(),
      liveWindowSeconds: fc.constantFrom(undefined, 60, 120, 900),
      startoverSeconds: fc.constantFrom(undefined, 0, 3600, 1_209_600),
      logLevel: fc.constantFrom(undefined, "ERROR", "WARNING", "INFO", "DEBUG", "DISABLED"),
    })
    .map(({ swapped, single, uplinkWritten, ...rest }) => {
      const uplink = single && production && rest.source["type"] !== "mp4-demo" ? "single" : uplinkWritten ? "both" : undefined;
      return written({ ...rest, uplink, regions: swapped ? [...regions].reverse() : [...regions] });
    });

const quotas = fc.constantFrom(
  undefined,
  {},
  {
    mediaLiveChannels: 50,
    mediaLivePushInputs: 50,
    mediaPackageChannelGroups: 9,
    cloudFrontOriginGroups: 20,
    cloudFrontBehaviors: 90,
    cloudFrontOrigins: 200,
  },
);

const encodeSettings = fc
  .record({
    encoderCidrs: fc.constantFrom(["203.0.113.7/32"], ["198.51.100.0/24", "203.0.113.0/28"]),
    maintenanceDay: fc.constantFrom(undefined, "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"),
    maintenanceStart: fc.constantFrom(undefined, "00:00", "23:00"),
    health: fc.constantFrom(
      undefined,
      {},
      { minActiveOutputs: 2, minIngressBytesPerMinute: 1000, evaluationPeriods: 5, datapointsToAlarm: 3 },
    ),
    alertEmail: fc.constantFrom(undefined, "ops@broadcaster.tv"),
    start: fc.constantFrom(undefined, "manual", "onDeploy"),
    tags: fc.constantFrom(undefined, { team: "live" }),
    quotas,
  })
  .map(written);

const edgeSettings = fc
  .record({
    playbackKeys: fc.constantFrom({ first: PUBLIC_KEY }, { first: PUBLIC_KEY, second: PUBLIC_KEY }),
    allowedOrigins: fc.constantFrom(undefined, [], ["https://www.broadcaster.tv"]),
    priceClass: fc.constantFrom(undefined, "PriceClass_100", "PriceClass_200", "PriceClass_All"),
    logRetentionDays: fc.constantFrom(undefined, 1, 365),
    tags: fc.constantFrom(undefined, { team: "edge" }),
    quotas,
  })
  .map(written);

/** A whole environment that Onair must accept: one to three channels, production or development. */
export const environmentFiles: fc.Arbitrary<EnvironmentFiles> = fc
  .record({
    production: fc.boolean(),
    pair: fc.shuffledSubarray([...LIVE_REGIONS], { minLength: 2, maxLength: 2 }),
    ladders: fc.dictionary(name(12), ladderFile, { minKeys: 1, maxKeys: 2 }),
  })
  .chain(({ production, pair, ladders }) => {
    const regions = production ? pair : pair.slice(0, 1);
    return fc
      .record({
        environment: fc.constantFrom("prod", "stage", "dev"),
        channels: fc.dictionary(name(20), channelFile(production, regions, Object.keys(ladders)), { minKeys: 1, maxKeys: 3 }),
        encode: encodeSettings,
        edge: edgeSettings,
      })
      .map(({ environment, channels, encode, edge }) => {
        const lineup = { environment, production, channels };
        const pushed = Object.values(channels).some((channel) => (channel["source"] as { type: string }).type !== "mp4-demo");
        if (!pushed) delete encode["encoderCidrs"];
        return { environment, production, lineup, ladders, stacks: stackFiles(environment, production, regions, encode, edge) };
      });
  })
  .filter(windowsFit);

function stackFiles(
  environment: string,
  production: boolean,
  regions: readonly string[],
  encode: Record<string, unknown>,
  edge: Record<string, unknown>,
): EnvironmentFiles["stacks"] {
  if (!production) {
    return { [environment]: { region: regions[0] ?? "", settings: { role: "standalone", environment, ...encode, ...edge } } };
  }
  const perRegion = regions.map(
    (region) => [`${environment}-${region}`, { region, settings: { role: "encode-region", environment, ...encode } }] as const,
  );
  const global = {
    region: "us-east-1",
    settings: { role: "global-edge", environment, ...edge, domain: "live.broadcaster.tv", zoneId: "Z0123456789ABCDEFGHI" },
  };
  return { ...Object.fromEntries(perRegion), [`${environment}-global`]: global };
}

/** The default window of 60 s must hold three segments; every generated segment is 12 s at most, so only this stays to check. */
function windowsFit(files: EnvironmentFiles): boolean {
  const channels = files.lineup["channels"] as Record<string, Record<string, unknown>>;
  return Object.values(channels).every((channel) => {
    const ladder = files.ladders[String(channel["ladder"])] ?? {};
    const segment = Number(ladder["segmentSeconds"] ?? 4);
    return Number(channel["liveWindowSeconds"] ?? 60) >= 3 * segment;
  });
}
