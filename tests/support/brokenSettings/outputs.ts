import { channelsOf, inChannel, inLadders, set, type Fault, type Json } from "./fault.ts";

const TUBE = { type: "rtmp", urls: ["rtmps://a.rtmps.youtube.com/live2", "rtmps://b.rtmps.youtube.com/live2"] };
const FEED = { type: "mediaconnect", subscribers: ["210987654321"], senders: {} };

function one(title: string, output: Json, path: RegExp, what: RegExp, remedy?: RegExp): Fault {
  return {
    title,
    kind: "production",
    break: inChannel(set("outputs", { one: output })),
    path,
    what,
    ...(remedy === undefined ? {} : { remedy }),
  };
}

function inDevelopment(title: string, output: Json, what: RegExp): Fault {
  return { title, kind: "development", break: inChannel(set("outputs", { one: output })), path: /outputs\.one\.type/, what };
}

/** Every ladder another; RTMP carries H.264 and SRT no AV1. */
const ladders = (ladder: Json): Fault["break"] =>
  inLadders((own) => {
    for (const key of Object.keys(own)) Reflect.deleteProperty(own, key);
    Object.assign(own, { frameRate: 30, rungs: ["720p"], ...ladder });
  });

/** Outputs beside the one to viewers. */
export const OUTPUT_FAULTS: readonly Fault[] = [
  one(
    "stream key in the address",
    { ...TUBE, urls: ["rtmps://a.tv/live2/abcd-efgh", "rtmps://b.tv/live2"] },
    /urls\[0\]/,
    /is the stream key/,
    /onair secret/,
  ),
  one("stream key as a setting", { ...TUBE, streamKey: "abcd-efgh-ijkl" }, /streamKey/, /by its name a secret/),
  one("push in the clear", { ...TUBE, urls: ["rtmp://a.tv/live", "rtmp://b.tv/live"] }, /outputs\.one/, /in the clear/, /encrypted: false/),
  one(
    "one address for both pipelines",
    { ...TUBE, urls: ["rtmps://a.tv/live", "rtmps://a.tv/live"] },
    /urls/,
    /both pipelines one address/,
    /backup/,
  ),
  one("push by one pipeline", { ...TUBE, urls: ["rtmps://a.tv/live"] }, /urls/, /two pipelines, which both send/),
  one("push to a private host", { ...TUBE, urls: ["rtmps://10.0.0.1/live", "rtmps://b.tv/live"] }, /urls\[0\]/, /private network/),
  one(
    "push with a key in the query",
    { ...TUBE, urls: ["rtmps://a.tv/live?stream=abcdefghijkl", "rtmps://b.tv/live"] },
    /urls\[0\]/,
    /in which a key may be/,
  ),
  one("push to no application", { ...TUBE, urls: ["rtmps://a.tv", "rtmps://b.tv/live"] }, /urls\[0\]/, /names no application/),
  one("push to three addresses", { ...TUBE, urls: ["a", "b", "c"].map((host) => `rtmps://${host}.tv/live`) }, /urls/, /too many addresses/),
  one("push to no address", { ...TUBE, urls: [] }, /urls/, /names no address/),
  one("push to what is no list", { ...TUBE, urls: "rtmps://a.tv/live" }, /urls/, /not a list of addresses/),
  one("push over HTTPS", { ...TUBE, urls: ["https://a.tv/live", "rtmps://b.tv/live"] }, /urls\[0\]/, /rtmps/),
  one("half a login of an output", { ...TUBE, username: "me" }, /outputs\.one/, /half a login/),
  one("rung that is not in the ladder", { ...TUBE, rung: "8640p" }, /one\.rung/, /not a rung/),
  one("track that is not in the channel", { ...TUBE, audio: "volapuk" }, /one\.audio/, /not an audio track/),
  one("output of no kind", { type: "youtube" }, /outputs\.one/, /not an allowed value/),
  one("pictures twice a second", { type: "frame-capture", everySeconds: 0 }, /everySeconds/, /too low/),
  one("pictures with odd lines", { type: "frame-capture", height: 361 }, /height/, /odd/),
  {
    title: "feed whose flows are named like a channel's",
    kind: "production",
    break: (files) => {
      const [[name, first] = ["", {}]] = Object.entries(channelsOf(files));
      const short = name.slice(0, 12);
      const [region = ""] = first["regions"] as string[];
      const feed = { ...FEED, senders: { [region]: ["198.51.100.7/32", "198.51.100.8/32"] } };
      const channels = { [short]: { ...first, outputs: { club: feed } }, [`${short}-out-club`]: { ...first, outputs: {} } };
      return { ...files, lineup: { ...files.lineup, channels } };
    },
    path: /outputs\.club/,
    what: /makes flows named .*-out-club, which is a channel's name/,
  },
  one("feed for nobody", { ...FEED, subscribers: [] }, /subscribers/, /names no account/),
  one("feed for a name", { ...FEED, subscribers: ["club"] }, /subscribers\[0\]/, /not an AWS account/),
  one(
    "feed for too many",
    { ...FEED, subscribers: Array.from({ length: 21 }, (_, index) => String(100_000_000_000 + index)) },
    /subscribers/,
    /too many accounts/,
  ),
  one(
    "feed from three",
    { ...FEED, senders: { "us-east-1": ["7", "8", "9"].map((last) => `198.51.100.${last}/32`) } },
    /senders/,
    /too many networks/,
  ),
  one("feed from a name", { ...FEED, senders: { "us-east-1": ["medialive", "medialive"] } }, /senders/, /not an IPv4 network/),
  one("feed from anywhere", { ...FEED, senders: { "us-east-1": ["0.0.0.0/0", "0.0.0.0/0"] } }, /senders/, /wider than \/16/),
  one("feed from nowhere", FEED, /senders/, /does not name what each/, /docs\/outputs\.md/),
  {
    title: "output with a name that others have",
    break: inChannel(set("outputs", { "My Tube": { type: "frame-capture" } })),
    path: /outputs/,
    what: /is not an output's key/,
  },
  {
    title: "nine outputs",
    break: inChannel(set("outputs", Object.fromEntries(Array.from("abcdefghi", (key) => [key, { type: "frame-capture" }])))),
    path: /outputs/,
    what: /too many outputs/,
  },
  inDevelopment("push in development", TUBE, /stream key in the stack's state/),
  inDevelopment("feed in development", FEED, /cannot send by SRT/),
  {
    title: "push of H.265",
    kind: "production",
    break: (files) => ladders({ codec: "h265" })(inChannel(set("outputs", { one: TUBE }))(files)),
    path: /outputs\.one/,
    what: /h265, which RTMP does not carry/,
  },
  {
    title: "feed of AV1",
    kind: "production",
    break: (files) => ladders({ codec: "av1" })(inChannel(set("outputs", { one: FEED }))(files)),
    path: /outputs\.one/,
    what: /av1, which SRT does not carry/,
  },
  {
    title: "pictures above the ladder",
    break: (files) => ladders({ codec: "h264" })(inChannel(set("outputs", { one: { type: "frame-capture", height: 1080 } }))(files)),
    path: /outputs\.one\.height/,
    what: /above the highest rung/,
  },
];
