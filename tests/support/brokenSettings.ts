import fc from "fast-check";
import { environmentFiles, type EnvironmentFiles } from "./lineupArbitrary.ts";

type Json = Record<string, unknown>;

/** One way to get settings wrong, and what Onair must say of it. */
export interface Fault {
  readonly title: string;
  /** Where it can be made: production, development or both. */
  readonly kind?: "production" | "development";
  readonly break: (files: EnvironmentFiles) => EnvironmentFiles;
  readonly path: RegExp;
  readonly what: RegExp;
}

function channelsOf(files: EnvironmentFiles): Record<string, Json> {
  return files.lineup["channels"] as Record<string, Json>;
}

const inChannel =
  (change: (channel: Json) => void) =>
  (files: EnvironmentFiles): EnvironmentFiles => {
    for (const channel of Object.values(channelsOf(files))) change(channel);
    return files;
  };

const inLadders =
  (change: (ladder: Json) => void) =>
  (files: EnvironmentFiles): EnvironmentFiles => {
    for (const ladder of Object.values(files.ladders)) change(ladder);
    return files;
  };

const inStacks =
  (change: (settings: Json, files: EnvironmentFiles, stack: string) => void) =>
  (files: EnvironmentFiles): EnvironmentFiles => {
    for (const [stack, { settings }] of Object.entries(files.stacks)) change(settings, files, stack);
    return files;
  };

const set =
  (key: string, value: unknown) =>
  (target: Json): void => {
    target[key] = value;
  };

const pushSource = { type: "rtmp-push" };

