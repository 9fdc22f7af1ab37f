import { channelsOf, inChannel, PUSH_SOURCE, set, type Break, type Fault, type Json } from "./fault.ts";

const HLS = { type: "hls-pull", urls: ["https://feed-a.broadcaster.tv/live.m3u8", "https://feed-b.broadcaster.tv/live.m3u8"] };
const RTMP = { type: "rtmp-pull", urls: ["rtmp://feed-a.broadcaster.tv:1935/live/a", "rtmp://feed-b.broadcaster.tv:1935/live/b"] };

/** A source as given, and nothing else that could be wrong with it. */
const source = (given: Json): Break =>
  inChannel((channel) => {
    for (const key of ["moreInputs", "audio", "captions", "uplink"]) Reflect.deleteProperty(channel, key);
    channel["source"] = given;
  });

const pulls = (url: string): Break => source({ ...(url.startsWith("rtmp") ? RTMP : HLS), urls: [url, HLS.urls[1]] });

function badUrl(title: string, url: string, what: RegExp): Fault {
  return { title, break: pulls(url), path: /source\.urls\[0\]/, what };
}

const more = (inputs: Json, channel: Json = {}): Break =>
  inChannel((target) => {
    for (const key of ["audio", "captions", "uplink"]) Reflect.deleteProperty(target, key);
    Object.assign(target, { source: PUSH_SOURCE, moreInputs: inputs }, channel);
  });

const SRT = { type: "srt-caller", addresses: ["feed-a.broadcaster.tv:9000", "feed-b.broadcaster.tv:9000"] };
const calls = (address: string): Break => source({ ...SRT, addresses: [address, SRT.addresses[1]] });

/** SRT both ways. */
const SRT_FAULTS: readonly Fault[] = [
  { title: "SRT listener in the clear", break: source({ type: "srt-listener", encryption: "none" }), path: /encryption/, what: /./ },
  { title: "SRT repaired too fast", break: source({ type: "srt-listener", latencyMilliseconds: 119 }), path: /latency/, what: /too low/ },
  { title: "SRT repaired too long", break: source({ ...SRT, latencyMilliseconds: 15_001 }), path: /latency/, what: /too high/ },
  {
    title: "SRT stream id with a space",
    break: source({ type: "srt-listener", streamId: "on air" }),
    path: /streamId/,
    what: /not a stream id/,
    remedy: /never a password/,
  },
  { title: "SRT stream id too long", break: source({ ...SRT, streamId: "s".repeat(513) }), path: /streamId/, what: /too long/ },
  {
    title: "SRT passphrase in the lineup",
    break: source({ type: "srt-listener", passphrase: "s3cret-Phrase" }),
    path: /source/,
    what: /./,
  },
  {
    title: "SRT where CloudFormation makes no inputs",
    break: (files) => inChannel(set("regions", ["eu-west-2", "us-east-2"]))(source({ type: "srt-listener" })(files)),
    path: /source\.type/,
    what: /makes no MediaLive inputs in eu-west-2 and us-east-2/,
    remedy: /us-east-1/,
  },
  { title: "nobody to call by SRT", break: source({ ...SRT, addresses: [] }), path: /addresses/, what: /names no address/ },
  {
    title: "three SRT addresses",
    break: source({ ...SRT, addresses: [...SRT.addresses, "feed-c.broadcaster.tv:9000"] }),
    path: /addresses/,
    what: /too many addresses/,
  },
  {
    title: "one SRT address twice",
    rows: [30],
    break: source({ ...SRT, addresses: [SRT.addresses[0], SRT.addresses[0]] }),
    path: /addresses/,
    what: /both pipelines one address/,
  },
  {
    title: "one SRT address in production",
    rows: [30],
    kind: "production",
    break: source({ ...SRT, addresses: SRT.addresses.slice(0, 1) }),
    path: /source\.addresses/,
    what: /names one address/,
  },
  { title: "SRT address without port", break: calls("feed.broadcaster.tv"), path: /addresses/, what: /not a host and a port/ },
  { title: "SRT address with a scheme", break: calls("srt://feed.broadcaster.tv:9000"), path: /addresses/, what: /whole address/ },
  { title: "SRT address in a private network", break: calls("192.168.1.7:9000"), path: /addresses/, what: /private network/ },
  { title: "SRT address over IPv6", break: calls("[2001:db8::1]:9000"), path: /addresses/, what: /IPv6/ },
  { title: "SRT port beyond all ports", break: calls("feed.broadcaster.tv:70000"), path: /addresses/, what: /no port from 1/ },
  {
    title: "single uplink for an SRT caller",
    kind: "production",
    break: (files) => inChannel(set("uplink", "single"))(source(SRT)(files)),
    path: /uplink/,
    what: /fetches needs no uplink/,
  },
  {
    title: "three pushed inputs, two of them SRT",
    break: more({ one: { type: "srt-listener" }, two: { type: "srt-listener" } }),
    path: /moreInputs/,
    what: /3 pushed inputs/,
  },
];

