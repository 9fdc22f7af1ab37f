import { inChannel, set, type Break, type Fault, type Json } from "./fault.ts";

const RTMP = { type: "rtmp-push" };
const HLS = { type: "hls-pull", urls: ["https://feed-a.broadcaster.tv/live.m3u8", "https://feed-b.broadcaster.tv/live.m3u8"] };

/** An RTMP channel with a second input and a pair of them, and nothing else that could be wrong with it. */
const pair = (failover: Json, backup: Json = RTMP, more: Json = {}): Break =>
  inChannel((channel) => {
    for (const key of ["audio", "captions", "uplink", "scte35"]) Reflect.deleteProperty(channel, key);
    Object.assign(channel, { source: RTMP, moreInputs: { backup }, inputFailover: { to: "backup", ...failover } }, more);
  });

const signals = (field: string, value: unknown, source: Json = RTMP): Break =>
  inChannel((channel) => {
    for (const key of ["audio", "captions", "uplink", "moreInputs", "inputFailover", "inputLossSlate"])
      Reflect.deleteProperty(channel, key);
    Object.assign(channel, { source, [field]: value });
  });

const loss = (image: unknown): Break => signals("inputLossSlate", { image });

function badImage(title: string, image: string, what: RegExp, remedy = /slates\//): Fault {
  return { title, break: loss(image), path: /inputLossSlate\.image/, what, remedy };
}

const inDevelopment = (field: string, value: unknown): Fault => ({
  title: `${field} in development`,
  kind: "development",
  break: signals(field, value),
  path: new RegExp(`\\.${field}$`),
  what: /cannot be told what an ad avail is/,
  remedy: /production/,
});

