import { channelsOf, inChannel, set, type Break, type Fault, type Json } from "./fault.ts";

const RTP = { type: "rtp-push" };
const RTMP = { type: "rtmp-push" };

/** Every channel takes that source alone, with one small ladder, and this sound. */
const sounding =
  (source: Json, change: Json): Break =>
  (files) => {
    for (const channel of Object.values(channelsOf(files))) {
      for (const key of ["moreInputs", "audio", "captions", "thumbnails", "archive"]) Reflect.deleteProperty(channel, key);
      Object.assign(channel, { source }, change);
    }
    const small = { codec: "h264", frameRate: 30, rungs: ["360p"], audioBitrates: ["128k", "64k"] };
    return { ...files, ladders: Object.fromEntries(Object.keys(files.ladders).map((name) => [name, small])) };
  };

const audio = (tracks: Json): Json => ({ audio: { tracks } });
const english = { language: "eng", title: "English", from: { pid: 100 }, default: true };
const german = { language: "deu", title: "Deutsch", from: { pid: 101 } };
const text = (from: Json, rest: Json = {}): Json => ({ language: "eng", title: "English", from, ...rest });
const many = (count: number, track: (index: number) => Json): Json =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, { title: `T${index}`, ...track(index) }]));

/** Audio, captions, thumbnails. */
export const SOUND_FAULTS: readonly Fault[] = [
  {
    title: "language in two letters",
    break: sounding(RTMP, audio({ english: { language: "en", title: "English" } })),
    path: /audio\.tracks\.english\.language/,
    what: /not a language/,
  },
  {
    title: "language that is none",
    break: sounding(RTMP, audio({ english: { language: "enl", title: "English" } })),
    path: /audio\.tracks\.english\.language/,
    what: /not a language/,
  },
  {
    title: "track name with a capital",
    break: sounding(RTMP, audio({ English: { language: "eng", title: "English" } })),
    path: /audio\.tracks.*English/,
    what: /./,
  },
  {
    title: "track name too long",
    break: sounding(RTMP, audio({ [`a${"b".repeat(16)}`]: { language: "eng", title: "English" } })),
    path: /audio\.tracks/,
    what: /./,
  },
  {
    title: "track without a title",
    break: sounding(RTMP, audio({ english: { language: "eng", title: "" } })),
    path: /audio\.tracks\.english\.title/,
    what: /is empty/,
  },
  {
    title: "title too long",
    break: sounding(RTMP, audio({ english: { language: "eng", title: "x".repeat(41) } })),
    path: /audio\.tracks\.english\.title/,
    what: /too long/,
  },
  {
    title: "title that breaks a manifest",
    break: sounding(RTMP, audio({ english: { language: "eng", title: 'The "real" one' } })),
    path: /audio\.tracks\.english\.title/,
    what: /cannot quote/,
  },
  {
    title: "role of nobody",
    break: sounding(RTMP, audio({ english: { language: "eng", title: "English", role: "dub" } })),
    path: /audio\.tracks\.english\.role/,
    what: /not an allowed value/,
  },
  {
    title: "loudness by feeling",
    break: sounding(RTMP, { audio: { loudness: "loud" } }),
    path: /audio\.loudness/,
    what: /not an allowed value/,
  },
  {
    title: "audio found in two ways",
    kind: "production",
    break: sounding(RTP, audio({ english: { ...english, from: { pid: 100, language: "eng" } } })),
    path: /audio\.tracks\.english\.from/,
    what: /one way to find/,
  },
  {
    title: "audio on a PID of the tables",
    kind: "production",
    break: sounding(RTP, audio({ english: { ...english, from: { pid: 17 } } })),
    path: /english\.from\.pid/,
    what: /too low/,
  },
  {
    title: "audio on the padding PID",
    kind: "production",
    break: sounding(RTP, audio({ english: { ...english, from: { pid: 8191 } } })),
    path: /english\.from\.pid/,
    what: /too high/,
  },
  {
    title: "no default track",
    kind: "production",
    break: sounding(RTP, audio({ english: { ...english, default: false }, german })),
    path: /audio\.tracks$/,
    what: /no default track/,
  },
  {
    title: "two default tracks",
    kind: "production",
    break: sounding(RTP, audio({ english, german: { ...german, default: true } })),
    path: /audio\.tracks$/,
    what: /2 default tracks/,
  },
  {
    title: "two tracks of one title",
    kind: "production",
    break: sounding(RTP, audio({ english, german: { ...german, title: "English" } })),
    path: /audio\.tracks\.german$/,
    what: /title of english/,
  },
  {
    title: "two tracks of one audio",
    kind: "production",
    break: sounding(RTP, audio({ english, german: { ...german, from: { pid: 100 } } })),
    path: /audio\.tracks\.german$/,
    what: /same audio of the source as english/,
  },
  {
    title: "two languages over RTMP",
    break: sounding(
      RTMP,
      audio({ english: { language: "eng", title: "English", default: true }, german: { language: "deu", title: "Deutsch" } }),
    ),
    path: /audio\.tracks$/,
    what: /RTMP carries one audio/,
    remedy: /rtp-push/,
  },
  {
    title: "a PID in RTMP",
    break: sounding(RTMP, audio({ english })),
    path: /english\.from$/,
    what: /by pid, which RTMP does not have/,
  },
  {
    title: "a track number in MPEG-TS",
    kind: "production",
    break: sounding(RTP, audio({ english: { ...english, from: { track: 2 } } })),
    path: /english\.from$/,
    what: /by track, which MPEG-TS does not have/,
    remedy: /pid or language/,
  },
  {
    title: "more audio than selectors",
    kind: "production",
    break: sounding(RTP, audio(many(21, (index) => ({ language: "eng", from: { pid: 100 + index }, default: index === 0 })))),
    path: /audio\.tracks$/,
    what: /21 tracks, and MediaLive takes 20/,
  },
  {
    title: "eleven tracks with languages and captions",
    kind: "production",
    break: sounding(RTP, {
      ...audio(many(4, (index) => ({ language: "eng", from: { pid: 100 + index }, default: index === 0 }))),
      captions: { one: text({ type: "embedded" }), two: text({ type: "teletext", page: 888 }, { title: "Page" }) },
    }),
    path: /ladder$/,
    what: /11 tracks \(1 video \+ 4 audio tracks x 2 rates \+ 2 captions\)/,
  },
  {
    title: "teletext over RTMP",
    break: sounding(RTMP, { captions: { page: text({ type: "teletext", page: 888 }) } }),
    path: /captions\.page\.from\.type/,
    what: /RTMP does not carry/,
    remedy: /embedded/,
  },
  {
    title: "captions from the demo file",
    break: sounding({ type: "mp4-demo" }, { uplink: "both", captions: { cc: text({ type: "embedded" }) } }),
    path: /captions\.cc\.from\.type/,
    what: /the demo file does not carry/,
    remedy: /leave captions out/,
  },
  {
    title: "captions of a kind there is not",
    break: sounding(RTMP, { captions: { srt: text({ type: "srt" }) } }),
    path: /captions\.srt\.from/,
    what: /./,
  },
  {
    title: "teletext page beyond the magazines",
    kind: "production",
    break: sounding(RTP, { captions: { page: text({ type: "teletext", page: 900 }) } }),
    path: /captions\.page\.from\.page/,
    what: /not a teletext page/,
  },
  {
    title: "fifth caption channel",
    break: sounding(RTMP, { captions: { cc: text({ type: "embedded", channel: 5 }) } }),
    path: /captions\.cc\.from\.channel/,
    what: /too high/,
  },
  {
    title: "one caption channel twice",
    break: sounding(RTMP, {
      captions: { one: text({ type: "embedded" }), two: text({ type: "embedded", channel: 1 }, { title: "Other" }) },
    }),
    path: /captions\.two$/,
    what: /same captions of the source as one/,
  },
  {
    title: "two captions of one title",
    break: sounding(RTMP, { captions: { one: text({ type: "embedded" }), two: text({ type: "embedded", channel: 2 }) } }),
    path: /captions\.two$/,
    what: /title of one/,
  },
  {
    title: "pictures of text in Swedish",
    kind: "production",
    break: sounding(RTP, { captions: { sub: text({ type: "dvb-sub" }, { language: "swe" }) } }),
    path: /captions\.sub\.language/,
    what: /cannot read/,
    remedy: /teletext/,
  },
  {
    title: "pictures of text in four languages",
    kind: "production",
    break: sounding(RTP, { captions: many(4, (index) => text({ type: "dvb-sub", pid: 40 + index }, { title: `T${index}` })) }),
    path: /captions$/,
    what: /4 languages, and MediaLive reads 3/,
  },
  {
    title: "thumbnails in development",
    kind: "development",
    break: inChannel(set("thumbnails", true)),
    path: /thumbnails$/,
    what: /development channel cannot/,
  },
  { title: "thumbnails as a word", break: inChannel(set("thumbnails", "yes")), path: /thumbnails/, what: /not true or false/ },
];