/** Addresses of pull sources, logins, and several inputs of a channel. */
export const INPUTS_FAULTS: readonly Fault[] = [
  badUrl("RTMPS source", "rtmps://feed.broadcaster.tv:443/live/a", /RTMPS, which no MediaLive input takes/),
  badUrl("HLS over plain HTTP", "http://feed.broadcaster.tv/live.m3u8", /plain HTTP/),
  badUrl("HLS over FTP", "ftp://feed.broadcaster.tv/live.m3u8", /does not begin with https/),
  badUrl("address in words", "the feed", /blank or a character/),
  badUrl("address without scheme", "feed.broadcaster.tv/live.m3u8", /is not an address/),
  badUrl("address with a login", "https://user:hunter2@feed.broadcaster.tv/live.m3u8", /holds what looks like a password/),
  badUrl("address with a query", "https://feed.broadcaster.tv/live.m3u8?profile=hd", /query or a fragment/),
  badUrl("address on the host itself", "https://localhost/live.m3u8", /private network/),
  badUrl("private address", "rtmp://10.1.2.3:1935/live/a", /private network/),
  badUrl("address of instance metadata", "https://169.254.169.254/live.m3u8", /private network/),
  badUrl("IPv6 address", "https://[2001:db8::1]/live.m3u8", /IPv6/),
  badUrl("host without domain", "https://feed/live.m3u8", /no public host name/),
  badUrl("RTMP without host", "rtmp:/live/a", /names no host/),
  badUrl("example address", "https://feed.example.com/live.m3u8", /only an example/),
  badUrl("no playlist", "https://feed.broadcaster.tv/live.mpd", /does not end in a playlist/),
  badUrl("RTMP without port", "rtmp://feed.broadcaster.tv/live/a", /does not name port 1935/),
  badUrl("RTMP without instance", "rtmp://feed.broadcaster.tv:1935/live", /application and instance/),
  badUrl("address of a thousand characters", `https://feed.broadcaster.tv/${"a".repeat(1024)}.m3u8`, /too long/),
  { title: "no address", break: source({ ...HLS, urls: [] }), path: /source\.urls/, what: /names no address/ },
  {
    title: "three addresses",
    break: source({ ...HLS, urls: [...HLS.urls, "https://c.broadcaster.tv/a.m3u8"] }),
    path: /urls/,
    what: /too many addresses/,
  },
  {
    title: "one address twice",
    rows: [30],
    break: source({ ...HLS, urls: [HLS.urls[0], HLS.urls[0]] }),
    path: /urls/,
    what: /both pipelines one address/,
  },
  {
    title: "one address in production",
    rows: [30],
    kind: "production",
    break: source({ ...HLS, urls: HLS.urls.slice(0, 1) }),
    path: /source\.urls/,
    what: /names one address/,
  },
  { title: "timecode on HLS", rows: [34], break: source({ ...HLS, timecode: "embedded" }), path: /timecode/, what: /./ },
  { title: "user name without password", break: source({ ...RTMP, username: "onair" }), path: /source/, what: /half a login/ },
  { title: "password parameter without user name", break: source({ ...HLS, passwordParam: "feed" }), path: /source/, what: /half a login/ },
  {
    title: "password in place of a parameter",
    rows: [55],
    break: source({ ...RTMP, username: "onair", passwordParam: "s3cret pass!" }),
    path: /passwordParam/,
    what: /not the name of an SSM parameter/,
    remedy: /never the password/,
  },
  {
    title: "parameter name too long",
    break: source({ ...RTMP, username: "onair", passwordParam: "p".repeat(513) }),
    path: /passwordParam/,
    what: /too long/,
  },
  {
    title: "user name with a space",
    break: source({ ...RTMP, username: "on air", passwordParam: "feed" }),
    path: /username/,
    what: /not a user name/,
  },
  { title: "too few buffer segments", rows: [34], break: source({ ...HLS, bufferSegments: 2 }), path: /bufferSegments/, what: /too low/ },
  {
    title: "buffer segments of a recording",
    rows: [34],
    break: source({ ...HLS, bufferSegments: 11 }),
    path: /bufferSegments/,
    what: /too high/,
  },
  { title: "half a bandwidth", break: source({ ...HLS, bandwidth: 0.5 }), path: /bandwidth/, what: /whole number/ },
  {
    title: "single uplink for a pull",
    kind: "production",
    break: (files) => inChannel(set("uplink", "single"))(source(RTMP)(files)),
    path: /uplink/,
    what: /fetches needs no uplink/,
  },
  {
    title: "second pushed input on a single uplink",
    kind: "production",
    break: more({ backup: PUSH_SOURCE }, { uplink: "single" }),
    path: /moreInputs\.backup/,
    what: /failover names/,
  },
  {
    title: "three pushed inputs",
    break: more({ one: PUSH_SOURCE, two: PUSH_SOURCE }),
    path: /moreInputs/,
    what: /3 pushed inputs/,
    remedy: /pull/,
  },
  {
    title: "twenty-one inputs",
    break: more(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`in${String(index)}`, HLS]))),
    path: /moreInputs/,
    what: /21 inputs/,
  },
  {
    title: "RTP among more inputs in development",
    rows: [30],
    kind: "development",
    break: more({ backup: { type: "rtp-push" } }),
    path: /moreInputs\.backup\.type/,
    what: /two pipelines/,
  },
  ...SRT_FAULTS,
  { title: "input key with a dash", rows: [66], break: more({ "back-up": HLS }), path: /back-up/, what: /not an input's key/ },
  { title: "input key too long", rows: [66], break: more({ backupbackupb: HLS }), path: /backupbackupb/, what: /too long/ },
  { title: "second primary", break: more({ primary: HLS }), path: /primary/, what: /is taken/ },
  {
    title: "input with a channel's name",
    break: (files) => {
      const [entry] = Object.entries(channelsOf(more({ backup: HLS })(files)));
      const [name, first] = entry ?? ["", {}];
      const short = name.slice(0, 12);
      const other = { ...first, moreInputs: undefined };
      return {
        ...files,
        lineup: { ...files.lineup, channels: { [short]: first, [`${short}-backup`]: JSON.parse(JSON.stringify(other)) as Json } },
      };
    },
    path: /moreInputs\.backup/,
    what: /which is a channel's name/,
  },
];