/** Pairs of inputs, markers and pictures that stand in for others. */
export const SIGNALS_FAULTS: readonly Fault[] = [
  {
    title: "failover to nothing",
    break: pair({ to: "spare" }),
    path: /inputFailover\.to/,
    what: /not one of the channel's further inputs/,
    remedy: /backup/,
  },
  { title: "failover to itself", break: pair({ to: "primary" }), path: /inputFailover\.to/, what: /the source itself/ },
  {
    title: "failover to a pulled input",
    break: pair({}, HLS),
    path: /inputFailover\.to/,
    what: /a pair with hls-pull/,
    remedy: /rtmp-push/,
  },
  {
    title: "failover from a pulled source",
    break: inChannel((channel) => {
      for (const key of ["audio", "captions", "uplink", "scte35"]) Reflect.deleteProperty(channel, key);
      Object.assign(channel, { source: HLS, moreInputs: { backup: RTMP }, inputFailover: { to: "backup" } });
    }),
    path: /inputFailover\.to/,
    what: /a pair with hls-pull/,
  },
  {
    title: "failover to another type",
    kind: "production",
    break: pair({}, { type: "rtp-push" }),
    path: /inputFailover\.to/,
    what: /inputs of one type/,
  },
  {
    title: "failover to another timecode",
    break: pair({}, { ...RTMP, timecode: "embedded" }),
    path: /inputFailover\.to/,
    what: /timecode embedded, and the source none/,
  },
  {
    title: "failover before MediaConnect's own",
    break: pair({ inputLossMilliseconds: 500 }),
    path: /inputLossMilliseconds/,
    what: /too low/,
  },
  {
    title: "failover after half a second of black",
    break: pair({ videoBlack: { milliseconds: 500 } }),
    path: /videoBlack\.milliseconds/,
    what: /too low/,
  },
  {
    title: "black darker than black",
    break: pair({ videoBlack: { milliseconds: 5000, level: -0.1 } }),
    path: /videoBlack\.level/,
    what: /below 0/,
  },
  {
    title: "black brighter than white",
    break: pair({ videoBlack: { milliseconds: 5000, level: 2 } }),
    path: /videoBlack\.level/,
    what: /above 1/,
  },
  {
    title: "failover without an audio track",
    break: pair({ audioSilence: { milliseconds: 5000, track: "english" } }),
    path: /audioSilence\.track/,
    what: /not one of the channel's audio tracks/,
  },
  { title: "failover without time to recover", break: pair({ clearMilliseconds: 0 }), path: /clearMilliseconds/, what: /too low/ },
  {
    title: "failover that prefers the backup",
    break: pair({ prefer: "backup" }),
    path: /prefer/,
    what: /not an allowed value/,
    remedy: /primary, either/,
  },
  inDevelopment("scte35", {}),
  inDevelopment("availBlanking", {}),
  inDevelopment("blackout", {}),
  {
    title: "markers shown that never leave the encoder",
    kind: "production",
    break: signals("scte35", { mode: "none", hls: "daterange" }),
    path: /scte35\.hls/,
    what: /no message leaves the encoder/,
  },
  {
    title: "periods without markers",
    kind: "production",
    break: signals("scte35", { mode: "none", periods: true }),
    path: /scte35\.periods/,
    what: /no message leaves/,
  },
  {
    title: "PID in RTMP",
    kind: "production",
    break: signals("scte35", { pids: { primary: 500 } }),
    path: /pids\.primary/,
    what: /RTMP has none/,
    remedy: /schedule/,
  },
  {
    title: "PID of no input",
    kind: "production",
    break: signals("scte35", { pids: { primry: 500 } }),
    path: /pids\.primry/,
    what: /not one of the channel's inputs/,
    remedy: /did you mean primary/,
  },
  {
    title: "PID of a table",
    kind: "production",
    break: signals("scte35", { pids: { primary: 16 } }),
    path: /pids\.primary/,
    what: /too low/,
  },
  {
    title: "avails two seconds early",
    kind: "production",
    break: signals("scte35", { offsetMilliseconds: -2000 }),
    path: /offsetMilliseconds/,
    what: /too low/,
  },
  {
    title: "message type twice",
    kind: "production",
    break: signals("scte35", { filter: ["break", "break"] }),
    path: /filter/,
    what: /twice/,
  },
  { title: "ESAM", kind: "production", break: signals("scte35", { avails: "esam" }), path: /avails/, what: /not an allowed value/ },
  {
    title: "network without EIDR",
    kind: "production",
    break: signals("blackout", { networkEnd: { networkId: "our network" } }),
    path: /networkId/,
    what: /not an EIDR/,
  },
  badImage("slate that is not there", "slates/brek.png", /no such file/, /did you mean slates\/break\.png/),
  badImage("JPEG called PNG", "slates/jpeg.png", /not a PNG by its first bytes/, /true ending/),
  badImage("slate of an 8K picture", "slates/huge.png", /7680x4320 pixels/, /3840x2160/),
  badImage("slate of ten megabytes", "slates/film.bmp", /bytes/, /under/),
  badImage("folder for a slate", "slates/folder.png", /not an ordinary file/, /put a picture/),
  badImage("slate without size", "slates/empty.png", /has no size/, /PNG again/),
  badImage("JPEG slate", "slates/break.jpg", /not a PNG or BMP/),
  badImage("slate of another folder", "../break.png", /neither a file under slates\/ nor an address/),
  badImage("slate in a bucket with dots", "s3://my.slates/break.png", /bucket with dots/),
  badImage("slate with a query", "https://cdn.broadcaster.tv/break.png?size=large", /query or a fragment/, /./),
  badImage("slate in a private network", "https://10.0.0.7/break.png", /private network/, /./),
  {
    title: "slate for longer than for ever",
    break: signals("inputLossSlate", { image: "slates/break.png", repeatMilliseconds: 2_000_000 }),
    path: /repeatMilliseconds/,
    what: /too high/,
  },
  { title: "input loss without a slate", break: signals("inputLossSlate", {}), path: /inputLossSlate\.image/, what: /missing/ },
  { title: "slate as a list", break: inChannel(set("inputLossSlate", ["slates/break.png"])), path: /inputLossSlate/, what: /a list/ },
];