export const FAULTS: readonly Fault[] = [
  { title: "misspelt channel setting", break: inChannel(set("lader", "x")), path: /channels\..*lader/, what: /not a setting/ },
  { title: "missing title", break: inChannel((channel) => delete channel["title"]), path: /title/, what: /missing/ },
  { title: "empty title", break: inChannel(set("title", "")), path: /title/, what: /empty/ },
  { title: "null ladder", break: inChannel(set("ladder", null)), path: /ladder/, what: /wrong/ },
  { title: "ladder that is not there", break: inChannel(set("ladder", "uhd-9000")), path: /ladders\/uhd-9000/, what: /cannot be read/ },
  { title: "ladder outside the folder", break: inChannel(set("ladder", "../../etc/passwd")), path: /ladders/, what: /not a ladder's name/ },
  { title: "no region", break: inChannel(set("regions", [])), path: /regions/, what: /no region/ },
  { title: "misspelt region", break: inChannel(set("regions", ["us-esat-1", "eu-west-1"])), path: /regions\[0\]/, what: /not a region/ },
  {
    title: "region without MediaLive",
    break: inChannel(set("regions", ["us-west-1", "eu-west-1"])),
    path: /regions\[0\]/,
    what: /not a region/,
  },
  {
    title: "region twice",
    kind: "production",
    break: inChannel(set("regions", ["eu-west-1", "eu-west-1"])),
    path: /regions\[1\]/,
    what: /twice/,
  },
  {
    title: "one region in production",
    kind: "production",
    break: inChannel((channel) => (channel["regions"] = (channel["regions"] as string[]).slice(0, 1))),
    path: /regions/,
    what: /one region/,
  },
  {
    title: "two regions in development",
    kind: "development",
    break: inChannel(set("regions", ["us-east-1", "eu-west-1"])),
    path: /regions/,
    what: /several regions/,
  },
  { title: "unknown source", break: inChannel(set("source", { type: "carrier-pigeon" })), path: /source/, what: /./ },
  {
    title: "RTP in development",
    kind: "development",
    break: inChannel(set("source", { type: "rtp-push" })),
    path: /source\.type/,
    what: /two pipelines/,
  },
  { title: "timecode on a file", break: inChannel(set("source", { type: "mp4-demo", timecode: "embedded" })), path: /timecode/, what: /./ },
  {
    title: "one RTMP instance twice",
    break: inChannel(set("source", { ...pushSource, instances: ["a", "a"] })),
    path: /instances/,
    what: /one name/,
  },
  {
    title: "RTMP name with a space",
    break: inChannel(set("source", { ...pushSource, application: "my app" })),
    path: /application/,
    what: /RTMP name/,
  },
  {
    title: "single uplink for a file",
    kind: "production",
    break: inChannel((channel) => Object.assign(channel, { source: { type: "mp4-demo" }, uplink: "single" })),
    path: /uplink/,
    what: /file needs no uplink/,
  },
  {
    title: "single uplink in one region",
    kind: "development",
    break: inChannel((channel) => Object.assign(channel, { source: pushSource, uplink: "single" })),
    path: /uplink/,
    what: /no second region/,
  },
  { title: "unknown uplink", break: inChannel(set("uplink", "dual")), path: /uplink/, what: /not an allowed value/ },
  {
    title: "window under three segments",
    break: (files) =>
      inLadders((ladder) => Object.assign(ladder, { gopSeconds: 2, segmentSeconds: 10 }))(inChannel(set("liveWindowSeconds", 20))(files)),
    path: /liveWindowSeconds/,
    what: /fewer than 3/,
  },
  { title: "window over 15 minutes", break: inChannel(set("liveWindowSeconds", 901)), path: /liveWindowSeconds/, what: /too long/ },
  { title: "startover over 14 days", break: inChannel(set("startoverSeconds", 1_209_601)), path: /startoverSeconds/, what: /./ },
  { title: "log level in words", break: inChannel(set("logLevel", "chatty")), path: /logLevel/, what: /not an allowed value/ },
  {
    title: "channel name with capitals",
    break: (files) => ({ ...files, lineup: { ...files.lineup, channels: { "My Channel": Object.values(channelsOf(files))[0] } } }),
    path: /My Channel/,
    what: /./,
  },
  {
    title: "channel name too long",
    break: (files) => ({
      ...files,
      lineup: { ...files.lineup, channels: { [`a${"b".repeat(24)}`]: Object.values(channelsOf(files))[0] } },
    }),
    path: /channels/,
    what: /./,
  },
  { title: "no channel", break: (files) => ({ ...files, lineup: { ...files.lineup, channels: {} } }), path: /channels/, what: /empty/ },
  {
    title: "lineup of another environment",
    break: (files) => ({ ...files, lineup: { ...files.lineup, environment: "other" } }),
    path: /environment/,
    what: /not the environment/,
  },
  {
    title: "production as a word",
    break: (files) => ({ ...files, lineup: { ...files.lineup, production: "yes" } }),
    path: /production/,
    what: /wrong/,
  },
  { title: "eleven channels in a group", break: elevenChannels, path: /channels$/, what: /11 channels in group main/ },
  { title: "unknown rung", break: inLadders(set("rungs", ["1081p"])), path: /rungs\[0\]/, what: /not a standard rung/ },
  { title: "no rung", break: inLadders(set("rungs", [])), path: /rungs/, what: /no rung/ },
  { title: "rung twice", break: inLadders(set("rungs", ["720p", "720p"])), path: /rungs\[1\]/, what: /repeats|not below/ },
  { title: "rungs upside down", break: inLadders(set("rungs", ["360p", "720p"])), path: /rungs\[1\]/, what: /not below|taller/ },
  {
    title: "odd height",
    break: inLadders(set("rungs", [{ name: "odd", width: 640, height: 361, bitrate: "1M" }])),
    path: /height/,
    what: /odd/,
  },
  {
    title: "bitrate in words",
    break: inLadders(set("rungs", [{ name: "x", width: 640, height: 360, bitrate: "fast" }])),
    path: /bitrate/,
    what: /not a bitrate/,
  },
  {
    title: "bitrate too low",
    break: inLadders(set("rungs", [{ name: "x", width: 640, height: 360, bitrate: 999 }])),
    path: /bitrate/,
    what: /too low/,
  },
  {
    title: "bitrate beyond H.264",
    break: inLadders(set("rungs", [{ name: "x", width: 640, height: 360, bitrate: "51M" }])),
    path: /bitrate/,
    what: /too high/,
  },
  {
    title: "UHD rung",
    break: inLadders(set("rungs", [{ name: "uhd", width: 3840, height: 2160, bitrate: "12M" }])),
    path: /width/,
    what: /too large/,
  },
  {
    title: "eleven tracks",
    break: inLadders((ladder) => Object.assign(ladder, { audioBitrates: ["128k", "64k"], rungs: manyRungs(9) })),
    path: /ladder$/,
    what: /11 tracks/,
  },
  { title: "frame rate 0", break: inLadders(set("frameRate", 0)), path: /frameRate/, what: /not a frame rate/ },
  {
    title: "GOP that does not divide the segment",
    break: inLadders((ladder) => Object.assign(ladder, { gopSeconds: 3, segmentSeconds: 4 })),
    path: /segmentSeconds/,
    what: /whole number of GOPs/,
  },
  { title: "GOP of half a second", break: inLadders(set("gopSeconds", 0.5)), path: /gopSeconds/, what: /./ },
  { title: "rising audio", break: inLadders(set("audioBitrates", ["64k", "128k"])), path: /audioBitrates/, what: /not falling/ },
  { title: "three audio rates", break: inLadders(set("audioBitrates", ["192k", "128k", "64k"])), path: /audioBitrates/, what: /too many/ },
  {
    title: "audio rate AAC has not",
    break: inLadders(set("audioBitrates", ["100k"])),
    path: /audioBitrates/,
    what: /not an allowed value/,
  },
  { title: "codec of another work", break: inLadders(set("codec", "av1")), path: /codec/, what: /./ },
  {
    title: "encoders from the whole world",
    break: withPush(inStacks(onEncode("encoderCidrs", ["0.0.0.0/0"]))),
    path: /encoderCidrs\[0\]/,
    what: /open to far more/,
  },
  {
    title: "encoders from half the world",
    break: withPush(inStacks(onEncode("encoderCidrs", ["128.0.0.0/1"]))),
    path: /encoderCidrs\[0\]/,
    what: /open to far more/,
  },
  {
    title: "host bits in a network",
    break: withPush(inStacks(onEncode("encoderCidrs", ["203.0.113.7/24"]))),
    path: /encoderCidrs\[0\]/,
    what: /host bits/,
  },
  {
    title: "network in words",
    break: withPush(inStacks(onEncode("encoderCidrs", ["my office"]))),
    path: /encoderCidrs\[0\]/,
    what: /not an IPv4 network/,
  },
  {
    title: "encoder placeholder",
    break: withPush(inStacks(onEncode("encoderCidrs", ["192.0.2.0/24"]))),
    path: /encoderCidrs\[0\]/,
    what: /placeholder/,
  },
  {
    title: "eleven networks",
    break: withPush(
      inStacks(
        onEncode(
          "encoderCidrs",
          Array.from({ length: 11 }, (_, index) => `203.0.113.${index}/32`),
        ),
      ),
    ),
    path: /encoderCidrs/,
    what: /too many/,
  },
  { title: "no encoder network", break: withPush(inStacks(onEncode("encoderCidrs", []))), path: /encoderCidrs/, what: /is empty/ },
  { title: "e-mail that is none", break: inStacks(onEncode("alertEmail", "ops at tv")), path: /alertEmail/, what: /not an e-mail/ },
  {
    title: "maintenance at half past",
    break: inStacks(onEncode("maintenanceStart", "02:30")),
    path: /maintenanceStart/,
    what: /full hour/,
  },
  {
    title: "maintenance on a feast",
    break: inStacks(onEncode("maintenanceDay", "XMAS")),
    path: /maintenanceDay/,
    what: /not an allowed value/,
  },
  {
    title: "more bad minutes than minutes",
    break: inStacks(onEncode("health", { evaluationPeriods: 2, datapointsToAlarm: 3 })),
    path: /health/,
    what: /more bad minutes/,
  },
  {
    title: "health of zero outputs",
    break: inStacks(onEncode("health", { minActiveOutputs: 0 })),
    path: /minActiveOutputs/,
    what: /too low/,
  },
  {
    title: "unknown stack setting",
    break: inStacks(set("encoderCidr", "203.0.113.0/24")),
    path: /onair:encoderCidr/,
    what: /not a setting/,
  },
  { title: "role of nobody", break: inStacks(set("role", "everything")), path: /role/, what: /./ },
  {
    title: "role that does not fit",
    kind: "development",
    break: inStacks((settings) => {
      for (const key of ["playbackKeys", "allowedOrigins", "priceClass", "logRetentionDays"]) Reflect.deleteProperty(settings, key);
      settings["role"] = "encode-region";
    }),
    path: /role/,
    what: /does not fit/,
  },
  {
    title: "private key pasted",
    break: inStacks(onEdge("playbackKeys", { first: "-----BEGIN PRIVATE KEY-----\nsecretsecret\n-----END PRIVATE KEY-----" })),
    path: /playbackKeys/,
    what: /private key/,
  },
  {
    title: "key that is none",
    break: inStacks(onEdge("playbackKeys", { first: "hello" })),
    path: /playbackKeys/,
    what: /not a public key/,
  },
  {
    title: "key placeholder",
    break: inStacks(onEdge("playbackKeys", { first: "PLACEHOLDER" })),
    path: /playbackKeys/,
    what: /placeholder/,
  },
  { title: "no key", break: inStacks(onEdge("playbackKeys", {})), path: /playbackKeys/, what: /no key/ },
  {
    title: "origin with a path",
    break: inStacks(onEdge("allowedOrigins", ["https://a.tv/page"])),
    path: /allowedOrigins\[0\]/,
    what: /web origin/,
  },
  { title: "any origin", break: inStacks(onEdge("allowedOrigins", ["*"])), path: /allowedOrigins\[0\]/, what: /web origin/ },
  {
    title: "price class of nobody",
    break: inStacks(onEdge("priceClass", "PriceClass_300")),
    path: /priceClass/,
    what: /not an allowed value/,
  },
  {
    title: "placeholder domain",
    kind: "production",
    break: inStacks(onGlobal("domain", "live.example.com")),
    path: /domain/,
    what: /placeholder/,
  },
  {
    title: "domain with a scheme",
    kind: "production",
    break: inStacks(onGlobal("domain", "https://live.tv")),
    path: /domain/,
    what: /not a domain/,
  },
  {
    title: "zone placeholder",
    kind: "production",
    break: inStacks(onGlobal("zoneId", "Z0PLACEHOLDER")),
    path: /zoneId/,
    what: /placeholder/,
  },
  {
    title: "zone name for an id",
    kind: "production",
    break: inStacks(onGlobal("zoneId", "broadcaster.tv")),
    path: /zoneId/,
    what: /not a hosted zone id/,
  },
  {
    title: "quota too small",
    break: (files) => inStacks(onEncode("quotas", { mediaLiveChannels: 1 }))(twoChannels(files)),
    path: /quotas\.mediaLiveChannels/,
    what: /needs/,
  },
];

/** `count` broken environments, every kind of fault in turn, each on a generated environment it fits. */
export function brokenEnvironments(count: number): { files: EnvironmentFiles; fault: Fault }[] {
  const pool = fc.sample(environmentFiles, { numRuns: count * 4, seed: 4711 });
  return Array.from({ length: count }, (_, index) => {
    const fault = FAULTS[index % FAULTS.length];
    if (fault === undefined) throw new Error("no faults");
    const at = pool.findIndex(({ production }) => fault.kind === undefined || (fault.kind === "production") === production);
    const [files] = pool.splice(at, 1);
    if (files === undefined) throw new Error("no environment left");
    return { files: fault.break(structuredClone(files)), fault };
  });
}

function onEncode(key: string, value: unknown): (settings: Json) => void {
  return (settings) => {
    if (settings["role"] !== "global-edge") settings[key] = value;
  };
}

function onEdge(key: string, value: unknown): (settings: Json) => void {
  return (settings) => {
    if (settings["role"] !== "encode-region") settings[key] = value;
  };
}

function onGlobal(key: string, value: unknown): (settings: Json) => void {
  return (settings) => {
    if (settings["role"] === "global-edge") settings[key] = value;
  };
}

/** Makes sure that encoders matter: every channel takes a pushed signal. */
function withPush(change: (files: EnvironmentFiles) => EnvironmentFiles): (files: EnvironmentFiles) => EnvironmentFiles {
  return (files) => change(inChannel(set("source", pushSource))(files));
}

function copies(files: EnvironmentFiles, count: number): EnvironmentFiles {
  const template = Object.values(channelsOf(files))[0];
  const channels = Object.fromEntries(Array.from({ length: count }, (_, index) => [`copy${index}`, { ...template, group: "main" }]));
  return { ...files, lineup: { ...files.lineup, channels } };
}

function elevenChannels(files: EnvironmentFiles): EnvironmentFiles {
  return copies(files, 11);
}

function twoChannels(files: EnvironmentFiles): EnvironmentFiles {
  return copies(files, 2);
}

function manyRungs(count: number): Json[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `r${index}`,
    width: 640 - 20 * index,
    height: 360 - 10 * index,
    bitrate: 1_000_000 - 10_000 * index,
  }));
}
