import { copies, inChannel, inLadders, inStacks, onEncode, set, type Fault, type Json } from "./fault.ts";

/** Every channel with this source, and every ladder of nothing but what is given. */
const fed =
  (source: Json, settings: Json): Fault["break"] =>
  (files) =>
    inLadders((written) => {
      for (const key of Object.keys(written)) Reflect.deleteProperty(written, key);
      Object.assign(written, { frameRate: 50, rungs: ["720p", "360p"], ...settings });
    })(
      inChannel((channel) => {
        Reflect.deleteProperty(channel, "moreInputs");
        Reflect.deleteProperty(channel, "inputFailover");
        Reflect.deleteProperty(channel, "scte35");
        Reflect.deleteProperty(channel, "outputs");
        Reflect.deleteProperty(channel, "uplink");
        Reflect.deleteProperty(channel, "audio");
        Reflect.deleteProperty(channel, "captions");
        set("source", source)(channel);
      })(files),
    );

const RTMP = { type: "rtmp-push" };
const RTP = { type: "rtp-push" };
const DEMO = { type: "mp4-demo" };

/** A rung of another codec than its ladder's. */
const also = (codec: string, more: Json = {}): Json => ({
  name: `also-${codec}`,
  codec,
  width: 1280,
  height: 720,
  bitrate: "1500k",
  ...more,
});

function twoCodecs(title: string, settings: Json, path: RegExp, what: RegExp): Fault {
  return { title, kind: "production", break: fed(RTP, { rungs: ["720p", also("h265")], ...settings }), path, what };
}

/** A ladder that a channel's sources or its environment cannot carry. */
export const PICTURES_FAULTS: readonly Fault[] = [
  {
    title: "AV1 in development",
    rows: [25],
    kind: "development",
    break: fed(RTMP, { codec: "av1" }),
    path: /ladder$/,
    what: /not for a development environment.*AV1 travels by CMAF ingest only/,
  },
  {
    title: "H.265 with QVBR in development",
    kind: "development",
    break: fed(RTMP, { codec: "h265" }),
    path: /ladder$/,
    what: /not for a development environment.*QVBR/,
    remedy: /cbr/,
  },
  {
    title: "H.265 in UHD in development",
    kind: "development",
    break: fed(RTMP, { codec: "h265", rateControl: "cbr", rungs: ["2160p"] }),
    path: /ladder$/,
    what: /not for a development environment.*1080 lines/,
  },
  {
    title: "HDR10 of unknown light in development",
    kind: "development",
    break: fed(DEMO, { codec: "h265", rateControl: "cbr", dynamicRange: "hdr10" }),
    path: /ladder$/,
    what: /not for a development environment.*lightLevels/,
  },
  twoCodecs("a profile of two codecs", { profile: "main" }, /profile$/, /this ladder has two/),
  twoCodecs("a level of two codecs", { level: "4.1" }, /level$/, /this ladder has two/),
  twoCodecs("HDR10 in two codecs", { dynamicRange: "hdr10" }, /dynamicRange$/, /one picture for all players/),
  twoCodecs("the second codec first", { rungs: [also("h265"), "480p"] }, /rungs\[0\]/, /another codec than the ladder/),
  twoCodecs("three codecs", { rungs: ["720p", also("h265"), also("av1")] }, /rungs$/, /three codecs/),
  twoCodecs(
    "a second codec that rises",
    { rungs: ["720p", also("h265"), also("h265", { name: "more", bitrate: "1600k" })] },
    /rungs\[2\]/,
    /not below that of also-h265/,
  ),
  twoCodecs(
    "a rung too large for its codec",
    { rungs: ["1440p", also("av1", { width: 2560, height: 1440 })] },
    /rungs\[1\]/,
    /larger than MediaLive makes AV1/,
  ),
  {
    title: "two codecs with QVBR in development",
    kind: "development",
    break: fed(RTMP, { rungs: ["720p", also("h265")] }),
    path: /ladder$/,
    what: /not for a development environment.*QVBR/,
  },
  { title: "UHD from the demo", rows: [16], break: fed(DEMO, { rungs: ["2160p", "720p"] }), path: /ladder$/, what: /enlarges the demo/ },
  {
    title: "rung above its contribution",
    rows: [16, 19],
    kind: "production",
    break: fed(RTP, { rungs: [{ name: "1080p", bitrate: "25M" }] }),
    path: /ladder$/,
    what: /has a rung of 25M, and its contribution is declared to bring 20M/,
  },
  {
    title: "HDR10 by RTMP",
    break: fed(RTMP, { codec: "h265", dynamicRange: "hdr10", rateControl: "cbr" }),
    path: /ladder$/,
    what: /carries none/,
  },
  {
    title: "two UHD channels in an account for one",
    kind: "production",
    break: (files) => inStacks(onEncode("quotas", { mediaLiveChannels: 9 }))(fed(RTP, { rungs: ["2160p"] })(copies(files, 2))),
    path: /quotas\.mediaLiveUhdChannels/,
    what: /is 1, and this lineup needs 2/,
  },
  {
    title: "six channels with H.265 in an account for five",
    kind: "production",
    break: (files) => inStacks(onEncode("quotas", { mediaLiveChannels: 9 }))(fed(RTP, { codec: "h265" })(copies(files, 6))),
    path: /quotas\.mediaLiveHevcChannels/,
    what: /is 5, and this lineup needs 6/,
  },
  {
    title: "archive of AV1",
    kind: "production",
    break: (files) => inChannel(set("archive", { retentionDays: 7 }))(fed(RTP, { codec: "av1" })(files)),
    path: /archive$/,
    what: /records AV1/,
  },
];
